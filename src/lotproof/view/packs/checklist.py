"""A checklist: the questions one kind of reader asks first, each answered from the record or said to be open.

Why: a bank, an insurer and a lawyer decide on different papers; each should find theirs on the first page.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from lotproof.view import words
from lotproof.view.book import Book, Ref

Tone = Literal["good", "bad", "warn", "plain"]


@dataclass(frozen=True, slots=True)
class Row:
    """`word` is the answer in a word or two, said with a shape and never by colour alone; `answer` the sentence."""

    question: str
    word: str
    tone: Tone
    answer: str
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    """`lead` says in one sentence what this reader can use the file for; `notes` what the record cannot decide."""

    reader: str
    lead: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...] = ()
    instruction: tuple[
        str, ...
    ] = ()  # paragraphs for the buyer to sign, where this reader acts on instruction


def paper(book: Book, question: str, kinds: Iterable[str], lacking: str) -> Row:
    """Whether the record holds a paper of these kinds: which ones, or what is lacking."""
    wanted = frozenset(kinds)
    found = [exhibit for exhibit in book.figures.exhibits if exhibit.kind in wanted]
    if not found:
        return Row(question, "not here", "warn", lacking)
    return Row(
        question,
        "here",
        "good",
        "; ".join(f"{exhibit.id}, {exhibit.title or 'untitled'}" for exhibit in found[:4])
        + (f"; and {words.number(len(found) - 4)} more." if len(found) > 4 else "."),
        book.refs(exhibit.id for exhibit in found[:4]),
    )


def event(book: Book, question: str, kinds: Iterable[str], lacking: str, tone: Tone = "warn") -> Row:
    """When the first event of these kinds happened, on both clocks, or that none is recorded."""
    wanted = frozenset(kinds)
    found = next((entry.event for entry in book.figures.log if entry.event.kind in wanted), None)
    if found is None or found.at is None:
        return Row(question, "none", tone, lacking)
    channel = words.CHANNEL_WORDS.get(found.channel or "", "")
    by = f", by {channel}" if channel else ""
    return Row(
        question, "yes", "good", f"{book.clocks(found.at)}{by}.", book.refs([found.exhibit, found.document])
    )
