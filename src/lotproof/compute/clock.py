"""The 48-hour clock of the Corrective Action Request, in elapsed UTC time (K6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from lotproof.case.case import Case, LogEvent
from lotproof.case.events import WRITTEN
from lotproof.case.inspection import Inspection
from lotproof.compute import calendar
from lotproof.compute.figures import CarFigures

WINDOW = timedelta(hours=48)
WINDOW_S = 172_800


def utc(instant: datetime | None) -> datetime:
    """The UTC instant of an event that the reader let through (it has a time)."""
    assert instant is not None
    return instant.astimezone(UTC)


def car_clock(
    case: Case, log: Sequence[LogEvent], first: Inspection | None, as_of: datetime
) -> CarFigures | None:
    """The clock of the first CAR in the log, or None. The deadline is sent + 48 h elapsed, whatever wall clocks do."""
    entry = next((e for e in log if e.event.kind == "car" and e.event.from_ in (None, "buyer")), None)
    if entry is None:
        return None
    sent = utc(entry.event.at)
    deadline = sent + WINDOW
    elapsed = min(int((as_of - sent).total_seconds()), WINDOW_S)
    china = calendar.in_china(case.house)
    inside = list(calendar.midnights(sent, deadline))
    working = sum(china.is_working_day(day) for day in inside)
    last = calendar.china_date(deadline)
    caution = working == 0 or china.is_holiday(last)
    courtesy = china.next_working_day(last) if caution else None
    days = [calendar.china_date(sent), *inside, last, *([courtesy] if courtesy else [])]
    return CarFigures(
        event=entry,
        sent=sent,
        deadline=deadline,
        elapsed_s=elapsed,
        remaining_s=WINDOW_S - elapsed,
        china_working_days_inside=working,
        holiday_caution=caution,
        courtesy_date=courtesy,
        calendar_known=all(china.known(day) for day in days),
        written=entry.event.channel in WRITTEN,
        missing_attachments=_missing(case, entry, first),
    )


def _missing(case: Case, entry: LogEvent, first: Inspection | None) -> tuple[str, ...]:
    """The exhibits a CAR must carry and this one did not: report, defect exhibits, the standard, the clause (R25)."""
    attached = set(entry.event.attaches)
    wanted: list[str] = []
    if first is not None:
        wanted += [first.exhibit] if first.exhibit else []
        for defect in first.defects:
            wanted += defect.exhibits
    missing = [exhibit for exhibit in dict.fromkeys(wanted) if exhibit not in attached]
    kinds = {exhibit.id: exhibit.kind for exhibit in case.exhibits}
    for group in (("specification", "golden-sample"), ("purchase-order", "contract")):
        of_kind = [name for name, kind in kinds.items() if kind in group and name is not None]
        if of_kind and not attached & set(of_kind):
            missing.append(of_kind[0])
    return tuple(missing)
