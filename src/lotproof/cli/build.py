"""`lotproof build`: the documents of the cases into `build/`, and what is wrong with them on stderr."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from lotproof.case.finding import Finding
from lotproof.cli import report
from lotproof.cli.chosen import Chosen, Selection, as_of_option, chosen, now, shown_path
from lotproof.cli.complete import CASE
from lotproof.cli.door import Unusable
from lotproof.cli.verdict import exit_code, strict_option
from lotproof.cli.word import Word

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lotproof.build.desk import AsOf
    from lotproof.build.look import Look
    from lotproof.build.outcome import Outcome
    from lotproof.build.stale import Survey
    from lotproof.build.task import Order

ALL = "all"
_ADDRESS = re.compile(r"(?:tcp|tls)://(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\]):[0-9]{1,5}")
# the readers of view.documents.AUDIENCES, which is not imported for a help text
READERS = ("supplier", "bank", "insurer", "counsel", "platform", "internal", ALL)
# the one reader for whom a case may have no file at all
NO_PLATFORM = (
    "no file for a platform was made, because the case names no platform (write platform: in case.yaml)."
)


@click.command(short_help="The documents of the cases, into build/.")
@click.argument("cases", nargs=-1, metavar="[CASE]...", type=CASE)
@click.option("--for", "readers", multiple=True, type=Word(READERS), metavar="AUDIENCE",
              help=f"Only the documents for AUDIENCE: {', '.join(READERS[:-1])} or all. Repeatable.")  # fmt: skip
@click.option("--jobs", type=click.IntRange(0, 256), metavar="N",
              help="Build N cases at a time, each in a process of its own. 0: in this process. "
                   "[default: one a core, as memory allows]")  # fmt: skip
@click.option("--cluster", metavar="ADDRESS",
              help="Build on the workers of the Dask scheduler at ADDRESS, as tcp://scheduler:8786.")  # fmt: skip
@click.option(
    "--force", is_flag=True, help="Build also the cases whose documents are as they would be made now."
)
@click.option("--draft", is_flag=True,
              help="PDFs to be looked at, sooner: DRAFT on every page, no PDF/A, no tags, no e-mail.")  # fmt: skip
@click.option("--explain-stale", "explain", is_flag=True, help="Say why each case is built.")
@strict_option
@as_of_option
def build(
    cases: tuple[str, ...],
    readers: tuple[str, ...],
    jobs: int | None,
    cluster: str | None,
    force: bool,
    draft: bool,
    explain: bool,
    strict: bool,
    times: tuple[str, ...],
) -> int:
    """Build the documents of the cases; of every case of the workspace when none is named.

    A case whose documents are as they would be made now is not built again: it is fresh.
    """
    if cluster is not None and jobs is not None:
        raise Unusable("--jobs is about this machine and --cluster about others: name one of them.")
    if cluster is not None and not _ADDRESS.fullmatch(cluster):
        raise Unusable("--cluster: an address is tcp://HOST:PORT, or tls://HOST:PORT.")
    wanted = chosen(cases, times, settings=False)
    every = list(wanted.findings)
    tell(wanted.root, wanted.findings)
    wrong = drafted = False
    for root, some in by_root(wanted.cases).items():
        seen = _survey(root, some, () if ALL in readers else readers, force, draft)
        if root == wanted.root:
            every += seen.ground.findings
            tell(root, seen.ground.findings)
        if explain:
            for answer in seen.answers:
                for reason in answer.reasons:
                    report.say(f"{answer.asked.folder.name}: {reason}")
        try:
            for outcome in _outcomes(root, seen, jobs, cluster):
                every += outcome.findings
                wrong |= bool(outcome.mistake)
                drafted |= draft and bool(outcome.files) and not outcome.fresh
                if "platform" in readers and outcome.files and "platform.pdf" not in outcome.files:
                    report.say(f"{outcome.name}: {NO_PLATFORM}")
            every += _desk(root, seen, wanted)
        finally:
            seen.close()
    if drafted:
        report.say("Every page says DRAFT. lotproof build without --draft makes what may leave the house.")
    if wrong:
        raise RuntimeError("a case was not built because of a mistake in lotproof itself")
    return exit_code(every, strict)


def build_cases(
    root: Path,
    some: Sequence[Chosen],
    *,
    stop: Callable[[], bool] = bool,
    then: Callable[[Outcome], None] | None = None,
) -> None:
    """Build those of the cases that are not fresh, one after the other in this process, and tell what came of each.

    `then` is told too. Raises Superseded once `stop` says yes.
    """
    seen = _survey(root, some, (), force=False, draft=False)
    try:
        for outcome in _outcomes(root, seen, jobs=0, stop=stop):
            if then is not None:
                then(outcome)
    finally:
        seen.close()


def _survey(root: Path, some: Sequence[Chosen], readers: tuple[str, ...], force: bool, draft: bool) -> Survey:
    from lotproof.build.stale import survey
    from lotproof.build.where import Asked

    return survey(root, [Asked(one.folder, one.as_of) for one in some], readers, force=force, draft=draft)


def _outcomes(
    root: Path, seen: Survey, jobs: int | None, cluster: str | None = None, stop: Callable[[], bool] = bool
) -> Iterator[Outcome]:
    """What came of every case, told as it comes: those that are fresh at once, in the order asked."""
    from lotproof.build.pool import Lacking, run

    place = shown_path(root / "build")
    stale = [answer for answer in seen.answers if answer.outcome is None]
    orders = [answer.order for answer in stale]
    built = _there(orders, cluster) if cluster is not None and orders else run(orders, jobs, stop)
    try:
        for answer in seen.answers:
            outcome = answer.outcome
            if outcome is None:
                outcome = next(built)
                seen.built(outcome)
            outcome = _counting(answer.asked.folder, outcome)
            tell_outcome(place, answer.asked.folder, outcome)
            yield outcome
    except Lacking as lacking:
        raise Unusable(str(lacking)) from None
    finally:
        built.close()  # type: ignore[attr-defined]  # a generator: its workers end now, not some time


def _there(orders: Sequence[Order], address: str) -> Iterator[Outcome]:
    from lotproof.build.cluster import run

    return run(orders, address)


def _counting(folder: Path, outcome: Outcome) -> Outcome:
    """The outcome without the findings that the case's `accepted.yaml` accepts: they are told and counted by nobody."""
    if not outcome.findings:
        return outcome
    from lotproof.check.accepted import settle

    return replace(outcome, findings=settle(folder, outcome.findings).open)


