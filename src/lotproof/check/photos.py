"""Checks on photos and videos: when they were taken, against when the inspection was."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.case.inspection import Inspection
from lotproof.check import in_hand
from lotproof.compute.figures import Figures
from lotproof.read.shown import one_line

FILE = "evidence.yaml"


def photos_timed(case: Case, figures: Figures) -> Iterator[Finding]:
    """A photo or video has no capture time, or one whose zone nobody knows.

    Timestamped photos are the strongest evidence there is; one without a time can be said to show anything, taken at
    any place. A camera's clock without a zone may be off by hours, so it is printed as it stands and never guessed.
    Ask the inspector for the original file, or type the time the inspector confirms with `captured_from: inspector`.
    Rules R6 and R15.
    """
    for index, exhibit in in_hand.exhibits(case, figures):
        if exhibit.kind not in ("photo", "video") or exhibit.captured is not None:
            continue
        name = f"the {exhibit.kind} {one_line(exhibit.id or '', 40)}"
        if exhibit.captured_local:
            yield Finding(
                "PHOTO_ZONE_UNKNOWN",
                "note",
                f"{name} has its camera's time, {one_line(exhibit.captured_local, 30)}, but no zone.",
                case.places.of(FILE, (index, "captured_local")),
                "have the inspector confirm the zone and write captured: with its offset.",
            )
        else:
            yield Finding(
                "PHOTO_WITHOUT_TIME",
                "warning",
                f"{name} has no capture time.",
                case.places.of(FILE, (index,)),
                "write captured: with its offset, and captured_from:.",
            )


def photos_from_the_camera(case: Case, figures: Figures) -> Iterator[Finding]:
    """The time of a photo is somebody's word: the file itself records none.

    Messengers and editors strip what the camera wrote. An expert then says that the photo may be of any day. Ask for
    the file as the camera wrote it, sent as a file and not as a picture. Rule R6.
    """
    for index, exhibit in in_hand.exhibits(case, figures):
        if exhibit.kind not in ("photo", "video") or exhibit.captured is None:
            continue
        if exhibit.captured_from not in ("exif", "quicktime"):
            yield Finding(
                "PHOTO_TIME_STATED",
                "note",
                f"the time of the {exhibit.kind} {one_line(exhibit.id or '', 40)} was not read from its"
                " file.",
                case.places.of(FILE, (index, "captured_from")),
                "ask for the file as the camera wrote it, and add that.",
            )


def photos_place_considered(case: Case, figures: Figures) -> Iterator[Finding]:
    """A photo that will be embedded records where it was taken.

    The copy on the page carries no place; the embedded original does. That proves the factory, and it may also show
    an inspector's home. Decide: leave `location: kept`, or write `location: withheld`, and the original stays here.
    """
    for index, exhibit in in_hand.exhibits(case, figures):
        if exhibit.location == "kept" and exhibit.embed is not False:
            yield Finding(
                "LOCATION_EMBEDDED",
                "note",
                f"the original of {one_line(exhibit.id or '', 40)} records where it was taken, and is"
                " embedded.",
                case.places.of(FILE, (index, "location")),
                "write location: withheld to keep the original out of the documents.",
            )


def photos_of_the_inspection(case: Case, figures: Figures) -> Iterator[Finding]:
    """A photo cited for a defect was taken after its report was issued, or on none of the inspection's days.

    The other side reads the times too: such a photo shows something else, or the camera's clock was wrong. Find out
    which before it is sent, and say so. Days are counted where the supplier is. Rule R6.
    """
    zone = ZoneInfo(case.facts.supplier.timezone if case.facts.supplier is not None else "Asia/Shanghai")
    captured = {
        exhibit.id: (index, exhibit.captured)
        for index, exhibit in in_hand.exhibits(case, figures)
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
