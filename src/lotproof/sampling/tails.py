"""The exact question under every limit: is the chance of this few nonconforming units above, at or below a given tail?

Whole distributions are too large to sum for every candidate, so terms are carried as scaled integers rounded down with
a proven bound on what rounding took; where the bound cannot decide, the caller's exact sum does. No float decides.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple

Ratios = Iterable[tuple[int, int]]


class Comparison(NamedTuple):
    """`sign` of (chance - tail), decided exactly, with the scaled sums a search may steer by."""

    sign: int
    low_weight: int
    high_weight: int


def scale_bits(sample: int) -> int:
    """Bits of scale: rounding takes less than 3 n^2 of a scaled sum, so 2^64 n^2 leaves 62 bits to decide with."""
    return 64 + 2 * sample.bit_length()


def compare_tail(
    down: Ratios, up: Ratios, sample: int, tail: Fraction, exact: Callable[[], Fraction]
) -> Comparison:
    """Compare P(X <= x) with `tail`, both strictly between 0 and 1.

    `down` yields p(x-1)/p(x), p(x-2)/p(x-1), ... as pairs of integers and `up` yields p(x+1)/p(x), ...; the
    distribution must have one peak (log-concave terms) and at most `sample` + 1 values. `exact` gives P(X <= x).
    """
    bits = scale_bits(sample)
    low = (1 << bits) + _running_sum(down, bits)
    high = _running_sum(up, bits)
    inside, outside = tail.denominator - tail.numerator, tail.numerator
    if low * inside > outside * _ceiling(high, sample, bits):
        return Comparison(1, low, high)
    if _ceiling(low, sample, bits) * inside < outside * high:
        return Comparison(-1, low, high)
    chance = exact()
    return Comparison((chance > tail) - (chance < tail), low, high)


def _running_sum(ratios: Ratios, bits: int) -> int:
    term, total = 1 << bits, 0
    for over, under in ratios:
        term = term * over // under
        if not term:
            break
        total += term
    return total


def _ceiling(total: int, sample: int, bits: int) -> int:
    """An upper bound of the true scaled sum whose rounded-down value is `total`.

    With S = 2^bits and at most n steps: while terms grow they are at least S, so each of the k roundings so far is
    worth at most t/S of the present term t; once they shrink, at most 1. So term k lost at most k (t/S + 1), and the
    terms after the first that rounds to 0 are each below 2 n. Summed: T <= total + T n/S + 3 n^2.
    """
    loose = total + 3 * sample * sample
    return loose + (2 * sample * loose >> bits) + 1
