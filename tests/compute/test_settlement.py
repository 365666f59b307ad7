"""The settlement: the worked sum of the tumblers, and what happens where a part of it is not proved."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from lotproof.compute.all import compute
from lotproof.compute.settled import SettlementFigures
from lotproof.compute.settlement import settlement

from .building import a_case, a_class, a_scope, an_event, an_inspection

NOW = "2026-08-26T15:00:00+00:00"
CLAUSE = {
    "ref": "9",
    "kind": ["rework", "reinspection-cost"],
    "text": "Re-inspection at Seller's cost.",
    "exhibit": "E2",
}
ORDER = {
    "number": "LNO-2207",
    "product": "Tumbler",
    "quantity": "3000",
    "unit_price": "7.20",
    "clauses": [CLAUSE],
}
FAILED = an_inspection(3000, a_scope(125, {"major": a_class("2.5", 11), "minor": a_class("4.0", 8)}))
AGAIN = an_inspection(
    2711,
    a_scope(125, {"major": a_class("2.5", 3), "minor": a_class("4.0", 5)}, severity="tightened"),
    id="R-2",
    service="re-inspection",
    performed=["2026-08-24"],
    issued="2026-08-24T20:10:00+08:00",
    conclusion="Passed",
    exhibit="E9",
    fee="199.00",
)
LOSSES = [
    {"id": "L1", "class": "major", "rate": "9.10"},
    {"id": "L2", "class": "minor", "rate": "1.50"},
]
STATES = {"acknowledgement": "yes", "remedy": "sort", "timeline": "20 August", "amount": "7.20 a unit"}


def log(option: str = "B", **changes: Any) -> list[dict[str, Any]]:
    """The tumblers' events; `changes` replaces an event by its name, None leaves it out."""
    events: dict[str, dict[str, Any] | None] = {
        "deposit": an_event(
            "2026-05-07T17:00:00Z", "payment", what="deposit", amount={"value": "6480.00", "currency": "USD"}
        ),
        "car": an_event("2026-08-13T15:15:00Z", "car"),
        "confirmation": an_event(
            "2026-08-17T01:30:00Z",
            "confirmation",
            "supplier",
            option=option,
            reply="Confirmed: yes",
            states=STATES,
        ),
        "sort": an_event(
            "2026-08-20T09:30:00Z",
            "sort",
            "supplier",
            conforming="2711",
            removed="289",
            disposition="destroyed",
        ),
        "invoice": an_event(
            "2026-08-21T08:10:00Z", "invoice", "supplier", amount={"value": "19320.20", "currency": "USD"}
        ),
        "balance": an_event(
            "2026-08-25T14:40:00Z", "payment", what="balance", amount={"value": "12840.20", "currency": "USD"}
        ),
    }
    return [event for event in {**events, **changes}.values() if event is not None]


def settled(events: list[dict[str, Any]], now: str = NOW, **facts: Any) -> SettlementFigures | None:
    case = a_case([FAILED, AGAIN], events, **{"order": ORDER, "losses": LOSSES, **facts})
    return settlement(case, compute(case, datetime.fromisoformat(now)))


def found(events: list[dict[str, Any]], **facts: Any) -> SettlementFigures:
    figures = settled(events, **facts)
    assert figures is not None
    return figures


def test_the_tumblers_settle_to_the_cent() -> None:
    figures = found(log())
    assert figures.removal is not None
    assert figures.fee is not None
    assert (figures.removal.removed, figures.removal.value, figures.removal.adds_up) == (
        289,
        Decimal("2080.80"),
        True,
    )
    assert (figures.fee.amount, figures.fee.basis, figures.fee.clause) == (Decimal("199.00"), "clause", "9")
    assert (figures.lot_value, figures.invoice) == (Decimal("21600.00"), Decimal("19320.20"))
    assert (figures.deposit, figures.balance) == (Decimal("6480.00"), Decimal("12840.20"))
    assert (figures.recovered, figures.share) == (Decimal("2279.80"), Fraction("2279.80") / 21600)


def test_invoice_and_payment_are_compared_with_the_sum() -> None:
    figures = found(log())
    assert figures.invoiced is not None
    assert figures.paid is not None
    assert (figures.invoiced.agrees, figures.paid.agrees) == (True, True)
    other = an_event(
        "2026-08-21T08:10:00Z", "invoice", "supplier", amount={"value": "19320.21", "currency": "USD"}
    )
    figures = found(log(invoice=other))
    assert figures.invoiced is not None
    assert figures.invoiced.agrees is False
    foreign = an_event(
        "2026-08-21T08:10:00Z", "invoice", "supplier", amount={"value": "1", "currency": "EUR"}
    )
    figures = found(log(invoice=foreign))
    assert figures.invoiced is not None
    assert figures.invoiced.agrees is None


