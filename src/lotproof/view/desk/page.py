"""The desk and the page of each supplier: everything their templates print, decided and formatted.

They are for us alone (they hold the exposure of every case) and still know nothing private: they are handed none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from lotproof import __version__
from lotproof.compute.series import Series
from lotproof.view import words
from lotproof.view.data import zulu
from lotproof.view.desk.rows import HEADINGS, ORDER, Entry, Group, Row, rows, state_word
from lotproof.view.desk.suppliers import suppliers

TEMPLATE: Final = "desk.html.j2"
SUPPLIER: Final = "desk-supplier.html.j2"
TONES: Final[dict[Group, str]] = {
    "unreadable": "bad",
    "overdue": "bad",
    "due": "warn",
    "later": "plain",
    "none": "plain",
}


def desk(entries: Iterable[Entry], series: Sequence[Series]) -> dict[str, Any]:
    """The context of the desk: the same entries and series give the same bytes.

    Every group is there, those without a case too: a script moves lines as time passes.
    """
    every = sorted(entries, key=lambda entry: entry.id)
    lines = rows(every)
    known = suppliers(every, series)
    slugs = {case: one["slug"] for one in known for case in one["case_ids"]}
    instants = [row.as_of for row in lines if row.as_of is not None]
    common = instants[0] if instants and len(set(instants)) == 1 else None
    made = [(row, _line(row, slugs.get(row.id), common)) for row in lines]
    states = {row.state: state_word(row.state) for row in lines if row.group != "unreadable"}
    return {
        "program": __version__,
        "groups": [
            {
                "id": group,
                "heading": HEADINGS[group],
                "tone": TONES[group],
                "rows": [line for row, line in made if row.group == group],
            }
            for group in ORDER
        ],
        "count": len(lines),
        "counted": words.units(len(lines), "case"),
        "as_of": words.utc_stamp(common) if common is not None else None,
        "latest": zulu(max(instants)) if instants else None,
        "exposures": _exposures(every),
        "states": [
            {"id": state, "word": word, "count": sum(row.state == state for row in lines)}
            for state, word in sorted(states.items(), key=lambda pair: pair[1].casefold())
        ],
        "suppliers": _with_cases(known, [line for _, line in made], every),
    }


def supplier_pages(context: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """By the slug of each supplier the context of its page; `context` is the desk's."""
    shared = {name: context[name] for name in ("program", "as_of", "latest")}
    return {one["slug"]: {**shared, "one": one} for one in context["suppliers"]}


def _with_cases(
    known: Iterable[dict[str, Any]], lines: Iterable[dict[str, Any]], entries: Iterable[Entry]
) -> list[dict[str, Any]]:
    """The suppliers with the lines of their cases, in the desk's order, and what is at stake in them."""
    by_id = {entry.id: entry for entry in entries}
    theirs: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        theirs.setdefault(line["slug"], []).append(line)
    return [
        one
        | {
            "lines": theirs[one["slug"]],
            "counted": words.units(len(theirs[one["slug"]]), "case"),
            "exposures": _exposures(by_id[name] for name in one["case_ids"]),
        }
        for one in known
    ]


def _line(row: Row, slug: str | None, common: datetime | None) -> dict[str, Any]:
    return {
        "id": row.id,
        "title": row.title,
        "supplier": row.supplier,
        "slug": slug or "",
        "state": row.state,
        "state_words": row.state_words,
        "stages": f"{row.stages} stages done",
        "finished": row.finished,
        "tone": TONES[row.group],
        "act": row.act,
        "blocked": row.blocked,
        "due_of": row.due_of,
        "due_iso": zulu(row.due),
        "lapses": row.lapses,
        "day": row.due_words if row.due is not None and not row.clocks else None,
        "clocks": row.clocks,
        "left": row.when,
        "further": [
            {"of": one.of, "iso": zulu(one.at), "words": one.words, "left": one.left} for one in row.further
        ],
        "exposure": row.exposure_words,
        "findings": row.counted,
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
