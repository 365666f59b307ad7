"""Which of the four options are open at the instant, and why not (R35-R42, A7)."""

from __future__ import annotations

from collections.abc import Sequence

from lotproof.case.case import LogEvent
from lotproof.case.facts import CaseFacts
from lotproof.case.inspection import Defect
from lotproof.case.options import OptionName
from lotproof.compute.figures import InspectionFigures, OptionFigures


def regulatory_defects(first: InspectionFigures | None) -> tuple[Defect, ...]:
    """The defects found against a regulation."""
    defects = first.inspection.defects if first is not None else ()
    return tuple(defect for defect in defects if defect.regulation and defect.units != 0)


def open_critical(first: InspectionFigures | None, reinspection: InspectionFigures | None) -> str | None:
    """Why a critical or regulatory finding is open, or None. A passed re-inspection of what failed closes it."""
    if first is None:
        return None
    scopes = [
        scope.scope.id
        for scope in first.scopes
        for c in scope.classes
        if c.name == "critical" and c.verdict == "fail"
    ]
    if reinspection is not None and reinspection.verdict == "pass":
        looked_at = {s.scope.id for s in reinspection.scopes if s.of("critical") is not None}
        if set(scopes) <= looked_at:
            return None
    critical = bool(scopes) or any(d.cls == "critical" and d.units != 0 for d in first.inspection.defects)
    regulatory = regulatory_defects(first)
    if critical and regulatory:
        names = ", ".join(dict.fromkeys(defect.regulation or "" for defect in regulatory))
        return f"an open critical finding against {names}"
    if critical:
        return "an open critical finding"
    if regulatory:
        names = ", ".join(dict.fromkeys(defect.regulation or "" for defect in regulatory))
        return f"an open regulatory finding ({names})"
    return None


def option_figures(
    facts: CaseFacts, first: InspectionFigures | None, critical: str | None, log: Sequence[LogEvent]
) -> tuple[OptionFigures, ...]:
    """A to D, each available or blocked with its reason, in the order of how thoroughly they resolve the defect."""
    reasons: dict[OptionName, str | None] = {"A": None, "B": None, "C": None, "D": None}
    if any(entry.event.kind == "shipment" for entry in log):
        reasons["A"] = "the goods have been shipped"
    if critical is not None:
        reasons["B"] = _sort_blocked(facts, first, critical)
        reasons["C"] = f"not offered while there is {critical}"
        reasons["D"] = f"not offered while there is {critical}: such goods are not priced down"
    return tuple(OptionFigures(name, reason is None, reason) for name, reason in reasons.items())


def _sort_blocked(facts: CaseFacts, first: InspectionFigures | None, critical: str) -> str | None:
    """B stands with an open critical finding only where every unit can be checked without destroying it."""
    grave = [d for d in (first.inspection.defects if first else ()) if d.cls == "critical" or d.regulation]
    if any(defect.destructive_test for defect in grave):
        return f"{critical}, and the test that finds it destroys the unit: the lot cannot be sorted"
    terms = facts.options.B if facts.options is not None else None
    if terms is None or terms.sort is None or terms.sort.destructive is not False:
        return f"{critical}, and no 100 % non-destructive sort is described"
    return None
