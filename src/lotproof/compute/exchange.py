"""Money from one currency of a case to another at the typed rate: one rate a pair, so that figures agree (K4)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lotproof.case.case import Case
from lotproof.compute.figures import Figures
from lotproof.compute.loss import rate_between
from lotproof.compute.rounding import money


def in_case_currency(amount: Decimal, currency: str, case: Case, figures: Figures) -> Decimal | None:
    if currency == figures.currency:
        return money(amount)
    rate = rate_between(case.facts, currency, figures.currency)
    return money(Fraction(amount) * Fraction(rate.rate)) if rate is not None else None


def from_case_currency(amount: Decimal, currency: str, case: Case, figures: Figures) -> Decimal | None:
    """From the case's currency by the same typed rate, divided: one rate a pair, so that figures agree."""
    if currency == figures.currency:
        return money(amount)
    direct = rate_between(case.facts, figures.currency, currency)
    if direct is not None:
        return money(Fraction(amount) * Fraction(direct.rate))
    rate = rate_between(case.facts, currency, figures.currency)
    return money(Fraction(amount) / Fraction(rate.rate)) if rate is not None else None
