"""The release gate: a locked confirmation, and a passed re-inspection where it is mandatory (R35, R44)."""

from __future__ import annotations

from collections.abc import Sequence

from lotproof.case.case import LogEvent
from lotproof.compute.figures import ConfirmationFigures, InspectionFigures, OptionFigures, ReleaseFigures

_RULES = {"A": "mandatory", "B": "recommended", "C": "not-required", "D": "not-required"}


def last_reinspection(
    inspections: Sequence[InspectionFigures], log: Sequence[LogEvent]
) -> InspectionFigures | None:
    """The newest re-inspection: one whose service says so or that a `reinspection` event names."""
    named = {entry.event.inspection for entry in log if entry.event.kind == "reinspection"}
    found = [
        i
        for i in inspections[1:]
        if i.inspection.service in ("re-inspection", None) or i.inspection.id in named
    ]
    return found[-1] if found else None


def release_figures(
    confirmation: ConfirmationFigures,
    options: Sequence[OptionFigures],
    reinspection: InspectionFigures | None,
    critical: str | None,
    log: Sequence[LogEvent],
) -> ReleaseFigures:
    """Whether release is allowed, and every name that is missing for it."""
    missing: list[str] = [] if confirmation.state == "locked" else list(confirmation.missing)
    chosen = confirmation.option
    if confirmation.state != "locked" and not missing:
        missing.append("confirmation")
    if critical is not None and chosen in ("B", "C", "D"):
        blocked = next(option for option in options if option.name == chosen)
        if not blocked.available:
            missing.append("critical-finding-closed")
    waiver = next((e for e in log if _waives(e)), None)
    failed_again = reinspection is not None and reinspection.verdict == "fail"
    passed = reinspection is not None and reinspection.verdict == "pass"
    if (failed_again and chosen not in ("C", "D")) or (chosen == "A" and not passed and waiver is None):
        missing.append("reinspection")
    return ReleaseFigures(
        allowed=not missing,
        missing=tuple(missing),
        waived=waiver,
        reinspection=reinspection,
        reinspection_rule=_RULES[chosen] if chosen else None,  # type: ignore[arg-type]
    )


def _waives(entry: LogEvent) -> bool:
    """A waiver counts only with its reason and the person who approved it (R78)."""
    event = entry.event
    return bool(
        event.kind == "waiver" and event.what == "reinspection" and event.reason and event.approved_by
    )