def test_an_invoice_from_before_the_sort_is_not_the_revised_one() -> None:
    early = an_event(
        "2026-08-01T08:10:00Z", "invoice", "supplier", amount={"value": "21600.00", "currency": "USD"}
    )
    assert found(log(invoice=early)).invoiced is None


def test_the_sort_lies_inside_what_the_sample_projected() -> None:
    actual = found(log()).actual
    assert actual is not None
    assert (actual.name, actual.projected, actual.limits, actual.inside) == ("major", 264, (137, 452), True)


def test_the_residual_is_that_of_the_class_that_had_failed() -> None:
    (residual,) = found(log()).residuals
    assert (residual.name, residual.units, residual.lot) == ("major", 3, 2711)
    assert (residual.projected, residual.limits, residual.value) == (65, (15, 183), Decimal("591.50"))


def test_a_fee_nobody_bound_himself_to_is_not_charged_back() -> None:
    order = {**ORDER, "clauses": []}
    figures = found(log(), order=order)
    assert figures.fee is None
    assert figures.invoice == Decimal("19519.20")


@pytest.mark.parametrize(
    ("planned", "expected"),
    [
        ({"fee": "160.00", "borne_by": "supplier"}, Decimal("160.00")),
        ({"borne_by": "supplier"}, Decimal("199.00")),
        ({"fee": "160.00", "borne_by": "buyer"}, None),
        ({"fee": "160.00", "borne_by": "shared"}, None),
        ({"fee": "160.00", "currency": "EUR", "borne_by": "supplier"}, None),
    ],
)
def test_the_options_own_terms_say_who_bears_the_fee(
    planned: dict[str, str], expected: Decimal | None
) -> None:
    fee = found(log(), options={"B": {"reinspection": planned}}).fee
    assert (fee.amount if fee is not None else None) == expected


def test_a_foreign_fee_is_converted_at_the_rate_typed() -> None:
    planned = {"fee": "100.00", "currency": "EUR", "borne_by": "supplier"}
    fx = [{"from": "EUR", "to": "USD", "rate": "1.0850", "date": "2026-08-20", "source": "bank"}]
    fee = found(log(), options={"B": {"reinspection": planned}}, fx=fx).fee
    assert fee is not None
    assert fee.amount == Decimal("108.50")


def test_without_a_recorded_deposit_no_balance_is_printed() -> None:
    figures = found(log(deposit=None))
    assert (figures.deposit, figures.balance, figures.paid) == (None, None, None)
    assert figures.invoice == Decimal("19320.20")


def test_more_paid_than_due_is_a_refund() -> None:
    paid = an_event(
        "2026-05-07T17:00:00Z", "payment", what="deposit", amount={"value": "21600.00", "currency": "USD"}
    )
    back = an_event(
        "2026-08-25T14:40:00Z",
        "payment",
        "supplier",
        what="refund",
        amount={"value": "2279.80", "currency": "USD"},
    )
    figures = found(log(deposit=paid, balance=back))
    assert figures.balance == Decimal("-2279.80")
    assert figures.paid is not None
    assert figures.paid.agrees is True


def test_counts_that_do_not_add_up_are_said() -> None:
    sort = an_event("2026-08-20T09:30:00Z", "sort", "supplier", conforming="2700", removed="289")
    removal = found(log(sort=sort)).removal
    assert removal is not None
    assert removal.adds_up is False


def test_an_agreed_reduction_comes_off_the_price() -> None:
    event = an_event(
        "2026-08-17T01:30:00Z",
        "confirmation",
        "supplier",
        option="D",
        reply="Confirmed: yes",
        states=STATES,
        amount={"value": "1500.00", "currency": "USD"},
    )
    figures = found(log(confirmation=event, sort=None), order={**ORDER, "clauses": []})
    assert (figures.reduction, figures.invoice) == (Decimal("1500.00"), Decimal("20100.00"))


@pytest.mark.parametrize("events", [log(confirmation=None), log(sort=None), log(option="C")])
def test_what_is_not_agreed_or_not_counted_gives_no_settlement(events: list[dict[str, Any]]) -> None:
    assert settled(events) is None


def test_before_the_sort_there_is_nothing_to_settle() -> None:
    assert settled(log(), "2026-08-19T00:00:00+00:00") is None
