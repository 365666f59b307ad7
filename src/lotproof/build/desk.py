"""The desk of a workspace: every case read and looked at anew, its pages put in place.

Why anew: the figures of an earlier build may be of another day or another edition of a case, and a wrong deadline on
the first page of the morning costs more than the second that reading takes. The cases just built are handed in.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from lotproof.build.desk_pages import put_pages
from lotproof.build.dress import broken
from lotproof.build.folder import BUILD, OutputRefused
from lotproof.build.look import Look, in_order, look
from lotproof.case.finding import Finding, Place
from lotproof.case.house import House
from lotproof.check.accepted import settle
from lotproof.check.all import check_series
from lotproof.compute.lots import Presented, Terms, presented
from lotproof.compute.series import Series, series
from lotproof.read.house import read_house
from lotproof.read.workspace import CASES, Workspace, all_cases
from lotproof.view.desk.rows import Entry

PAGE: Final = "index.html"
SHOWN: Final = ("index.html", "dossier.pdf")
AsOf = Callable[[str], datetime | None]


@dataclass(frozen=True, slots=True)
class Desk:
    """Every case of a workspace, and the series their lots form; `findings` are on folders that can be no case."""

    entries: tuple[Entry, ...]
    series: tuple[Series, ...]
    findings: tuple[Finding, ...]


def desk_of(root: Path, as_of: AsOf, seen: Mapping[str, Look] | None = None) -> Desk:
    """The desk of the workspace in `root`. `as_of` gives the instant of a case by its id (None: the case's own).

    Cases in `seen` are taken as they are there. One that cannot be read is an entry without a case.
    """
    folders, findings = all_cases(Workspace(root, root / CASES))
    ready, house = seen or {}, read_house(root)[0]
    looks = [ready.get(folder.name) or _looked(folder, as_of(folder.name), house) for folder in folders]
    lots = _Lots(looks)
    entries = tuple(
        Entry(one.id, one.case, one.figures, _findings(one, lots), _made(root, one.id)) for one in looks
    )
    return Desk(entries, lots.all(), findings)


def series_findings(looks: Iterable[Look]) -> dict[str, tuple[Finding, ...]]:
    """By case, what only shows beside the others (`check.all.check_series`): hand in every case of the workspace."""
    every = list(looks)
    lots = _Lots(every)
    return {one.id: _beside(one, lots) for one in every}


def put_desk(root: Path, desk: Desk) -> tuple[Finding, ...]:
    """Write `root/build/index.html` and the page of every supplier, each whole or not at all.

    A finding when one may not be written, or a template of the workspace cannot be used: then nothing is.
    """
    from lotproof.render.own import TemplateBroken
    from lotproof.view.desk.page import SUPPLIER, TEMPLATE, supplier_pages
    from lotproof.view.desk.page import desk as page
    from lotproof.view.desk.slugs import FOLDER

    context, own = page(desk.entries, desk.series), read_house(root)[0].templates
    try:
        text = _rendered(TEMPLATE, own, context)
        pages = {
            f"{slug}.html": _rendered(SUPPLIER, own, shown).encode()
            for slug, shown in supplier_pages(context).items()
        }
    except TemplateBroken as problem:
        return (broken(problem.name, problem.line, problem.sentence, PAGE),)
    try:
        put_pages(root, {PAGE: text.encode()}, FOLDER, pages)
    except OutputRefused as refusal:
        return (Finding("OUTPUT_REFUSED", "error", str(refusal), Place(".")),)
    return ()


def _rendered(name: str, own: Mapping[str, str], context: Mapping[str, Any]) -> str:
    from lotproof.render.html import render
    from lotproof.render.own import render_own, used

    return render_own(name, own, {}, context) if own and used(name, own) else render(name, **context)


def _looked(folder: Path, as_of: datetime | None, house: House) -> Look:
    """A mistake of ours in one case must not hide the others: `check` of that case reports it in full."""
    try:
        return look(folder, as_of, house)
    except Exception:
        sentence = "lotproof made a mistake of its own while it looked at this case."
        finding = Finding("LOOK_FAILED", "error", sentence, Place("."), f"run lotproof check {folder.name}.")
        return Look(folder, None, None, (finding,))


class _Lots:
    """The lots of all cases, and the series they form as of an instant, each walked once for as many as are known."""

    def __init__(self, looks: Iterable[Look]) -> None:
        self._lots: dict[Terms, list[Presented]] = {}
        for one in looks:
            if one.case is not None and one.figures is not None:
                for lot in presented(one.case.facts, one.figures):
                    self._lots.setdefault(lot.terms, []).append(lot)
        self._known = {terms: sorted(lot.known for lot in lots) for terms, lots in self._lots.items()}
        self._walked: dict[tuple[Terms, int], tuple[Series, ...]] = {}

    def all(self) -> tuple[Series, ...]:
        return series(lot for lots in self._lots.values() for lot in lots)

    def beside(self, terms: Set[Terms], as_of: datetime) -> tuple[Series, ...]:
        """The series of these terms, sorted by them, as far as their lots were known at an instant."""
        return tuple(found for each in sorted(terms) for found in self._of(each, as_of))

    def _of(self, terms: Terms, as_of: datetime) -> tuple[Series, ...]:
        known = bisect_right(self._known[terms], as_of)  # which they are follows from how many
        if (terms, known) not in self._walked:
            self._walked[terms, known] = series(self._lots[terms], as_of)
        return self._walked[terms, known]


def _findings(one: Look, lots: _Lots) -> tuple[Finding, ...]:
    """Those that count: the desk is the house's own, so what it accepts is no open point there."""
    return settle(one.folder, in_order((*one.findings, *_beside(one, lots)))).open


def _beside(one: Look, lots: _Lots) -> tuple[Finding, ...]:
    if one.case is None or one.figures is None:
        return ()
    terms = {lot.terms for lot in presented(one.case.facts, one.figures)}
    return check_series(one.case, one.figures, lots.beside(terms, one.figures.as_of))


def _made(root: Path, case_id: str) -> frozenset[str]:
    folder = root / BUILD / case_id
    return frozenset(name for name in SHOWN if (folder / name).is_file())
