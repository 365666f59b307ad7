"""Lot limits: the worked figures, exactness against brute force, coverage by enumeration, refusals."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import comb
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotproof.sampling import lot_limits
from lotproof.sampling.hypergeometric import at_most, compare_at_most
from lotproof.sampling.limits import most_in_lot


# None for lower, upper and at_least: the worked cases print no such figure.
@pytest.mark.parametrize(
    ("units", "sample", "lot", "lower", "upper", "at_least", "up_to"),
    [
        (18, 125, 4_000, 354, 867, 384, None),  # the two seed examples
        (23, 125, 3_000, 365, 784, 391, None),
        (0, 200, 6_000, None, None, None, 87),  # case 1
        (3, 20, 6_000, 194, 2_271, 254, None),
        (16, 200, 6_000, 282, 755, 308, None),
        (9, 200, 6_000, 127, 498, 144, None),
        (11, 125, 3_000, 137, 452, 153, None),  # case 2
        (8, 125, 3_000, 86, 363, 99, None),
        (19, 125, 3_000, 286, 676, None, None),
        (0, 125, 3_000, 0, 85, 0, 69),
        (3, 125, 2_711, 15, 183, None, None),
        (14, 315, 11_600, 287, 847, 317, None),  # case 3
        (24, 315, 11_600, 578, 1_284, 620, None),
        (38, 315, 11_600, 1_012, 1_870, None, None),
        (0, 315, 11_600, None, None, None, 108),
        (125, 125, 3_000, 2_915, 3_000, 2_931, None),  # two references of the sampling notes
        (3, 32, 400, 9, 97, 12, None),
    ],
)
def test_worked_limits(
    units: int,
    sample: int,
    lot: int,
    lower: int | None,
    upper: int | None,
    at_least: int | None,
    up_to: int | None,
) -> None:
    got = lot_limits(units, sample, lot)
    for name, expected in (("lower", lower), ("upper", upper), ("at_least", at_least)):
        if expected is not None:
            assert getattr(got, name) == expected
    assert got.up_to == up_to


def test_the_unsampled_rest() -> None:
    rest = lot_limits(23, 125, 3_000).unsampled
    assert (rest.lower, rest.upper, rest.at_least, rest.up_to) == (342, 761, 368, None)
    assert lot_limits(0, 125, 3_000).unsampled.up_to == 69


def by_definition(
    units: int, sample: int, lot: int, confidence: Fraction
) -> tuple[int, int, int, int | None]:
    def at_most_units(held: int, k: int) -> Fraction:
        ways = sum(comb(held, x) * comb(lot - held, sample - x) for x in range(k + 1))
        return Fraction(ways, comb(lot, sample))

    every = range(lot + 1)
    tail = (1 - confidence) / 2
    return (
        min(d for d in every if 1 - (at_most_units(d, units - 1) if units else 0) > tail),
        max(d for d in every if at_most_units(d, units) > tail),
        min(d for d in every if 1 - (at_most_units(d, units - 1) if units else 0) > 2 * tail),
        max(d for d in every if at_most_units(d, units) > 2 * tail) if units == 0 else None,
    )


def test_every_small_lot_by_the_definition() -> None:
    # Lots of 40 and samples of 1 hold exact ties, where P equals the tail and strictness decides.
    cases = [(n, lot) for lot in range(1, 13) for n in range(1, lot + 1)]
    cases += [(1, 40), (2, 40), (39, 40), (1, 20), (3, 20), (19, 20)]
    for sample, lot in cases:
        for units in range(sample + 1):
            for confidence in ("0.95", "0.9", "0.5"):
                got = lot_limits(units, sample, lot, confidence)
                assert (got.lower, got.upper, got.at_least, got.up_to) == by_definition(
                    units, sample, lot, Fraction(confidence)
                ), (units, sample, lot, confidence)


def test_a_tie_is_not_above_the_tail() -> None:
    # One unit of 40: P(X <= 0 | D) = (40 - D) / 40, which is 0.025 exactly at D = 39.
    assert lot_limits(0, 1, 40).upper == 38
    assert lot_limits(0, 1, 40, "0.949999999").upper == 38
    assert lot_limits(0, 1, 40, "0.950000001").upper == 39
    assert compare_at_most(0, 1, 40, 39, Fraction(1, 40)).sign == 0


def test_a_tie_in_a_lot_of_ten_million() -> None:
    # Half the lot drawn, one bad unit: it is in the sample with probability 1/2 exactly.
    lot = 10_000_000
    assert compare_at_most(0, lot // 2, lot, 1, Fraction(1, 2)).sign == 0
    assert lot_limits(0, lot // 2, lot, "0.5").up_to == 0


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_limits_are_exactly_the_edge(data: st.DataObject) -> None:
    lot = data.draw(st.integers(2, 5_000))
    sample = data.draw(st.integers(1, min(lot, 320)))
    units = data.draw(st.integers(0, sample))
    tail = data.draw(st.fractions(Fraction(1, 10**6), Fraction(999, 1000), max_denominator=10**6))
    edge = most_in_lot(units, sample, lot, tail)
    assert at_most(units, sample, lot, edge) > tail
    assert edge == lot or at_most(units, sample, lot, edge + 1) <= tail


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_scaled_comparison_agrees_with_the_exact_sum(data: st.DataObject) -> None:
    lot = data.draw(st.integers(3, 3_000))
    sample = data.draw(st.integers(1, min(lot - 1, 200)))
    units = data.draw(st.integers(0, sample - 1))
    held = data.draw(st.integers(units + 1, lot - sample + units))
    exact = at_most(units, sample, lot, held)
    nudge = Fraction(1, 10**40)
    for tail, sign in ((exact, 0), (exact - nudge, 1), (exact + nudge, -1)):
        if 0 < tail < 1:
            assert compare_at_most(units, sample, lot, held, tail).sign == sign


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_limits_are_monotone(data: st.DataObject) -> None:
    lot = data.draw(st.integers(2, 200_000))
    sample = data.draw(st.integers(1, min(lot, 800)))
    units = data.draw(st.integers(0, sample - 1))
    here, more = lot_limits(units, sample, lot), lot_limits(units + 1, sample, lot)
    assert units <= here.lower <= here.at_least <= here.upper <= lot - (sample - units)
    assert (here.lower, here.upper, here.at_least) <= (more.lower, more.upper, more.at_least)
    assert here.lower <= more.lower and here.at_least <= more.at_least
    sure = lot_limits(units, sample, lot, "0.99")
    assert sure.lower <= here.lower and here.upper <= sure.upper and sure.at_least <= here.at_least
    larger = lot_limits(units, sample, lot + 1)
    assert here.lower <= larger.lower and here.upper <= larger.upper


@pytest.mark.parametrize(("sample", "lot"), [(5, 30), (8, 25), (20, 60), (32, 50)])
def test_limits_cover_whatever_the_lot_holds(sample: int, lot: int) -> None:
    for confidence in ("0.9", "0.95", "0.99"):
        sure = Fraction(confidence)
        limits = [lot_limits(units, sample, lot, confidence) for units in range(sample + 1)]
        for held in range(lot + 1):
            chance = [
                Fraction(comb(held, x) * comb(lot - held, sample - x), comb(lot, sample))
                for x in range(sample + 1)
            ]
            assert sum(chance) == 1
            inside = sum(
                p for p, each in zip(chance, limits, strict=True) if each.lower <= held <= each.upper
            )
            at_least = sum(p for p, each in zip(chance, limits, strict=True) if each.at_least <= held)
            assert inside >= sure
            assert at_least >= sure
            if limits[0].up_to is not None and held > limits[0].up_to:
                assert chance[0] <= 1 - sure


def test_the_whole_lot_inspected_leaves_no_doubt() -> None:
    for units in (0, 7, 40):
        got = lot_limits(units, 40, 40)
        assert (got.lower, got.upper, got.at_least) == (units, units, units)
        assert got.up_to == (0 if units == 0 else None)


def test_lots_of_ten_million() -> None:
    for units in (0, 1, 75, 1_575, 3_149, 3_150):
        got = lot_limits(units, 3_150, 10_000_000)
        mirrored = lot_limits(3_150 - units, 3_150, 10_000_000)
        assert got.lower + mirrored.upper == 10_000_000
        assert got.lower <= units * 10_000_000 // 3_150 <= got.upper
    assert lot_limits(0, 3_150, 10_000_000).up_to == 9_504


@pytest.mark.parametrize("confidence", [0.95, "0.95", Decimal("0.950"), Fraction(19, 20), "19/20"])
def test_confidence_is_read_through_its_decimal_text(confidence: Any) -> None:
    got = lot_limits(11, 125, 3_000, confidence)
    assert got.confidence == Fraction(19, 20)
    assert got == lot_limits(11, 125, 3_000)


def test_extreme_confidence_still_ends() -> None:
    # Close to certainty nothing is excluded but what the sample has shown.
    got = lot_limits(3, 10, 100, "0." + "9" * 35)
    assert (got.lower, got.upper) == (3, 93)
    assert lot_limits(18, 125, 4_000, "1e-30").lower > lot_limits(18, 125, 4_000).lower


@pytest.mark.parametrize(
    ("units", "sample", "lot", "sentence"),
    [
        (1, 0, 100, "sample must be at least 1"),
        (6, 5, 100, "6 nonconforming units cannot come from a sample of 5"),
        (1, 101, 100, "a sample of 101 cannot be drawn from a lot of 100"),
        (-1, 5, 100, "must be at least 0"),
        (1, 5, 0, "must be at least 1"),
        (True, 5, 100, "must be a whole number"),
        (1.0, 5, 100, "must be a whole number"),
        (1, "5", 100, "must be a whole number"),
        (1, 5, None, "must be a whole number"),
        (1, 5, 10**400, "up to 1,000,000,000"),
        (10**400, 5, 100, "cannot come from"),
        (5, 10**10, 10**9, "samples of up to"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_contradictions_are_refused(units: Any, sample: Any, lot: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as caught:
        lot_limits(units, sample, lot)
    assert len(str(caught.value)) < 160


@pytest.mark.parametrize(
    "confidence",
    [0, 1, 0.0, 1.0, -0.5, 95, "95 %", "x", "nan", float("nan"), float("inf"), True, None, "1/0", "1e-999999999",
     Decimal("1E-999999999"), "0." + "9" * 5000, [], "0_9/1_0"],
)  # fmt: skip
def test_confidences_that_are_none(confidence: Any) -> None:
    with pytest.raises(ValueError, match="confidence"):
        lot_limits(11, 125, 3_000, confidence)
