"""The desk as one page: everything `desk.html.j2` prints, decided and formatted.

It is for us alone (it holds the exposure of every case) and still knows nothing private: it is handed none.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from lotproof import __version__
from lotproof.compute.series import Series
from lotproof.view import words
from lotproof.view.data import zulu
from lotproof.view.desk.rows import HEADINGS, ORDER, Entry, Group, Row, rows
from lotproof.view.desk.suppliers import suppliers

TEMPLATE: Final = "desk.html.j2"
TONES: Final[dict[Group, str]] = {
    "unreadable": "bad",
    "overdue": "bad",
    "due": "warn",
    "later": "plain",
    "none": "plain",
}


def desk(entries: Iterable[Entry], series: Sequence[Series]) -> dict[str, Any]:
    """The context of the page: the same entries and series give the same bytes."""
    every = sorted(entries, key=lambda entry: entry.id)
    lines = rows(every)
    known = suppliers(every, series)
    anchors = {line["case"]: one["anchor"] for one in known for line in one["samples"]}
    instants = [row.as_of for row in lines if row.as_of is not None]
    common = instants[0] if instants and len(set(instants)) == 1 else None
    return {
        "program": __version__,
        "groups": [
            {
                "id": group,
                "heading": HEADINGS[group],
                "tone": TONES[group],
                "rows": [_line(row, anchors.get(row.id), common) for row in lines if row.group == group],
            }
            for group in ORDER
            if any(row.group == group for row in lines)
        ],
        "counted": words.units(len(lines), "case"),
        "as_of": words.utc_stamp(common) if common is not None else None,
        "exposures": _exposures(every),
        "suppliers": known,
    }


def _line(row: Row, anchor: str | None, common: datetime | None) -> dict[str, Any]:
    counts = [(row.errors, "error"), (row.warnings, "warning"), (row.notes, "note")]
    return {
        "id": row.id,
        "title": row.title,
        "supplier": row.supplier,
        "anchor": anchor,
        "state": row.state_words,
        "stages": f"{row.done} of 5 stages done",
        "tone": TONES[row.group],
        "act": row.act,
        "blocked": row.blocked,
        "due_of": row.due_of,
        "due_iso": zulu(row.due),
        "day": row.due_words if row.due is not None and not row.clocks else None,
        "clocks": row.clocks,
        "left": row.left,
        "exposure": row.exposure_words,
        "findings": [f"{count} {name}{'s' if count > 1 else ''}" for count, name in counts if count],
        "errors": row.errors > 0,
        "as_of": words.utc_stamp(row.as_of) if row.as_of is not None and row.as_of != common else None,
        "draft": row.draft,
        "page": row.page,
        "pdf": row.pdf,
        "problem": row.problem,
    }


def _exposures(entries: Iterable[Entry]) -> list[str]:
    """What is at stake in the cases that are neither released nor resolved, a sum for each currency."""
    sums: dict[str, Decimal] = {}
    for entry in entries:
        figures = entry.figures
        if figures is not None and figures.loss.lines and figures.state not in ("released", "resolved"):
            sums[figures.currency] = sums.get(figures.currency, Decimal(0)) + figures.loss.exposure
    return [words.money(amount, currency) for currency, amount in sorted(sums.items())]
