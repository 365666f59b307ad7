"""Integrity: the digests of the originals, how to verify them, whose word each time is, and what is missing."""

from __future__ import annotations

from typing import Any

from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.enclosures import enclosure_name


def integrity(book: Book) -> dict[str, Any]:
    """What a receiver needs to check every byte alone, and what this record does not hold."""
    case = book.case
    history = case.history
    return {
        "commit": history.commit if history else None,
        "committed": words.utc_stamp(history.committed_at) if history else None,
        "clean": not case.uncommitted,
        "provenance": book.provenance,
        "originals": [
            {
                "id": exhibit.id,
                "name": enclosure_name(book.numbers.get(exhibit.id or "", 0), exhibit.file or ""),
                "digest": original.sha256,
                "size": words.number(original.size),
            }
            for exhibit in book.figures.exhibits
            if (original := book.original(exhibit.id)) is not None
        ],
        "missing": _missing(book),
    }


def _missing(book: Book) -> list[str]:
    """What a reader should know is not here. Facts about the record, no judgement about their weight."""
    figures, facts = book.figures, book.case.facts
    lines: list[str] = []
    wechat = [e for e in figures.log if e.event.channel == "wechat"]
    if wechat:
        lines.append(
            "The original telephone or account of the WeChat messages is not part of this record; what stands here are "
            "extracts, not the complete chat."
        )
    if facts.inspector is None or not facts.inspector.accreditation:
        lines.append("No accreditation of the inspector is stated.")
    for exhibit in figures.exhibits:
        if book.original(exhibit.id) is None:
            lines.append(
                f"The original of {exhibit.id} is not in hand or differs from its registered digest."
            )
    photos = [e for e in figures.exhibits if e.kind == "photo"]
    undated = [e.id or "" for e in photos if e.captured is None]
    if undated:
        lines.append(f"No capture time is known for {', '.join(undated)}.")
    if photos:
        lines.append(
            "Capture times come from the cameras' own clocks, as written into the files; they are statements of the "
            "device, not independent proof of time."
        )
    lines.append(
        "The times of the version history are set by the committing computer; no independent timestamp is part of this "
        "document."
    )
    lines += [f"Stage 1 lacks {item}." for item in figures.process.missing_evidence]
    return lines
