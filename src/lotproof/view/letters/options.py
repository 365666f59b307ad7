"""The four options as a table: ranked, each with what it requires, its papers, and whether it is open now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from lotproof.case.options import OptionName
from lotproof.compute.figures import OptionFigures
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.letters.sheet import heading_level, reply_to, subject
from lotproof.view.letters.terms import REINSPECTION, TITLES, WHAT, papers, planned, stated, terms_of
from lotproof.view.letters.wording import wording


def options_view(book: Book) -> dict[str, Any]:
    """What `_options.html.j2` and `options.html.j2` print. Availability is that of the figures' instant."""
    found, settled = book.figures.options, book.figures.confirmation.state == "locked"
    return {
        "level": heading_level(book),
        "standalone": not book.linked,
        "intro": intro(book, found),
        "rows": [row(book, option) for option in found],
        "preferred": None if settled else preference(book, found),
        "subject": subject(book, "Options"),
        "email": reply_to(book),
        "as_of": words.utc_stamp(book.figures.as_of),
        "annex": [] if book.linked or settled else [wording(book, o.name) for o in found if o.available],
    }


def intro(book: Book, found: Sequence[OptionFigures]) -> str:
    """What the table offers, without a word about whose fault anything is (R43)."""
    open_now = [option.name for option in found if option.available]
    confirmed = book.figures.confirmation
    ranked = "The options are ranked by how thoroughly they resolve the finding, A first."
    if confirmed.state == "locked" and confirmed.at is not None:
        return (
            f"{ranked} Option {confirmed.option} has been confirmed in writing since "
            f"{words.utc_stamp(confirmed.at)}; the table is kept as the record of what was offered and reopens nothing."
        )
    if not open_now:
        return f"{ranked} None of them is open at this time; the reason stands beside each."
    if len(open_now) == len(found):
        return f"{ranked} All four are open for agreement on the terms beside them."
    named = f"option {open_now[0]} is" if len(open_now) == 1 else f"options {_listed(open_now)} are"
    return f"{ranked} At this time {named} open; for each of the others the reason stands beside it."


def _listed(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def row(book: Book, option: OptionFigures) -> dict[str, Any]:
    """One option of the table."""
    name = option.name
    again = planned(book, terms_of(book, name).reinspection)
    return {
        "name": name,
        "title": TITLES[name],
        "what": WHAT[name],
        "terms": [text for text in stated(book, name) if not text.startswith("re-inspection ")],
        "papers": papers(name),
        "reinspection": REINSPECTION[name],
        "reinspection_terms": again,
        "available": option.available,
        "word": "available" if option.available else "not available",
        "tone": "good" if option.available else "plain",
        "reason": option.reason,
        "preferred": book.case.facts.options is not None and book.case.facts.options.preferred == name,
    }


def preference(book: Book, found: Sequence[OptionFigures]) -> str | None:
    """The option the buyer prefers and his reason; said as history where it is no longer open."""
    offered = book.case.facts.options
    if offered is None or offered.preferred is None:
        return None
    name = cast(OptionName, offered.preferred)
    option = next((option for option in found if option.name == name), None)
    if option is None:
        return None
    because = f" {offered.reason}" if offered.reason else ""
    if not option.available:
        return f"Our stated preference is option {name}, which is not available: {option.reason}.{because}"
    return f"We prefer option {name}, {TITLES[name].lower()}.{because}"
