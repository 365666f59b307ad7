"""Curves and risks: against brute force on small lots, and against the plans they belong to."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotproof.sampling import (
    AQLS,
    Plan,
    accepted_from_process,
    accepted_in_lot,
    consumers_risk_in_lot,
    consumers_risk_quality,
    estimate_in_lot,
    lot_curve,
    outgoing_limit,
    outgoing_quality,
    plan,
    process_curve,
    producers_risk,
    repeat_chance,
)


def test_acceptance_in_a_lot_by_drawing_every_sample() -> None:
    got = plan(8, "III", "15")  # letter B, 3 units, Ac 1
    assert (got.sample, got.ac) == (3, 1)
    for held in range(9):
        draws = list(combinations(range(8), 3))
        accepted = sum(sum(unit < held for unit in draw) <= 1 for draw in draws)
        assert accepted_in_lot(got, held) == Fraction(accepted, len(draws))


def test_acceptance_from_a_process_is_the_binomial_sum() -> None:
    got, p = plan(3_000, "II", "2.5"), Fraction(1, 20)
    by_hand = sum(comb(125, x) * p**x * (1 - p) ** (125 - x) for x in range(8))
    assert accepted_from_process(got, "0.05") == by_hand


def test_a_count_between_ac_and_re_is_accepted() -> None:
    got = plan(3_000, "II", "2.5", "reduced", "MIL-STD-105E")
    p = Fraction(1, 20)
    assert accepted_from_process(got, p) == sum(comb(50, x) * p**x * (1 - p) ** (50 - x) for x in range(6))


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 3_000), st.sampled_from(AQLS), st.integers(0, 100), st.integers(1, 100))
def test_worse_lots_are_accepted_less(lot: int, aql: str, percent: int, more: int) -> None:
    got = plan(lot, "II", aql)
    better, worse = lot * percent // 100, lot * min(100, percent + more) // 100
    assert accepted_in_lot(got, better) >= accepted_in_lot(got, worse)
    assert accepted_from_process(got, Fraction(percent, 100)) >= accepted_from_process(
        got, Fraction(min(100, percent + more), 100)
    )
    assert accepted_in_lot(got, 0) == 1


def test_curves() -> None:
    got = plan(3_000, "II", "2.5")
    points = process_curve(got)
    assert [points[0].share, points[-1].share, len(points)] == [0, Fraction(1, 5), 41]
    assert points[0].acceptance == 1
    assert all(a.acceptance > b.acceptance for a, b in pairwise(points))
    in_lot = lot_curve(got, steps=10)
    assert [point.nonconforming for point in in_lot] == list(range(0, 601, 60))
    assert in_lot[3].acceptance == accepted_in_lot(got, 180)
    assert [point.nonconforming for point in lot_curve(plan(8, "II", "2.5"))] == [0, 1]
    with pytest.raises(ValueError, match="cannot hold"):
        accepted_in_lot(got, 3_001)


def test_every_normal_plan_accepts_most_lots_at_its_aql() -> None:
    chances: list[Fraction] = []
    for aql in AQLS[:16]:
        for lot in (500, 3_200, 10_000):
            risk = producers_risk(plan(lot, "II", aql))
            assert risk is not None
            chances.append(1 - risk)
    assert Fraction(87, 100) < min(chances) <= max(chances) < Fraction(995, 1000)
    assert producers_risk(plan(3_200, "II", "not-allowed")) is None
    assert producers_risk(plan(3_200, "II", "40")) is None


def test_consumers_risk_of_the_worked_plan() -> None:
    got = plan(3_000, "II", "2.5")
    quality = consumers_risk_quality(got)
    assert quality == Decimal("0.0924")
    assert accepted_from_process(got, quality - Decimal("0.0001")) > Fraction(1, 10)
    assert accepted_from_process(got, quality + Decimal("0.0001")) < Fraction(1, 10)
    held = consumers_risk_in_lot(got)
    assert accepted_in_lot(got, held) > Fraction(1, 10) >= accepted_in_lot(got, held + 1)


def test_repeat_of_the_worked_case() -> None:
    got = repeat_chance(11, 125, plan(3_000, "II", "2.5"))
    assert (got.estimate, got.lower) == (264, 137)
    assert round(float(got.at_estimate), 3) == 0.126
    assert round(float(got.at_lower), 3) == 0.791
    tightened = repeat_chance(11, 125, plan(3_000, "II", "2.5", "tightened"))
    assert tightened.at_estimate < got.at_estimate
    assert tightened.at_lower < got.at_lower


def test_estimates_are_rounded_half_up() -> None:
    worked = {(18, 125, 4_000): 576, (23, 125, 3_000): 552, (3, 20, 6_000): 900, (14, 315, 11_600): 516}
    for (units, sample, lot), expected in worked.items():
        assert estimate_in_lot(units, sample, lot) == expected
    assert estimate_in_lot(1, 2, 5) == 3  # 2.5
    assert estimate_in_lot(3, 125, 2_711) == 65


def small_plans() -> list[Plan]:
    return [plan(lot, "III", aql) for lot in (5, 9, 14) for aql in ("6.5", "15", "25", "65")]


@pytest.mark.parametrize("got", small_plans(), ids=lambda got: f"{got.lot_size}-{got.aql}")
def test_outgoing_quality_by_enumeration(got: Plan) -> None:
    lot, sample = got.lot_size, got.sample
    shares = []
    for held in range(lot + 1):
        left = sum(
            Fraction(comb(held, x) * comb(lot - held, sample - x), comb(lot, sample)) * (held - x)
            for x in range(min(got.ac, held, sample) + 1)
        )
        assert outgoing_quality(got, held) == left / lot
        shares.append(left / lot)
    worst = outgoing_limit(got)
    assert worst.share == max(shares)
    assert shares[worst.nonconforming] == worst.share


def test_outgoing_limit_of_a_large_lot() -> None:
    got = plan(500_000, "II", "1.0")
    worst = outgoing_limit(got)
    assert outgoing_quality(got, worst.nonconforming - 1) <= worst.share
    assert outgoing_quality(got, worst.nonconforming + 1) <= worst.share
    with pytest.raises(ValueError, match="cannot hold"):
        outgoing_quality(got, 500_001)
