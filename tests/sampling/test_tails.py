"""The proven bound under every exact comparison: the true sum never leaves the interval it is said to lie in."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate

from hypothesis import given, settings
from hypothesis import strategies as st

from lotproof.sampling.hypergeometric import _down, _up
from lotproof.sampling.tails import _ceiling, _running_sum, compare_tail, scale_bits


def true_sum(ratios: list[tuple[int, int]], bits: int) -> Fraction:
    factors = (Fraction(over, under) for over, under in ratios)
    return sum(accumulate(factors, lambda term, factor: term * factor), Fraction(0)) * (1 << bits)


@settings(max_examples=80, deadline=None)
@given(st.data())
def test_the_true_sum_lies_between_the_two_bounds(data: st.DataObject) -> None:
    bad = data.draw(st.integers(1, 400))
    good = data.draw(st.integers(1, 400))
    sample = data.draw(st.integers(1, bad + good))
    units = data.draw(st.integers(max(0, sample - good), min(sample, bad)))
    # So few bits that rounding is felt; the real scale has 64 more.
    for bits in (2 * sample.bit_length(), scale_bits(sample)):
        for walk in (_down, _up):
            ratios = list(walk(units, sample, bad, good))
            total = _running_sum(ratios, bits)
            assert total <= true_sum(ratios, bits) <= _ceiling(total, sample, bits)


def test_the_exact_sum_is_asked_only_when_rounding_cannot_tell() -> None:
    asked: list[Fraction] = []

    def exact() -> Fraction:
        asked.append(Fraction(1, 2))
        return Fraction(1, 2)

    # X is 0 or 1 with equal chance: P(X <= 0) = 1/2.
    signs = [
        compare_tail([], [(1, 1)], 1, tail, exact).sign
        for tail in (Fraction(1, 2), Fraction(499, 1000), Fraction(501, 1000))
    ]
    assert signs == [0, 1, -1]
    assert len(asked) == 1
