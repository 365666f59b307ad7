"""A short letter in two languages on one sheet: the English first, the Chinese under it, from one function.

Why one function: what is asked in one language cannot be left out in the other.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lotproof.case.case import LogEvent
from lotproof.view.book import Book
from lotproof.view.letters.sheet import sheet, subject
from lotproof.view.say import ENGLISH, Speaker, chinese


@dataclass(frozen=True, slots=True)
class Part:
    """The letter in one language: paragraphs, a line that leads to numbered items, paragraphs after them."""

    opening: tuple[str, ...]
    lead: str
    items: tuple[str, ...]
    closing: tuple[str, ...]


def bilingual(
    book: Book, lead: str, said: Callable[[Speaker], Part], sent: LogEvent | None = None
) -> dict[str, Any]:
    """What `letter.html.j2` prints. `sent` is the message of the record that already said it, if there is one."""
    return {
        "subject": subject(book, lead),
        "lead": lead,
        "as_of": ENGLISH.utc(book.figures.as_of),
        "notice": _notice(book, sent),
        "parts": [_shown(book, said(say), say) for say in (ENGLISH, chinese())],
    }


def _shown(book: Book, part: Part, say: Speaker) -> dict[str, Any]:
    return {
        "say": say,
        "lang": None if say.english else say.language,
        "greeting": sheet(book, say)["greeting"],
        "opening": part.opening,
        "lead": part.lead,
        "items": part.items,
        "closing": part.closing,
    }


def _notice(book: Book, sent: LogEvent | None) -> str:
    if sent is None:
        return "This letter is a draft made from the record; nothing in the record shows that it was sent."
    at = ENGLISH.stamp(sent.event.at, book.buyer_zone, weekday=True)
    where = f"; the message as it was sent is exhibit {sent.event.exhibit}" if sent.event.exhibit else ""
    return (
        f"A message on this was sent on {at}{where}. This letter is drafted from the record and is not that"
        " message."
    )
