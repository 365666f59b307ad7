"""The master tables for single sampling, kept as what they are: one value along each diagonal.

One letter down and one AQL to the left the sample grows by the step the AQL shrinks by, so the same plan stands there.
A table is then a strip of some thirteen entries, which a reader checks against the standard faster than 416 cells.
ISO 2859-1:1999 tables 2-A (normal), 2-B (tightened), 2-C (reduced); MIL-STD-105E tables II-A, II-B, II-C.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Literal

from lotproof.sampling.aql import AQLS
from lotproof.sampling.editions import ISO_1999, ISO_2026, Edition, Family
from lotproof.sampling.letters import LETTERS, row_sizes

Arrow = Literal["up", "down"]

# The diagonal of a cell is its row (A = 0) plus its column (AQL 0.010 = 0). A strip begins at diagonal 14; before it
# every cell points down, after it every cell points up. "^" and "v" are arrows; "2" is Ac 2, Re 3; "1/4" is Ac 1, Re 4.
_FIRST = 14
_NORMAL = "0 ^ v 1 2 3 5 7 10 14 21 30 44"
_TIGHTENED = "v 0 v v 1 2 3 5 8 12 18 27 41"
_REDUCED_1999 = "0 ^ v v 1 2 3 5 6 8 10 14 21"
_REDUCED_105E = "0 ^ v 0/2 1/3 1/4 2/5 3/6 5/8 7/10 10/13 14/17 21/24"
# Reduced inspection cannot go below 2 units: letters A and B share C's sample size and have strips of their own.
_REDUCED_B_1999 = "0 ^ v v 1 2 3 5 7 10 14 21 30"
_REDUCED_B_105E = "0 ^ v 0/2 1/3 2/4 3/5 5/6 7/8 10/11 14/15 21/22 30/31"

_ROW_E = LETTERS.index("E")
_ROW_S = LETTERS.index("S")
_LAST_FOR_ALL = 24  # the two highest acceptance numbers of a strip are printed for letters A to E only


@dataclass(frozen=True, slots=True)
class Cell:
    """What a table prints in one place: a plan (Ac and Re) or an arrow to the plan to use instead."""

    ac: int | None
    re: int | None
    arrow: Arrow | None = None


def _parse(strip: str) -> tuple[Cell | Arrow, ...]:
    arrows: dict[str, Arrow] = {"^": "up", "v": "down"}
    entries: list[Cell | Arrow] = []
    for entry in strip.split():
        if entry in arrows:
            entries.append(arrows[entry])
            continue
        ac, _, re = entry.partition("/")
        entries.append(Cell(int(ac), int(re) if re else int(ac) + 1))
    return tuple(entries)


_Strip = tuple[Cell | Arrow, ...]
# (row A, row B, every other row)
_STRIPS: dict[tuple[Family, str], tuple[_Strip, _Strip, _Strip]] = {
    ("ISO1999", "normal"): (_parse(_NORMAL),) * 3,
    ("MIL105E", "normal"): (_parse(_NORMAL),) * 3,
    ("ISO1999", "tightened"): (_parse(_TIGHTENED),) * 3,
    ("MIL105E", "tightened"): (_parse(_TIGHTENED),) * 3,
    ("ISO1999", "reduced"): (_parse(_NORMAL), _parse(_REDUCED_B_1999), _parse(_REDUCED_1999)),
    ("MIL105E", "reduced"): (_parse(_NORMAL), _parse(_REDUCED_B_105E), _parse(_REDUCED_105E)),
}


def _on_strip(family: Family, severity: str, row: int, column: int) -> Cell | Arrow:
    diagonal = row + column
    if diagonal < _FIRST:
        return "down"
    strip = _STRIPS[family, severity][min(row, 2)]
    if diagonal >= _FIRST + len(strip) or (diagonal > _LAST_FOR_ALL and row > _ROW_E):
        return "up"
    if severity == "tightened" and row == 0 and diagonal == _FIRST + 1:
        return "down"  # two units cannot carry the accept-on-zero plan at AQL 10 (MIL-STD-105E table II-B)
    return strip[diagonal - _FIRST]


def _has_row(severity: str, row: int, column: int) -> bool:
    if row == _ROW_S:
        return severity == "tightened" and AQLS[column] == "0.025"
    return 0 <= row < _ROW_S


def _follow(family: Family, severity: str, row: int, column: int, way: Arrow) -> int | None:
    while _has_row(severity, row, column):
        if not isinstance(_on_strip(family, severity, row, column), str):
            return row
        row += 1 if way == "down" else -1
    return None


@cache
def in_force(family: Family, severity: str, row: int, column: int) -> tuple[int, Cell, Arrow | None]:
    """The row whose plan is to be used for a cell, that plan, and the arrow printed in the cell (None: a plan).

    An arrow is followed to the first plan, and the sample size is that plan's own. At the edge of the table, where a
    diagonal's arrow would leave it, the printed arrow points the other way.
    """
    here = _on_strip(family, severity, row, column)
    if isinstance(here, Cell):
        return row, here, None
    ways: tuple[Arrow, Arrow] = ("down", "up") if here == "down" else ("up", "down")
    for way in ways:
        found = _follow(family, severity, row, column, way)
        if found is not None:
            plan = _on_strip(family, severity, found, column)
            assert isinstance(plan, Cell)
            return found, plan, way
    raise AssertionError("every column of every table holds a plan")


def cell(letter: str, column: int, severity: str, edition: Edition) -> Cell:
    """What the table prints for a code letter and an AQL column, the arrow itself where one stands there."""
    row_sizes(severity)
    row = LETTERS.index(letter)
    if not _has_row(severity, row, column):
        raise ValueError(f"the {severity} table has no letter {letter} at AQL {AQLS[column]}")
    _, plan, arrow = in_force(edition.family, severity, row, column)
    return plan if arrow is None else Cell(None, None, arrow)


def open_question(letter: str, column: int | None, severity: str, edition: Edition) -> str | None:
    """Why a cell is open (public sources of its edition disagree, or none was seen), in a sentence; None: it is not."""
    if column is None:
        return None
    row, family = LETTERS.index(letter), edition.family
    if family == "ISO1999" and severity == "reduced" and row >= 2 and row + column == 21:
        return (
            "the sources of this edition disagree about this cell of the reduced table: GB/T 2828.1-2012 and "
            "ISO 2859-1:2026 print Ac 5, Re 6, one source of the 1999 text prints Ac 4, Re 5; Ac 5 is used"
        )
    if family == "ISO1999" and severity == "tightened" and row == 0 and AQLS[column] == "10":
        return (
            "one source of this edition prints a plan (n = 2, Ac 0) for letter A at AQL 10 under tightened inspection; "
            "the arrow to letter D that the other sources print is followed"
        )
    if edition.name == ISO_2026 and column > AQLS.index("6.5"):
        return f"the tables of {ISO_2026} above AQL 6.5 were not compared; those of {ISO_1999} are used"
    if edition.name == ISO_2026 and in_force(family, severity, row, column)[2] is not None:
        return f"the direction of this arrow in {ISO_2026} was not compared; that of {ISO_1999} is followed"
    return None
