"""Drawing without replacement from a finite lot: exact chances, as integers over integers.

An inspection draws from one lot of known size, so this and not the binomial is the distribution of what it finds.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import comb

from lotproof.sampling.exact import counts_in_lot, whole
from lotproof.sampling.tails import Comparison, compare_tail


def at_most(units: int, sample: int, lot: int, nonconforming: int) -> Fraction:
    """P(X <= units): the exact chance that a random sample holds at most that many of the lot's nonconforming units.

    All four are counts of units. Raises ValueError when they contradict each other.
    """
    counts_in_lot(0, sample, lot)
    whole(units, "count of nonconforming units")
    if whole(nonconforming, "number of nonconforming units") > lot:
        raise ValueError(f"a lot of {lot} cannot hold {nonconforming} nonconforming units")
    return _at_most(units, sample, lot, nonconforming)


def weights(most: int, sample: int, lot: int, nonconforming: int) -> tuple[int, ...]:
    """The ways to draw 0, 1, ... `most` nonconforming units, out of C(lot, sample) ways to draw the sample."""
    counts_in_lot(0, sample, lot)
    if whole(nonconforming, "number of nonconforming units") > lot:
        raise ValueError(f"a lot of {lot} cannot hold {nonconforming} nonconforming units")
    good = lot - nonconforming
    return tuple(
        comb(nonconforming, x) * comb(good, sample - x) for x in range(min(most, sample, nonconforming) + 1)
    )


def compare_at_most(units: int, sample: int, lot: int, nonconforming: int, tail: Fraction) -> Comparison:
    """P(X <= units) against `tail`, decided exactly; the counts are taken as consistent."""
    good = lot - nonconforming
    return compare_tail(
        _down(units, sample, nonconforming, good),
        _up(units, sample, nonconforming, good),
        sample,
        tail,
        lambda: _at_most(units, sample, lot, nonconforming),
    )


def _down(units: int, sample: int, bad: int, good: int) -> Iterator[tuple[int, int]]:
    rest = good - sample
    for x in range(units, max(0, -rest), -1):
        yield x * (rest + x), (bad - x + 1) * (sample - x + 1)


def _up(units: int, sample: int, bad: int, good: int) -> Iterator[tuple[int, int]]:
    rest = good - sample
    for x in range(units, min(sample, bad)):
        yield (bad - x) * (sample - x), (x + 1) * (rest + x + 1)


def _at_most(units: int, sample: int, lot: int, bad: int) -> Fraction:
    # The sample and the nonconforming units play the same part; the smaller one gives the smaller binomials.
    drawn, marked = sorted((sample, bad))
    fewest, most = max(0, drawn + marked - lot), drawn
    if units >= most:
        return Fraction(1)
    if units < fewest:
        return Fraction(0)
    term = ways = comb(marked, units) * comb(lot - marked, drawn - units)
    for x in range(units, fewest, -1):
        term = term * x * (lot - marked - drawn + x) // ((marked - x + 1) * (drawn - x + 1))
        ways += term
    return Fraction(ways, comb(lot, drawn))
