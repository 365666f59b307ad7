"""Until when a missing paper can still be presented: the credit's own days, else UCP 600 Art. 14(c)."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.case.case import LogEvent
from lotproof.case.events import Event
from lotproof.case.routes import LetterOfCredit
from lotproof.compute.credit import latest_presentation

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
    assert latest_presentation(credit, shipped(loaded)) == min(after, expires or after)


@pytest.mark.parametrize("expires", [None, date(2026, 11, 30)])
def test_without_an_on_board_date_only_the_expiry_is_known(expires: date | None) -> None:
    credit = LetterOfCredit(presentation_days=14, expires=expires)
    assert latest_presentation(credit, shipped(None)) == expires
    assert latest_presentation(credit, []) == expires
