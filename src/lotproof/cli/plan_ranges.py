"""The lots of each code letter: table 1 as it stands, or one level of it with the plans of an AQL.

Why: whoever negotiates a quantity wants to see at which lot size the sample and its numbers change.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lotproof.cli.plan_answer import Answer
from lotproof.cli.plan_asked import Asked
from lotproof.cli.plan_table import aligned, lots_in_words

if TYPE_CHECKING:
    from lotproof.sampling import Plan


def ranges(asked: Asked) -> Answer:
    """The table as data and as text. Raises ValueError for a level, AQL, severity or edition there is not."""
    if asked.level is None:
        return _table_1(asked)
    return _of_level(asked, asked.level)


def _table_1(asked: Asked) -> Answer:
    from lotproof import sampling
    from lotproof.sampling.letters import BAND_ENDS

    edition = sampling.edition_named(asked.edition).name
    lots = tuple(zip((2, *(end + 1 for end in BAND_ENDS)), (*BAND_ENDS, None), strict=True))
    letters = [{level: sampling.code_letter(first, level) for level in sampling.LEVELS} for first, _ in lots]
    data = {
        "edition": edition,
        "ranges": [
            {"first": first, "last": last, "letters": row}
            for (first, last), row in zip(lots, letters, strict=True)
        ],
    }

    def text() -> str:
        order = ("S-1", "S-2", "S-3", "S-4", "I", "II", "III")  # as table 1 prints them
        rows: list[tuple[str, ...]] = [("lot", *order)]
        for (first, last), row in zip(lots, letters, strict=True):
            rows.append((lots_in_words(first, last), *(row[level] for level in order)))
        return "\n".join([f"{edition}, table 1: code letters.", "", *aligned(rows)])

    return lambda: data, text


def _of_level(asked: Asked, level: str) -> Answer:
    from lotproof import sampling

    severity = asked.severity or "normal"
    aql = asked.aql or sampling.NOT_ALLOWED  # without an AQL: every letter's own sample size
    lots = [
        each for letter in sampling.LETTERS for each in sampling.lot_ranges(letter) if each.level == level
    ]
    plans = [sampling.plan(each.first, level, aql, severity, asked.edition) for each in lots] or [
        sampling.plan(2, level, aql, severity, asked.edition)
    ]
    first = plans[0]
    rows = [
        _row(each.first, each.last, found, asked.aql is not None)
        for each, found in zip(lots, plans, strict=True)
    ]
    data = {
        "level": level,
        "aql": first.aql if asked.aql is not None else None,
        "severity": severity,
        "edition": first.edition,
        "ranges": rows,
    }
    return lambda: data, lambda: _text(first, rows, asked.aql is not None)


def _row(first: int, last: int | None, found: Plan, with_aql: bool) -> dict[str, Any]:
    row: dict[str, Any] = {
        "first": first,
        "last": last,
        "letter": found.first_letter,
        "sample": found.table_sample,
    }
    if with_aql:
        row |= {"plan_letter": found.letter, "arrow": found.arrow, "ac": found.ac, "re": found.re}
    whole = found.table_sample if last is None else min(found.table_sample, last)
    return row | {"full_inspection_up_to": whole if whole >= first else None}


def _text(found: Plan, rows: list[dict[str, Any]], with_aql: bool) -> str:
    heading = f"{found.edition}, level {found.level}, {found.severity}"
    if with_aql:
        heading += ", accept on zero" if found.aql == "not-allowed" else f", AQL {found.aql}"
    header = ["lot", "letter", "sample"] + (["Ac", "Re"] if with_aql else []) + [""]
    table = [header]
    for row in rows:
        cells = [lots_in_words(row["first"], row["last"]), row["letter"], f"{row['sample']:,}"]
        remarks = []
        if with_aql:
            cells += [f"{row['ac']}", f"{row['re']}"]
            if row["arrow"]:
                remarks.append(f"arrow {row['arrow']} to {row['plan_letter']}")
        whole = row["full_inspection_up_to"]
        if whole is not None and whole == row["last"]:
            remarks.append("inspect 100 %")
        elif whole is not None:
            remarks.append(f"inspect 100 % of lots up to {whole:,}")
        table.append([*cells, "; ".join(remarks)])
    lines = aligned(table, right=(2, 3, 4) if with_aql else (2,))
    return "\n".join([f"{heading}: the lots of each code letter.", "", *lines])
