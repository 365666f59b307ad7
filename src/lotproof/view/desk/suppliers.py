"""Each supplier with its inspections lot by lot, the state of its series in words, and the defects that came back.

Why: a second refused lot, or the same defect again, is seen only beside the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from lotproof.case.case import Case
from lotproof.case.inspection import CLASSES
from lotproof.compute.figures import Figures, InspectionFigures, ScopeFigures
from lotproof.compute.lots import Presented, Terms, original, supplier_key
from lotproof.compute.recurrence import Recurrence, recurring
from lotproof.compute.series import Series, Step, reinspection_severity
from lotproof.sampling.switching import REDUCED_FROM_SCORE
from lotproof.view import words
from lotproof.view.desk.rows import Entry
from lotproof.view.desk.slugs import slugs

LEFT_OUT: Final = {
    "no-verdict": "no verdict",
    "number-of-no-plan": "judged by a number of no plan",
    "same-report": "the same report as another case",
}


# what brought a severity, in the standard that every edition of its family follows
CLAUSES: Final = {
    "tightened": "9.3.1",
    "normal": "9.3.2",
    "lowered": "9.3.3",
    "raised": "9.3.4",
    "stop": "9.4",
}


@dataclass(frozen=True, slots=True)
class _Record:
    case: Case
    figures: Figures


def suppliers(entries: Iterable[Entry], series: Sequence[Series]) -> list[dict[str, Any]]:
    """The suppliers by name, each with what its page shows; cases that cannot be read or name none are in none.

    `slug` is the name of its page, `case_ids` are its cases by id.
    """
    by_key: dict[str, list[_Record]] = {}
    for entry in entries:
        if entry.case is not None and entry.figures is not None and supplier_key(entry.case.facts):
            by_key.setdefault(supplier_key(entry.case.facts), []).append(_Record(entry.case, entry.figures))
    again: dict[str, list[Recurrence]] = {}
    for back in recurring((one.case.facts, one.figures) for records in by_key.values() for one in records):
        again.setdefault(back.supplier, []).append(back)
    of_supplier: dict[str, list[Series]] = {}
    for found in series:
        of_supplier.setdefault(found.terms.supplier, []).append(found)
    named = {key: _named(records[-1].case) for key, records in by_key.items()}
    slug = slugs({key: name["name"] for key, name in named.items()})
    return [
        {
            **named[key],
            "slug": slug[key],
            "case_ids": tuple(sorted(one.case.id for one in by_key[key])),
            "samples": _samples(by_key[key], of_supplier.get(key, [])),
            "states": _states(by_key[key], of_supplier.get(key, [])),
            "again": [_again(one) for one in again.get(key, [])],
        }
        for key in sorted(by_key, key=lambda key: (named[key]["name"].casefold(), key))
    ]


def _states(records: Sequence[_Record], series: Sequence[Series]) -> list[dict[str, str]]:
    """The series in words, those that say the same of several classes of one sample in one line."""
    products = {
        one.case.id: one.case.facts.order.product for one in records if one.case.facts.order is not None
    }
    classes: dict[tuple[str, ...], list[str]] = {}
    for found in sorted(series, key=_worst_first):
        terms, last = found.terms, found.steps[-1].lot
        of = f"{products.get(last.case_id) or terms.product}, sample {terms.scope}, level {terms.level}"
        key = (standing(found), _tone(found), of, f"{why(found)} {next_lot(found)}", _rule(found))
        classes.setdefault(key, []).append(f"{words.CLASS_WORDS[terms.class_name]} AQL {terms.aql}")
    return [
        {"word": word, "tone": tone, "of": f"{', '.join(named)}: {of}", "why": text, "rule": rule}
        for (word, tone, of, text, rule), named in classes.items()
    ]


def _worst_first(found: Series) -> tuple[int, Terms]:
    state = found.state
    rank = 0 if state.discontinued else 1 if state.severity == "tightened" else 3 if found.isolated else 2
    return rank, found.terms


def _tone(found: Series) -> str:
    return "bad" if found.state.discontinued else "warn" if found.state.severity == "tightened" else "plain"


def _rule(found: Series) -> str:
    """The edition, and the clause that brought the state where a lot has changed it."""
    edition, state, lots = found.steps[-1].lot.edition, found.state, found.decided_by
    if found.isolated or not lots or not edition.startswith("ISO 2859-1:1999"):
        return edition
    if state.discontinued or (state.severity == "tightened" and len(lots) == 1):
        return f"{edition}, {CLAUSES['stop']}"
    if state.severity == "normal":
        return f"{edition}, {CLAUSES['normal' if len(lots) > 1 else 'raised']}"
    return f"{edition}, {CLAUSES['tightened' if state.severity == 'tightened' else 'lowered']}"


def _named(case: Case) -> dict[str, str]:
    supplier = case.facts.supplier
    assert supplier is not None
    return {
        "name": supplier.name or supplier.name_zh or "",
        "name_zh": (supplier.name_zh or "") if supplier.name else "",
        "uscc": supplier.uscc or "",
    }


def _samples(records: Sequence[_Record], series: Sequence[Series]) -> list[dict[str, Any]]:
    """One line a sample of every inspection, oldest first."""
    steps = {
        (step.lot.case_id, step.lot.inspection_index, step.lot.scope_index, found.terms.class_name): step
        for found in series
        for step in found.steps
    }
    lines = [
        ((max(found.inspection.performed, default=date.min), one.figures.case_id, found.index, scope.index),
         _sample(one, found, scope, steps))
        for one in records
        for found in one.figures.inspections
        for scope in found.scopes
    ]  # fmt: skip
    return [line for _, line in sorted(lines, key=lambda pair: pair[0])]


def _sample(
    one: _Record,
    found: InspectionFigures,
    scope: ScopeFigures,
    steps: dict[tuple[str, int, int, Any], Step],
) -> dict[str, Any]:
    first = original(one.figures.inspections)
    own = [
        step
        for name in CLASSES
        if (step := steps.get((one.figures.case_id, found.index, scope.index, name))) is not None
    ]
    aside = ""
    if found.inspection.service == "DPI":
        aside = "during production: not counted"
    elif found is not first:
        aside = "re-inspection: not counted"
    elif own and not any(step.counted for step in own):
        reasons = [LEFT_OUT[step.lot.left_out] for step in own if step.lot.left_out is not None]
        aside = f"not counted: {reasons[0] if reasons else 'inspected on another severity than was due'}"
    order = one.case.facts.order
    return {
        "day": words.day(max(found.inspection.performed, default=None)),
        "case": one.figures.case_id,
        "report": found.inspection.id or "no number",
        "product": (order.product if order is not None else None) or "",
        "scope": scope.scope.id or "",
        "lot": words.number(found.lot),
        "sample": words.number(scope.sample),
        "severity": scope.scope.severity,
        "unfit": _unfit(own),
        "classes": [_class(scope, name) for name in CLASSES],
        "aside": aside,
    }


def _unfit(steps: Sequence[Step]) -> str:
    """What the severity should have been, where the sample was drawn on another."""
    if any(step.fit == "discontinued" for step in steps):
        return "inspection was to be discontinued"
    for step in steps:
        if step.fit == "lighter":
            return f"{step.asked} was due"
    return f"{steps[0].asked} was due" if steps and all(step.fit == "stricter" for step in steps) else ""


def _class(scope: ScopeFigures, name: str) -> dict[str, str]:
    found = scope.of(name)
    if found is None:
        return {"text": "—", "verdict": ""}
    return {
        "text": f"{words.number(found.units)} / {words.number(found.ac)}",
        "verdict": {"pass": "accepted", "fail": "refused", None: "open"}[found.verdict],
    }


def standing(found: Series) -> str:
    """The state of a series in a word or three."""
    if found.isolated:
        return "isolated lot: no series yet"
    return "discontinued" if found.state.discontinued else found.state.severity


def next_lot(found: Series) -> str:
    """The severity the next lot is due, and a refused one presented again, in two sentences."""
    state = found.state
    again = f"A refused lot is looked at again on {reinspection_severity()}."
    if state.discontinued:
        return f"No lot before the supplier has acted, then on tightened. {again}"
    reduced = ", or on reduced if production is steady and you decide so" if state.may_reduce else ""
    return f"The next lot is due on {state.severity}{reduced}. {again}"


def why(found: Series) -> str:
    """The lots that made it so, in sentences; nothing beyond what the inspections recorded here say."""
    state = found.state
    if found.isolated:
        return "One lot shows no series; inspection begins on normal."
    if not found.decided_by:
        text = "No two of five or fewer consecutive lots recorded here were refused."
    else:
        text = f"{_reason(found)}: {', '.join(_lot(lot) for lot in found.decided_by)}."
    if state.severity == "tightened" and not state.discontinued and state.accepted_in_a_row:
        text += (
            f" Of the five accepted in a row that lead back, {words.cardinal(state.accepted_in_a_row)} so"
            " far."
        )
    if state.severity == "normal" and "ISO1999" in found.terms.rules:
        text += f" Switching score {state.score} of the {REDUCED_FROM_SCORE} that open reduced."
    return text


def _reason(found: Series) -> str:
    """What the deciding lots did; each says the severity it was inspected on, which may not be the one due."""
    state, lots = found.state, found.decided_by
    if state.discontinued:
        did = "refused" if all(lot.verdict == "fail" for lot in lots) else "inspected"
        return f"{words.cardinal(len(lots)).capitalize()} lots were {did} while tightened was due"
    if state.severity == "tightened":
        resumed = len(lots) == 1
        return "Inspection went on after it was to be discontinued" if resumed else (
            "Two of five or fewer consecutive lots were refused"
        )  # fmt: skip
    if state.severity == "reduced":
        return "Reduced inspection was begun when the score allowed it"
    if len(lots) > 1:
        return f"{words.cardinal(len(lots)).capitalize()} lots in a row were accepted while tightened was due"
    return "Reduced inspection ended with a lot above its acceptance number"


def _lot(lot: Presented) -> str:
    verdict = {"pass": "accepted", "fail": "refused", None: "open"}[lot.verdict]
    return f"{lot.inspection} of {words.day(lot.performed)} ({verdict} on {lot.severity})"


def _again(one: Recurrence) -> dict[str, Any]:
    return {
        "class": one.class_name,
        "title": one.title,
        "times": [
            {
                "day": words.day(time.performed),
                "report": time.inspection,
                "case": time.case_id,
                "units": "units not stated" if time.units is None else words.units(time.units),
            }
            for time in one.times
        ],
    }
