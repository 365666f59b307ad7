"""An inspection that is still going on: which class is already decided, and how likely it is to pass from here.

A person at the factory gate acts on the eighth nonconforming unit, not on the report of the next evening.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from lotproof.sampling import Plan, passing_from_here, progress


@dataclass(frozen=True, slots=True)
class Decided:
    """Between which units, counted from 1 in the order checked, a verdict became certain (both ends included).

    Only totals are known, not at which unit each nonconforming one came up, so the number itself is not.
    """

    verdict: Literal["pass", "fail"]
    not_before: int
    at_or_before: int


@dataclass(frozen=True, slots=True)
class ProgressFigures:
    """A class after `checked` of the `sample` units, `units` of them nonconforming; rejected from `re` upwards.

    While `decided` is None, `to_reject` more nonconforming units reject and `to_accept` more conforming ones accept,
    whichever comes first. `at_aql` and `as_so_far` are chances of passing from here, exact: if the units to come are
    from a process at the AQL, and at the share found so far. None where decided, where the AQL is no share of units,
    and for the second where nothing was found yet, because a share of 0 % would say that passing is certain.
    """

    checked: int
    sample: int
    units: int
    re: int
    decided: Decided | None
    to_reject: int | None
    to_accept: int | None
    at_aql: Fraction | None
    as_so_far: Fraction | None

    @property
    def to_come(self) -> int:
        return self.sample - self.checked


def progress_figures(
    plan: Plan, checked: int, units: int, share_at_aql: Fraction | None
) -> ProgressFigures | None:
    """Where one class stands. None when the counts contradict each other (a finding says so)."""
    if not units <= checked <= plan.sample:
        return None
    state = progress(plan, checked, units)
    if state.verdict is not None:
        return ProgressFigures(
            checked, plan.sample, units, plan.re, _decided(plan, checked, units), None, None, None, None
        )
    ahead = passing_from_here(plan, checked, units, share_at_aql or 0)
    return ProgressFigures(
        checked,
        plan.sample,
        units,
        plan.re,
        None,
        state.to_reject,
        state.to_accept,
        ahead.at_share if share_at_aql is not None else None,
        ahead.as_so_far if units else None,
    )


def _decided(plan: Plan, checked: int, units: int) -> Decided:
    """The bounds that the totals prove.

    A rejection came with the Re-th nonconforming unit and an acceptance with the conforming unit after which Re was
    out of reach. At the earliest all of these came first; at the latest only those beyond the number followed.
    """
    if units >= plan.re:
        return Decided("fail", plan.re, checked - (units - plan.re))
    enough = plan.sample - plan.re + 1
    return Decided("pass", enough, checked - (checked - units - enough))
