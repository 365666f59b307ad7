"""Single sampling plans: how many units to inspect from a lot, and how many nonconforming units reject it.

The one question every inspection starts with, answered for both editions with arrows and the 100 % rule applied.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from lotproof.sampling.aql import NOT_ALLOWED, Aql, as_share, column_of, printed
from lotproof.sampling.editions import ISO_1999, edition_named
from lotproof.sampling.exact import whole
from lotproof.sampling.letters import LETTERS, code_letter, row_sizes
from lotproof.sampling.tables import Arrow, in_force, open_question

Verdict = Literal["accept", "reject"]


@dataclass(frozen=True, slots=True)
class Plan:
    """A single sampling plan in force for one lot.

    `letter` is the row the plan stands in, after arrows; `first_letter` is table 1's. `table_sample` is that row's
    sample size and `sample` the units to inspect: the same, or the whole lot under the 100 % rule (then
    `full_inspection`). `ac` and `re` are acceptance and rejection numbers. `open_cell` is a sentence where public
    sources of the edition disagree about the cell, else None.
    """

    lot_size: int
    level: str
    aql: str
    severity: str
    edition: str
    first_letter: str
    letter: str
    arrow: Arrow | None
    table_sample: int
    sample: int
    ac: int
    re: int
    full_inspection: bool
    open_cell: str | None

    @property
    def counts_nonconformities(self) -> bool:
        """Whether Ac and Re count nonconformities, of which a unit may carry several: AQLs above 10.

        Those are per 100 units; up to 10 an AQL may be a percentage of nonconforming units, as it is read here
        (ISO 2859-1:1999, 5.2 and tables 2-A to 2-C).
        """
        return self.aql != NOT_ALLOWED and as_share(column_of(self.aql)) is None

    def verdict(self, units: int) -> Verdict:
        """Accept or reject on `units` nonconforming units in the sample: rejected from `re` upwards.

        Between Ac and Re (reduced inspection of MIL-STD-105E only) the lot is accepted; see `returns_to_normal`.
        """
        return "reject" if whole(units, "count of nonconforming units") >= self.re else "accept"

    def returns_to_normal(self, units: int) -> bool:
        """Whether the count ends reduced inspection: above Ac, accepted or not (MIL-STD-105E, reduced)."""
        return self.severity == "reduced" and whole(units, "count of nonconforming units") > self.ac


class RowPlan(NamedTuple):
    """Acceptance numbers of a table row; `letter` is None only for accept on zero at a size of no row."""

    letter: str | None
    ac: int
    re: int


def plan(lot_size: int, level: str, aql: Aql, severity: str = "normal", edition: str = ISO_1999) -> Plan:
    """The single sampling plan for a lot, arrows followed and the 100 % rule applied.

    `lot_size` in units (2 or more), `level` I, II, III or S-1 to S-4, `aql` as the table prints it or "not-allowed"
    (accept on zero: Ac 0, Re 1 at the code letter's own sample size). Where an arrow stands, letter, sample size, Ac
    and Re are all those of the plan it leads to. A sample not smaller than the lot means every unit is inspected.
    ISO 2859-1:1999 clauses 10.1 to 10.3 and tables 1, 2-A to 2-C; MIL-STD-105E tables I, II-A to II-C.
    Raises ValueError, in a sentence, for a lot, level, AQL, severity or edition the tables do not have.
    """
    text = edition_named(edition)
    first_letter = code_letter(lot_size, level)
    sizes = row_sizes(severity)
    column = column_of(aql)
    row, ac, re = LETTERS.index(first_letter), 0, 1
    arrow: Arrow | None = None
    if column is not None:
        row, found, arrow = in_force(text.family, severity, row, column)
        assert found.ac is not None and found.re is not None
        ac, re = found.ac, found.re
    size = sizes[row]
    return Plan(
        lot_size=lot_size,
        level=level,
        aql=printed(column),
        severity=severity,
        edition=text.name,
        first_letter=first_letter,
        letter=LETTERS[row],
        arrow=arrow,
        table_sample=size,
        sample=min(size, lot_size),
        ac=ac,
        re=re,
        full_inspection=size >= lot_size,
        open_cell=open_question(first_letter, column, severity, text),
    )


def ac_for_sample(
    sample: int, aql: Aql, severity: str = "normal", edition: str = ISO_1999, letter: str | None = None
) -> RowPlan | None:
    """Acceptance numbers of the row whose sample size was drawn, or None where no row or an arrow stands.

    For the sample that is not the plan's. Accept on zero is always Ac 0, Re 1. Under reduced inspection three letters
    (A, B, C) have 2 units: `letter` picks one of them, otherwise the strictest (smallest Ac, then Re) answers.
    Raises ValueError for a sample below 1, and for an AQL, severity or edition the tables do not have.
    """
    text, column, sizes = edition_named(edition), column_of(aql), row_sizes(severity)
    drawn = whole(sample, "sample", 1)
    rows = [row for row, size in enumerate(sizes) if size == drawn]
    if column is None:
        return RowPlan(LETTERS[rows[0]] if rows else None, 0, 1)
    found: list[RowPlan] = []
    for row in rows:
        if row < LETTERS.index("S") or (severity == "tightened" and printed(column) == "0.025"):
            _, numbers, arrow = in_force(text.family, severity, row, column)
            if arrow is None and numbers.ac is not None and numbers.re is not None:
                found.append(RowPlan(LETTERS[row], numbers.ac, numbers.re))
    own = [each for each in found if each.letter == letter]
    return min(own or found, key=lambda each: (each.ac, each.re), default=None)


def open_cell(letter: str, aql: Aql, severity: str = "normal", edition: str = ISO_1999) -> str | None:
    """The sentence that says why a table cell is open, or None; for a caller of `ac_for_sample`."""
    if letter not in LETTERS or len(letter) != 1:
        raise ValueError(f"unknown code letter {letter!r}")
    row_sizes(severity)
    return open_question(letter, column_of(aql), severity, edition_named(edition))
