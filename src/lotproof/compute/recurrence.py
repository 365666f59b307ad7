"""Defects that come back: the same title and class in more than one inspection of a supplier.

Why: the same defect a second time is what a re-inspection, a next contract and an escalation turn on (R77).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from lotproof.case.facts import CaseFacts
from lotproof.compute.figures import Figures
from lotproof.compute.lots import compared, supplier_key


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A defect in one report. `units` as the report lists them; None when it does not say."""

    case_id: str
    inspection: str
    performed: date | None
    units: int | None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A defect of a supplier in several inspections, oldest first; `title` as the newest report words it."""

    supplier: str
    class_name: str
    title: str
    times: tuple[Occurrence, ...]


def recurring(records: Iterable[tuple[CaseFacts, Figures]]) -> tuple[Recurrence, ...]:
    """The defects found in two or more inspections of one supplier, most often first, then by title.

    Titles are compared as `lots.compared` does; re-inspections and inspections during production count, a defect
    listed with no unit does not, and one report that two cases are about counts once.
    """
    found: dict[tuple[str, str, str], dict[tuple[str, date | None], tuple[str, Occurrence]]] = {}
    for facts, figures in records:
        supplier = supplier_key(facts)
        for inspected in figures.inspections:
            report = inspected.inspection
            day = max(report.performed, default=None)
            for defect in report.defects:
                title = defect.title or ""
                if not (supplier and compared(title) and defect.cls) or defect.units == 0:
                    continue
                times = found.setdefault((supplier, defect.cls, compared(title)), {})
                name = report.id or figures.case_id
                one = Occurrence(figures.case_id, name, day, defect.units)
                times.setdefault((compared(name), day), (title, one))
    repeated = [
        _recurrence(supplier, class_name, list(times.values()))
        for (supplier, class_name, _), times in found.items()
        if len(times) > 1
    ]
    return tuple(sorted(repeated, key=lambda one: (one.supplier, -len(one.times), one.class_name, one.title)))


def _recurrence(supplier: str, class_name: str, times: list[tuple[str, Occurrence]]) -> Recurrence:
    times.sort(key=lambda time: (time[1].performed or date.min, time[1].case_id, time[1].inspection))
    return Recurrence(supplier, class_name, times[-1][0], tuple(one for _, one in times))
