"""Writing an exact probability the way a report prints it: three digits and a power of ten.

Chances here run from 1 down to 1e-300, so one form serves all of them and never shows a false 0.
"""

from __future__ import annotations

from fractions import Fraction

from lotproof.sampling.exact import whole


def scientific(chance: Fraction, digits: int = 3) -> str:
    """`chance` in the form "3.23e-4": `digits` significant digits, rounded half up from the exact value.

    Always this form below 1 ("1.23e-1"); 1 is "1.00e+0" and 0 is "0.00e+0". Raises ValueError below 0.
    """
    whole(digits, "number of digits", 1)
    if chance < 0:
        raise ValueError("a chance cannot be negative")
    if chance == 0:
        return _written(0, 0, digits)
    exponent = _exponent(chance)
    scaled = _half_up(chance * Fraction(10) ** (digits - 1 - exponent))
    if scaled == 10**digits:  # 9.996 became 10.00
        scaled, exponent = scaled // 10, exponent + 1
    return _written(scaled, exponent, digits)


def _exponent(chance: Fraction) -> int:
    over, under = chance.numerator, chance.denominator
    # 30103/100000 is log10(2); the estimate is off by at most one either way, the loops settle it exactly.
    exponent = (over.bit_length() - under.bit_length()) * 30103 // 100000
    while over * _ten(-exponent) < under * _ten(exponent):
        exponent -= 1
    while over * _ten(-exponent - 1) >= under * _ten(exponent + 1):
        exponent += 1
    return exponent


def _ten(power: int) -> int:
    return 10**power if power > 0 else 1


def _half_up(value: Fraction) -> int:
    return (2 * value.numerator + value.denominator) // (2 * value.denominator)


def _written(scaled: int, exponent: int, digits: int) -> str:
    text = str(scaled).zfill(digits)
    mantissa = f"{text[0]}.{text[1:]}" if digits > 1 else text
    return f"{mantissa}e{exponent:+d}"
