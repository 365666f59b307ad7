"""The Chinese working calendar, and banking days, as data with their source.

Holidays are announced a year at a time, so a year that is not in the data is said to be unknown rather than guessed:
its Mondays to Fridays are then counted as working days and `known` is false.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

CHINA = ZoneInfo("Asia/Shanghai")
SOURCE = "State Council General Office notice on holidays in 2026, 4 November 2025"


def _days(year: int, *spans: tuple[int, int, int, int]) -> frozenset[date]:
    found: set[date] = set()
    for first_month, first_day, last_month, last_day in spans:
        day, last = date(year, first_month, first_day), date(year, last_month, last_day)
        while day <= last:
            found.add(day)
            day += timedelta(days=1)
    return frozenset(found)


HOLIDAYS = {
    2026: _days(
        2026,
        (1, 1, 1, 3),
        (2, 15, 2, 23),
        (4, 4, 4, 6),
        (5, 1, 5, 5),
        (6, 19, 6, 21),
        (9, 25, 9, 27),
        (10, 1, 10, 7),
    )
}
MAKE_UP_DAYS = {
    2026: frozenset(
        {
            date(2026, 1, 4),
            date(2026, 2, 14),
            date(2026, 2, 28),
            date(2026, 5, 9),
            date(2026, 9, 20),
            date(2026, 10, 10),
        }
    )
}


def known(day: date) -> bool:
    """True where the year's holidays stand in the data."""
    return day.year in HOLIDAYS


def is_holiday(day: date) -> bool:
    """True on a Chinese public holiday (an ordinary weekend is not one)."""
    return day in HOLIDAYS.get(day.year, frozenset())


def is_working_day(day: date) -> bool:
    """Monday to Friday less public holidays, plus make-up working days."""
    if day in MAKE_UP_DAYS.get(day.year, frozenset()):
        return True
    return day.weekday() < 5 and not is_holiday(day)


def china_date(instant: datetime) -> date:
    """The day an instant falls on in China (UTC+8 all year)."""
    return instant.astimezone(CHINA).date()


def midnights(start: datetime, end: datetime) -> Iterator[date]:
    """The days whose 00:00 China time lies in [start, end)."""
    day = china_date(start)
    while True:
        midnight = datetime(day.year, day.month, day.day, tzinfo=CHINA)
        if midnight >= end:
            return
        if midnight >= start:
            yield day
        day += timedelta(days=1)


def next_working_day(day: date) -> date:
    """The first Chinese working day on or after `day`."""
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def business_days(start: date, end: date) -> int:
    """Chinese working days after `start` up to and including `end`; the start day is day 0 (K7)."""
    count, day = 0, start
    while day < end:
        day += timedelta(days=1)
        count += is_working_day(day)
    return count


def banking_days_after(day: date, count: int) -> date:
    """The `count`th Monday-to-Friday day after `day`. Local bank holidays are not known here and are said so."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day
