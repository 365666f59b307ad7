"""What a verdict is worth: both risks of the numbers that judged, the chance of a second draw, quality after a sort.

"Your sample was unlucky" and "inspect again, it will pass" are answered with numbers, or not at all.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from lotproof.sampling import (
    Plan,
    accepted_from_process,
    accepted_in_lot,
    clopper_pearson,
    consumers_risk_in_lot,
    consumers_risk_quality,
    outgoing_quality,
)

CONSUMERS_RISK = Fraction(1, 10)


@dataclass(frozen=True, slots=True)
class LotChance:
    """The chance that the plan accepts this lot if it holds `units` nonconforming ones (hypergeometric, exact)."""

    units: int
    chance: Fraction


@dataclass(frozen=True, slots=True)
class RiskFigures:
    """Of one class, for the lot and sample of its inspection; all chances exact.

    `producers_risk`: a process exactly at the AQL is rejected (binomial; None where the AQL is no share of units).
    `consumers_quality`: the share nonconforming of a process that is still accepted once in ten (binomial, 4 decimals);
    `consumers_units`: the most nonconforming units in this lot accepted more often than that (hypergeometric).
    `process_limits`: Clopper-Pearson 95 % for an endless lot, the cross-check of the exact lot limits. For a class
    that failed on a part of the lot also `estimate`, `lower` and `upper`, the chance to pass the same plan again,
    unsorted, at the best estimate and at the two-sided 95 % limits, and `outgoing`, the average share nonconforming
    that goes out at the best estimate when rejected lots are sorted and found units replaced.
    """

    plan: Plan
    share_at_aql: Fraction | None
    producers_risk: Fraction | None
    consumers_quality: Decimal
    consumers_units: int
    process_limits: tuple[Decimal, Decimal]
    estimate: LotChance | None
    lower: LotChance | None
    upper: LotChance | None
    outgoing: Fraction | None


def risk_figures(
    plan: Plan,
    units: int,
    share_at_aql: Fraction | None,
    projected: int,
    limits: tuple[int, int],
) -> RiskFigures:
    """The risks of `plan` after a full sample with `units` nonconforming; `projected` and `limits`: units in the lot.

    ISO 2859-1:1999 clause 12 tabulates the producer's risk, the consumer's risk quality at 10 % and the average
    outgoing quality for the plans of its tables; here they are exact for the numbers that judged.
    """
    drawn = clopper_pearson(units, plan.sample)
    again = units >= plan.re and plan.sample < plan.lot_size
    estimate, lower, upper = (
        LotChance(held, accepted_in_lot(plan, held)) if again else None for held in (projected, *limits)
    )
    return RiskFigures(
        plan=plan,
        share_at_aql=share_at_aql,
        producers_risk=None if share_at_aql is None else 1 - accepted_from_process(plan, share_at_aql),
        consumers_quality=consumers_risk_quality(plan, CONSUMERS_RISK),
        consumers_units=consumers_risk_in_lot(plan, CONSUMERS_RISK),
        process_limits=(drawn.lower, drawn.upper),
        estimate=estimate,
        lower=lower,
        upper=upper,
        outgoing=outgoing_quality(plan, projected) if again else None,
    )
