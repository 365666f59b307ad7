"""The words a supplier can send back to confirm one option, English and Chinese, with the same numbers.

They hold the four elements of the lock (R44) and, before anything is agreed, leave open what the buyer has not stated:
a blank is filled in by whoever signs, never by this program.
"""

from __future__ import annotations

from typing import Any

from lotproof.case.options import OptionName
from lotproof.compute.delivery import delivery_date
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.letters.findings import short_of_order
from lotproof.view.letters.terms import TITLES, option_name, planned, sort_method, terms_of, undetectable
from lotproof.view.say import ENGLISH, Speaker, chinese
from lotproof.view.words import noted

BLANK = "__________"
_REWORK_UNITS = noted(
    "we find and rework the nonconforming units of the lot at our cost and present the lot for independent"
    " re-inspection; nothing is released before it has passed."
)
_REWORK_LOT = noted(
    "we rework the whole lot at our cost, because the test that finds the defect destroys the unit, and"
    " present the lot for independent re-inspection; nothing is released before it has passed."
)


def wording(book: Book, name: OptionName) -> dict[str, Any]:
    """The lines of one option: (label, English) and (label, Chinese), in the same order."""
    han = chinese()
    return {
        "name": name,
        "title": ENGLISH(TITLES[name]),
        "title_zh": han(TITLES[name]),
        "rows": [
            {"label": en[0], "text": en[1], "label_zh": zh[0], "text_zh": zh[1]}
            for en, zh in zip(_rows(book, name, ENGLISH), _rows(book, name, han), strict=True)
        ],
    }


def _rows(book: Book, name: OptionName, say: Speaker) -> list[tuple[str, str]]:
    return [
        (say("Defects acknowledged"), _acknowledged(book, say)),
        (
            say("Remedy"),
            say(
                "Option {name}, {title}: {remedy}",
                name=name,
                title=option_name(name, say),
                remedy=_remedy(book, name, say),
            ),
        ),
        (say("Timeline"), _timeline(book, name, say)),
        (say("Amount"), _amount(book, name, say)),
        (say("Scope"), say.sentences([_short(book, say), _scope(say)])),
        (
            say("Language"),
            say(
                "If the two languages differ: {english}, {chinese}",
                english=_box(say("English prevails")),
                chinese=_box(say("Chinese prevails")),
            ),
        ),
    ]


def _scope(say: Speaker) -> str:
    return say(
        "This settles the matter: {full}, {part}; still open: {blank}",
        full=_box(say("in full")),
        part=_box(say("in part")),
        blank=BLANK,
    )


def _short(book: Book, say: Speaker) -> str:
    """Units ordered and not presented: a settlement of the findings must not give up the claim to them unsaid."""
    first = book.figures.first
    short = short_of_order(book, first) if first is not None else None
    if short is None:
        return ""
    return say(
        "The {units} ordered and not presented are a matter of delivery and are not settled by this.",
        units=say.units(short[1]),
    )


def _timeline(book: Book, name: OptionName, say: Speaker) -> str:
    """The day of completion; where rework or sort ends after the delivery date, it grants no more than that day."""
    deadline, agreed = terms_of(book, name).deadline, delivery_date(book.case.facts)
    if name in "AB" and deadline is not None and agreed is not None and deadline > agreed.day:
        return say(
            "Completed by {day}; the buyer’s rights from a delivery after {agreed} are reserved.",
            day=say.day(deadline),
            agreed=say.day(agreed.day),
        )
    return say("Completed by {day}.", day=say.day(deadline) if deadline else BLANK)


def _box(text: str) -> str:
    """A box to tick and its words, not parted by a line's end."""
    return f"☐{words.NBSP}{text.replace(' ', words.NBSP)}"


def _acknowledged(book: Book, say: Speaker) -> str:
    first, order = book.figures.first, book.case.facts.order
    defects = [d.id for d in first.inspection.defects if d.id and d.units != 0] if first is not None else []
    report = (first.inspection.id if first is not None else None) or BLANK
    number = (order.number if order is not None else None) or BLANK
    if not defects:
        return say(
            "We acknowledge the defects on the goods of order {order} as reported in {report}.",
            order=number,
            report=report,
        )
    return say(
        "We acknowledge the defects ({defects}) on the goods of order {order} as reported in {report}.",
        defects=say.row(defects),
        order=number,
        report=report,
    )


def _remedy(book: Book, name: OptionName, say: Speaker) -> str:
    terms = terms_of(book, name)
    again = planned(book, terms.reinspection, say)
    tail = say("Re-inspection before release: {plan}.", plan=again) if again and name in "AB" else ""
    if name == "A":
        text = say(_REWORK_LOT if undetectable(book) else _REWORK_UNITS)
    elif name == "B":
        text = _sort(book, say)
    elif name == "C":
        text = say(
            "the current order is shipped; we deliver {count} replacement units free of charge with order"
            " {order}; the replacement lot is inspected before its own shipment.",
            count=_count(book, name, say),
            order=terms.next_order or BLANK,
        )
    else:
        text = say(
            "the current order is shipped as it is, at the reduced price below, by a signed credit note or"
            " invoice adjustment."
        )
    return say.sentences([text, tail])


def _sort(book: Book, say: Speaker) -> str:
    first, sort = book.figures.first, terms_of(book, "B").sort
    units = say("all {n} units", n=say.number(first.lot)) if first and first.lot else say("all units")
    cost = say("at our cost")
    if sort is not None and sort.method:
        cost = say("{cost} ({method})", cost=cost, method=sort_method(sort, say))
    return say(
        "we sort {units} {cost}, ship conforming units only, and hold or destroy the units removed.",
        units=units,
        cost=cost,
    )


def _count(book: Book, name: OptionName, say: Speaker) -> str:
    quantity = terms_of(book, name).quantity
    return say.number(quantity) if quantity is not None else BLANK


def _amount(book: Book, name: OptionName, say: Speaker) -> str:
    terms, currency, order = terms_of(book, name), book.figures.currency, book.case.facts.order
    if name == "B" and order is not None and order.unit_price is not None:
        return say(
            "The invoice is reduced by {price} for each unit removed; the revised invoice states the number"
            " removed.",
            price=say.money(order.unit_price, currency),
        )
    if name == "C":
        return say("Credit in goods: {count} units, free of charge.", count=_count(book, name, say))
    if name == "D":
        own = terms.currency or currency
        amount = say.money(terms.amount, own) if terms.amount is not None else f"{own} {BLANK}".strip()
        return say("The price of the order is reduced by {amount}.", amount=amount)
    if _short(book, say):
        return say("No change of the unit price.")
    return say("No change of the invoice.")
