"""The projection from the sample to the lot: working, exact limits, and a plain sentence."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from lotproof.compute.figures import ClassFigures, InspectionFigures, ScopeFigures
from lotproof.compute.rounding import to_places
from lotproof.view import phrases, words
from lotproof.view.data import exact_units
from lotproof.view.dossier.risk import risk_groups

ASSUMPTIONS = (
    "the units were drawn at random over the whole quantity presented",
    "the inspector classified each unit rightly, and each unit stands once, in its worst class",
    "the lot is one lot, made by one process, and nothing changed after the inspection",
    "the cartons not opened are like those that were: nonconforming units that cluster in cartons make the true "
    "uncertainty wider than printed",
)


def projection(found: InspectionFigures, sorting: bool = False) -> dict[str, Any] | None:
    """Rows, sentences and risks of one inspection; None when nothing can be projected.

    `sorting`: a sort of this lot (option B) is open, so that the quality after one is worth a line.
    """
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
        "risk": risk_groups(found, sorting),
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
        "cross": _cross_check(found, lot),
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


def _cross_check(found: ClassFigures, lot: int) -> str:
    """The limits that take the lot as endless, in units of the lot with 1 decimal, beside the exact ones."""
    if found.risk is None:
        return ""
    low, high = (words.number(to_places(Fraction(share) * lot, 1)) for share in found.risk.process_limits)
    return f"{low} to {high}"
