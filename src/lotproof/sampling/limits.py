"""How many nonconforming units the whole lot holds, given what the sample showed: exact limits for a finite lot.

The best estimate alone is a guess; the limits say what the sample supports, and the lower one is safe to rely on.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from math import isqrt, log

from lotproof.sampling.exact import Exact, between_zero_and_one, counts_in_lot
from lotproof.sampling.hypergeometric import compare_at_most
from lotproof.sampling.tails import scale_bits

_STEPS_BY_SLOPE = 12  # then halving takes over, so that no input makes the search crawl


@dataclass(frozen=True, slots=True)
class UnsampledLimits:
    """The same limits for the units nobody has looked at: those of the lot less the units found in the sample."""

    lower: int
    upper: int
    at_least: int
    up_to: int | None


@dataclass(frozen=True, slots=True)
class LotLimits:
    """Limits for the nonconforming units in a lot, all in whole units.

    `lower` and `upper`: two-sided. `at_least`: one-sided lower. `up_to`: one-sided upper, only when no nonconforming
    unit was found, else None. `confidence` is the exact fraction used (19/20 for 0.95).
    """

    units: int
    sample: int
    lot: int
    confidence: Fraction
    lower: int
    upper: int
    at_least: int
    up_to: int | None

    @property
    def unsampled(self) -> UnsampledLimits:
        """Limits for the lot less its sample; what a sort of the remaining cartons should expect."""
        return UnsampledLimits(
            self.lower - self.units,
            self.upper - self.units,
            self.at_least - self.units,
            None if self.up_to is None else self.up_to - self.units,
        )


def lot_limits(units: int, sample: int, lot: int, confidence: Exact = 0.95) -> LotLimits:
    """Exact limits by inverting the hypergeometric test (the Clopper-Pearson convention on a finite lot).

    With tail = (1 - confidence) / 2: `lower` is the smallest D with P(X >= units | D) > tail, `upper` the largest D
    with P(X <= units | D) > tail; `at_least`, and `up_to` for no units, take the whole 1 - confidence on one side.
    D is the number of nonconforming units in the lot, X what a random sample finds. Comparisons are strict and exact;
    `confidence` is read through its decimal text. Raises ValueError for a sample of 0 or above the lot, units above
    the sample, counts that are not whole, or a confidence outside 0 to 1.
    """
    found, drawn, lot = counts_in_lot(units, sample, lot)
    sure = between_zero_and_one(confidence, "confidence")
    tail = 1 - sure
    return LotLimits(
        units=found,
        sample=drawn,
        lot=lot,
        confidence=sure,
        lower=fewest_in_lot(found, drawn, lot, tail / 2),
        upper=most_in_lot(found, drawn, lot, tail / 2),
        at_least=fewest_in_lot(found, drawn, lot, tail),
        up_to=most_in_lot(0, drawn, lot, tail) if found == 0 else None,
    )


def fewest_in_lot(units: int, sample: int, lot: int, tail: Fraction) -> int:
    """The smallest D with P(X >= units | D) > tail; counting conforming units turns it into the other limit."""
    return lot - most_in_lot(sample - units, sample, lot, tail)


def most_in_lot(units: int, sample: int, lot: int, tail: Fraction) -> int:
    """The largest D with P(X <= units | D) > tail, for 0 < tail < 1.

    P falls as D grows. `inside` is always a D known to satisfy the condition and `outside` one known not to; where to
    look between them comes from the slope (a float may steer, only exact comparisons move the two).
    """
    if units >= sample:
        return lot
    inside, outside = units, lot - sample + units + 1
    log_tail = log(tail.numerator) - log(tail.denominator)
    guess = (units + 2 + 2 * isqrt(units + 1)) * lot // sample
    steps = 0
    while outside - inside > 1:
        steps += 1
        if steps > _STEPS_BY_SLOPE:
            guess = (inside + outside) // 2
        guess = min(max(guess, inside + 1), outside - 1)
        sign, low, high = compare_at_most(units, sample, lot, guess, tail)
        if sign > 0:
            inside = guess
        else:
            outside = guess
        # log P falls by about p(x) / P(X <= x) * (n - x) / (N - D) from D to D + 1, and is concave in D.
        scale = 1 << scale_bits(sample)
        excess = log(low) - log(low + high) - log_tail
        slope = scale / low * (sample - units) / (lot - guess)
        guess += round(excess / slope) if abs(excess) < lot * slope else (lot if excess > 0 else -lot)
    return inside
