"""Double sampling: the decision after each sample, and that a double plan matches the single one it stands for."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lotproof.sampling import AQLS, Plan, accepted_from_process, accepted_in_lot, double_plan
from lotproof.sampling.binomial import at_most
from lotproof.sampling.double import DoublePlan


def worked() -> DoublePlan:
    got = double_plan(3_000, "II", "2.5")
    assert isinstance(got, DoublePlan)
    return got


def test_the_worked_plan() -> None:
    got = worked()
    assert (got.letter, got.first, got.ac1, got.re1) == ("K", 80, 3, 6)
    assert (got.second, got.ac2, got.re2) == (80, 9, 10)
    mil = double_plan(3_000, "II", "2.5", edition="MIL-STD-105E")
    assert isinstance(mil, DoublePlan)
    assert (mil.ac1, mil.re1, mil.ac2, mil.re2) == (3, 7, 8, 9)


def test_the_decision() -> None:
    got = worked()
    assert [got.verdict(units) for units in (0, 3, 6, 80)] == ["accept", "accept", "reject", "reject"]
    assert {got.verdict(units) for units in (4, 5)} == {"draw the second sample"}
    assert got.verdict(4, 5) == "accept"
    assert got.verdict(4, 6) == "reject"
    with pytest.raises(ValueError, match="there is no second sample"):
        got.verdict(3, 0)
    with pytest.raises(ValueError, match="second sample must be at least 0"):
        got.verdict(4, -1)


def test_where_the_single_plan_is_used() -> None:
    assert isinstance(double_plan(3_000, "II", "0.10"), Plan)  # Ac 0
    assert isinstance(double_plan(8, "II", "40"), Plan)  # letter A
    assert isinstance(double_plan(3_000, "II", "not-allowed"), Plan)
    assert isinstance(double_plan(4, "III", "25"), Plan)  # 2 + 2 units are the lot
    with pytest.raises(ValueError, match="not for reduced"):
        double_plan(3_000, "II", "2.5", "reduced")


@pytest.mark.parametrize("edition", ["ISO 2859-1:1999", "MIL-STD-105E"])
@pytest.mark.parametrize("severity", ["normal", "tightened"])
def test_single_and_double_match_on_their_curves(severity: str, edition: str) -> None:
    compared = 0
    for aql in AQLS[:16]:
        double = double_plan(3_200, "II", aql, severity, edition)
        if isinstance(double, DoublePlan):
            for percent in range(0, 31, 3):
                share = Fraction(percent, 100)
                apart = accepted_from_process(double, share) - accepted_from_process(double.single, share)
                assert abs(apart) < Fraction(12, 100), (aql, percent, float(apart))
            compared += 1
    assert compared >= 6


def test_the_curve_of_a_double_plan_by_hand() -> None:
    got, share = worked(), Fraction(1, 20)
    exactly = [at_most(k, 80, share) - (at_most(k - 1, 80, share) if k else 0) for k in range(81)]
    by_hand = sum(
        first * second
        for k, first in enumerate(exactly)
        for m, second in enumerate(exactly)
        if k <= 3 or (k < 6 and k + m <= 9)
    )
    assert accepted_from_process(got, share) == by_hand
    assert accepted_in_lot(got, 0) == 1
    assert accepted_in_lot(got, 3_200 - 200) == 0
