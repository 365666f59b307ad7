"""Checks on photos and videos: when they were taken, against when the inspection was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.case.inspection import Inspection
from lotproof.compute.figures import Figures
from lotproof.read.shown import one_line

FILE = "evidence.yaml"


def photos_timed(case: Case, figures: Figures) -> Iterator[Finding]:
    """A photo or video has no capture time.

    Timestamped photos are the strongest evidence there is; one without a time can be said to show anything, taken at
    any place. Ask the inspector for the original file, or type the time the inspector confirms with
    `captured_from: inspector`. Rules R6 and R15.
    """
    for index, exhibit in enumerate(case.exhibits):
        if exhibit.kind in ("photo", "video") and exhibit.captured is None:
            yield Finding(
                "PHOTO_WITHOUT_TIME",
                "warning",
                f"the {exhibit.kind} {one_line(exhibit.id or '', 40)} has no capture time.",
                case.places.of(FILE, (index,)),
                "write captured: with its offset, and captured_from:.",
            )


def photos_of_the_inspection(case: Case, figures: Figures) -> Iterator[Finding]:
    """A photo cited for a defect was taken after its report was issued, or on none of the inspection's days.

    The other side reads the times too: such a photo shows something else, or the camera's clock was wrong. Find out
    which before it is sent, and say so. Days are counted where the supplier is. Rule R6.
    """
    zone = ZoneInfo(case.facts.supplier.timezone if case.facts.supplier is not None else "Asia/Shanghai")
    captured = {
        exhibit.id: (index, exhibit.captured)
        for index, exhibit in enumerate(case.exhibits)
        if exhibit.kind in ("photo", "video") and exhibit.captured is not None
    }
    seen: set[tuple[str, str | None]] = set()
    for inspection in case.facts.inspections:
        for cited in (cited for defect in inspection.defects for cited in defect.exhibits):
            if cited not in captured or (cited, inspection.id) in seen:
                continue
            seen.add((cited, inspection.id))
            index, at = captured[cited]
            sentence = _misplaced(inspection, at, zone)
            if sentence is not None:
                yield Finding(
                    "PHOTO_OUTSIDE_INSPECTION",
                    "warning",
                    f"{one_line(cited, 40)} was taken {sentence}.",
                    case.places.of(FILE, (index, "captured")),
                    "ask the inspector when it was taken, and keep the answer as an exhibit.",
                )


def _misplaced(inspection: Inspection, at: datetime, zone: ZoneInfo) -> str | None:
    name = one_line(inspection.id or "", 40)
    if inspection.issued is not None and at.astimezone(UTC) > inspection.issued.astimezone(UTC):
        return f"after the report {name} was issued"
    day = at.astimezone(zone).date()
    if inspection.performed and day not in inspection.performed:
        return f"on {day.isoformat()}, which is no day of inspection {name}"
    return None
