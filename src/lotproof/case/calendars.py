"""A working calendar as data: the holidays of a year, the weekend days worked for them, and who announced it.

Why: holidays are announced a year at a time, so each year is a file with its source; a year without one is not known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One year of one calendar. `work` are weekend days on which the country works all the same."""

    calendar: str
    year: int
    source: str
    dated: date | None
    holidays: frozenset[date]
    work: frozenset[date]

    @property
    def cited(self) -> str:
        """The source with its date, as a page prints it."""
        return f"{self.source}, {self.dated.day} {self.dated:%B %Y}" if self.dated else self.source


@dataclass(frozen=True, slots=True)
class Calendar:
    """The years of one calendar that are known; any other year has Mondays to Fridays and `known` is false."""

    years: Mapping[int, CalendarYear] = field(default_factory=lambda: MappingProxyType({}))

    def known(self, day: date) -> bool:
        """True where the year's holidays stand in the data."""
        return day.year in self.years

    def is_holiday(self, day: date) -> bool:
        """True on a public holiday (an ordinary weekend is not one)."""
        year = self.years.get(day.year)
        return year is not None and day in year.holidays

    def is_working_day(self, day: date) -> bool:
        """Monday to Friday less public holidays, plus make-up working days."""
        year = self.years.get(day.year)
        if year is not None and day in year.work:
            return True
        return day.weekday() < 5 and not self.is_holiday(day)

    def next_working_day(self, day: date) -> date:
        """The first working day on or after `day`."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day

    def working_days_after(self, day: date, count: int) -> date:
        """The `count`th working day after `day`, which is day 0 (K7)."""
        for _ in range(count):
            day = self.next_working_day(day + timedelta(days=1))
        return day

    def working_days(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`; the start day is day 0 (K7)."""
        return sum(self.is_working_day(start + timedelta(days=n)) for n in range(1, (end - start).days + 1))
