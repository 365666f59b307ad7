"""Until when a missing paper can still be presented: the credit's own days, else UCP 600 Art. 14(c)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.case.calendars import Calendar, CalendarYear
from lotproof.case.case import LogEvent
from lotproof.case.events import Event
from lotproof.case.routes import LetterOfCredit
from lotproof.compute.credit import LastDay, latest_presentation

DAYS = st.dates(min_value=date(2000, 1, 1), max_value=date(2100, 1, 1))


def shipped(day: date | None) -> list[LogEvent]:
    typed = {"at": "2026-10-28T21:30:00+08:00", "kind": "shipment", "channel": "none", "from": "carrier"}
    return [
        LogEvent(Event.model_validate(typed | ({"on_board": day.isoformat()} if day else {})), "log/1.md", "")
    ]


@given(loaded=DAYS, days=st.none() | st.integers(0, 60), expires=st.none() | DAYS)
def test_the_last_day_is_the_earlier_of_the_two(loaded: date, days: int | None, expires: date | None) -> None:
    credit = LetterOfCredit(presentation_days=days, expires=expires)
    after = loaded + timedelta(days=21 if days is None else days)
    terms, found = min(after, expires or after), latest_presentation(credit, shipped(loaded))
    assert found is not None
    assert (found.closed or found.day) == terms


@pytest.mark.parametrize("expires", [None, date(2026, 11, 30)])
def test_without_an_on_board_date_only_the_expiry_is_known(expires: date | None) -> None:
    credit = LetterOfCredit(presentation_days=14, expires=expires)
    found = LastDay(expires) if expires is not None else None
    assert latest_presentation(credit, shipped(None)) == found
    assert latest_presentation(credit, []) == found


@given(loaded=DAYS)
def test_a_last_day_is_a_banking_day_the_first_on_or_after_that_of_the_terms(loaded: date) -> None:
    found = latest_presentation(LetterOfCredit(), shipped(loaded))
    assert found is not None and found.day.weekday() < 5
    terms = loaded + timedelta(days=21)
    assert found.closed == (terms if terms.weekday() > 4 else None)
    assert found.day == terms + timedelta(days=max(0, 7 - terms.weekday()) if terms.weekday() > 4 else 0)


def test_a_holiday_of_the_bank_moves_the_last_day_and_never_the_latest_shipment() -> None:
    holiday = frozenset([date(2026, 11, 30)])
    year = CalendarYear("test", 2026, "invented for this test", None, holiday, frozenset())
    credit = LetterOfCredit(expires=date(2026, 11, 28), latest_shipment=date(2026, 11, 7))
    assert latest_presentation(credit, []) == LastDay(date(2026, 11, 30), date(2026, 11, 28))
    closed = Calendar({2026: year})
    assert latest_presentation(credit, [], closed) == LastDay(date(2026, 12, 1), date(2026, 11, 28))
    assert credit.latest_shipment == date(2026, 11, 7)
