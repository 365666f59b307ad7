"""Rules of a company's own, brought along by an installed package, run with the ones that are packaged.

Why by entry point: such a rule is code, so it comes from what a person installed and never from a case folder.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, get_args

from lotproof.case.case import Case
from lotproof.case.finding import Finding, Place, Severity
from lotproof.check.pages import known
from lotproof.compute.figures import Figures
from lotproof.read.shown import one_line

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP: Final = "lotproof.checks"
_INSTALLED: Final = (".dist-info", ".egg-info")
_CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\Z", re.ASCII)
_MOST: Final = 1_000  # findings of one rule


def own_checks(case: Case, figures: Figures) -> Iterator[Finding]:
    """Runs the rules of your own house. One that cannot be loaded, breaks, or gives something else is named here."""
    for point in _points():
        try:
            yield from _findings(_loaded(point), case, figures)
        except Exception as problem:
            name = one_line(point.name, 60)
            why = (
                str(problem)
                if isinstance(problem, _NoFindingError)
                else f"it ended in {type(problem).__name__}"
            )
            sentence = f"the check {name} of your house did not run to its end: {why}."
            hint = "tell whoever wrote it, or remove its package; every other check was run."
            yield Finding("CHECK_BROKEN", "error", sentence, Place("case.yaml"), hint)


class _NoFindingError(Exception):
    """A rule gave something that is no finding, or one that cannot be shown."""


@cache
def _points() -> tuple[EntryPoint, ...]:
    if not any(_announces(Path(folder)) for folder in sys.path):
        return ()
    from importlib.metadata import entry_points  # reads the description of everything installed

    return tuple(sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)))


def _announces(folder: Path) -> bool:
    """Whether a package installed in `folder` has such rules: a few small files, instead of the whole library."""
    try:
        files = [
            Path(entry) / "entry_points.txt"
            for entry in os.scandir(folder)
            if entry.name.endswith(_INSTALLED)
        ]
        return any(GROUP.encode() in file.read_bytes() for file in files if file.is_file())
    except OSError:
        return False


@cache
def _loaded(point: EntryPoint) -> Callable[[Case, Figures], Any]:
    found: Callable[[Case, Figures], Any] = point.load()
    return found


def _findings(rule: Callable[[Case, Figures], Any], case: Case, figures: Figures) -> Iterator[Finding]:
    for number, found in enumerate(rule(case, figures)):
        if not isinstance(found, Finding) or found.severity not in get_args(Severity):
            raise _NoFindingError("it gave something that is no finding")
        if not _CODE.match(found.code) or found.code in known():
            raise _NoFindingError(f"{one_line(found.code, 60)} cannot be a code of its own")
        if number >= _MOST:
            raise _NoFindingError(f"it gave more than {_MOST:,} findings")
        place = Place(one_line(found.place.file), found.place.line, found.place.column)
        hint = one_line(found.hint, 400) if found.hint else None
        yield Finding(found.code, found.severity, one_line(found.message, 400), place, hint)
