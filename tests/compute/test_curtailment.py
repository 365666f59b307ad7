"""An inspection that is going on: decided as soon as it is, never earlier, and with no more than totals prove."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations
from math import comb
from typing import Any

import pytest

from lotproof.compute.curtailment import progress_figures
from lotproof.compute.judged import judged_plan
from lotproof.sampling import Plan, decided_at, plan, scientific

from .building import a_case, a_class, a_scope, an_inspection, shown

NOW = "2026-09-01T00:00:00+00:00"
K = plan(3_000, "II", "2.5")
AQL = Fraction(25, 1000)


def going_on(checked: int, units: int, aql: str = "2.5", status: str = "in-progress") -> dict[str, Any]:
    scope = a_scope(125, {"major": a_class(aql, units, ac=7)}, units_checked=str(checked))
    found = shown(a_case([an_inspection(3000, scope, status=status, conclusion=None)]), NOW)["inspections"][0]
    return {"lot": found["verdict"], **found["scopes"][0]["classes"]["major"]}


def test_the_eighth_unit_rejects_and_nothing_is_projected_from_a_part() -> None:
    major = going_on(96, 8)
    assert (major["verdict"], major["lot"]) == ("fail", "fail")
    assert major["progress"] == {
        "checked": 96,
        "sample": 125,
        "verdict": "fail",
        "decided": {"not_before": 8, "at_or_before": 96},
        "to_reject": None,
        "to_accept": None,
        "passing_at_aql": None,
        "passing_as_so_far": None,
    }
    assert (major["rate"], major["projected"], major["lot95"], major["risk"]) == (None, None, None, None)


def test_one_unit_before_that_it_is_open_with_its_chances() -> None:
    major = going_on(96, 7)
    at = major["progress"]
    assert (major["verdict"], at["verdict"], at["decided"]) == (None, None, None)
    assert (at["to_reject"], at["to_accept"]) == (1, 29)
    assert at["passing_at_aql"] == scientific((1 - AQL) ** 29)
    assert at["passing_as_so_far"] == scientific((1 - Fraction(7, 96)) ** 29)


def test_the_chance_at_the_share_so_far_is_the_binomial_sum() -> None:
    at, share = going_on(60, 5)["progress"], Fraction(5, 60)
    by_hand = sum(comb(65, y) * share**y * (1 - share) ** (65 - y) for y in range(3))
    assert (at["to_reject"], at["to_accept"], at["passing_as_so_far"]) == (3, 63, scientific(by_hand))


def test_an_acceptance_is_certain_before_the_sample_ends_but_is_no_verdict_of_the_lot_yet() -> None:
    major = going_on(121, 3)  # 4 to come cannot make 8
    assert (major["verdict"], major["lot"]) == (None, None)
    assert major["progress"]["decided"] == {"not_before": 118, "at_or_before": 121}
    assert going_on(120, 3)["progress"]["decided"] is None
    assert going_on(121, 0)["progress"]["decided"] == {"not_before": 118, "at_or_before": 118}


def test_the_whole_sample_checked_is_judged_and_projected_as_ever() -> None:
    major = going_on(125, 11)
    assert (major["verdict"], major["projected"], major["lot95"]) == ("fail", 264, [137, 452])
    assert major["progress"]["decided"] == {"not_before": 8, "at_or_before": 122}


def test_nothing_found_so_far_makes_no_certainty_of_a_share_of_zero() -> None:
    at = going_on(60, 0)["progress"]
    assert at["passing_as_so_far"] is None
    assert at["passing_at_aql"] is not None


def test_accept_on_zero_has_no_aql_to_reckon_with() -> None:
    at = going_on(60, 0, "not-allowed")["progress"]
    assert (at["to_reject"], at["to_accept"], at["passing_at_aql"]) == (1, 65, None)
    assert going_on(60, 1, "not-allowed")["progress"]["decided"] == {"not_before": 1, "at_or_before": 60}


def test_above_ten_the_aql_is_no_share_of_units() -> None:
    assert going_on(60, 3, "15")["progress"]["passing_at_aql"] is None


@pytest.mark.parametrize(("checked", "units"), [(126, 3), (6, 7)])
def test_of_counts_that_contradict_each_other_nothing_is_said(checked: int, units: int) -> None:
    assert going_on(checked, units)["progress"] is None


def test_a_finished_inspection_has_no_progress() -> None:
    assert going_on(96, 8, status="final")["progress"] is None


@pytest.mark.parametrize("checked", range(1, 8))
def test_the_bounds_are_the_first_and_last_unit_any_order_allows(checked: int) -> None:
    """Every order in which the same totals can have come up, decided unit by unit by the library."""
    small = Plan(50, "II", "2.5", "normal", "ISO 2859-1:1999", "", "", None, 7, 7, 2, 3, False, None)
    for units in range(checked + 1):
        numbers: set[int | None] = set()
        for bad in combinations(range(checked), units):
            first = decided_at(small, [unit in bad for unit in range(checked)])
            numbers.add(first.checked if first is not None else None)
        found = progress_figures(small, checked, units, None)
        assert found is not None
        if found.decided is None:
            assert numbers == {None}
        else:
            assert None not in numbers
            whole = {number for number in numbers if number is not None}
            assert (min(whole), max(whole)) == (found.decided.not_before, found.decided.at_or_before)


def test_a_plan_of_numbers_that_cannot_be_is_none() -> None:
    scope = (
        a_case([an_inspection(3000, a_scope(125, {"major": a_class("2.5", 0)}))])
        .facts.inspections[0]
        .scopes[0]
    )

    def made(lot: int, drawn: int, ac: int, re: int) -> Plan | None:
        return judged_plan(scope, lot, drawn, "2.5", ac, re, "ISO 2859-1:1999", "")

    assert made(100, 125, 7, 8) is None
    assert made(3_000, 125, 8, 8) is None
    assert made(10**9, 10**6, 7, 8) is None
    judged = made(3_000, 125, 7, 8)
    assert judged is not None and (judged.sample, judged.re, judged.lot_size) == (125, 8, 3_000)
