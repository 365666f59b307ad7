"""E1 to E4: whether each is true at the instant, with the reason either way (K9, R56-R59)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from lotproof.case.case import LogEvent
from lotproof.case.events import WRITTEN, Event
from lotproof.compute.clock import WINDOW, utc
from lotproof.compute.figures import CarFigures, Escalation, InspectionFigures, ResponseFigures

Reason = tuple[bool, str]


def escalation(
    log: Sequence[LogEvent],
    car: CarFigures | None,
    response: ResponseFigures | None,
    first: InspectionFigures | None,
    as_of: datetime,
    zone: str,
) -> Escalation:
    """E1 to E4 with reasons. `zone` is the supplier's, for the day goods went on board."""
    found = {
        "E1": _no_response(car, response, as_of),
        "E2": _no_acknowledgement(log, as_of),
        "E3": _critical_regulatory(first),
        "E4": _shipped_over_objection(log, zone),
    }
    return Escalation({k: v[0] for k, v in found.items()}, {k: v[1] for k, v in found.items()})


def _stamp(instant: datetime) -> str:
    at = instant.astimezone(UTC)
    return at.strftime("%Y-%m-%d %H:%M:%S UTC" if at.second else "%Y-%m-%d %H:%M UTC")


def _no_response(car: CarFigures | None, response: ResponseFigures | None, as_of: datetime) -> Reason:
    if car is None:
        return False, "no Corrective Action Request is in the log."
    if not car.written:
        return False, "the Corrective Action Request was not sent in writing."
    if response is not None and response.in_time:
        return False, f"a written response was received at {_stamp(response.at)}, inside the 48 hours."
    if as_of <= car.deadline:
        return False, f"the 48 hours run until {_stamp(car.deadline)}."
    reason = f"no written response had been received by {_stamp(car.deadline)}."
    if response is not None:
        reason = reason[:-1] + f"; one was received at {_stamp(response.at)}."
    if car.holiday_caution and car.courtesy_date is not None:
        off = (
            "The window held no Chinese working day"
            if car.china_working_days_inside == 0
            else "The window ended on a public holiday in China"
        )
        reason += (
            f" {off}; the next Chinese working day on or after the deadline was"
            f" {car.courtesy_date.isoformat()}."
        )
    return True, reason


def _no_acknowledgement(log: Sequence[LogEvent], as_of: datetime) -> Reason:
    asked = [e for e in log if e.event.kind == "answer" and e.event.answers_pushback in (None, "internal-qc")]
    if not asked:
        return False, "no reply asking which defects are disputed is in the log."
    for entry in log:
        event = entry.event
        stated = event.states is not None and event.states.acknowledgement
        written = event.from_ in (None, "supplier") and event.channel in WRITTEN
        if written and (event.acknowledges or stated):
            return False, f"a defect was acknowledged at {_stamp(utc(event.at))}."
    last = asked[0]
    until = last.event.respond_by or utc(last.event.at) + WINDOW
    if as_of <= until.astimezone(UTC):
        return (
            False,
            f"the time given in the reply asking which defects are disputed runs until {_stamp(until)}.",
        )
    return (
        True,
        (
            f"no defect had been acknowledged by {_stamp(until)}, the end of the time given in the reply that"
            " asked for defect ids."
        ),
    )


def _critical_regulatory(first: InspectionFigures | None) -> Reason:
    if first is None:
        return False, "no inspection is known."
    critical = [d for d in first.inspection.defects if d.cls == "critical" and d.units != 0]
    regulated = [d for d in critical if d.regulation]
    if regulated:
        names = "; ".join(f"{d.id or 'a defect'}: {d.regulation}" for d in regulated)
        return True, f"a critical defect names a regulation or safety standard ({names})."
    if critical:
        return False, "a critical defect was found, but no regulation is named for it."
    if "critical" in first.failed_classes():
        return False, "a critical class fails, but no critical defect with its regulation is listed."
    return False, "no critical defect was found."


def _shipped_over_objection(log: Sequence[LogEvent], zone: str) -> Reason:
    shipments = [e for e in log if e.event.kind == "shipment"]
    if not shipments:
        return False, "no shipment is in the log."
    objections = [
        e
        for e in log
        if e.event.kind == "objection" and e.event.from_ in (None, "buyer") and e.event.channel in WRITTEN
    ]
    if not objections:
        return False, "no written objection to shipment is in the log."
    objection = utc(objections[0].event.at)
    for shipment in shipments:
        days = _days_before(objection, shipment.event, ZoneInfo(zone))
        if days is not None:
            when = _loaded(shipment.event)
            sentence = (
                f"a written objection of {_stamp(objection)} stands {days} days before the goods went on"
                " board"
            )
            return True, f"{sentence} on {when}."
    when = _loaded(shipments[0].event)
    return (
        False,
        (
            f"the first written objection, {_stamp(objection)}, is not shown to be earlier than the on-board"
            f" date {when}."
        ),
    )


def _loaded(shipment: Event) -> str:
    return shipment.on_board.isoformat() if shipment.on_board is not None else _stamp(utc(shipment.at))


def _days_before(objection: datetime, shipment: Event, zone: ZoneInfo) -> int | None:
    """Whole days the objection came before the goods were loaded; None where that is not shown (the same day)."""
    if shipment.on_board is None:
        loaded = utc(shipment.at)
        return (loaded - objection) // timedelta(days=1) if objection < loaded else None
    days = (shipment.on_board - objection.astimezone(zone).date()).days
    return days if days > 0 else None