def _desk(root: Path, seen: Survey, wanted: Selection) -> tuple[Finding, ...]:
    """The desk put in place, unless every case of the workspace is as it was when that was done last."""
    from lotproof.read.workspace import CASES, Workspace, all_cases

    names = [folder.name for folder in all_cases(Workspace(root, root / CASES))[0]]
    if seen.desk_is_fresh(names):
        return ()
    findings = desk_and_tell(root, wanted.as_of, {})
    if not findings:
        seen.desk_made(names)
    return findings


def with_roots(wanted: tuple[Chosen, ...]) -> list[tuple[Chosen, Path]]:
    """Each case with its workspace's folder. Raises Unusable as `by_root` does."""
    return [(one, root) for root, some in by_root(wanted).items() for one in some]


def by_root(wanted: tuple[Chosen, ...]) -> dict[Path, list[Chosen]]:
    """The cases by their workspace's folder. Raises Unusable for a case outside any, or two of one name in one."""
    from lotproof.read.workspace import find_workspace

    roots: dict[Path, Path | None] = {}
    found: dict[Path, dict[str, Chosen]] = {}
    for one in wanted:
        above = one.folder.parent
        if above not in roots:
            workspace = find_workspace(above)
            roots[above] = workspace.root if workspace is not None else None
        root = roots[above]
        if root is None:
            raise Unusable(f"{one.folder.name} is in no workspace; put it into a folder named cases.")
        if found.setdefault(root, {}).setdefault(one.folder.name, one) is not one:
            raise Unusable(f"two cases bear the name {one.folder.name}; they would be built into one folder.")
    return {root: list(some.values()) for root, some in found.items()}


def desk_and_tell(root: Path, as_of: AsOf, looks: Mapping[str, Look]) -> tuple[Finding, ...]:
    """Put the desk of a workspace in place, after its cases; the findings when it could not be."""
    from lotproof.build.desk import desk_of, put_desk

    # a case built from elsewhere is none of this workspace's desk
    inside = {name: look for name, look in looks.items() if look.folder.parent == root / "cases"}
    findings = put_desk(root, desk_of(root, as_of, inside))
    tell(root, findings)
    return findings


def tell_outcome(build: str, folder: Path, outcome: Outcome) -> None:
    """Print what came of a case: its line, its findings, how an inspection stands, and how the case would be now."""
    place = f"{build}/{outcome.name}"
    if outcome.fresh:
        report.data(f"{place}: fresh")
    elif outcome.mistake:
        report.say(f"{outcome.name}: not built, because of a mistake in lotproof itself")
        for line in outcome.mistake:
            report.say(f"    {line}")
    elif outcome.files:
        report.data(written(place, outcome))
    else:
        report.say(f"{outcome.name}: nothing was written")
    tell(folder, outcome.findings)
    for text in outcome.standings:
        report.say(text)
    other = state_at(outcome, now())
    if other is not None:
        report.say(other)


def written(place: str, outcome: Outcome) -> str:
    """What was written: each PDF with its pages, the pages for browsers and the lists as a count."""
    pdfs = [
        f"{name} ({pages} page{'s' if pages > 1 else ''})" for name, pages in outcome.files.items() if pages
    ]
    others = sum(1 for pages in outcome.files.values() if not pages)
    more = f" and {others} more file{'' if others == 1 else 's'}"
    return f"{place}: {', '.join(pdfs)}{more}"


def tell(folder: Path, findings: tuple[Finding, ...]) -> None:
    """The findings as text on stderr."""
    if findings:
        from lotproof.cli.finding_text import as_text

        for finding in findings:
            report.say(as_text(folder, finding, "stderr"))


def state_at(outcome: Outcome, instant: datetime) -> str | None:
    """One line when the case would be in another state at `instant`."""
    if outcome.state is None or outcome.as_of is None or (not outcome.later and instant >= outcome.as_of):
        return None
    from lotproof.build.ahead import state_then
    from lotproof.view.words import utc_stamp

    then = state_then(outcome.state, outcome.later, instant)
    if then == outcome.state:
        return None
    return f"{outcome.name}: as of {utc_stamp(outcome.as_of)} it is {outcome.state}; now it would be {then}"
