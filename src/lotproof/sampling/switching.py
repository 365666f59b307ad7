"""Which severity the next lot of a series is inspected with: the switching rules of both families of editions.

The schemes protect the buyer over a series, not lot by lot; a supplier's history decides how the next lot is sampled.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from lotproof.sampling.aql import column_of
from lotproof.sampling.editions import ISO_1999, Edition, edition_named
from lotproof.sampling.exact import whole
from lotproof.sampling.single import Plan
from lotproof.sampling.tables import cell

Severity = Literal["normal", "tightened", "reduced"]

REDUCED_FROM_SCORE = 30  # ISO 2859-1:1999, 9.3.3.1
REDUCED_FROM_LOTS = 10  # MIL-STD-105E: the preceding ten lots, within the limit numbers of its table VIII
BACK_TO_NORMAL_AFTER = 5
DISCONTINUE_AFTER_NOT_ACCEPTED = 5
DISCONTINUE_AFTER_CONSECUTIVE = 10

_STRICTNESS = {"reduced": 0, "normal": 1, "tightened": 2}


@dataclass(frozen=True, slots=True)
class SeriesLot:
    """One lot of the series: the plan it was inspected with and the nonconforming units in its sample.

    `resubmitted`: a lot presented again after sorting or rework; it never counts for switching. `irregular`:
    production was irregular or another condition warrants normal inspection; it ends reduced inspection.
    """

    plan: Plan
    units: int
    resubmitted: bool = False
    irregular: bool = False


@dataclass(frozen=True, slots=True)
class SeriesState:
    """Where a series stands after its last lot.

    `severity` is for the next lot. `score` is the switching score (ISO family; 0 elsewhere). `may_reduce`: the count
    for reduced inspection is reached; steady production and the responsible authority's consent are still needed,
    and in MIL-STD-105E its table VIII. `discontinued`: no further lot under this standard until the supplier acts.
    `because` is the last change in words, None before the first. The remaining fields are the counts the rules use.
    """

    severity: Severity = "normal"
    score: int = 0
    may_reduce: bool = False
    discontinued: bool = False
    because: str | None = None
    last_four: tuple[bool, ...] = ()
    accepted_in_a_row: int = 0
    not_accepted_on_tightened: int = 0
    lots_on_tightened: int = 0


def series_states(
    lots: Iterable[SeriesLot], edition: str = ISO_1999, start: SeriesState | None = None
) -> tuple[SeriesState, ...]:
    """The state after each lot of a series, in the order inspected, beginning on normal inspection (or at `start`).

    ISO 2859-1:1999 clauses 9.1 to 9.4. A lot is judged by the plan it was in fact inspected with; if that was of
    another severity than was due, it counts only where the outcome says as much for the one due (not accepted on a
    lighter plan, accepted on a stricter one). Reduced inspection is never begun unasked: `may_reduce` offers it and
    `begin_reduced` takes it up. Raises ValueError for an unknown edition, and for a lot after inspection was
    discontinued (`resume_tightened` comes first).
    """
    text = edition_named(edition)
    state = start or SeriesState()
    states: list[SeriesState] = []
    for lot in lots:
        state = _next(state, lot, text)
        states.append(state)
    return tuple(states)


def series_state(
    lots: Iterable[SeriesLot], edition: str = ISO_1999, start: SeriesState | None = None
) -> SeriesState:
    """The state after the last lot of a series; its `severity` is the next lot's. Arguments as for `series_states`."""
    states = series_states(lots, edition, start)
    return states[-1] if states else start or SeriesState()


def begin_reduced(state: SeriesState) -> SeriesState:
    """Reduced inspection from the next lot, as the responsible authority decided; ValueError when not yet earned."""
    if state.severity != "normal" or not state.may_reduce:
        raise ValueError("reduced inspection is not open yet: the count the standard asks for is not reached")
    return _fresh("reduced", "reduced inspection begun with the responsible authority's consent")


