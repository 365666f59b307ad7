"""Drawing from a process (an endless lot) of a given share nonconforming: exact chances and Clopper-Pearson limits.

The AQL is a share of a process, so "if the lot were exactly at the AQL" is asked here; its limits cross-check the
lot's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import lru_cache
from math import comb

from lotproof.sampling.aql import Aql, as_share, column_of
from lotproof.sampling.exact import Exact, between_zero_and_one, counts, whole
from lotproof.sampling.exact import share as checked_share
from lotproof.sampling.tails import compare_tail


def at_most(units: int, sample: int, share: Exact) -> Fraction:
    """P(X <= units) in a sample from a process with that share nonconforming, exact.

    `share` from 0 to 1 is read through its decimal text. Raises ValueError for counts that are not whole.
    """
    counts(0, sample)
    return _at_most(whole(units, "count of nonconforming units"), sample, checked_share(share))


def weights(most: int, sample: int, share: Exact) -> tuple[int, ...]:
    """P(X = 0), P(X = 1), ... P(X = most) as whole numbers over the share's denominator to the power of `sample`."""
    level = checked_share(share)
    yes, no = level.numerator, level.denominator - level.numerator
    return tuple(comb(sample, x) * yes**x * no ** (sample - x) for x in range(min(most, sample) + 1))


def tail_at_aql(units: int, sample: int, aql: Aql) -> Fraction | None:
    """P(X >= units) if every unit had the chance AQL/100 of being nonconforming: how unlikely the result is at the AQL.

    Exact. None where no such share is defined: accept on zero, and AQLs above 10 (nonconformities per 100 units).
    Raises ValueError for an AQL the table does not have, a sample of 0, or more units than the sample.
    """
    found, drawn = counts(units, sample)
    at_aql = as_share(column_of(aql))
    if at_aql is None:
        return None
    return 1 - _at_most(found - 1, drawn, at_aql) if found else Fraction(1)


@dataclass(frozen=True, slots=True)
class ClopperPearson:
    """Clopper-Pearson limits for the share nonconforming of a process, as decimals (0.0883 is 8.83 %).

    `lower` and `upper` two-sided, `at_least` and (for no units found) `up_to` one-sided, as in LotLimits.
    """

    lower: Decimal
    upper: Decimal
    at_least: Decimal
    up_to: Decimal | None


def clopper_pearson(units: int, sample: int, confidence: Exact = 0.95, places: int = 6) -> ClopperPearson:
    """Clopper-Pearson limits, the cross-check of `lot_limits` for an endless lot.

    Each limit is the true value rounded half up to `places` decimals (1 to 12), decided by exact comparison. Raises
    ValueError as `lot_limits` does.
    """
    found, drawn = counts(units, sample)
    tail = 1 - between_zero_and_one(confidence, "confidence")
    return ClopperPearson(
        lower=_lower(found, drawn, tail / 2, places),
        upper=_upper(found, drawn, tail / 2, places),
        at_least=_lower(found, drawn, tail, places),
        up_to=_upper(0, drawn, tail, places) if found == 0 else None,
    )


def binomial_upper(units: int, sample: int, confidence: Exact = 0.95, places: int = 4) -> Decimal:
    """One-sided Clopper-Pearson upper limit of the share, rounded half up (none of 125: 0.0237, that is 2.37 %)."""
    found, drawn = counts(units, sample)
    return _upper(found, drawn, 1 - between_zero_and_one(confidence, "confidence"), places)


def binomial_lower(units: int, sample: int, confidence: Exact = 0.95, places: int = 4) -> Decimal:
    """One-sided Clopper-Pearson lower limit of the share, rounded half up."""
    found, drawn = counts(units, sample)
    return _lower(found, drawn, 1 - between_zero_and_one(confidence, "confidence"), places)


@lru_cache(maxsize=1024)
def _upper(units: int, sample: int, tail: Fraction, places: int) -> Decimal:
    if units == sample:
        return _decimal(10 ** _checked(places), places)
    # The limit p solves P(X <= units | p) = tail. Rounded half up it is the largest k with p >= (k - 1/2) / 10^places,
    # that is with P(X <= units) >= tail at that midpoint.
    unit = 2 * 10 ** _checked(places)
    inside, outside = 0, unit // 2 + 1
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if _sign(units, sample, Fraction(2 * middle - 1, unit), tail) >= 0:
            inside = middle
        else:
            outside = middle
    return _decimal(inside, places)


@lru_cache(maxsize=1024)
def _lower(units: int, sample: int, tail: Fraction, places: int) -> Decimal:
    if units == 0:
        return _decimal(0, _checked(places))
    # P(X >= units | p) = tail; rounded half up it is the largest k with P(X >= units) <= tail at k - 1/2.
    unit = 2 * 10 ** _checked(places)
    inside, outside = 0, unit // 2 + 1
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if _sign(units - 1, sample, Fraction(2 * middle - 1, unit), 1 - tail) >= 0:
            inside = middle
        else:
            outside = middle
    return _decimal(inside, places)


def _checked(places: int) -> int:
    if not 1 <= whole(places, "number of decimals") <= 12:
        raise ValueError("limits are rounded to 1 to 12 decimals")
    return places


def _decimal(value: int, places: int) -> Decimal:
    with localcontext() as context:
        context.prec = 28
        return Decimal(value).scaleb(-places)


def _sign(units: int, sample: int, share: Fraction, tail: Fraction) -> int:
    yes, no = share.numerator, share.denominator - share.numerator
    return compare_tail(
        _down(units, sample, yes, no),
        _up(units, sample, yes, no),
        sample,
        tail,
        lambda: _at_most(units, sample, share),
    ).sign


def _down(units: int, sample: int, yes: int, no: int) -> Iterator[tuple[int, int]]:
    for x in range(units, 0, -1):
        yield x * no, (sample - x + 1) * yes


def _up(units: int, sample: int, yes: int, no: int) -> Iterator[tuple[int, int]]:
    for x in range(units, sample):
        yield (sample - x) * yes, (x + 1) * no


def _at_most(units: int, sample: int, share: Fraction) -> Fraction:
    yes, no = share.numerator, share.denominator - share.numerator
    if units >= sample or yes == 0:
        return Fraction(1)
    if no == 0:
        return Fraction(0)
    # Terms without their common factor no^(sample - units); each division is exact.
    term = ways = comb(sample, units) * yes**units
    for x in range(units, 0, -1):
        term = term * x * no // ((sample - x + 1) * yes)
        ways += term
    return Fraction(ways * no ** (sample - units), share.denominator**sample)
