"""The request as it was sent: its own words where the e-mail is in hand, and never a letter made afterwards.

Why: what was asked, and when, decides whether silence means anything; a reconstruction would be read as back-dated.
"""

from __future__ import annotations

from typing import Any

from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.media import Media


def request_as_sent(book: Book, media: Media) -> dict[str, Any] | None:
    """The message of the request with its headers and text; None before it is sent or where no e-mail is in hand."""
    car = book.figures.car
    mail = media.mails.get(car.event.event.exhibit or "") if car is not None else None
    if car is None or mail is None:
        return None
    attached = car.event.event.attaches
    return {
        "refs": book.refs([car.event.event.exhibit]),
        "rows": [
            ("Sent", f"{words.utc_stamp(car.sent)} = {book.clocks(car.sent)}"),
            ("From", mail.sender),
            ("To", mail.to),
            ("Subject", mail.subject),
            ("Answer asked for by", f"{words.utc_stamp(car.deadline)} = {book.clocks(car.deadline)}"),
        ],
        "attached": book.refs(attached),
        "count": words.units(len(attached), "exhibit").capitalize(),
        "body": mail.body_text,
    }