def resume_tightened(state: SeriesState) -> SeriesState:
    """Tightened inspection again after the supplier's corrective action (ISO 2859-1:1999, 9.4)."""
    if not state.discontinued:
        raise ValueError("inspection was not discontinued")
    return _fresh("tightened", "inspection resumed on tightened after corrective action")


def _next(state: SeriesState, lot: SeriesLot, edition: Edition) -> SeriesState:
    if state.discontinued:
        raise ValueError("inspection was discontinued; it resumes only after corrective action")
    if lot.resubmitted:
        return state
    accepted = lot.plan.verdict(whole(lot.units, "count of nonconforming units")) == "accept"
    stricter = _STRICTNESS[lot.plan.severity] - _STRICTNESS[state.severity]
    if (stricter > 0 and not accepted) or (stricter < 0 and accepted):
        return state
    if state.severity == "normal":
        return _on_normal(state, lot, accepted, edition)
    if state.severity == "tightened":
        return _on_tightened(state, accepted, edition)
    return _on_reduced(state, lot, accepted)


def _on_normal(state: SeriesState, lot: SeriesLot, accepted: bool, edition: Edition) -> SeriesState:
    if not accepted and False in state.last_four:
        return _fresh(
            "tightened", "two of five or fewer consecutive lots on normal inspection were not accepted"
        )
    in_a_row = state.accepted_in_a_row + 1 if accepted else 0
    score = 0
    if edition.family == "ISO1999":
        score = _score(state.score, lot, accepted)
        may_reduce = score >= REDUCED_FROM_SCORE
    else:
        may_reduce = in_a_row >= REDUCED_FROM_LOTS
    return replace(
        state,
        score=score,
        may_reduce=may_reduce,
        last_four=(*state.last_four, accepted)[-4:],
        accepted_in_a_row=in_a_row,
    )


def _score(score: int, lot: SeriesLot, accepted: bool) -> int:
    """ISO 2859-1:1999, 9.3.3.2: 3 for Ac of 2 or more if the next tighter AQL accepts too, 2 for Ac 0 or 1."""
    if not accepted:
        return 0
    if lot.plan.ac < 2:
        return score + 2
    return score + 3 if lot.units <= _tighter_ac(lot.plan) else 0


def _tighter_ac(plan: Plan) -> int:
    column = column_of(plan.aql)
    assert column is not None, "accept on zero has Ac 0"
    # A plan with Ac 2 or more always has a plan to its left in the same row.
    stricter = cell(plan.letter, column - 1, plan.severity, edition_named(plan.edition)).ac
    assert stricter is not None
    return stricter


def _on_tightened(state: SeriesState, accepted: bool, edition: Edition) -> SeriesState:
    in_a_row = state.accepted_in_a_row + 1 if accepted else 0
    if in_a_row >= BACK_TO_NORMAL_AFTER:
        return _fresh("normal", "five consecutive lots on tightened inspection were accepted")
    refused = state.not_accepted_on_tightened + (not accepted)
    lots = state.lots_on_tightened + 1
    if edition.discontinue_after == "5 not accepted":
        stop = refused >= DISCONTINUE_AFTER_NOT_ACCEPTED
        why = "five lots on tightened inspection were not accepted"
    else:
        stop = lots >= DISCONTINUE_AFTER_CONSECUTIVE
        why = "ten consecutive lots remained on tightened inspection"
    return replace(
        state,
        accepted_in_a_row=in_a_row,
        not_accepted_on_tightened=refused,
        lots_on_tightened=lots,
        discontinued=stop,
        because=f"inspection discontinued: {why}" if stop else state.because,
    )


def _on_reduced(state: SeriesState, lot: SeriesLot, accepted: bool) -> SeriesState:
    if not accepted:
        return _fresh("normal", "a lot on reduced inspection was not accepted")
    if lot.units > lot.plan.ac:
        return _fresh("normal", "a lot on reduced inspection was accepted between Ac and Re")
    if lot.irregular:
        return _fresh("normal", "production was irregular while on reduced inspection")
    return state


def _fresh(severity: Severity, because: str) -> SeriesState:
    return SeriesState(severity=severity, because=because)
