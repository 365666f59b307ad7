"""The projection from the sample to the lot: working, exact limits, and a plain sentence."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from lotproof.compute.figures import ClassFigures, InspectionFigures, ScopeFigures
from lotproof.compute.rounding import to_places
from lotproof.sampling import clopper_pearson
from lotproof.view import phrases, words
from lotproof.view.data import exact_units

ASSUMPTIONS = (
    "the units were drawn at random over the whole quantity presented",
    "the inspector classified each unit rightly, and each unit stands once, in its worst class",
    "the lot is one lot, made by one process, and nothing changed after the inspection",
    "the cartons not opened are like those that were: nonconforming units that cluster in cartons make the true "
    "uncertainty wider than printed",
)


def projection(found: InspectionFigures) -> dict[str, Any] | None:
    """Rows, sentences and curves of one inspection; None when nothing can be projected."""
    lot = found.lot
    pairs = [(s, c) for s in found.scopes for c in s.classes if c.limits is not None]
    if lot is None or not pairs:
        return None
    several = len(found.scopes) > 1
    return {
        "lot": words.number(lot),
        "rows": [_row(scope, c, lot, several) for scope, c in pairs],
        "any": [_any_row(scope, lot, several) for scope in found.scopes if scope.any_class is not None],
        "sentences": [phrases.lay_sentence(scope, c, lot) for scope, c in pairs],
        "tails": [text for scope, c in pairs if (text := _tail(scope, c))],
        "cross": [_cross_check(scope, c, lot, several) for scope, c in pairs if c.units],
        "assumptions": ASSUMPTIONS,
    }


def _label(scope: ScopeFigures, found: ClassFigures, several: bool) -> str:
    return words.CLASS_WORDS[found.name] + (f" · {scope.scope.id}" if several else "")


def _row(scope: ScopeFigures, found: ClassFigures, lot: int, several: bool) -> dict[str, Any]:
    assert found.limits is not None and found.units is not None
    exact = exact_units(found.projected_exact) or ""
    working = f"{words.number(found.units)} ÷ {words.number(scope.sample)} × {words.number(lot)}"
    if "." in exact:
        working += f" = {words.number(Decimal(exact))}"
    return {
        "label": _label(scope, found, several),
        "rate": words.percent(found.rate),
        "working": working,
        "projected": words.number(found.projected),
        "interval": words.between(*found.limits),
        "at_least": words.number(found.at_least) if found.units else "—",
        "up_to": words.number(found.up_to) if found.up_to is not None else "—",
    }


def _any_row(scope: ScopeFigures, lot: int, several: bool) -> dict[str, Any]:
    found = scope.any_class
    assert found is not None
    return {
        "label": "Any class" + (f" · {scope.scope.id}" if several else ""),
        "rate": words.percent(found.rate),
        "working": f"{words.number(found.units)} ÷ {words.number(scope.sample)} × {words.number(lot)}",
        "projected": words.number(found.projected),
        "interval": words.between(*found.limits),
    }


def _tail(scope: ScopeFigures, found: ClassFigures) -> str:
    if found.tail_at_aql is None or found.verdict != "fail":
        return ""
    return (
        f"If the process were exactly at the AQL of {found.aql} % for {found.name} nonconformities, a sample of "
        f"{words.number(scope.sample)} would hold {words.number(found.units)} or more such units with probability "
        f"{phrases.superscript(found.tail_at_aql)} (binomial). This says how unusual the result would be; it is not "
        f"the probability of anything else."
    )


def _cross_check(scope: ScopeFigures, found: ClassFigures, lot: int, several: bool) -> str:
    assert found.units is not None and scope.sample is not None
    limits = clopper_pearson(found.units, scope.sample)
    low, high = (to_places(Fraction(share) * 100, 2) for share in (limits.lower, limits.upper))
    units_low, units_high = (to_places(Fraction(share) * lot, 1) for share in (limits.lower, limits.upper))
    return (
        f"{_label(scope, found, several)}: {low}{words.NBSP}% to {high}{words.NBSP}%, that is "
        f"{words.number(units_low)} to {words.number(units_high)} units"
    )
