"""Three digits of an exact chance, and the cartons to open."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, localcontext
from fractions import Fraction
from math import isqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.sampling import cartons_to_open, scientific


@pytest.mark.parametrize(
    ("chance", "printed"),
    [
        (Fraction(1), "1.00e+0"),
        (Fraction(0), "0.00e+0"),
        (Fraction(123, 1000), "1.23e-1"),
        (Fraction(1, 3), "3.33e-1"),
        (Fraction(1, 1000), "1.00e-3"),
        (Fraction(12345, 10**7), "1.23e-3"),
        (Fraction(1235, 10**6), "1.24e-3"),  # half up
        (Fraction(1245, 10**6), "1.25e-3"),  # not to even
        (Fraction(9995, 10**8), "1.00e-4"),  # carries into the exponent
        (Fraction(99949, 10**9), "9.99e-5"),
        (Fraction(99999, 100000), "1.00e+0"),
        (Fraction(1, 10**400), "1.00e-400"),
        (Fraction(1, 7**9000), "1.31e-7606"),
    ],
)
def test_the_form(chance: Fraction, printed: str) -> None:
    assert scientific(chance) == printed


def test_other_digits_and_refusals() -> None:
    assert scientific(Fraction(1, 3), 1) == "3e-1"
    assert scientific(Fraction(2, 3), 5) == "6.6667e-1"
    with pytest.raises(ValueError, match="negative"):
        scientific(Fraction(-1, 3))
    with pytest.raises(ValueError, match="digits"):
        scientific(Fraction(1, 3), 0)


@given(st.integers(1, 10**30), st.integers(0, 10**40))
def test_the_form_against_decimal(over: int, more: int) -> None:
    with localcontext() as context:
        context.prec = 200
        value = Decimal(over) / Decimal(over + more)
        exponent = value.adjusted()
        expected = value.quantize(Decimal(1).scaleb(exponent - 2), ROUND_HALF_UP)
        mantissa = expected.scaleb(-expected.adjusted())
        assert scientific(Fraction(over, over + more)) == f"{mantissa:.2f}e{expected.adjusted():+d}"


def test_worked_cartons() -> None:
    assert [cartons_to_open(n) for n in (1, 2, 4, 5, 120, 250, 1_015)] == [1, 2, 2, 3, 11, 16, 32]
    for bad in (0, -1, 2.0, True):
        with pytest.raises(ValueError, match="cartons"):
            cartons_to_open(bad)  # type: ignore[arg-type]


@given(st.integers(1, 10**30))
def test_cartons_are_the_smallest_square_that_reaches(cartons: int) -> None:
    opened = cartons_to_open(cartons)
    assert (opened - 1) ** 2 < cartons <= opened**2
    assert opened - isqrt(cartons) in (0, 1)
