"""Acceptance sampling by attributes, exact: plans of ISO 2859-1 and MIL-STD-105E, limits for the lot, and risks.

A library of its own: it needs nothing but the standard library, takes values and returns values, and never lets a
float decide.

    >>> from lotproof.sampling import lot_limits, plan
    >>> p = plan(3_000, "II", "2.5")
    >>> p.letter, p.sample, p.ac, p.re
    ('K', 125, 7, 8)
    >>> p.verdict(11)
    'reject'
    >>> limits = lot_limits(11, 125, 3_000)
    >>> limits.lower, limits.upper, limits.at_least
    (137, 452, 153)
    >>> scientific(tail_at_aql(11, 125, "2.5"))
    '3.23e-4'

Counts are nonconforming units, each once. Limits and risks assume a random sample drawn across the whole lot.
"""

from lotproof.sampling.aql import AQLS, NOT_ALLOWED
from lotproof.sampling.binomial import (
    ClopperPearson,
    binomial_lower,
    binomial_upper,
    clopper_pearson,
    tail_at_aql,
)
from lotproof.sampling.cartons import cartons_to_open
from lotproof.sampling.curtail import (
    DecidedAt,
    PassingFromHere,
    Progress,
    decided_at,
    passing_from_here,
    passing_in_lot,
    progress,
)
from lotproof.sampling.curve import (
    CurvePoint,
    accepted_from_process,
    accepted_in_lot,
    average_sample,
    lot_curve,
    process_curve,
)
from lotproof.sampling.double import DoublePlan, double_plan
from lotproof.sampling.editions import EDITIONS, ISO_1999, Edition, edition_named
from lotproof.sampling.figures import scientific
from lotproof.sampling.inverse import LotRange, Origin, lot_ranges, origins
from lotproof.sampling.letters import LETTERS, LEVELS, SEVERITIES, code_letter
from lotproof.sampling.limits import LotLimits, UnsampledLimits, lot_limits
from lotproof.sampling.risk import (
    OutgoingLimit,
    RepeatChance,
    consumers_risk_in_lot,
    consumers_risk_quality,
    estimate_in_lot,
    outgoing_limit,
    outgoing_quality,
    producers_risk,
    repeat_chance,
)
from lotproof.sampling.single import Plan, RowPlan, ac_for_sample, open_cell, plan
from lotproof.sampling.switching import (
    SeriesLot,
    SeriesState,
    begin_reduced,
    resume_tightened,
    series_state,
    series_states,
)

__all__ = [
    "AQLS",
    "EDITIONS",
    "ISO_1999",
    "LETTERS",
    "LEVELS",
    "NOT_ALLOWED",
    "SEVERITIES",
    "ClopperPearson",
    "CurvePoint",
    "DecidedAt",
    "DoublePlan",
    "Edition",
    "LotLimits",
    "LotRange",
    "Origin",
    "OutgoingLimit",
    "PassingFromHere",
    "Plan",
    "Progress",
    "RepeatChance",
    "RowPlan",
    "SeriesLot",
    "SeriesState",
    "UnsampledLimits",
    "ac_for_sample",
    "accepted_from_process",
    "accepted_in_lot",
    "average_sample",
    "begin_reduced",
    "binomial_lower",
    "binomial_upper",
    "cartons_to_open",
    "clopper_pearson",
    "code_letter",
    "consumers_risk_in_lot",
    "consumers_risk_quality",
    "decided_at",
    "double_plan",
    "edition_named",
    "estimate_in_lot",
    "lot_curve",
    "lot_limits",
    "lot_ranges",
    "open_cell",
    "origins",
    "outgoing_limit",
    "outgoing_quality",
    "passing_from_here",
    "passing_in_lot",
    "plan",
    "process_curve",
    "producers_risk",
    "progress",
    "repeat_chance",
    "resume_tightened",
    "scientific",
    "series_state",
    "series_states",
    "tail_at_aql",
]
