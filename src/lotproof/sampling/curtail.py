"""An inspection that is still going on: whether its verdict is already certain, and the chance of passing from here.

The eighth nonconforming unit of a plan with Re 8 decides at once, whatever the units not yet looked at would show.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import comb

from lotproof.sampling import binomial, hypergeometric
from lotproof.sampling.exact import Exact, share, whole
from lotproof.sampling.single import Plan, Verdict


@dataclass(frozen=True, slots=True)
class Progress:
    """An inspection after `checked` of its `sample` units, `units` of them nonconforming.

    `verdict` is None while both verdicts are possible. `to_reject` more nonconforming units reject the lot, and
    `to_accept` more conforming ones accept it, if they come without the other; 0 where that is decided.
    """

    checked: int
    units: int
    sample: int
    verdict: Verdict | None
    to_reject: int
    to_accept: int


def progress(plan: Plan, checked: int, units: int) -> Progress:
    """Where an inspection stands: rejected once Re is reached, accepted once Re is out of reach.

    `checked` and `units` are whole units so far. Where the plan counts nonconformities (AQL above 10) `units` are
    those, and only the whole sample accepts, because one unit may carry many. Raises ValueError for more checked than
    the sample, or more nonconforming units than checked. Curtailing saves inspection; a full sample is still needed
    to estimate the lot's quality.
    """
    _check(plan, checked, units)
    remaining = plan.sample - checked
    to_reject = max(0, plan.re - units)
    to_accept = remaining if plan.counts_nonconformities else max(0, units + remaining - (plan.re - 1))
    verdict: Verdict | None = None
    if not to_reject:
        verdict = "reject"
    elif not to_accept:
        verdict = "accept"
    return Progress(checked, units, plan.sample, verdict, to_reject, 0 if verdict else to_accept)


@dataclass(frozen=True, slots=True)
class DecidedAt:
    """The verdict that became certain with unit number `checked` (1 is the first), on `units` nonconforming so far."""

    checked: int
    units: int
    verdict: Verdict


def decided_at(plan: Plan, nonconforming: Iterable[bool]) -> DecidedAt | None:
    """The first unit at which the verdict was certain, from the units in the order inspected (True: nonconforming).

    None while it is open. Units after the decision are not looked at, so the outcomes may go on or stop there; more
    outcomes than the sample raise ValueError.
    """
    units = 0
    for checked, bad in enumerate(nonconforming, start=1):
        units += bool(bad)
        state = progress(plan, checked, units)
        if state.verdict:
            return DecidedAt(checked, units, state.verdict)
    return None


@dataclass(frozen=True, slots=True)
class PassingFromHere:
    """Probability that the inspection still ends in acceptance, exact, under three readings of the lot's quality.

    `at_share` if the rest of the units come from a process of the share asked about (the AQL, say); `as_so_far` if
    their share is the one found so far (None before the first unit); `even_prior` if every share was equally likely
    beforehand. They differ most early on; none of them is a verdict.
    """

    at_share: Fraction
    as_so_far: Fraction | None
    even_prior: Fraction


def passing_from_here(plan: Plan, checked: int, units: int, share_nonconforming: Exact) -> PassingFromHere:
    """Chance that `plan` accepts, given `units` nonconforming of the `checked` units so far.

    `share_nonconforming` from 0 to 1. Counts are nonconforming units, also where the plan would count nonconformities.
    Errors as for `progress`.
    """
    state = _of_units(plan, checked, units)
    level = share(share_nonconforming)
    allowed, remaining = state.to_reject - 1, plan.sample - checked
    if state.verdict or not remaining:
        certain = Fraction(state.verdict != "reject")
        return PassingFromHere(certain, certain if checked else None, certain)
    return PassingFromHere(
        at_share=binomial.at_most(allowed, remaining, level),
        as_so_far=binomial.at_most(allowed, remaining, Fraction(units, checked)) if checked else None,
        even_prior=_even_prior(checked, units, remaining, allowed),
    )


def passing_in_lot(plan: Plan, checked: int, units: int, nonconforming: int) -> Fraction:
    """Chance that `plan` accepts from here if its lot holds `nonconforming` units in all (hypergeometric, exact).

    Raises ValueError where the units seen contradict that number.
    """
    state = _of_units(plan, checked, units)
    rest, bad = plan.lot_size - checked, whole(nonconforming, "number of nonconforming units") - units
    if not 0 <= bad <= rest:
        raise ValueError(
            f"a lot of {plan.lot_size} with {nonconforming} nonconforming units cannot show {units} in {checked} units"
        )
    if state.verdict or checked == plan.sample:
        return Fraction(state.verdict != "reject")
    return hypergeometric.at_most(state.to_reject - 1, plan.sample - checked, rest, bad)


def _even_prior(checked: int, units: int, remaining: int, allowed: int) -> Fraction:
    # Laplace's rule of succession: y more nonconforming units in `remaining`, every share equally likely beforehand.
    ways = sum(
        comb(units + more, more) * comb(checked - units + remaining - more, remaining - more)
        for more in range(min(allowed, remaining) + 1)
    )
    return Fraction(ways, comb(checked + remaining + 1, remaining))


def _of_units(plan: Plan, checked: int, units: int) -> Progress:
    state = progress(plan, checked, units)
    if units > checked:
        raise ValueError(
            f"chances are for nonconforming units, and {units} cannot come from {checked} units checked"
        )
    return state


def _check(plan: Plan, checked: int, units: int) -> None:
    if whole(checked, "count of units checked") > plan.sample:
        raise ValueError(f"{checked} units checked is more than the sample of {plan.sample}")
    if whole(units, "count of nonconforming units") > checked and not plan.counts_nonconformities:
        raise ValueError(f"{units} nonconforming units cannot come from {checked} units checked")
