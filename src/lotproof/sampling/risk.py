"""What a verdict is worth: supplier's and buyer's risk, the chance of passing a repeat, quality after sorting.

These are the numbers against "inspect again until it passes" and against "it passed, so it is at the AQL".
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lotproof.sampling.aql import as_share, column_of
from lotproof.sampling.binomial import binomial_upper
from lotproof.sampling.curve import accepted_from_process, accepted_in_lot
from lotproof.sampling.double import DoublePlan
from lotproof.sampling.exact import Exact, between_zero_and_one, counts_in_lot, whole
from lotproof.sampling.hypergeometric import at_most
from lotproof.sampling.limits import lot_limits, most_in_lot
from lotproof.sampling.single import Plan


def estimate_in_lot(units: int, sample: int, lot: int) -> int:
    """Best estimate of the nonconforming units in the lot: units / sample * lot, rounded half up to whole units."""
    found, drawn, lot = counts_in_lot(units, sample, lot)
    return (2 * found * lot + drawn) // (2 * drawn)


@dataclass(frozen=True, slots=True)
class RepeatChance:
    """Probability that the same, unsorted lot passes again, if it holds `estimate` (or `lower`) nonconforming units."""

    estimate: int
    at_estimate: Fraction
    lower: int
    at_lower: Fraction


def repeat_chance(units: int, sample: int, plan: Plan, confidence: Exact = 0.95) -> RepeatChance:
    """How likely the lot just inspected (`units` of `sample`) would pass `plan` drawn afresh from it, unsorted.

    Exact, at the best estimate and at the two-sided lower limit. Raises ValueError as `lot_limits` does.
    """
    estimate = estimate_in_lot(units, sample, plan.lot_size)
    lower = lot_limits(units, sample, plan.lot_size, confidence).lower
    return RepeatChance(estimate, accepted_in_lot(plan, estimate), lower, accepted_in_lot(plan, lower))


def producers_risk(plan: Plan | DoublePlan) -> Fraction | None:
    """Probability that a lot from a process exactly at the AQL is rejected (binomial, exact).

    None where the AQL is no share of units: accept on zero, and AQLs above 10.
    """
    single = plan if isinstance(plan, Plan) else plan.single
    at_aql = as_share(column_of(single.aql))
    return None if at_aql is None else 1 - accepted_from_process(plan, at_aql)


def consumers_risk_quality(plan: Plan | DoublePlan, risk: Exact = "0.10", places: int = 4) -> Decimal:
    """The share nonconforming a process may have and still see `risk` of its lots accepted: the limiting quality.

    Binomial, rounded half up to `places` decimals. ISO 2859-1:1999 clause 12 tabulates it for a risk of 10 %.
    """
    tail = between_zero_and_one(risk, "risk")
    if isinstance(plan, Plan):
        return binomial_upper(plan.re - 1, plan.sample, 1 - tail, places)
    if not 1 <= whole(places, "number of decimals") <= 12:
        raise ValueError("limits are rounded to 1 to 12 decimals")
    unit = 10**places
    # rounded half up it is the largest k whose midpoint k - 1/2 is still accepted as often
    kept = _last(unit, lambda k: accepted_from_process(plan, Fraction(2 * k - 1, 2 * unit)) >= tail)
    return Decimal(kept).scaleb(-places)


def consumers_risk_in_lot(plan: Plan | DoublePlan, risk: Exact = "0.10") -> int:
    """The largest number of nonconforming units in this lot that the plan accepts with more than probability `risk`."""
    tail = between_zero_and_one(risk, "risk")
    if isinstance(plan, Plan):
        return most_in_lot(plan.re - 1, plan.sample, plan.lot_size, tail)
    return _last(plan.single.lot_size, lambda held: accepted_in_lot(plan, held) > tail)


def _last(highest: int, holds: Callable[[int], bool]) -> int:
    """The largest of 0 to `highest` for which `holds`, which is true at 0 and never true again once false."""
    inside, outside = 0, highest + 1
    while outside - inside > 1:
        middle = (inside + outside) // 2
        if holds(middle):
            inside = middle
        else:
            outside = middle
    return inside


def outgoing_quality(plan: Plan, nonconforming: int) -> Fraction:
    """Average share nonconforming that goes out when rejected lots are sorted and found units replaced.

    AOQ = P(accept) times the share left in the lot after the sample's own nonconforming units were replaced
    (ISO 2859-1:1999 clause 12; here exact for the finite lot, the usual form P * p * (N - n) / N is the endless one).
    """
    lot, sample = plan.lot_size, plan.sample
    if whole(nonconforming, "number of nonconforming units") > lot:
        raise ValueError(f"a lot of {lot} cannot hold {nonconforming} nonconforming units")
    if nonconforming == 0 or sample == lot:
        return Fraction(0)
    # E[(D - X) 1(X <= c)] = D (N - n) / N * P(X' <= c), X' from the lot without one of its nonconforming units.
    left = at_most(plan.re - 1, sample, lot - 1, nonconforming - 1)
    return Fraction(nonconforming * (lot - sample), lot * lot) * left


@dataclass(frozen=True, slots=True)
class OutgoingLimit:
    """The worst average outgoing share and the number of nonconforming units in the lot at which it occurs."""

    share: Fraction
    nonconforming: int


def outgoing_limit(plan: Plan) -> OutgoingLimit:
    """AOQL of the plan on its own lot, exact: the largest `outgoing_quality` over every number of nonconforming units.

    The acceptance probability is log-concave in that number, so the product has one peak and halving finds it.
    """
    low, high = 0, plan.lot_size
    while low < high:
        middle = (low + high) // 2
        if outgoing_quality(plan, middle) < outgoing_quality(plan, middle + 1):
            low = middle + 1
        else:
            high = middle
    return OutgoingLimit(outgoing_quality(plan, low), low)
