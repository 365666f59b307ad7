"""What the supplier wrote back: when, in time or not, and which of the four asks it answers (R30, R49)."""

from __future__ import annotations

from collections.abc import Sequence

from lotproof.case.case import LogEvent
from lotproof.case.events import ASKS, WRITTEN
from lotproof.compute.clock import utc
from lotproof.compute.figures import CarFigures, InspectionFigures, ResponseFigures


def supplier_writings(log: Sequence[LogEvent], car: CarFigures) -> tuple[LogEvent, ...]:
    """Written replies and confirmations of the supplier since the CAR; a call is never one."""
    return tuple(
        entry
        for entry in log
        if entry.event.kind in ("reply", "confirmation")
        and entry.event.from_ in (None, "supplier")
        and entry.event.channel in WRITTEN
        and utc(entry.event.at) >= car.sent
    )


def response_figures(
    log: Sequence[LogEvent], car: CarFigures | None, first: InspectionFigures | None
) -> ResponseFigures | None:
    """The response, or None until one is in the log. A reply at the deadline instant is in time (K6).

    An ask counts as answered when it is answered for every failed class, in one writing or over several.
    """
    writings = supplier_writings(log, car) if car is not None else ()
    if car is None or not writings:
        return None
    at = utc(writings[0].event.at)
    failed = first.failed_classes() if first is not None else ()
    answered: dict[str, tuple[str, ...]] = {}
    for name in failed:
        given = {
            ask
            for entry in writings
            if entry.event.answers is not None
            for ask in getattr(entry.event.answers, name)
        }
        answered[name] = tuple(ask for ask in ASKS if ask in given)
    complete = [ask for ask in ASKS if failed and all(ask in answered[name] for name in failed)]
    if len(complete) == len(ASKS):
        kind = "answered-full"
    elif any(_is_general_denial(entry) for entry in writings) and not any(_concedes(e) for e in writings):
        kind = "answered-general-denial"
    else:
        kind = "answered-partial"
    return ResponseFigures(
        at=at,
        in_time=at <= car.deadline,
        kind=kind,  # type: ignore[arg-type]
        answered=answered,
        asks_answered=len(complete),
        asks=len(ASKS),
        events=writings,
    )


def _is_general_denial(entry: LogEvent) -> bool:
    """A pushback that names no defect denies everything in general (R49)."""
    return entry.event.pushback is not None and not entry.event.disputes


def _concedes(entry: LogEvent) -> bool:
    """A writing that acknowledges, answers, accepts or confirms anything, or disputes a named defect."""
    event = entry.event
    answers = event.answers is not None and any(
        (event.answers.critical, event.answers.major, event.answers.minor)
    )
    return bool(
        event.acknowledges or answers or event.accepts or event.disputes or event.kind == "confirmation"
    )
