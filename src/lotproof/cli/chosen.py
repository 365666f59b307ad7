"""Which cases a command is about, and the instant each is looked at.

Why: every command takes the same names and times, and a slip in either is said the same way, before anything runs.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import click

from lotproof.case.finding import Finding
from lotproof.cli.door import Unusable, with_hint

NOW: Final = "now"
_UNUSABLE: Final = ("CASE_UNKNOWN", "WORKSPACE_MISSING")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A case folder and the instant given for it; None is the case's own."""

    folder: Path
    as_of: datetime | None


def as_of_option(command: Callable[..., Any]) -> Callable[..., Any]:
    return click.option(
        "--as-of",
        "times",
        multiple=True,
        metavar="[CASE=]TIME",
        help=(
            "Look at the cases, or at one of them, as of TIME: RFC 3339 with its offset, or now. Repeatable."
        ),
    )(command)


@dataclass(frozen=True, slots=True)
class Selection:
    """The cases a command is about, and findings on folders below `root` that can be no case.

    `instants` are those given by case, and under "" the one given for all others.
    """

    cases: tuple[Chosen, ...]
    root: Path
    findings: tuple[Finding, ...]
    instants: Mapping[str, datetime]

    def as_of(self, name: str) -> datetime | None:
        """The instant given for a case of the workspace, chosen or not; None is the case's own."""
        return self.instants.get(name, self.instants.get(""))


def here() -> Path:
    """The folder the command was run in."""
    try:
        return Path.cwd()
    except OSError:
        raise Unusable("the folder you are in is no longer there.") from None


def chosen(names: Iterable[str], times: Collection[str], *, settings: bool = True) -> Selection:
    """The cases meant, each with its instant; with `settings`, what is wrong with those of the workspace as well.

    Raises Unusable when a name leads nowhere, a time cannot be read, or there is nothing to look at.
    """
    from lotproof.read.workspace import all_cases, case_folders, find_workspace

    workspace = find_workspace(here())
    folders, findings = case_folders(workspace, names, here())
    lost = [finding for finding in findings if finding.code in _UNUSABLE or not folders]
    if lost:
        raise Unusable("\n".join(with_hint(one.message, one.hint) for one in lost))
    if not folders:
        raise Unusable("there is no case to look at: cases/ holds none.")
    every = all_cases(workspace)[0] if workspace is not None and times else ()
    instants = _instants(times, {folder.name for folder in (*folders, *every)})
    cases = tuple(Chosen(folder, instants.get(folder.name, instants.get(""))) for folder in folders)
    if workspace is not None and settings:
        from lotproof.read.house import read_house  # loads the model of all settings

        findings += read_house(workspace.root)[1]
    return Selection(cases, workspace.root if workspace else here(), findings, instants)


def _instants(times: Iterable[str], known: Iterable[str]) -> dict[str, datetime]:
    """The instant for each case named, and under "" the one for all others."""
    from lotproof.read.shown import nearest, one_line

    found: dict[str, datetime] = {}
    for typed in times:
        name, named, time = typed.rpartition("=")
        if named and name not in known:
            near = nearest(name, known)
            hint = f"did you mean {near}?" if near else None
            raise Unusable(with_hint(f"--as-of names no case: {one_line(name)}.", hint))
        if name in found:
            raise Unusable(f"--as-of is given twice for {name or 'all cases'}.")
        found[name] = instant(time)
    return found


def instant(typed: str) -> datetime:
    """A time as typed, or `now` in whole seconds. Raises Unusable with the reader's own sentence."""
    if typed == NOW:
        return now()
    from pydantic import TypeAdapter, ValidationError

    from lotproof.case.scalars import Instant

    try:
        return TypeAdapter(Instant).validate_python(typed)
    except ValidationError as error:
        told = error.errors()[0].get("ctx", {})
        said = with_hint(told.get("sentence", "it is not a time."), told.get("hint"))
        raise Unusable(f"--as-of: {said}") from None


def now() -> datetime:
    """The machine's clock in UTC, in whole seconds. Nothing else in the program reads it."""
    return datetime.now(UTC).replace(microsecond=0)


def shown_path(path: Path) -> str:
    """A path as a person would type it from where they are."""
    relative = os.path.relpath(path, here())
    return str(path) if relative.startswith(f"..{os.sep}..{os.sep}") else relative
