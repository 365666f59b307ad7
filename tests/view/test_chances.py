"""Chances as a page prints them: three digits, and never a 0 or a 1 that is not exact."""

from __future__ import annotations

from fractions import Fraction

import pytest

from lotproof.view.chances import spoken


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (Fraction(0), "0 %"),
        (Fraction(1), "100 %"),
        (Fraction(1, 3), "33.3 %"),
        (Fraction(1, 8), "12.5 %"),
        (Fraction(5, 100), "5.00 %"),
        (Fraction(1, 1000), "0.100 %"),
        (Fraction(135, 10_000), "1.35 %"),
        (Fraction(323, 1_000_000), "3.23 × 10⁻⁴"),
        (Fraction(1, 10**200), "1.00 × 10⁻²⁰⁰"),
        (Fraction(999, 1000), "99.9 %"),
        (Fraction(9991, 10_000), "more than 99.9 %"),
        (Fraction(10**9 - 1, 10**9), "more than 99.9 %"),
        (Fraction(99_949, 100_000), "more than 99.9 %"),
        (Fraction(9_996, 1_000_000), "1.00 %"),
    ],
)
def test_three_digits_and_no_false_certainty(chance: Fraction, words: str) -> None:
    assert spoken(chance).replace("\u00a0", " ") == words
