"""What a counter-offer changes, in words: it is shown as an offer of the supplier and never as a confirmation.

Why apart: the record of a confirmation says what was agreed; this says why something in it was not.
"""

from __future__ import annotations

from lotproof.compute.counter import Change
from lotproof.view.book import Book
from lotproof.view.say import Speaker


def change(found: Change, book: Book, say: Speaker) -> str:
    """One difference, with the words or the sums on both sides."""
    if found.kind == "amount":
        return say(
            "The amount stated, {stated}, is not the one put to the supplier, {asked}: this is an offer of"
            " the supplier, not a confirmation of those terms.",
            stated=say.money(found.amount, found.currency or book.figures.currency),
            asked=say.money(found.asked, found.currency or book.figures.currency),
        )
    return say(
        "The reply does not say “Confirmed: yes” without a condition: “{words}”. It is shown as a"
        " counter-offer, not as a confirmation.",
        words=found.stated,
    )
