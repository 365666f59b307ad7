"""Checks on the severity of inspection: what the series of a supplier's lots asks for, and what a re-inspection needs.

Why: a sample drawn on the wrong severity is the first thing the other side's expert computes again. The series is
handed in, computed once over all cases, so that a check of one case never opens another.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.compute.figures import Figures
from lotproof.compute.lots import Presented, resubmitted
from lotproof.compute.series import STRICTNESS, Series, Step
from lotproof.read.shown import one_line

FILE: Final = "case.yaml"


def reinspection_not_lighter(case: Case, figures: Figures) -> Iterator[Finding]:
    """A re-inspection was made, or is offered, on reduced severity or at general level I.

    A refused lot is presented again on normal or tightened inspection, as the buyer decides, never on reduced, and a
    smaller sample than the one that refused it proves less. Ask for tightened. ANSI/ASQ Z1.4 clause 6.4; section 2.6.
    """
    hint = "ask for a full new sample on tightened inspection, at the level of the first."
    for found in resubmitted(figures.inspections):
        for scope in found.scopes:
            path = ("inspections", found.index, "scopes", scope.index)
            for key, typed in (("severity", scope.scope.severity), ("level", scope.scope.level)):
                if typed in ("reduced", "I"):
                    message = f"the re-inspection was made on {_words(key, typed)}."
                    place = case.places.of(FILE, (*path, key))
                    yield Finding("REINSPECTION_LIGHTER", "warning", message, place, hint)
    terms = case.facts.options.A if case.facts.options is not None else None
    planned = terms.reinspection if terms is not None else None
    for key, typed in (
        (("severity", planned.severity), ("level", planned.level)) if planned is not None else ()
    ):
        if typed in ("reduced", "I"):
            message = f"option A offers a re-inspection on {_words(key, typed)}."
            place = case.places.of(FILE, ("options", "A", "reinspection", key))
            yield Finding("REINSPECTION_LIGHTER", "warning", message, place, hint)


def severity_of_series(case: Case, figures: Figures, series: Sequence[Series]) -> Iterator[Finding]:
    """The severity of the inspection is not the one that the series of this supplier's lots asks for.

    The rules of the standard turn on the lots before this one: two of five or fewer consecutive lots not accepted ask
    for tightened inspection, five accepted lead back, and a lot alone is inspected on normal. Only lots that have a
    case in this workspace are known here: lots accepted without one may stand between. Lighter than asked is a
    weakness of the inspection; stricter is one of the claim, unless the contract or the buyer's instruction says so.
    ISO 2859-1:1999 clauses 9.1 to 9.4.
    """
    steps = [step for found in series if (step := found.of(case.id)) is not None]
    for scope in dict.fromkeys((step.lot.inspection_index, step.lot.scope_index) for step in steps):
        own = [step for step in steps if (step.lot.inspection_index, step.lot.scope_index) == scope]
        place = case.places.of(FILE, ("inspections", scope[0], "scopes", scope[1], "severity"))
        strictest = max(own, key=lambda step: STRICTNESS[step.asked] if step.asked is not None else 3)
        used = strictest.lot.severity
        if strictest.fit == "discontinued":
            yield Finding(
                "SERIES_SEVERITY",
                "warning",
                f"inspection of this series was to be discontinued: {_because(strictest)}.",
                place,
                "resume on tightened inspection once the supplier has acted, and keep the proof of that.",
            )
        elif strictest.fit == "lighter":
            yield Finding(
                "SERIES_SEVERITY",
                "warning",
                f"this sample was drawn on {used} inspection; its series asks for {strictest.asked} for the "
                f"{strictest.lot.terms.class_name} class: {_because(strictest)}.",
                place,
                f"book the next inspection on {strictest.asked}, or show the lots accepted in between.",
            )
        elif all(step.fit == "stricter" for step in own):
            yield Finding(
                "SERIES_SEVERITY",
                "note",
                f"this sample was drawn on {used} inspection; the lots recorded here ask for"
                f" {strictest.asked} only.",
                place,
                "cite the clause or the instruction that asks for more, or the lots that are not recorded"
                " here.",
            )


def _because(step: Step) -> str:
    """The lots that made the severity due, or that nothing has changed since the first."""
    if step.asked == "normal" and not step.asked_by:
        return "inspection begins on normal"
    lots = ", ".join(_lot(lot) for lot in step.asked_by)
    return f"decided by {lots}" if lots else "the lots before it"


def _lot(lot: Presented) -> str:
    verdict = {"fail": "not accepted", "pass": "accepted", None: "no verdict"}[lot.verdict]
    return f"{one_line(lot.inspection)} of {lot.performed.isoformat()} ({verdict} on {lot.severity})"


def _words(key: str, typed: str | None) -> str:
    return "reduced inspection" if key == "severity" else f"level {typed}"
