"""What a planned re-inspection costs: as the case says, else by the workspace's own rate per man-day, with its source.

Why: a fee nobody typed is not a fact of the case, so it is never used to charge anybody, and says where it comes from.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from lotproof.case.case import Case
from lotproof.case.options import PlannedInspection


@dataclass(frozen=True, slots=True)
class Fee:
    """An amount in its currency. `source` is None for a fee of the case, else what the workspace's rate rests on."""

    amount: Decimal
    currency: str
    source: str | None = None
    man_days: int = 1


def fee_of(case: Case, planned: PlannedInspection | None) -> Fee | None:
    """The fee of a planned re-inspection; None where none is planned, or neither the case nor the workspace has one.

    The workspace's rate is for one man-day unless the case plans more (R85: the rate is a setting, never a constant).
    """
    if planned is None:
        return None
    if planned.fee is not None:
        return Fee(planned.fee, planned.currency or case.facts.currency or "")
    rate = case.house.rate
    if rate is None:
        return None
    days = planned.man_days or 1
    source = f"{rate.source}, {rate.dated.isoformat()}" if rate.dated is not None else rate.source
    return Fee(rate.per_man_day * days, rate.currency, source, days)
