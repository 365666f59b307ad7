"""Rounding half up, in one place, on exact numbers only.

Python's own `round` rounds half to even and Decimal's context rounds silently; neither is what K3 and K4 say.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction


def half_up(value: Fraction | Decimal) -> int:
    """`value` >= 0 rounded half up to a whole number (K3)."""
    exact = Fraction(value)
    return (2 * exact.numerator + exact.denominator) // (2 * exact.denominator)


def to_places(value: Fraction | Decimal, places: int) -> Decimal:
    """`value` rounded half up (half away from zero for negatives) to `places` decimals, keeping its zeros."""
    exact = Fraction(value)
    whole = half_up(abs(exact) * 10**places)
    return Decimal(-whole if exact < 0 else whole).scaleb(-places)


def money(value: Fraction | Decimal) -> Decimal:
    """An amount rounded half up to 2 decimals (K4)."""
    return to_places(value, 2)
