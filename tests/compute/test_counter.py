"""A counter-offer: what is taken up on other terms is never shown as a confirmation of ours."""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.case.case import Case
from lotproof.compute.all import compute
from lotproof.compute.counter import CounterOffer, changed_terms

from .building import a_case, a_class, a_scope, an_event, an_inspection

FAILED = an_inspection(3000, a_scope(125, {"major": a_class("2.5", 11)}))
ASKED = {"D": {"amount": "1200.00"}}
MONEY = st.decimals(min_value=1, max_value=10**7, places=2)


def confirmed(**more: Any) -> dict[str, Any]:
    said = {"option": "D", "reply": "Confirmed: yes", **more}
    return an_event("2026-08-17T01:30:00Z", "confirmation", said.pop("sender", "supplier"), **said)


def case_of(*events: dict[str, Any], options: dict[str, Any] | None = None) -> Case:
    sent = an_event("2026-08-13T15:15:00Z", "car")
    return a_case([FAILED], [sent, *events], options=ASKED if options is None else options)


def found(*events: dict[str, Any], options: dict[str, Any] | None = None) -> CounterOffer | None:
    case = case_of(*events, options=options)
    figures = compute(case, datetime(2026, 8, 26, tzinfo=UTC))
    return changed_terms(case.facts, figures.log, figures.car)


def usd(value: object, currency: str | None = "USD") -> dict[str, Any]:
    return {"value": str(value)} | ({"currency": currency} if currency else {})


def test_a_plain_yes_on_the_terms_put_is_no_counter_offer() -> None:
    assert found(confirmed(amount=usd("1200.00"))) is None


@pytest.mark.parametrize("reply", ["Confirmed: yes, but pay first", "OK", "Not confirmed: yes"])
def test_a_yes_with_a_condition_is_shown_with_its_words(reply: str) -> None:
    offer = found(confirmed(reply=reply, amount=usd("1200.00")))
    assert offer is not None
    assert [(change.kind, change.stated) for change in offer.changes] == [("reply", reply)]


@given(stated=MONEY, asked=MONEY)
def test_another_sum_than_the_one_put_is_a_change_and_the_same_one_is_none(
    stated: Decimal, asked: Decimal
) -> None:
    offer = found(confirmed(amount=usd(stated)), options={"D": {"amount": str(asked)}})
    if stated == asked:
        assert offer is None
    else:
        assert offer is not None
        (change,) = offer.changes
        assert (change.kind, change.amount, change.asked, change.currency) == (
            "amount", stated, asked, "USD",
        )  # fmt: skip


def test_a_sum_written_with_more_digits_is_the_same_sum() -> None:
    assert found(confirmed(amount=usd("1200.0000", None))) is None


def test_an_amount_without_a_currency_is_in_the_currency_of_the_case() -> None:
    offer = found(confirmed(amount=usd("1100.00", None)))
    assert offer is not None
    assert [change.currency for change in offer.changes] == ["USD"]


def test_words_and_sum_may_both_differ() -> None:
    offer = found(confirmed(reply="OK", amount=usd("900.00")))
    assert offer is not None
    assert [change.kind for change in offer.changes] == ["reply", "amount"]


@pytest.mark.parametrize(
    "event",
    [
        pytest.param(confirmed(reply="OK", channel="phone"), id="spoken"),
        pytest.param(confirmed(reply="OK", sender="buyer"), id="our own words"),
        pytest.param(
            confirmed(reply="OK") | {"at": "2026-08-13T15:14:59Z"}, id="before the request was sent"
        ),
    ],
)
def test_only_what_the_supplier_wrote_after_the_request_counts(event: dict[str, Any]) -> None:
    assert found(event) is None


def test_the_newest_writing_decides() -> None:
    later = confirmed() | {"at": "2026-08-18T01:30:00Z"}
    assert found(confirmed(reply="Yes, if you pay first"), later) is None


def test_an_amount_nobody_asked_for_is_not_compared() -> None:
    assert found(confirmed(amount=usd("5.00")), options={"D": {}}) is None
