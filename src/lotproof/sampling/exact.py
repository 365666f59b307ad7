"""Numbers as they enter: whole counts and exact fractions, refused with a sentence a user can read.

Every public function passes its arguments through here, so that no float, bool or rounded count can reach a sum.
"""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from fractions import Fraction

Exact = str | int | float | Decimal | Fraction

# Longer texts are hostile or a mistake, and "1E-999999999" would be expanded digit by digit.
_MAX_DIGITS = 40
_GROUPED = re.compile("[0-9]{1,3}([,'’_ \u00a0\u202f][0-9]{3}){1,4}")
_MAX_LOT = 1_000_000_000


def whole(value: object, name: str, least: int = 0) -> int:
    """`value` as an int of at least `least`; ValueError for fractions, bools, texts and smaller numbers."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"the {name} must be a whole number, not {shown(value)}{_ungrouped(value)}")
    if value < least:
        raise ValueError(f"the {name} must be at least {least}, not {shown(value)}")
    return value


def fraction(value: Exact, name: str) -> Fraction:
    """`value` as the exact fraction its decimal text says (0.95 is 19/20, never the nearest binary number).

    Raises ValueError for anything that is no finite number of at most 40 digits.
    """
    if isinstance(value, Fraction):
        return value
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        raise ValueError(f"the {name} must be a number, not {shown(value)}")
    if isinstance(value, int):
        return Fraction(value)
    text = str(value).strip()
    if len(text) <= _MAX_DIGITS and "_" not in text:
        try:
            if "/" in text:
                over, under = text.split("/", 1)
                return Fraction(int(over), int(under))
            number = Decimal(text)
            if number.is_finite() and abs(number.adjusted()) <= _MAX_DIGITS:
                return Fraction(number)
        except (InvalidOperation, ValueError, ZeroDivisionError):
            pass
    raise ValueError(f"the {name} must be a number such as 0.95, not {shown(value)}")


def between_zero_and_one(value: Exact, name: str) -> Fraction:
    """`value` as an exact fraction strictly between 0 and 1; ValueError otherwise."""
    number = fraction(value, name)
    if not 0 < number < 1:
        share = f" (did you mean {_decimal(number / 100)}?)" if 1 < number < 100 else ""
        raise ValueError(f"the {name} must lie between 0 and 1, such as 0.95, not {shown(value)}{share}")
    return number


def share(value: Exact, name: str = "share nonconforming") -> Fraction:
    """`value` as an exact fraction from 0 to 1, both included; ValueError otherwise."""
    number = fraction(value, name)
    if not 0 <= number <= 1:
        raise ValueError(f"the {name} must lie from 0 to 1, not {shown(value)}")
    return number


def counts(units: object, sample: object) -> tuple[int, int]:
    """Units found and sample size, checked against each other.

    Sums over more than 1,000,000,000 units would take minutes; such a sample is refused too.
    """
    drawn = whole(sample, "sample", 1)
    found = whole(units, "count of nonconforming units")
    if found > drawn:
        raise ValueError(f"{shown(found)} nonconforming units cannot come from a sample of {shown(drawn)}")
    if drawn > _MAX_LOT:
        raise ValueError("chances are computed for samples of up to 1,000,000,000 units")
    return found, drawn


def counts_in_lot(units: object, sample: object, lot: object) -> tuple[int, int, int]:
    """As `counts`, with the lot the sample was drawn from, which it may equal but not exceed."""
    size = whole(lot, "lot size", 1)
    if size > _MAX_LOT:
        raise ValueError("chances are computed for lots of up to 1,000,000,000 units")
    found, drawn = counts(units, sample)
    if drawn > size:
        raise ValueError(f"a sample of {drawn} cannot be drawn from a lot of {size}")
    return found, drawn, size


def _decimal(number: Fraction) -> str:
    return f"{Decimal(number.numerator) / number.denominator:.12f}".rstrip("0")


def _ungrouped(value: object) -> str:
    # 3,000 and 3'000 and 3 000 are one number; 3.000 is two, and is not offered
    if not isinstance(value, str) or not _GROUPED.fullmatch(value.strip()):
        return ""
    return f" (did you mean {re.sub('[^0-9]', '', value)}?)"


def shown(value: object) -> str:
    """The value as an error message quotes it: short, whatever was handed in."""
    if isinstance(value, int) and value.bit_length() > 128:
        return "a number of more than 38 digits"
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."
