"""Whether the date of an option fits the delivery date of the order: said beside each, in the letter's language.

Why: a date later than the one agreed is a change of the contract; whoever picks it should see that first.
"""

from __future__ import annotations

from typing import Any

from lotproof.case.options import OptionName
from lotproof.compute.delivery import delivery_date
from lotproof.view.book import Book
from lotproof.view.letters.sheet import cite
from lotproof.view.letters.terms import terms_of
from lotproof.view.say import ENGLISH, Speaker


def agreed_delivery(book: Book, say: Speaker = ENGLISH, attached: bool = False) -> dict[str, Any] | None:
    """The delivery clause word for word, with its exhibit; None where no single date is quoted.

    `attached`: the letter lists its exhibits, so the reference leads to the row there.
    """
    found = delivery_date(book.case.facts)
    if found is None:
        return None
    exhibit, page = found.clause.exhibit, found.clause.page
    ref = cite(book, exhibit, page) if attached else book.ref(exhibit, page)
    return {
        "text": say(
            "Delivery under the order: “{text}”. A later delivery is agreed only in writing.",
            text=(found.clause.text or "").rstrip("."),
        ),
        "refs": (ref,) if ref is not None else (),
    }


def fit(book: Book, name: OptionName, say: Speaker = ENGLISH) -> str | None:
    """How the date of rework or sort stands to the delivery date; C and D leave the current order's date as it is."""
    found, deadline = delivery_date(book.case.facts), terms_of(book, name).deadline
    if found is None:
        return None
    if name in "CD":
        return say("leaves the delivery date as it is")
    if deadline is None:
        return None
    days = (deadline - found.day).days
    if days > 0:
        return say.many(
            "ends one day after the delivery date",
            "ends {n} days after the delivery date",
            days,
        )
    return say("ends not later than the delivery date")
