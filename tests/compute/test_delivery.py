"""The delivery date: read from the order's own words, and not at all where they name none, or several."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.case.facts import CaseFacts
from lotproof.compute.delivery import delivery_date

MONTHS = "January February March April May June July August September October November December".split()


def facts(*texts: str, kind: str = "delivery") -> CaseFacts:
    clauses = [
        {"ref": str(n), "kind": [kind], "text": text, "exhibit": "E2", "page": "1"}
        for n, text in enumerate(texts, 1)
    ]
    return CaseFacts.model_validate({"order": {"number": "PO-1", "clauses": clauses}})


@given(day=st.dates(min_value=date(1990, 1, 1), max_value=date(2199, 12, 31)))
def test_a_day_is_read_however_the_clause_writes_it(day: date) -> None:
    month = MONTHS[day.month - 1]
    for written in (
        f"{day.day} {month} {day.year}",
        f"{day.day:02d}. {month[:3]} {day.year}",
        f"{day.day}\u00a0{month[:3].upper()}., {day.year}",
        day.isoformat(),
    ):
        found = delivery_date(facts(f"on board not later than {written}, at Ningbo"))
        assert found is not None, written
        assert found.day == day, written


def test_the_clause_goes_along_so_that_it_can_be_quoted() -> None:
    found = delivery_date(facts("A shortage is no defect.", "ready by 2026-10-09"))
    assert found is not None
    assert (found.clause.ref, found.clause.text) == ("2", "ready by 2026-10-09")


def test_the_same_day_named_twice_is_one_day() -> None:
    found = delivery_date(facts("ready by 2026-10-09", "handed over not later than 9 October 2026"))
    assert found is not None
    assert found.day == date(2026, 10, 9)


@pytest.mark.parametrize(
    "texts",
    [
        (),
        ("as agreed",),
        ("between 1 October 2026 and 9 October 2026",),
        ("ready by 2026-10-09", "on board by 2026-10-16"),
        ("ready by 31 November 2026",),
        ("ready by 9 Pluviose 2026",),
        ("lot 12026-10-091",),
    ],
)
def test_no_day_or_several_days_are_no_date(texts: tuple[str, ...]) -> None:
    assert delivery_date(facts(*texts)) is None


def test_a_date_in_another_kind_of_clause_is_not_the_delivery_date() -> None:
    assert delivery_date(facts("Payment by 2026-10-09.", kind="payment")) is None
    assert delivery_date(CaseFacts.model_validate({})) is None
