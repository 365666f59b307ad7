"""Case -> Figures: one pass through every computation, in the order they need each other."""

from __future__ import annotations

from datetime import UTC, datetime

from lotproof.case.calendars import Calendar
from lotproof.case.case import Case, LogEvent
from lotproof.case.exhibits import Exhibit
from lotproof.compute.asof import as_of as resolve
from lotproof.compute.calendar import china_date, in_china
from lotproof.compute.clock import car_clock, utc
from lotproof.compute.confirmation import confirmation_figures
from lotproof.compute.credit import credit_figures
from lotproof.compute.escalation import escalation
from lotproof.compute.figures import CarFigures, ConfirmationFigures, Figures
from lotproof.compute.inspections import inspection_figures, known_by
from lotproof.compute.loss import loss_figures
from lotproof.compute.options import open_critical, option_figures
from lotproof.compute.price_reduction import price_reduction
from lotproof.compute.release import last_reinspection, release_figures
from lotproof.compute.response import response_figures
from lotproof.compute.state import case_state, process_figures, stages


def compute(case: Case, given: datetime | None = None) -> Figures:
    """Everything computed of a case at one instant. Later events, inspections and exhibits are left out.

    `given` is an aware datetime, or None for the case's own instant (see `asof`).
    """
    facts = case.facts
    instant, source = resolve(case, given)
    log = tuple(entry for entry in case.log if utc(entry.event.at) <= instant)
    exhibits = tuple(exhibit for exhibit in case.exhibits if _in_hand(exhibit, instant))
    register = frozenset(exhibit.id for exhibit in exhibits if exhibit.id is not None)
    zone = facts.supplier.timezone if facts.supplier is not None else "Asia/Shanghai"
    inspections = tuple(
        inspection_figures(inspection, index)
        for index, inspection in known_by(facts.inspections, instant, zone)
    )
    first = inspections[0] if inspections else None
    reinspection = last_reinspection(inspections, log)
    critical = open_critical(first, reinspection)
    loss = loss_figures(facts, first, any(entry.event.kind == "sort" for entry in log))
    options = option_figures(facts, first, critical, log)
    car = car_clock(case, log, first.inspection if first else None, instant)
    response = response_figures(log, car, first)
    confirmation = confirmation_figures(facts, log, car, register)
    release = release_figures(confirmation, options, reinspection, critical, log)
    grounds = escalation(log, car, response, first, instant, zone)
    process = process_figures(case, log, exhibits, first, confirmation)
    return Figures(
        case_id=case.id,
        as_of=instant,
        as_of_source=source,
        currency=facts.currency or "",
        state=case_state(log, car, response, confirmation, grounds.raised["E1"]),
        stages=stages(process, first, loss, car, log, release),
        process=process,
        inspections=inspections,
        loss=loss,
        price_reduction=price_reduction(first, facts.order.unit_price if facts.order else None, critical),
        options=options,
        car=car,
        response=response,
        confirmation=confirmation,
        release=release,
        escalation=grounds,
        credit=credit_figures(case, exhibits, instant),
        business_days=_business_days(log, car, confirmation, in_china(case.house)),
        log=log,
        exhibits=exhibits,
    )


def _in_hand(exhibit: Exhibit, instant: datetime) -> bool:
    """An exhibit received after the instant was not yet in the record then."""
    received = exhibit.source.received if exhibit.source is not None else None
    return received is None or received.astimezone(UTC) <= instant


def _business_days(
    log: tuple[LogEvent, ...], car: CarFigures | None, confirmation: ConfirmationFigures, china: Calendar
) -> dict[str, int | None]:
    """Chinese working days from the CAR's China date (day 0) to the lock and to the release (K7, R55)."""
    released = next((utc(e.event.at) for e in log if e.event.kind == "release"), None)
    locked = confirmation.at if confirmation.state == "locked" else None
    return {
        name: china.working_days(china_date(car.sent), china_date(when)) if car is not None and when else None
        for name, when in (("lock", locked), ("release", released))
    }
