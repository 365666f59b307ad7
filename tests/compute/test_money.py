"""Loss lines, what is counted once, exchange, ranges, the credit and the negotiation figures."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.case.private import PrivateFacts
from lotproof.compute.all import compute
from lotproof.compute.negotiation import negotiation
from lotproof.compute.rounding import half_up, money

from .building import a_case, a_class, a_scope, an_event, an_inspection, shown

NOW = "2026-09-01T00:00:00+00:00"
FAILED = an_inspection(3000, a_scope(125, {"major": a_class("2.5", 11), "minor": a_class("4.0", 8)}))
MAJOR = {"id": "L1", "class": "major", "rate": "9.10", "group": "unit-disposition"}
MINOR = {"id": "L2", "class": "minor", "rate": "1.50", "group": "unit-disposition"}


def loss(*lines: dict[str, Any], **facts: Any) -> dict[str, Any]:
    return shown(a_case([FAILED], losses=list(lines), **facts), NOW)["loss"]


def test_lines_are_rounded_from_whole_printed_units() -> None:
    data = loss(MAJOR, MINOR)
    assert [line["amount"] for line in data["lines"]] == ["2402.40", "288.00"]
    assert (data["exposure"], data["margin"], data["with_margin"]) == ("2690.40", "0.00", "2690.40")


def test_a_whole_lot_line_replaces_every_class_line() -> None:
    data = loss(MAJOR, {"id": "W", "amount": "5000", "whole_lot": "true"})
    assert data["exposure"] == "5000.00"
    assert [line["status"] for line in data["lines"]] == ["superseded", "estimated"]
    assert data["superseded_by_actual"] is False


def test_a_whole_lot_rate_takes_the_quantity_presented() -> None:
    data = loss({"id": "W", "rate": "0.42", "whole_lot": "true"})
    assert (data["lines"][0]["units"], data["exposure"]) == (3000, "1260.00")


def test_margin_is_totalled_apart() -> None:
    data = loss(MAJOR, {"id": "M", "quantity": "6000", "rate": "3.10", "head": "margin"})
    assert (data["exposure"], data["margin"], data["with_margin"]) == ("2402.40", "18600.00", "21002.40")


def test_after_a_sort_the_exposure_is_history() -> None:
    sort = an_event("2026-08-20T00:00:00Z", "sort", "supplier", conforming="2711", removed="289")
    data = shown(a_case([FAILED], [sort], losses=[MAJOR]), NOW)["loss"]
    assert (data["superseded_by_actual"], data["exposure"], data["lines"][0]["status"]) == (
        True,
        "2402.40",
        "superseded",
    )
    before = shown(a_case([FAILED], [sort], losses=[MAJOR]), "2026-08-19T00:00:00Z")["loss"]
    assert (before["superseded_by_actual"], before["lines"][0]["status"]) == (False, "estimated")


def test_an_actual_that_replaces_a_projection_is_not_added_to_it() -> None:
    data = loss(MAJOR, MINOR, {"id": "L3", "amount": "2600", "status": "invoiced", "replaces": ["L1"]})
    assert (data["superseded_by_actual"], data["exposure"]) == (True, "2690.40")
    assert [line["status"] for line in data["lines"]] == ["superseded", "estimated", "invoiced"]


def test_conversion_follows_rounding_in_the_lines_own_currency() -> None:
    lamps = an_inspection(11_600, a_scope(315, {"major": a_class("1.5", 14), "minor": a_class("4.0", 24)}))
    fx = [{"from": "GBP", "to": "CNY", "rate": "9.4000", "date": "2026-09-28"}]
    lines = [
        {"id": "L1", "class": "major", "rate": "6.80", "currency": "GBP"},
        {"id": "L2", "class": "minor", "rate": "0.95", "currency": "GBP"},
    ]
    data = shown(a_case([lamps], losses=lines, fx=fx, currency="CNY"), NOW)["loss"]
    assert [(x["units"], x["amount"], x["in_case_currency"]) for x in data["lines"]] == [
        (516, "3508.80", "32982.72"),
        (884, "839.80", "7894.12"),
    ]
    assert data["exposure"] == "40876.84"  # not 40,846.73, which unrounded units would give


def test_a_missing_rate_leaves_the_line_out_of_the_total() -> None:
    data = loss(MAJOR, {"id": "X", "amount": "10", "currency": "GBP"})
    assert (data["lines"][1]["in_case_currency"], data["exposure"]) == (None, "2402.40")


def test_ranges_follow_the_failed_classes() -> None:
    ranges = shown(a_case([FAILED]), NOW)["price_reduction"]
    assert ranges["major"] == {"lot_base": ["1080.00", "2592.00"], "units_base": ["95.04", "228.10"]}
    assert (ranges["minor"], ranges["suppressed"]) == (None, None)


@pytest.mark.parametrize("regulation", [None, "EN 71-1 8.4"])
def test_an_open_critical_finding_suppresses_ranges_and_blocks_options(regulation: str | None) -> None:
    scope = a_scope(125, {"critical": a_class("not-allowed", 1), "major": a_class("2.5", 11)})
    defect = {"id": "D1", "class": "critical", "units": "1"} | (
        {"regulation": regulation} if regulation else {}
    )
    data = shown(a_case([an_inspection(3000, scope, defects=[defect])]), NOW)
    assert data["price_reduction"]["major"] is None
    assert data["price_reduction"]["suppressed"]
    assert {k: v["available"] for k, v in data["options"].items()} == {
        "A": True,
        "B": False,
        "C": False,
        "D": False,
    }
    assert data["escalation"]["E3"] is (regulation is not None)


def test_a_complete_non_destructive_sort_keeps_b_open() -> None:
    scope = a_scope(125, {"critical": a_class("not-allowed", 1)})
    sort = {"B": {"sort": {"method": "100 % gauge check", "destructive": "false"}}}
    data = shown(a_case([an_inspection(3000, scope)], options=sort), NOW)
    assert data["options"]["B"]["available"] is True
    destroys = [{"id": "D1", "class": "critical", "destructive_test": "true"}]
    data = shown(a_case([an_inspection(3000, scope, defects=destroys)], options=sort), NOW)
    assert data["options"]["B"]["available"] is False


def test_the_bank_looks_for_the_certificate_the_credit_requires() -> None:
    wanted = {"document": "inspection-certificate", "issuer": "Vermilion Gate", "result": "PASS"}
    credit = {"number": "LC-1", "requires": [wanted], "presented": "2026-11-02"}
    data = shown(a_case([FAILED], letter_of_credit=credit), "2026-11-03T09:00:00+01:00")["credit"]
    assert data["examination_ends"] == "2026-11-09"
    assert len(data["discrepancies"]) == 1
    before = shown(a_case([FAILED], letter_of_credit=credit), "2026-11-01T09:00:00+01:00")["credit"]
    assert before == {"examination_ends": None, "discrepancies": []}


def test_negotiation_of_case_three() -> None:
    lamps = an_inspection(11_600, a_scope(315, {"major": a_class("1.5", 14), "minor": a_class("4.0", 24)}))
    case = a_case(
        [lamps],
        currency="CNY",
        order={"number": "FML", "product": "Lamp", "quantity": "12000", "unit_price": "46.50"},
        fx=[{"from": "GBP", "to": "CNY", "rate": "9.4000", "date": "2026-09-28"}],
        losses=[
            {"id": "L1", "class": "major", "rate": "6.80", "currency": "GBP"},
            {"id": "L2", "class": "minor", "rate": "0.95", "currency": "GBP"},
        ],
    )
    typed = {
        "supplier_margin": {"rate": "0.15", "kind": "margin"},
        "economics": {
            "currency": "GBP",
            "A": {
                "days": "19",
                "cost_per_day": "55.00",
                "fees": "0",
                "second_round": {"probability": "0.15", "days": "7"},
                "residual": {"share_of": "presented", "rate": "0.010", "class": "major"},
            },
            "B": {
                "days": "13",
                "cost_per_day": "55.00",
                "fees": "160.00",
                "margin_per_unit": "4.10",
                "residual": {"share_of": "projected", "rate": "0.10", "class": "major"},
            },
            "C": {
                "probability": "0.60",
                "units": "projected-major",
                "unit_value": {"amount": "46.50", "currency": "CNY"},
            },
        },
    }
    figures = compute(case, datetime.fromisoformat(NOW))
    found = negotiation(case, figures, PrivateFacts.model_validate(typed))
    assert {k: str(v) for k, v in found.costs.items()} == {"A": "1891.55", "B": "3344.20", "C": "2817.07"}
    assert (str(found.opening), str(found.target), str(found.walk_away)) == (
        "40876.84",
        "31986.56",
        "23096.27",
    )
    assert (str(found.ceiling), found.overlap) == ("83700.00", True)
    typed["supplier_margin"] = {"rate": "0.15", "kind": "markup"}
    markup = negotiation(case, figures, PrivateFacts.model_validate(typed))
    assert str(markup.ceiling) == "72782.61"


def test_a_residual_is_rounded_in_its_own_currency_before_it_is_converted() -> None:
    lot = an_inspection(1511, a_scope(125, {"major": a_class("2.5", 11)}))
    case = a_case(
        [lot],
        currency="CNY",
        fx=[{"from": "JPY", "to": "CNY", "rate": "1.3533"}],
        losses=[{"id": "L1", "class": "major", "rate": "11.19"}],
    )
    typed = {
        "economics": {
            "currency": "JPY",
            "A": {"residual": {"share_of": "presented", "rate": "0.010", "class": "major"}},
        }
    }
    figures = compute(case, datetime.fromisoformat(NOW))
    found = negotiation(case, figures, PrivateFacts.model_validate(typed))
    assert str(found.costs["A"]) == "124.03"  # 15 x 11.19 = 167.85, then / 1.3533


def test_an_opening_of_nothing_is_an_opening() -> None:
    figures = compute(a_case([FAILED], losses=[MAJOR]), datetime.fromisoformat(NOW))
    private = PrivateFacts.model_validate({"objective": {"opening": "0"}})
    assert str(negotiation(a_case([FAILED], losses=[MAJOR]), figures, private).opening) == "0.00"


def test_a_passed_reinspection_closes_only_what_it_looked_at() -> None:
    pull = {"id": "T1", "level": "S-3", "sample": "20", "classes": {"critical": a_class("not-allowed", 3)}}
    failed = an_inspection(6000, a_scope(200, {"major": a_class("2.5", 2)}), pull)
    again = an_inspection(
        6000,
        a_scope(200, {"major": a_class("2.5", 2)}),
        id="R-2",
        service="re-inspection",
        conclusion="Passed",
    )
    assert shown(a_case([failed, again]), NOW)["options"]["D"]["available"] is False
    with_test = {
        **again,
        "scopes": [*again["scopes"], {**pull, "classes": {"critical": a_class("not-allowed", 0)}}],
    }
    assert shown(a_case([failed, with_test]), NOW)["options"]["D"]["available"] is True


@given(st.decimals(min_value=0, max_value=10**9, places=6))
def test_money_rounds_half_up(value: Decimal) -> None:
    rounded = money(value)
    assert abs(rounded - value) <= Decimal("0.005")
    assert rounded - value > Decimal("-0.005")  # a half goes up, never down
    assert rounded.as_tuple().exponent == -2


@given(st.integers(0, 10**9), st.integers(1, 10**6), st.integers(1, 10**6))
def test_projected_units_lie_within_half_a_unit(units: int, sample: int, lot: int) -> None:
    from fractions import Fraction

    exact = Fraction(units * lot, sample)
    assert Fraction(-1, 2) < half_up(exact) - exact <= Fraction(1, 2)
