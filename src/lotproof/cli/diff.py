"""`lotproof diff`: what changed in a case between two revisions, in words."""

from __future__ import annotations

import json
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import click

from lotproof.cli import report
from lotproof.cli.chosen import as_of_option, chosen
from lotproof.cli.door import Unusable

if TYPE_CHECKING:
    from pathlib import Path

    from lotproof.build.look import Look

WORK_TREE: Final = "work tree"


@click.command(short_help="What changed in a case between two revisions, in words.")
@click.argument("case")
@click.argument("old", metavar="[REV]", default="HEAD")
@click.argument("new", metavar="[REV]", required=False)
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object with every change.")
@as_of_option
def diff(case: str, old: str, new: str | None, as_data: bool, times: tuple[str, ...]) -> int:
    """Say what changed in CASE from the first revision (HEAD) to the second (the files as they are now).

    Both are computed by this program, with the workspace's settings as they are now and at one instant: the newer
    side's own, unless --as-of gives another. So what is said to differ differs in the record. Nothing is checked out.
    """
    from lotproof.read.revision import RevisionMissing, laid_out, revision
    from lotproof.view.data import zulu
    from lotproof.view.difference import Side, changes
    from lotproof.view.difference import as_data as plain
    from lotproof.view.words import utc_stamp

    (one,) = chosen((case,), times).cases
    folder = one.folder
    typed = old
    try:
        with ExitStack() as open_folders:
            before = revision(folder, old)
            there = open_folders.enter_context(laid_out(folder, before))
            here_ = folder
            at = one.as_of
            if new is not None:
                typed = new
                after = revision(folder, new)
                here_ = open_folders.enter_context(laid_out(folder, after))
                at = at or after.touched_at
            now = _look(here_, at, folder)
            at = at or (now.figures.as_of if now.figures is not None else None)
            was = _look(there, at, folder)
    except RevisionMissing as missing:
        raise Unusable(f"{_shown(typed)}: {missing}") from None
    sides = []
    for name, seen in ((old, was), (new or WORK_TREE, now)):
        if seen.case is None or seen.figures is None:
            raise Unusable(f"{_shown(name)}: the case cannot be read there: {seen.findings[0].message}")
        sides.append(Side(seen.case, seen.figures, seen.findings))
    found = changes(*sides)
    if as_data:
        values = {"case": folder.name, "old": old, "new": new, "as_of": zulu(at), "changes": plain(found)}
        report.data(json.dumps(values, ensure_ascii=False, indent=1))
        return 0
    for change in found:
        report.data(change.sentence)
    head = f"{folder.name}: {_shown(old)} → {_shown(new or WORK_TREE)}"
    as_of = utc_stamp(at.astimezone(UTC)) if at is not None else "no instant known"
    count = f"{len(found)} change{'s' if len(found) != 1 else ''}" if found else "no change"
    report.say(f"{head}, both as of {as_of}: {count}".replace("\u00a0", " "))
    return 0


def _look(folder: Path, at: datetime | None, case: Path) -> Look:
    from lotproof.build.look import house_of, look

    return look(folder, at, house_of(case))


def _shown(typed: str) -> str:
    from lotproof.read.shown import one_line

    return one_line(typed, 80)
