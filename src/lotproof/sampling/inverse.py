"""From a plan back to what asked for it: which AQL and lots give this sample size and acceptance number.

A report often prints only "125, 7/8"; whether that was the plan agreed is found by reading the tables backwards.
"""

from __future__ import annotations

from dataclasses import dataclass

from lotproof.sampling.aql import AQLS
from lotproof.sampling.editions import ISO_1999, edition_named
from lotproof.sampling.exact import shown, whole
from lotproof.sampling.letters import BAND_ENDS, LETTERS, LEVELS, SEVERITIES, code_letter, row_sizes
from lotproof.sampling.tables import in_force


@dataclass(frozen=True, slots=True)
class LotRange:
    """Lots of `first` to `last` units (None: no end) at an inspection level, which share a code letter."""

    level: str
    first: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Origin:
    """One way to a plan: a severity, an AQL, the code letter of table 1 that leads there, and its lots.

    `by_arrow`: the cell of that letter is an arrow to the plan.
    """

    severity: str
    aql: str
    letter: str
    by_arrow: bool
    re: int
    lots: tuple[LotRange, ...]


def lot_ranges(letter: str) -> tuple[LotRange, ...]:
    """The lots of every inspection level that have a code letter (none for the supplementary letter S)."""
    if letter not in tuple(LETTERS):
        raise ValueError(f"unknown code letter {shown(letter)}; known are {', '.join(LETTERS)}")
    starts = (2, *(end + 1 for end in BAND_ENDS))
    found: list[LotRange] = []
    for level in LEVELS:
        bands = [band for band, start in enumerate(starts) if code_letter(start, level) == letter]
        if bands:
            last = BAND_ENDS[bands[-1]] if bands[-1] < len(BAND_ENDS) else None
            found.append(LotRange(level, starts[bands[0]], last))
    return tuple(found)


def origins(
    sample: int,
    ac: int,
    severity: str | None = None,
    edition: str = ISO_1999,
    *,
    lot_size: int | None = None,
    level: str | None = None,
) -> tuple[Origin, ...]:
    """Every severity, AQL and code letter whose single plan has this sample size and acceptance number.

    In the order of the tables; empty when no plan has them. `lot_size` and `level` leave only the ways that lead
    there; a sample that is the whole lot is then also sought among the plans of larger samples (the 100 % rule).
    Accept on zero outside the tables (any letter's own sample size, Ac 0) is not searched. Raises ValueError for
    counts that are not whole, a sample above the lot, an unknown level, severity or edition.
    """
    text = edition_named(edition)
    drawn, accepted = whole(sample, "sample", 1), whole(ac, "acceptance number")
    if lot_size is not None:
        code_letter(lot_size, "II")
        if drawn > lot_size:
            raise ValueError(f"a sample of {drawn} cannot be drawn from a lot of {lot_size}")
    if level is not None:
        code_letter(2, level)
    found: list[Origin] = []
    for each in SEVERITIES if severity is None else (severity,):
        sizes = row_sizes(each)
        for column, aql in enumerate(AQLS):
            for row in range(LETTERS.index("S")):
                there, plan, arrow = in_force(text.family, each, row, column)
                fits = sizes[there] == drawn or (drawn == lot_size and sizes[there] > drawn)
                if not fits or plan.ac != accepted or plan.re is None:
                    continue
                lots = _asked(lot_ranges(LETTERS[row]), lot_size, level)
                if lots:
                    found.append(Origin(each, aql, LETTERS[row], arrow is not None, plan.re, lots))
    return tuple(found)


def _asked(lots: tuple[LotRange, ...], lot_size: int | None, level: str | None) -> tuple[LotRange, ...]:
    return tuple(
        each
        for each in lots
        if (level is None or each.level == level)
        and (lot_size is None or each.first <= lot_size <= (each.last or lot_size))
    )
