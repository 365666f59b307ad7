"""The lots of a supplier as series, each with the severity the next lot is due and the lots that decided it.

Why: one failed inspection says nothing about the next lot's severity; the order of accepted and refused lots does.
Which lots form a series and which count is said in `lots`. Lots inspected and accepted without a case are not in the
record, so a page that shows a series says that it is one of the inspections recorded here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from lotproof.case.facts import CaseFacts
from lotproof.compute.figures import Figures
from lotproof.compute.lots import Presented, Terms, compared, presented
from lotproof.sampling import SeriesLot, SeriesState, begin_reduced, resume_tightened, series_state
from lotproof.sampling.switching import (
    BACK_TO_NORMAL_AFTER,
    DISCONTINUE_AFTER_NOT_ACCEPTED,
    Severity,
)

Fit = Literal["as-asked", "lighter", "stricter", "discontinued"]
STRICTNESS = {"reduced": 0, "normal": 1, "tightened": 2}


@dataclass(frozen=True, slots=True)
class Step:
    """A lot in its series. `asked` is the severity due by what was known when its inspection began.

    None: inspection was discontinued then. `may_reduce`: reduced was open too. `asked_by` are the lots that made it
    so. `counted`: the rules took the lot into account. `after` is the state it left behind, `decided_by` the lots
    behind the last change up to then.
    """

    lot: Presented
    asked: Severity | None
    may_reduce: bool
    asked_by: tuple[Presented, ...]
    counted: bool
    after: SeriesState
    decided_by: tuple[Presented, ...]

    @property
    def fit(self) -> Fit:
        """How the severity in fact used stands to the one due."""
        if self.asked is None:
            return "discontinued"
        used, due = STRICTNESS[self.lot.severity], STRICTNESS[self.asked]
        if used == due or (self.may_reduce and self.lot.severity == "reduced"):
            return "as-asked"
        return "lighter" if used < due else "stricter"


@dataclass(frozen=True, slots=True)
class Series:
    """A series up to an instant: at least one lot, oldest first."""

    terms: Terms
    steps: tuple[Step, ...]

    @property
    def state(self) -> SeriesState:
        """Where it stands; its `severity` is for the next lot."""
        return self.steps[-1].after

    @property
    def decided_by(self) -> tuple[Presented, ...]:
        """The lots that made it so; none while nothing has changed since the normal inspection it began on."""
        return self.steps[-1].decided_by

    @property
    def isolated(self) -> bool:
        """One lot: no series yet, and no switching rule to apply (ISO 2859-1:1999, clause 1)."""
        return len(self.steps) < 2

    def of(self, case_id: str) -> Step | None:
        """The step of the lot that case is about."""
        return next((step for step in self.steps if step.lot.case_id == case_id), None)


def series(lots: Iterable[Presented], as_of: datetime | None = None) -> tuple[Series, ...]:
    """Every series the lots form, sorted by terms; with `as_of` (aware) only of lots whose report was out by then.

    Lots stand in the order in which their inspection ended, then began, then by case. ISO 2859-1:1999 clause 9.
    """
    by_terms: dict[Terms, list[Presented]] = {}
    for lot in lots:
        if as_of is None or lot.known <= as_of:
            by_terms.setdefault(lot.terms, []).append(lot)
    return tuple(_walked(terms, _in_order(by_terms[terms])) for terms in sorted(by_terms))


def alone(facts: CaseFacts, figures: Figures) -> tuple[Series, ...]:
    """The series as one case shows them by itself, isolated lots: for pages that leave the house."""
    return series(presented(facts, figures))


def reinspection_severity() -> Literal["tightened"]:
    """The severity to ask for when a refused lot is presented again: tightened, whatever series it is of.

    The responsible authority decides between normal and tightened, never reduced (ANSI/ASQ Z1.4 6.4; ISO 2859-1:1999
    clause 7 on resubmission). A series on tightened leaves nothing less open, and elsewhere a lot that was refused
    once has earned no benefit of the doubt.
    """
    return "tightened"


def _in_order(lots: Iterable[Presented]) -> tuple[Presented, ...]:
    """Oldest first; a report that a second case is about counts once, or one lot would be refused twice."""
    seen: set[tuple[str, date]] = set()
    ordered = []
    for lot in sorted(lots, key=lambda lot: (lot.performed, lot.began, lot.case_id)):
        report = (compared(lot.inspection), lot.performed)
        ordered.append(replace(lot, left_out="same-report") if report in seen else lot)
        seen.add(report)
    return tuple(ordered)


def _walked(terms: Terms, lots: Sequence[Presented]) -> Series:
    """The series of these lots, oldest first, beginning on normal inspection.

    A lot is asked for what the lots before it made due, as far as their reports were out when its inspection began.
    Reduced inspection begins with the first lot inspected so once the score allows it, and inspection resumes after
    a stop with the first lot on tightened inspection: both are decisions the record shows only by what was done.
    ISO 2859-1:1999 clauses 9.1 to 9.4.
    """
    steps: list[Step] = []
    for lot in lots:
        unknown = next((place for place, step in enumerate(steps) if step.lot.known > lot.start), None)
        due, asked_by = _stand(steps)
        if unknown is not None:
            known = steps[:unknown]
            for step in steps[unknown:]:
                if step.lot.known <= lot.start:
                    known.append(_step(known, step.lot, SeriesState(), ()))
            due, asked_by = _stand(known)
        steps.append(_step(steps, lot, due, asked_by))
    return Series(terms, tuple(steps))


def _stand(steps: Sequence[Step]) -> tuple[SeriesState, tuple[Presented, ...]]:
    return (steps[-1].after, steps[-1].decided_by) if steps else (SeriesState(), ())


def _step(before: Sequence[Step], lot: Presented, due: SeriesState, asked_by: tuple[Presented, ...]) -> Step:
    state, decided_by = _stand(before)
    after, counted = _after(state, lot)
    asked = None if due.discontinued else due.severity
    step = Step(lot, asked, due.may_reduce, asked_by, counted, after, decided_by)
    if (after.severity, after.discontinued) == (state.severity, state.discontinued):
        return step
    return replace(step, decided_by=_decided_by((*before, step), state))


def _after(state: SeriesState, lot: Presented) -> tuple[SeriesState, bool]:
    """The state after a lot, and whether it counted."""
    if lot.left_out is not None or lot.units is None:
        return state, False
    if state.discontinued:
        if lot.severity != "tightened":
            return state, False
        state = resume_tightened(state)
    elif state.severity == "normal" and state.may_reduce and lot.severity == "reduced":
        state = begin_reduced(state)
    after = series_state([SeriesLot(lot.plan, lot.units)], lot.edition, start=state)
    return after, after is not state or lot.severity == state.severity


def _decided_by(steps: Sequence[Step], before: SeriesState) -> tuple[Presented, ...]:
    """The lots behind the change that the last step brought to the state `before`, oldest first."""
    last = steps[-1]
    counted = [step.lot for step in steps if step.counted]
    if last.after.discontinued:
        run = _tightened_run(steps)
        refused = tuple(lot for lot in run if lot.verdict == "fail")
        return refused if len(refused) >= DISCONTINUE_AFTER_NOT_ACCEPTED else tuple(run)
    if before.severity == "normal" and last.after.severity == "tightened":
        return tuple([lot for lot in counted if lot.verdict == "fail"][-2:])
    if before.severity == "tightened" and last.after.severity == "normal":
        return tuple(counted[-BACK_TO_NORMAL_AFTER:])
    return (last.lot,)


def _tightened_run(steps: Sequence[Step]) -> list[Presented]:
    """The counted lots of the tightened inspection that ends with the last step."""
    run: list[Presented] = []
    for place in range(len(steps) - 1, -1, -1):
        before = steps[place - 1].after if place else SeriesState()
        if before.severity != "tightened":
            break
        if steps[place].counted:
            run.append(steps[place].lot)
        if before.discontinued:  # the lot that resumed it
            break
    return run[::-1]
