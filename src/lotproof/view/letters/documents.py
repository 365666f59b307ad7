"""The three letters as documents: each from its own template, only the request with the originals attached."""

from __future__ import annotations

from typing import Any

from lotproof.view.book import Book
from lotproof.view.document import Document, Enclosure
from lotproof.view.letters.car import car_view
from lotproof.view.letters.confirmation import confirmation_view
from lotproof.view.letters.options import options_view
from lotproof.view.letters.sheet import enclosures, sheet


def letter_documents(book: Book) -> tuple[Document, ...]:
    """car, options and confirmation, as PDF and HTML. `book` must not be linked: a letter carries no exhibit pages."""
    return (
        _letter(book, "car", "Corrective Action Request", car_view(book), enclosures(book)),
        _letter(book, "options", "Options for resolution", options_view(book)),
        _letter(book, "confirmation", "Written confirmation", confirmation_view(book)),
    )


def _letter(
    book: Book, name: str, title: str, view: dict[str, Any], enclosed: tuple[Enclosure, ...] = ()
) -> Document:
    order = book.case.facts.order
    number = (order.number if order is not None else None) or "not stated"
    frame = book.frame("letter", title, f"{title}, PO {number}")
    return Document(
        name=name,
        html_name=f"{name}.html",
        template=f"{name}.html.j2",
        language="en",
        title=frame["title"],
        context={"doc": frame, "letter": sheet(book), name: view},
        pictures={},
        enclosures=enclosed,
    )
