"""A case on one screen: what a person asks first, in plain lines.

Why: the JSON is for programs and the dossier for readers; this is for whoever is about to pick up the telephone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from lotproof.case.case import Case
from lotproof.cli import report
from lotproof.compute.figures import ClassFigures, Figures, ScopeFigures
from lotproof.view import words
from lotproof.view.progress import standing

_LABEL: Final = 14  # columns


def summary(case: Case, figures: Figures, negotiation: Mapping[str, Any] | None) -> str:
    """The summary of a case; `negotiation` is the object of `show --json --private`, where it was asked for."""
    title = case.facts.title or "untitled"
    lines = [report.paint(f"{case.id} · {title}", "head", "stdout")]
    for label, text in (*_rows(figures), *_private(figures, negotiation)):
        lines.append(f"  {label:<{_LABEL}}{text}".rstrip())
    return "\n".join(lines).replace(words.NBSP, " ")


def _rows(figures: Figures) -> Iterator[tuple[str, str]]:
    known = figures.as_of_source != "none"  # else as_of is the epoch, which nobody typed
    yield "as of", words.utc_stamp(figures.as_of) if known else "no instant known; commit it, or --as-of"
    yield "state", figures.state
    yield "stages", ", ".join(f"{name} {state}" for name, state in figures.stages.items())
    for found in figures.inspections:
        yield (
            "inspection",
            (
                f"{found.inspection.id or 'without a number'}: {found.verdict or 'no verdict'}, lot"
                f" {words.number(found.lot)}"
            ),
        )
        for scope in found.scopes:
            for counted in scope.classes:
                yield "", _class(scope, counted)
    currency, loss = figures.currency, figures.loss
    margin = f" (with margin {words.money(loss.with_margin, currency)})" if loss.margin else ""
    yield (
        "exposure",
        (words.money(loss.exposure, currency) + margin if loss.lines else "not known: no loss is stated"),
    )
    judged = any(found.verdict for found in figures.inspections)
    for option in figures.options:
        free = "available" if judged else "not judged before there is a verdict"
        yield f"option {option.name}", free if option.available else f"blocked: {option.reason}"
    car, response = figures.car, figures.response
    if car is not None:
        left = f"{words.elapsed(car.remaining_s)} left" if car.remaining_s else "over"
        yield (
            "request",
            f"sent {words.utc_stamp(car.sent)}; the 48 h end {words.utc_stamp(car.deadline)}, {left}",
        )
        answered = "none in writing"
        if response is not None:
            answered = f"{response.kind}, {response.asks_answered} of {response.asks} asks answered"
        yield "response", answered
    confirmation = figures.confirmation
    agreed: str = confirmation.state or "none"
    if confirmation.option is not None:
        agreed += f", option {confirmation.option}"
    yield "confirmation", _with_missing(agreed, confirmation.missing)
    yield (
        "release",
        _with_missing("allowed" if figures.release.allowed else "not allowed", figures.release.missing),
    )
    true = [name for name, raised in figures.escalation.raised.items() if raised]
    yield "escalation", ", ".join(true) or "no ground"


def _class(scope: ScopeFigures, found: ClassFigures) -> str:
    counted = f"{scope.scope.id} {found.name}: {words.number(found.units)} of {words.number(scope.sample)}"
    if found.progress is not None:
        return f"{scope.scope.id} {found.name}: {standing(found.progress)}"
    judged = f", Ac {words.number(found.ac)}, {found.verdict or 'no verdict'}"
    if found.projected is None or found.limits is None:
        return counted + judged
    return (
        f"{counted}{judged}; about {words.number(found.projected)} in the lot"
        f" ({words.between(*found.limits)})"
    )


def _with_missing(state: str, missing: tuple[str, ...]) -> str:
    return f"{state}; missing: {', '.join(missing)}" if missing else state


def _private(figures: Figures, negotiation: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    for name in ("opening", "target", "walk_away", "ceiling"):
        if negotiation is not None:
            yield (
                name.replace("_", "-"),
                f"{figures.currency} {negotiation[name]}" if negotiation[name] else "—",
            )
