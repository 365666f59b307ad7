"""The operating characteristic of a plan: how often it accepts lots of every quality, as exact fractions.

A verdict means little without it: the curve says what a plan lets through and what it turns away by bad luck.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate
from math import comb

from lotproof.sampling import binomial, hypergeometric
from lotproof.sampling.double import DoublePlan
from lotproof.sampling.exact import Exact, share, whole
from lotproof.sampling.single import Plan


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """Lots with this share nonconforming are accepted with this probability.

    `nonconforming` is the number of units in the plan's lot, None on the curve of a process.
    """

    share: Fraction
    acceptance: Fraction
    nonconforming: int | None = None


def accepted_from_process(plan: Plan | DoublePlan, share_nonconforming: Exact) -> Fraction:
    """Probability that lots from a process with that share nonconforming are accepted (binomial, exact).

    This is the curve the standard prints for percent nonconforming. A share from 0 to 1; ValueError otherwise.
    """
    level = share(share_nonconforming)
    if isinstance(plan, Plan):
        return binomial.at_most(plan.re - 1, plan.sample, level)
    first = binomial.weights(plan.re1 - 1, plan.first, level)
    second = binomial.weights(plan.ac2 - plan.ac1 - 1, plan.second, level)
    after = [*accumulate(second)]
    # Both sums as whole numbers: adding fractions would reduce each of them by a gcd of thousands of digits.
    ways = sum(first[: plan.ac1 + 1]) * level.denominator**plan.second
    for found in range(plan.ac1 + 1, len(first)):
        ways += first[found] * after[min(plan.ac2 - found, len(after) - 1)]
    return Fraction(ways, level.denominator ** (plan.first + plan.second))


def accepted_in_lot(plan: Plan | DoublePlan, nonconforming: int) -> Fraction:
    """Probability that the plan accepts its own lot when it holds that many nonconforming units.

    Hypergeometric, exact. Raises ValueError for more nonconforming units than the lot has.
    """
    if isinstance(plan, Plan):
        return hypergeometric.at_most(plan.re - 1, plan.sample, plan.lot_size, nonconforming)
    lot, rest = plan.single.lot_size, plan.single.lot_size - plan.first
    first = hypergeometric.weights(plan.re1 - 1, plan.first, lot, nonconforming)
    chance = Fraction(sum(first[: plan.ac1 + 1]))
    for found in range(plan.ac1 + 1, len(first)):
        if first[found]:
            left = nonconforming - found
            chance += first[found] * hypergeometric.at_most(plan.ac2 - found, plan.second, rest, left)
    return chance / comb(lot, plan.first)


def average_sample(plan: DoublePlan, share_nonconforming: Exact) -> Fraction:
    """Units a double plan inspects on average, over lots from a process with that share nonconforming (exact).

    The first sample always, the second where the first does not decide; inspection is not curtailed.
    """
    level = share(share_nonconforming)
    decided = binomial.at_most(plan.ac1, plan.first, level)
    if plan.re1 <= plan.first:
        decided += 1 - binomial.at_most(plan.re1 - 1, plan.first, level)
    return plan.first + plan.second * (1 - decided)


def process_curve(plan: Plan | DoublePlan, highest: Exact = "0.2", steps: int = 40) -> tuple[CurvePoint, ...]:
    """`steps` + 1 evenly spaced points of the binomial curve, from a share of 0 to `highest`."""
    top, count = share(highest), whole(steps, "number of steps", 1)
    levels = [top * step / count for step in range(count + 1)]
    return tuple(CurvePoint(level, accepted_from_process(plan, level)) for level in levels)


@lru_cache(maxsize=64, typed=True)  # the dossier and every pack draw the same one
def lot_curve(plan: Plan | DoublePlan, highest: int | None = None, steps: int = 40) -> tuple[CurvePoint, ...]:
    """Points of the curve of the plan's own lot, from 0 to `highest` nonconforming units (default: a fifth of the lot).

    At most `steps` + 1 points at evenly spaced whole numbers of units; fewer when the lot has fewer.
    """
    lot = plan.lot_size if isinstance(plan, Plan) else plan.single.lot_size
    top = max(1, lot // 5) if highest is None else whole(highest, "highest number of nonconforming units")
    count = whole(steps, "number of steps", 1)
    held = sorted({top * step // count for step in range(count + 1)})
    return tuple(CurvePoint(Fraction(units, lot), accepted_in_lot(plan, units), units) for units in held)
