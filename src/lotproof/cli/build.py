"""`lotproof build`: the documents of the cases into `build/`, and what is wrong with them on stderr."""

from __future__ import annotations

import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lotproof.case.finding import Finding
from lotproof.cli import report
from lotproof.cli.chosen import Chosen, as_of_option, chosen, now, shown_path
from lotproof.cli.door import Unusable
from lotproof.cli.verdict import exit_code, strict_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lotproof.build.case import Built
    from lotproof.build.desk import AsOf
    from lotproof.build.look import Look
    from lotproof.compute.figures import Figures

ALL = "all"
# the readers of view.documents.AUDIENCES, which is not imported for a help text
READERS = ("supplier", "bank", "insurer", "counsel", "platform", "internal", ALL)


@click.command(short_help="The documents of the cases, into build/.")
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@click.option("--for", "readers", multiple=True, type=click.Choice(READERS), metavar="AUDIENCE",
              help=f"Only the documents for AUDIENCE: {', '.join(READERS[:-1])} or all. Repeatable.")  # fmt: skip
@strict_option
@as_of_option
def build(cases: tuple[str, ...], readers: tuple[str, ...], strict: bool, times: tuple[str, ...]) -> int:
    """Build the documents of the cases; of every case of the workspace when none is named."""
    wanted = chosen(cases, times)
    every = list(wanted.findings)
    tell(wanted.root, wanted.findings)
    broken: Exception | None = None
    looks: dict[Path, dict[str, Look]] = {}
    for one, root in with_roots(wanted.cases):
        seen = looks.setdefault(root, {})
        try:
            built = build_and_tell(root, one, () if ALL in readers else readers)
            seen[one.folder.name] = built.look
            every += built.findings
        except (Unusable, click.Abort):
            raise
        except Exception as bug:  # the other cases are built first; the door reports it
            report.say(f"{one.folder.name}: not built, because of a mistake in lotproof itself")
            broken = broken or bug
    for root, seen in looks.items():
        every += desk_and_tell(root, wanted.as_of, seen)
    if broken is not None:
        raise broken
    return exit_code(every, strict)


def with_roots(wanted: tuple[Chosen, ...]) -> list[tuple[Chosen, Path]]:
    """Each case with its workspace's folder. Raises Unusable for a case outside any, or two of one name in one."""
    from lotproof.read.workspace import find_workspace

    found: dict[tuple[Path, str], Chosen] = {}
    for one in wanted:
        workspace = find_workspace(one.folder.parent)
        if workspace is None:
            raise Unusable(f"{one.folder.name} is in no workspace; put it into a folder named cases.")
        first = found.setdefault((workspace.root, one.folder.name), one)
        if first is not one:
            raise Unusable(f"two cases bear the name {one.folder.name}; they would be built into one folder.")
    return [(one, root) for (root, _), one in found.items()]


def desk_and_tell(root: Path, as_of: AsOf, looks: Mapping[str, Look]) -> tuple[Finding, ...]:
    """Put the desk of a workspace in place, after its cases; the findings when it could not be."""
    from lotproof.build.desk import desk_of, put_desk

    # a case built from elsewhere is none of this workspace's desk
    inside = {name: look for name, look in looks.items() if look.folder.parent == root / "cases"}
    findings = put_desk(root, desk_of(root, as_of, inside))
    tell(root, findings)
    return findings


def build_and_tell(root: Path, one: Chosen, readers: tuple[str, ...] = ()) -> Built:
    """Build one case (for `readers` only, if any are given), print its line and its findings, return the outcome."""
    from lotproof.build.case import build_case
    from lotproof.render.pdf import EnvironmentLacking

    began = time.monotonic()
    try:
        built = build_case(root, one.folder, one.as_of, readers)
    except EnvironmentLacking as lacking:
        raise Unusable(str(lacking)) from None
    seconds = f", {time.monotonic() - began:.1f} s" if report.on_terminal("stdout") else ""
    if built.files:
        report.data(line(root, built) + seconds)
    else:
        report.say(f"{built.look.id}: nothing was written")
    tell(one.folder, built.findings)
    for text in standings(built.look.figures):
        report.say(text)
    other = state_at(built, now())
    if other is not None:
        report.say(other)
    return built


def line(root: Path, built: Built) -> str:
    """What was written: each PDF with its pages, the pages for browsers and the lists as a count."""
    pdfs = [
        f"{name} ({pages} page{'s' if pages > 1 else ''})" for name, pages in built.files.items() if pages
    ]
    others = sum(1 for pages in built.files.values() if not pages)
    more = f" and {others} more file{'' if others == 1 else 's'}"
    return f"{shown_path(root / 'build' / built.look.id)}: {', '.join(pdfs)}{more}"


def tell(folder: Path, findings: tuple[Finding, ...]) -> None:
    """The findings as text on stderr."""
    from lotproof.cli.finding_text import as_text

    for finding in findings:
        report.say(as_text(folder, finding, "stderr"))


def standings(figures: Figures | None) -> tuple[str, ...]:
    """One line for each class of an inspection that is going on: what is decided, and what may still happen."""
    from lotproof.view.progress import lines

    return tuple(lines(figures)) if figures is not None else ()


def state_at(built: Built, instant: datetime) -> str | None:
    """One line when the case would be in another state at `instant`."""
    from lotproof.compute.all import compute
    from lotproof.view.words import utc_stamp

    case, figures = built.look.case, built.look.figures
    if case is None or figures is None:
        return None
    then = compute(case, instant).state
    if then == figures.state:
        return None
    return f"{case.id}: as of {utc_stamp(figures.as_of)} it is {figures.state}; now it would be {then}"
