"""Every inspection known by the instant, recomputed and compared with its own report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lotproof.case.inspection import Inspection
from lotproof.compute import standard
from lotproof.compute.figures import InspectionFigures, Verdict
from lotproof.compute.sample import scope_figures
from lotproof.sampling import cartons_to_open


def known_by(inspections: Sequence[Inspection], as_of: datetime, zone: str) -> list[tuple[int, Inspection]]:
    """The inspections issued by `as_of`; one without an issue time counts from the start of its last day, in `zone`."""
    kept: list[tuple[int, Inspection]] = []
    for index, inspection in enumerate(inspections):
        when = inspection.issued
        if when is None and inspection.performed:
            last = max(inspection.performed)
            when = datetime(last.year, last.month, last.day, tzinfo=ZoneInfo(zone))
        if when is None or when.astimezone(UTC) <= as_of:
            kept.append((index, inspection))
    return kept


def inspection_figures(inspection: Inspection, index: int) -> InspectionFigures:
    """Plans, verdicts and projections of one report. N is the quantity presented (K2)."""
    quantity = inspection.quantity
    lot = quantity.presented if quantity is not None and quantity.presented else None
    edition, edition_known = standard.edition(inspection.standard)
    scopes = tuple(
        scope_figures(inspection, scope, number, lot, edition)
        for number, scope in enumerate(inspection.scopes)
    )
    verdicts = [c.verdict for scope in scopes for c in scope.classes]
    complete = bool(scopes) and all(scope.classes for scope in scopes)
    verdict: Verdict | None = (
        "fail" if "fail" in verdicts else "pass" if complete and None not in verdicts else None
    )
    conclusion = standard.conclusion(inspection.conclusion)
    judged = "pass" if conclusion == "pass-conditional" else conclusion
    cartons = quantity.cartons if quantity is not None else None
    return InspectionFigures(
        inspection=inspection,
        index=index,
        lot=lot,
        cartons_to_open=cartons_to_open(cartons) if cartons else None,
        verdict=verdict,
        conclusion=conclusion,
        agrees_with_report=None if verdict is None or judged is None else judged == verdict,
        edition_known=edition_known,
        scopes=scopes,
    )
