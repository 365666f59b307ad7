"""Grounds of escalation and the letter of credit: what the record shows either way, in neutral words."""

from __future__ import annotations

from typing import Any

from lotproof.view import words
from lotproof.view.book import Book

_TITLES = {
    "E1": "No written response to the request inside 48 hours",
    "E2": "No defect acknowledged",
    "E3": "A critical defect that breaches a regulation",
    "E4": "Shipped over a written objection",
}


def grounds(book: Book) -> list[dict[str, Any]]:
    """E1 to E4, each with its reason either way."""
    found = book.figures.escalation
    return [
        {
            "id": name,
            "title": title,
            "word": "yes" if found.raised[name] else "no",
            "tone": "bad" if found.raised[name] else "plain",
            "reason": _sentence(found.reasons[name]),
        }
        for name, title in _TITLES.items()
    ]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def credit(book: Book) -> dict[str, Any] | None:
    """The credit: what it requires, when examination ends, and which required paper the record lacks."""
    terms, figures = book.case.facts.letter_of_credit, book.figures.credit
    if terms is None or figures is None:
        return None
    presented = figures.examination_ends is not None
    return {
        "number": terms.number or "not stated",
        "bank": terms.issuing_bank or "not stated",
        "refs": book.refs([terms.exhibit]),
        "requires": [
            {
                "document": r.document or "document",
                "issuer": r.issuer or "not stated",
                "result": r.result or "not stated",
            }
            for r in terms.requires
        ],
        "presented": words.day(terms.presented) if presented else None,
        "ends": words.day(figures.examination_ends) if presented else None,
        "discrepancies": [_sentence(text) + "." for text in figures.discrepancies],
    }
