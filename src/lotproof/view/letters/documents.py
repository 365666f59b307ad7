"""The letters as documents: each from its own template, only the request with the originals attached."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lotproof.view.book import Book
from lotproof.view.document import Document, Enclosure
from lotproof.view.letters.car import SUBJECT, car_view
from lotproof.view.letters.confirmation import confirmation_view
from lotproof.view.letters.options import options_view
from lotproof.view.letters.pushback import answer_view, pushbacks
from lotproof.view.letters.sheet import enclosures, sheet
from lotproof.view.letters.summary import summary_view, unsummarised
from lotproof.view.say import ENGLISH, Speaker, chinese
from lotproof.view.words import noted

_CAR = noted("Corrective Action Request")
_CONFIRMED = noted("Written confirmation")


def letter_documents(book: Book) -> tuple[Document, ...]:
    """The request in both languages, options, confirmation, and the answers the log calls for, as PDF and HTML.

    The request in two columns is added where the settings ask for it. Only the English request embeds the originals:
    the two are sent together, and an e-mail carries so much. `book` must not be linked: a letter carries no exhibit
    pages.
    """
    han = chinese()
    return (
        letter(book, "car", SUBJECT, {"car": car_view(book)}, enclosures(book)),
        letter(book, "car.zh", han(_CAR), {"car": car_view(book, han)}, (), han, "car.html.j2"),
        *([_both(book)] if book.case.house.side_by_side else []),
        letter(book, "options", "Options for resolution", {"options": options_view(book)}),
        letter(book, "confirmation", "Written confirmation", {"confirmation": confirmation_view(book)}),
        letter(
            book,
            "confirmation.zh",
            han(_CONFIRMED),
            {"confirmation": confirmation_view(book, han)},
            (),
            han,
            "confirmation.html.j2",
        ),
        *_answers(book),
    )


def _both(book: Book) -> Document:
    """The request in two columns, English | Chinese."""
    han = chinese()
    views = {"car": car_view(book), "zh": car_view(book, han), "greeting_zh": sheet(book, han)["greeting"]}
    return letter(book, "car.both", SUBJECT, views, template="car_both.html.j2")


def _answers(book: Book) -> Iterator[Document]:
    """An answer to each pushback of the log, and the summary of a call that has none yet."""
    for kind, entry in pushbacks(book).items():
        view = answer_view(book, kind, entry)
        yield letter(book, f"answer-{kind}", view["lead"], {"short": view}, template="letter.html.j2")
    call = unsummarised(book)
    if call is not None:
        view = summary_view(book, call)
        yield letter(book, "summary", view["lead"], {"short": view}, template="letter.html.j2")


def letter(
    book: Book,
    name: str,
    title: str,
    views: Mapping[str, Any],
    enclosed: tuple[Enclosure, ...] = (),
    say: Speaker = ENGLISH,
    template: str | None = None,
) -> Document:
    """One letter as a document: `name` is its file, `views` what its template prints."""
    order = book.case.facts.order
    number = (order.number if order is not None else None) or "not stated"
    frame = book.frame("letter", title, f"{title}, PO {number}", say.language)
    if not say.english:
        at, advice = say("As of {at}", at=say.utc(book.figures.as_of)), say("Not legal advice")
        frame["foot_left"] = f"{at} · {book.provenance} · {advice}"
    return Document(
        name=name,
        html_name=f"{name}.html",
        template=template or f"{name}.html.j2",
        language=say.language,
        title=frame["title"],
        context={"doc": frame, "letter": sheet(book, say), **views},
        pictures={},
        enclosures=enclosed,
    )
