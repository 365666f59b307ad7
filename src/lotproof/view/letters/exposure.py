"""What the request says of money: each projected line with its working, and their total, as they stood for it.

Why apart: what came later (a sort, an invoice) supersedes lines of the loss, and never what the request asked.
"""

from __future__ import annotations

from typing import Any

from lotproof.case.loss import LossLine
from lotproof.compute.figures import LossLineFigures
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.letters.sheet import attached, cites
from lotproof.view.phrases import CLASSES
from lotproof.view.say import ENGLISH, Speaker
from lotproof.view.words import noted

_STATUSES = {
    "estimated": noted("estimated"),
    "quoted": noted("quoted"),
    "invoiced": noted("invoiced"),
    "paid": noted("paid"),
    "contingent": noted("contingent"),
}


def exposure(book: Book, say: Speaker = ENGLISH) -> dict[str, Any] | None:
    """The projected lines and their total, as they stood for the request: what came later supersedes none of them.

    The buyer's lost margin is left to the reservation of rights: a request need not open the buyer's prices.
    """
    loss = book.figures.loss
    lines = [line for line in loss.lines if line.counted and line.line.head != "margin"]
    if not lines:
        return None
    currency = book.figures.currency
    rows = [_line(book, line, say) for line in lines]
    return {
        "currency": currency,
        "cited": any(row["refs"] for row in rows),
        "foreign": any(line.fx is not None for line in lines),
        "lines": rows,
        "total": say.money(loss.exposure, currency),
        "notes": [
            (
                say("The finding concerns the whole lot, so no cost by class is added to these lines.")
                if any(line.form == "whole-lot" or line.line.whole_lot for line in lines)
                else None
            ),
            say("Each line is rounded to two decimals."),
            say("Status as known at {at}.", at=say.utc(book.figures.as_of)),
            *(say("Converted at {rate}.", rate=rate) for rate in _rates(book, lines, say)),
            (
                None
                if book.linked or all(line.line.exhibit in attached(book) for line in lines)
                else say("The papers behind these lines are not attached; they are available on request.")
            ),
            say("Further heads of loss are reserved and not part of this figure."),
        ],
    }


def _line(book: Book, line: LossLineFigures, say: Speaker) -> dict[str, Any]:
    typed = line.line
    rate = say.number(typed.rate)
    if line.form == "lump" or (line.units is None and line.amount is not None):
        working = say("lump sum")
    elif line.units is None or typed.rate is None:
        working = say("not computed: units or cost per unit missing")
    elif line.form == "class":
        name = next((say(CLASSES[name]) for name in CLASSES if name == typed.cls), "")
        working = say("{n} {name} units × {rate} a unit", n=say.number(line.units), name=name, rate=rate)
    else:
        working = f"{say.number(line.units)} × {rate}"
    return {
        "id": typed.id or say("line {n}", n=line.index + 1),
        "title": (typed.title if say.english else typed.title_zh) or typed.title or say("untitled"),
        "working": working,
        "amount": words.amount(line.amount, line.currency),
        "currency": line.currency,
        "converted": words.amount(line.in_case_currency, book.figures.currency),
        "status": say(_STATUSES[typed.status]),
        "condition": _condition(typed, say),
        "refs": tuple(ref for ref in cites(book, [typed.exhibit]) if book.linked or ref.linked),
    }


def _condition(typed: LossLine, say: Speaker) -> str | None:
    """What a contingent line depends on, in the language of the letter where the case has it."""
    if typed.status != "contingent":
        return None
    return (typed.condition if say.english else typed.condition_zh) or typed.condition


def _rates(book: Book, lines: list[LossLineFigures], say: Speaker) -> list[str]:
    texts: dict[str, None] = {}
    for line in lines:
        if line.fx is None:
            continue
        text = f"{line.currency} 1 = {book.figures.currency} {say.number(line.fx.rate)}"
        if line.fx.date:
            text = say("{rate} of {day}", rate=text, day=say.day(line.fx.date))
        texts[say("{rate} ({source})", rate=text, source=line.fx.source) if line.fx.source else text] = None
    return list(texts)
