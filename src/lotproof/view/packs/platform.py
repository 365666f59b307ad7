"""What a platform or a card issuer asks: the agreed description, what was found, what was tried, and by when to file.

Why: they decide on their own forms within their own time limits, and on what was said through their own channel.
"""

from __future__ import annotations

from datetime import date, datetime

from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.packs.checklist import Checklist, Row, event, paper
from lotproof.view.packs.shared import delivery, exposure, notice, paid, settled, verdict

NAMES = {"alibaba-trade-assurance": "Alibaba Trade Assurance", "card": "the card issuer", "amazon": "Amazon"}


def platform(book: Book) -> Checklist | None:
    """The platform's checklist; None where the case names no platform."""
    named = book.case.facts.platform
    if named is None:
        return None
    name = NAMES.get(named.name or "", named.name or "the platform")
    return Checklist(
        reader=name,
        lead=f"This file supports case {named.case or 'not yet numbered'} with {name}.",
        rows=(
            _deadline(book),
            paper(
                book,
                "What was agreed",
                ("purchase-order", "contract", "specification", "golden-sample"),
                "No order, contract or specification is among the exhibits.",
            ),
            verdict(book),
            paper(
                book, "Who inspected", ("inspection-report",), "No inspection report is among the exhibits."
            ),
            notice(book),
            event(book, "The supplier's answer", ("reply", "confirmation"), "No written answer is recorded."),
            _channel(book),
            delivery(book),
            paid(book),
            exposure(book),
            settled(book),
        ),
        notes=(
            (
                "The rules of a platform or a card scheme change; their deadline was typed from their notice"
                " and not computed."
            ),
        ),
    )


def _deadline(book: Book) -> Row:
    named = book.case.facts.platform
    due = named.deadline if named is not None else None
    question = "By when must it be filed?"
    if due is None:
        return Row(question, "not stated", "warn", "The record holds no deadline of the platform.")
    if isinstance(due, datetime):
        return Row(question, words.day(due.date()), "warn", f"{book.clocks(due)}.")
    assert isinstance(due, date)
    return Row(question, words.day(due), "warn", f"By the end of {words.day(due)}; the notice gives no hour.")


def _channel(book: Book) -> Row:
    """Whether the talk was on the platform: some platforms look at their own messages only."""
    question = "Was it said on the platform?"
    found = [e.event for e in book.figures.log if e.event.channel == "platform"]
    if not found:
        return Row(
            question,
            "no",
            "warn",
            "No message through the platform is recorded; the rest went by other channels.",
        )
    return Row(
        question,
        words.units(len(found), "message"),
        "good",
        "Messages through the platform are among the exhibits.",
        book.refs(e.exhibit for e in found),
    )
