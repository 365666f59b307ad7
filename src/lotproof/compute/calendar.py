"""The Chinese working calendar, and banking days, from data with its source.

Holidays are announced a year at a time, so a year that is not in the data is said to be unknown rather than guessed:
its Mondays to Fridays are then counted as working days and `known` is false. A workspace may add years of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from lotproof.case.calendars import Calendar
from lotproof.case.house import House
from lotproof.read.calendars import CHINA as CHINA_NAME
from lotproof.read.calendars import by_name, packaged

CHINA = ZoneInfo("Asia/Shanghai")
_MONDAYS_TO_FRIDAYS = Calendar()


def in_china(house: House) -> Calendar:
    """China's calendar: the years packaged, and in their place or besides them those of the workspace."""
    return named(house, CHINA_NAME) or _MONDAYS_TO_FRIDAYS


def named(house: House, name: str) -> Calendar | None:
    """The calendar of that name, or None where neither the program nor the workspace has one."""
    return by_name((*packaged(), *house.years)).get(name)


@cache
def _packaged() -> Calendar:
    return in_china(House())


def known(day: date, calendar: Calendar | None = None) -> bool:
    """True where the year's holidays stand in the data. Without a `calendar`: China's, as packaged."""
    return (calendar or _packaged()).known(day)


def is_holiday(day: date, calendar: Calendar | None = None) -> bool:
    """True on a Chinese public holiday (an ordinary weekend is not one)."""
    return (calendar or _packaged()).is_holiday(day)


def is_working_day(day: date, calendar: Calendar | None = None) -> bool:
    """Monday to Friday less public holidays, plus make-up working days."""
    return (calendar or _packaged()).is_working_day(day)


def next_working_day(day: date, calendar: Calendar | None = None) -> date:
    """The first Chinese working day on or after `day`."""
    return (calendar or _packaged()).next_working_day(day)


def business_days(start: date, end: date, calendar: Calendar | None = None) -> int:
    """Chinese working days after `start` up to and including `end`; the start day is day 0 (K7)."""
    return (calendar or _packaged()).working_days(start, end)


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


def banking_days_after(day: date, count: int, calendar: Calendar | None = None) -> date:
    """The `count`th banking day after `day`: Mondays to Fridays less the holidays of the bank's calendar.

    Without one, local bank holidays are not known here and the page says so.
    """
    return (calendar or _MONDAYS_TO_FRIDAYS).working_days_after(day, count)
