"""The transcribed tables the library is compared with, cell by cell, and a lot for every code letter.

The library keeps the tables as diagonals; these files hold every cell, so a slip in the structure cannot hide.
"""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

Rows = Callable[[str], list[dict[str, str]]]

DATA = Path(__file__).parent / "data"

EDITION_NAMES = {
    "ISO1999": ("ISO 2859-1:1999", "ISO 2859-1:2026", "GB/T 2828.1", "GB/T 2828.1-2012"),
    "MIL105E": ("MIL-STD-105E", "ANSI/ASQ Z1.4", "ISO 2859-1:1989"),
}

# Level II gives every letter but R; the largest lot of each band keeps the 100 % rule away where it can be.
LOT_OF_LETTER = {
    "A": (8, "II"), "B": (15, "II"), "C": (25, "II"), "D": (50, "II"), "E": (90, "II"), "F": (150, "II"),
    "G": (280, "II"), "H": (500, "II"), "J": (1_200, "II"), "K": (3_200, "II"), "L": (10_000, "II"),
    "M": (35_000, "II"), "N": (150_000, "II"), "P": (500_000, "II"), "Q": (500_001, "II"), "R": (500_001, "III"),
}  # fmt: skip


@pytest.fixture
def rows() -> Rows:
    """Reads one of the transcribed tables."""

    def read(name: str) -> list[dict[str, str]]:
        with (DATA / name).open(newline="") as file:
            return list(csv.DictReader(file))

    return read


@pytest.fixture
def lot_of_letter() -> dict[str, tuple[int, str]]:
    """A lot size and level that lead to each code letter."""
    return LOT_OF_LETTER


@pytest.fixture
def edition_names() -> dict[str, tuple[str, ...]]:
    """The names that share each family of tables."""
    return EDITION_NAMES
