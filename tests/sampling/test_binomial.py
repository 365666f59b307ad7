"""Chances at the AQL and Clopper-Pearson limits: worked figures, exact sums, rounding decided exactly."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotproof.sampling import (
    binomial_lower,
    binomial_upper,
    clopper_pearson,
    lot_limits,
    scientific,
    tail_at_aql,
)
from lotproof.sampling.binomial import at_most


@pytest.mark.parametrize(
    ("units", "sample", "aql", "printed"),
    [
        (18, 125, "2.5", "2.71e-9"),
        (23, 125, "2.5", "9.13e-14"),
        (16, 200, "2.5", "5.13e-5"),
        (11, 125, "2.5", "3.23e-4"),
        (14, 315, "1.5", "3.56e-4"),
        (24, 315, "4.0", "2.20e-3"),
        (1, 2, "10", "1.90e-1"),
        (0, 125, "2.5", "1.00e+0"),
    ],
)
def test_worked_tails(units: int, sample: int, aql: str, printed: str) -> None:
    chance = tail_at_aql(units, sample, aql)
    assert chance is not None
    assert scientific(chance) == printed


def test_tail_is_the_exact_sum() -> None:
    p = Fraction(1, 40)
    by_hand = sum(comb(32, x) * p**x * (1 - p) ** (32 - x) for x in range(4, 33))
    assert tail_at_aql(4, 32, "2.5") == by_hand


def test_no_share_no_tail() -> None:
    assert tail_at_aql(1, 125, "not-allowed") is None
    assert tail_at_aql(1, 125, 0) is None
    assert tail_at_aql(1, 125, "15") is None  # nonconformities per 100 units
    with pytest.raises(ValueError, match=r"the nearest are 2\.5 and 4\.0"):
        tail_at_aql(1, 125, "3")
    with pytest.raises(ValueError, match="cannot come from"):
        tail_at_aql(126, 125, "2.5")


@pytest.mark.parametrize(("sample", "percent"), [(125, "2.37"), (200, "1.49"), (315, "0.95")])
def test_none_found_by_clopper_pearson(sample: int, percent: str) -> None:
    assert binomial_upper(0, sample) * 100 == Decimal(percent)
    assert clopper_pearson(0, sample).up_to == binomial_upper(0, sample, places=6)


def test_clopper_pearson_of_the_worked_rows() -> None:
    # times N: 350.5 to 872.0 and 361.1 to 789.6
    for (units, lot), (low, high) in {
        (18, 4_000): ("350.5", "872.0"),
        (23, 3_000): ("361.1", "789.6"),
    }.items():
        got = clopper_pearson(units, 125)
        tenth = Decimal("0.1")
        assert (got.lower * lot).quantize(tenth, ROUND_HALF_UP) == Decimal(low)
        assert (got.upper * lot).quantize(tenth, ROUND_HALF_UP) == Decimal(high)
        assert got.up_to is None


def test_the_ends() -> None:
    none, all_of_them = clopper_pearson(0, 20), clopper_pearson(20, 20)
    assert none.lower == none.at_least == 0
    assert all_of_them.upper == 1
    assert none.upper + all_of_them.lower == 1
    assert binomial_lower(0, 20) == 0
    assert binomial_upper(20, 20) == 1
    for places in (0, 13, True):
        with pytest.raises(ValueError, match="decimals"):
            binomial_upper(0, 20, places=places)


def test_half_of_a_unit_is_rounded_up() -> None:
    # One unit, tail 0.0125: the upper limit is exactly 0.9875, which is 0.988 and not 0.987.
    assert binomial_upper(0, 1, "0.9875", places=3) == Decimal("0.988")
    assert binomial_lower(1, 1, "0.9875", places=3) == Decimal("0.013")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_limits_are_the_rounded_root(data: st.DataObject) -> None:
    sample = data.draw(st.integers(1, 200))
    units = data.draw(st.integers(0, sample))
    places = data.draw(st.integers(2, 5))
    half = Fraction(1, 2 * 10**places)
    upper, lower = (Fraction(each(units, sample, places=places)) for each in (binomial_upper, binomial_lower))
    tail = Fraction(1, 20)
    if units < sample:
        assert upper == 0 or at_most(units, sample, upper - half) >= tail
        assert upper == 1 or at_most(units, sample, upper + half) < tail
    if units:
        assert lower == 0 or 1 - at_most(units - 1, sample, lower - half) <= tail
        assert lower == 1 or 1 - at_most(units - 1, sample, lower + half) > tail


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 200), st.data())
def test_the_endless_lot_is_less_certain_than_the_lot(sample: int, data: st.DataObject) -> None:
    units = data.draw(st.integers(0, sample))
    lot = data.draw(st.integers(sample, 50_000))
    wide, narrow = clopper_pearson(units, sample), lot_limits(units, sample, lot)
    # A D at the edge may lie up to one unit (and the rounding) outside.
    slack = Fraction(1, lot) + Fraction(1, 10**6)
    assert Fraction(narrow.upper, lot) <= Fraction(wide.upper) + slack
    assert Fraction(narrow.lower, lot) >= Fraction(wide.lower) - slack


def test_shares_are_checked() -> None:
    assert at_most(2, 10, 0) == 1
    assert at_most(9, 10, 1) == 0
    assert at_most(10, 10, 1) == 1
    for share in (-1, "1.1", "x", True, None):
        with pytest.raises(ValueError, match="share"):
            at_most(2, 10, share)  # type: ignore[arg-type]
