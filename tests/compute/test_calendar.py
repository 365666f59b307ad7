"""Working days and banking days: the packaged year, a year a workspace adds, and a year that nobody knows."""

from __future__ import annotations

from datetime import date

from lotproof.case.calendars import CalendarYear
from lotproof.case.house import House
from lotproof.compute import calendar

Y2027 = CalendarYear(
    "cn", 2027, "A notice", None, frozenset({date(2027, 2, 8)}), frozenset({date(2027, 2, 13)})
)
BANK = CalendarYear("us-ny", 2026, "A bank", None, frozenset({date(2026, 11, 11)}), frozenset())


def test_national_day_and_its_make_up_days() -> None:
    assert [calendar.is_working_day(date(2026, 10, day)) for day in (1, 7, 8, 9, 10, 11)] == [
        False, False, True, True, True, False,
    ]  # fmt: skip
    assert calendar.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)
    assert calendar.business_days(date(2026, 9, 30), date(2026, 10, 10)) == 3


def test_a_year_not_in_the_data_is_unknown_and_not_guessed() -> None:
    day = date(2027, 2, 8)
    assert not calendar.known(day) and not calendar.is_holiday(day) and calendar.is_working_day(day)


def test_a_workspace_adds_a_year_and_keeps_the_packaged_ones() -> None:
    china = calendar.in_china(House(years=(Y2027, BANK)))
    assert china.known(date(2027, 1, 1)) and china.known(date(2026, 1, 1))
    assert china.is_holiday(date(2027, 2, 8)) and china.is_working_day(date(2027, 2, 13))
    assert china.is_holiday(date(2026, 10, 1))
    assert not china.is_holiday(date(2026, 11, 11))  # another calendar's


def test_a_workspaces_own_file_takes_the_place_of_the_packaged_year() -> None:
    amended = CalendarYear("cn", 2026, "An amended notice", None, frozenset({date(2026, 10, 8)}), frozenset())
    china = calendar.in_china(House(years=(amended,)))
    assert china.is_holiday(date(2026, 10, 8)) and not china.is_holiday(date(2026, 10, 2))


def test_five_banking_days_with_and_without_the_banks_holidays() -> None:
    presented = date(2026, 11, 6)  # a Friday
    assert calendar.banking_days_after(presented, 5) == date(2026, 11, 13)
    own = calendar.named(House(years=(BANK,)), "us-ny")
    assert calendar.banking_days_after(presented, 5, own) == date(2026, 11, 16)
    assert calendar.named(House(), "us-ny") is None
