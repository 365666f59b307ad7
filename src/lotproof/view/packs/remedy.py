"""What was offered, done and agreed to put the matter right, as counsel reads it: each step with its exhibit.

Why apart: a cure refused or a loss not limited can cost a remedy, so these rows are read together.
"""

from __future__ import annotations

from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.letters.car import options_then
from lotproof.view.letters.confirmation import MISSING
from lotproof.view.packs.checklist import Row
from lotproof.view.packs.shared import agreed_in


def cure(book: Book) -> Row:
    """Every option the supplier took up to cure, and every remedy offered to it: refusing cure can cost a remedy."""
    question = "Which cure was offered?"
    ours = [e.event for e in book.figures.log if e.event.kind in ("car", "offer")]
    theirs = [
        e.event
        for e in book.figures.log
        if e.event.kind in ("reply", "confirmation") and (e.event.accepts or e.event.option)
    ]
    if theirs:
        last = theirs[-1]
        steps = [
            f"{'confirmed' if e.kind == 'confirmation' else 'accepted'} option {e.accepts or e.option} on"
            f" {book.clocks(e.at)} ({words.CHANNEL_WORDS.get(e.channel or '') or 'channel not stated'})"
            for e in theirs
            if e.at is not None
        ]
        return Row(
            question,
            f"option {last.accepts or last.option}",
            "good",
            f"The supplier {'; '.join(steps)}.",
            book.refs(e.exhibit for e in theirs),
        )
    if ours:
        return Row(
            question,
            "none taken up",
            "plain",
            f"The buyer's message named ways to resolve it; {_open_then(book)} by the rules of this file when"
            " it was sent. No way is taken up in writing yet.",
            book.refs([ours[-1].exhibit]),
        )
    return Row(question, "none", "warn", "No remedy has been offered or asked for in writing.")


def _open_then(book: Book) -> str:
    """Which options were open when the request went out: naming a way is not yet offering it."""
    names = [option.name for option in options_then(book) if option.available]
    if not names:
        return "none was open"
    return f"option {names[0]} was open" if len(names) == 1 else f"options {', '.join(names)} were open"


def mitigation(book: Book) -> Row:
    """What the log holds of steps to limit the loss."""
    question = "What was done to limit the loss?"
    kinds = {
        "car": "ways to resolve it named in the request",
        "offer": "remedies offered",
        "answer": "the supplier's answer followed up",
        "sort": "the lot sorted",
        "reinspection-booked": "a re-inspection booked",
        "reinspection": "a re-inspection made",
        "objection": "shipment objected to",
        "escalation": "a third party instructed",
    }
    found = {kinds[e.event.kind]: e.event.exhibit for e in book.figures.log if e.event.kind in kinds}
    if not found:
        return Row(question, "nothing logged", "warn", "No step to limit the loss is in the log.")
    return Row(question, "logged", "good", f"In the log: {', '.join(found)}.", book.refs(found.values()))


def agreed(book: Book) -> Row:
    """What is confirmed in writing, how far it reaches, and the exhibits that rests on."""
    question = "Is anything agreed?"
    found = book.figures.confirmation
    if found.state in ("locked", "confirmed"):
        full = found.state == "locked"
        scope = found.event.event.scope if found.event is not None else None
        lacks = "; missing: " + "; ".join(MISSING.get(x, x) for x in found.missing) if found.missing else ""
        when = f" on {book.clocks(found.at)}" if found.at is not None else ""
        return Row(
            question,
            f"option {found.option}" if full else "in part",
            "good" if full else "warn",
            f"Option {found.option} was confirmed in writing{when}{lacks}."
            + (
                {
                    "full": " Its scope is recorded as in full.",
                    "partial": " Its scope is recorded as in part.",
                }[scope]
                if scope in ("full", "partial")
                else " How far it settles the matter is not stated."
            ),
            agreed_in(book),
        )
    return Row(question, "no", "plain", "Nothing is confirmed in writing.")
