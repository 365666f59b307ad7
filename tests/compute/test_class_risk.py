"""What a failed verdict is worth: worked by hand from the formulas that the page prints."""

from __future__ import annotations

from fractions import Fraction
from math import comb
from typing import Any

import pytest

from lotproof.sampling import scientific

from .building import a_case, a_class, a_scope, an_inspection, shown

NOW = "2026-09-01T00:00:00+00:00"


def risk_of(presented: int, sample: int, found: dict[str, str], **more: Any) -> dict[str, Any]:
    scope = a_scope(sample, {"major": found}, **more)
    data = shown(a_case([an_inspection(presented, scope)]), NOW)["inspections"][0]["scopes"][0]
    risk: dict[str, Any] = data["classes"]["major"]["risk"]
    return risk


def binomial(most: int, n: int, p: Fraction) -> Fraction:
    return sum((comb(n, x) * p**x * (1 - p) ** (n - x) for x in range(most + 1)), Fraction(0))


def hypergeometric(most: int, lot: int, n: int, held: int) -> Fraction:
    return Fraction(sum(comb(held, x) * comb(lot - held, n - x) for x in range(most + 1)), comb(lot, n))


def test_the_worked_case_by_hand() -> None:
    risk = risk_of(3000, 125, a_class("2.5", 11))
    assert risk["producers_risk"] == scientific(1 - binomial(7, 125, Fraction(1, 40))) == "1.36e-2"
    assert risk["consumers_risk_quality"] == "0.0924"
    held = risk["consumers_risk_units"]
    assert hypergeometric(7, 3000, 125, held) > Fraction(1, 10) >= hypergeometric(7, 3000, 125, held + 1)
    assert risk["repeat"] == {
        "at_estimate": {"units": 264, "chance": scientific(hypergeometric(7, 3000, 125, 264))},
        "at_lower": {"units": 137, "chance": scientific(hypergeometric(7, 3000, 125, 137))},
        "at_upper": {"units": 452, "chance": scientific(hypergeometric(7, 3000, 125, 452))},
    }
    assert risk["repeat"]["at_estimate"]["chance"] == "1.26e-1"
    left = Fraction(264 * (3000 - 125), 3000**2) * hypergeometric(7, 2999, 125, 263)
    assert risk["outgoing"] == scientific(left)
    low, high = (Fraction(limit) for limit in risk["clopper_pearson95"])
    half, tail = Fraction(1, 2_000_000), Fraction(1, 40)
    assert 1 - binomial(10, 125, low - half) <= tail <= 1 - binomial(10, 125, low + half)
    assert binomial(11, 125, high + half) <= tail <= binomial(11, 125, high - half)


def test_the_numbers_that_judged_are_asked_not_the_plan_that_should_have() -> None:
    risk = risk_of(4000, 125, a_class("2.5", 18))  # the plan would be 200, Ac 10; the row of 125 judged
    assert risk["producers_risk"] == "1.36e-2"
    assert risk["repeat"]["at_estimate"] == {
        "units": 576,
        "chance": scientific(hypergeometric(7, 4000, 125, 576)),
    }


def test_a_class_that_passed_has_the_risks_of_its_plan_and_no_second_draw() -> None:
    risk = risk_of(3000, 125, a_class("2.5", 3))
    assert (risk["producers_risk"], risk["consumers_risk_quality"]) == ("1.36e-2", "0.0924")
    assert (risk["repeat"], risk["outgoing"]) == (None, None)


def test_accept_on_zero_has_no_risk_at_an_aql() -> None:
    risk = risk_of(6000, 20, a_class("not-allowed", 3))
    assert risk["producers_risk"] is None
    assert risk["repeat"]["at_estimate"] == {
        "units": 900,
        "chance": scientific(hypergeometric(0, 6000, 20, 900)),
    }


def test_an_aql_the_table_lacks_is_taken_as_typed_and_one_above_ten_is_no_share() -> None:
    typed = risk_of(3000, 125, a_class("3.0", 9, ac=8))
    assert typed["producers_risk"] == scientific(1 - binomial(8, 125, Fraction(3, 100)))
    assert risk_of(3000, 125, a_class("15", 30, ac=21))["producers_risk"] is None


def test_the_gap_of_the_older_reduced_tables_accepts_up_to_re() -> None:
    scope = a_scope(50, {"major": a_class("2.5", 6)}, severity="reduced")
    data = shown(a_case([an_inspection(3000, scope, standard="ANSI/ASQ Z1.4")]), NOW)
    risk = data["inspections"][0]["scopes"][0]["classes"]["major"]["risk"]
    assert risk["producers_risk"] == scientific(1 - binomial(5, 50, Fraction(1, 40)))


def test_a_lot_looked_at_whole_cannot_be_drawn_again() -> None:
    risk = risk_of(12, 12, a_class("2.5", 2, ac=0))
    assert (risk["repeat"], risk["outgoing"]) == (None, None)


def test_without_numbers_that_judge_or_beyond_every_table_there_is_no_risk() -> None:
    assert risk_of(3000, 100, a_class("2.5", 9)) is None
    assert risk_of(900_000, 20_000, a_class("2.5", 900, ac=500)) is None


@pytest.mark.parametrize("aql", ["1E-999999999", "0." + "0" * 39 + "1", "2.50000001", "-1", "nan", "２.５"])
def test_an_aql_of_no_few_plain_digits_is_not_reckoned_with(aql: str) -> None:
    """Each would be a wrong number or a sum that does not end."""
    scope = a_scope(125, {"major": a_class(aql, 9, ac=7)})
    found = shown(a_case([an_inspection(3000, scope)]), NOW)["inspections"][0]["scopes"][0]["classes"][
        "major"
    ]
    assert (found["verdict"], found["tail_at_aql"], found["risk"]["producers_risk"]) == ("fail", None, None)
