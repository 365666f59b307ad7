"""Integrity: the digests of the originals, whose hands they went through, and what this record does not hold.

Why: a receiver must be able to check every byte alone, and reads the weak places here first, in our own words.
"""

from __future__ import annotations

from typing import Any

from lotproof.case.exhibits import Exhibit
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.dossier.provenance import embedded_as, language, signature
from lotproof.view.enclosures import IN_THE_BAG, WITHHELD, kept_out

COMMITS_SHOWN = 25


def integrity(book: Book) -> dict[str, Any]:
    """What a receiver needs to check every byte alone, and what this record does not hold."""
    case = book.case
    history = case.history
    return {
        "commit": history.commit if history else None,
        "committed": words.utc_stamp(history.committed_at) if history else None,
        "clean": not case.uncommitted,
        "provenance": book.provenance,
        "originals": _originals(book),
        "kept_out": _kept_out(book),
        "custody": custody(book),
        "signatures": _signatures(book),
        "commits": _commits(book),
        "missing": missing(book),
    }


def _originals(book: Book) -> list[dict[str, Any]]:
    return [
        {
            "id": exhibit.id,
            "name": embedded_as(book, exhibit),
            "digest": original.sha256,
            "size": words.number(original.size),
        }
        for exhibit in book.figures.exhibits
        if (original := book.original(exhibit.id)) is not None and kept_out(book, exhibit) is None
    ]


def _kept_out(book: Book) -> list[dict[str, Any]]:
    rows = []
    for exhibit in book.figures.exhibits:
        original, out = book.original(exhibit.id), kept_out(book, exhibit)
        if original is not None and out is not None:
            rows.append(
                {
                    "refs": book.refs([exhibit.id]),
                    "why": out[1][:1].upper() + out[1][1:] + ".",
                    "digest": original.sha256,
                    "size": words.number(original.size),
                }
            )
    return rows


def custody(book: Book) -> dict[str, Any]:
    """The custody lines of every exhibit up to the instant, in the order they were written, and who has none.

    A digest that is the registered one is said so; any other is printed whole.
    """
    rows, bare = [], []
    for exhibit in book.figures.exhibits:
        lines = [line for line in exhibit.custody if line.at is None or line.at <= book.figures.as_of]
        if not lines:
            bare.append(exhibit)
        registered = (exhibit.sha256 or "").strip().lower()
        for number, line in enumerate(lines):
            came = " ".join(
                f"{word} {told}"
                for word, told in (("from", line.from_), ("to", line.to), ("by way of", line.via))
                if told
            )
            rows.append(
                {
                    "refs": book.refs([exhibit.id]) if number == 0 else (),
                    "at": words.stamp(line.at),
                    "utc": words.utc_stamp(line.at),
                    "act": line.act or "act not stated",
                    "by": line.by or "not stated",
                    "came": came,
                    "tool": line.tool,
                    "note": line.note,
                    "digests": [
                        {
                            "label": label,
                            "same": told.strip().lower() == registered,
                            "digest": told.strip().lower(),
                        }
                        for label, told in (("before", line.input), ("after", line.output))
                        if told
                    ],
                }
            )
    return {"rows": rows, "bare": runs(book, bare)}


def _signatures(book: Book) -> list[dict[str, Any]]:
    return [
        {
            "refs": book.refs([exhibit.id]),
            "text": signature(found, book.case.mails.get(exhibit.id or "")),
            "key": f"{found.selector}._domainkey.{found.domain}" if found.selector and found.domain else None,
            "record": found.record,
        }
        for exhibit in book.figures.exhibits
        for found in exhibit.dkim
    ]


def _commits(book: Book) -> dict[str, Any]:
    commits = book.case.commits
    later = sum(commit.committed_at > book.figures.as_of for commit in commits)
    return {
        "count": words.cardinal(len(commits)),
        "shown": min(len(commits), COMMITS_SHOWN),
        "cut": len(commits) > COMMITS_SHOWN,
        "later": words.units(later, "commit") if later else None,
        "rows": [
            {
                "id": commit.id[:12],
                "author": commit.author,
                "authored": words.utc_stamp(commit.authored_at),
                "committed": words.utc_stamp(commit.committed_at),
                "subject": commit.subject,
            }
            for commit in commits[:COMMITS_SHOWN]
        ],
    }


def runs(book: Book, exhibits: list[Exhibit]) -> str:
    """Exhibits as a reader counts them: neighbours of the register joined, E1 to E5, E7."""
    numbered = [(book.numbers[e.id], e.id) for e in exhibits if e.id]
    parts: list[list[tuple[int, str]]] = []
    for number, name in numbered:
        if parts and parts[-1][-1][0] == number - 1:
            parts[-1].append((number, name))
        else:
            parts.append([(number, name)])
    return ", ".join(
        ", ".join(name for _, name in part) if len(part) < 3 else f"{part[0][1]} to {part[-1][1]}"
        for part in parts
    )


def missing(book: Book) -> list[str]:
    """What a reader should know is not here. Facts about the record, no judgement about their weight."""
    figures, facts = book.figures, book.case.facts
    exhibits = figures.exhibits
    lines = list(_chats(book))
    if facts.inspector is None or not facts.inspector.accreditation:
        lines.append("No accreditation of the inspector is stated.")

    def lacks(those: list[Exhibit], sentence: str) -> None:
        if those:
            lines.append(sentence.format(runs(book, those)))

    lacks(
        [e for e in exhibits if book.original(e.id) is None],
        "The original is not in hand, or differs from its registered digest, of {}.",
    )
    taken = [e for e in exhibits if e.kind in ("photo", "video")]
    lacks(
        [e for e in taken if e.captured is None and not e.captured_local], "No capture time is known for {}."
    )
    lacks(
        [e for e in taken if e.captured is None and e.captured_local],
        "The zone of the camera's clock is not known for {}; their times are printed as the camera wrote"
        " them.",
    )
    if any(e.captured_from in ("exif", "quicktime") for e in taken):
        lines.append(
            "Capture times come from the cameras' own clocks, as written into the files; they are statements"
            " of the device, not independent proof of time."
        )
    translated = {e.translation for e in exhibits if e.translation}
    foreign = [e for e in exhibits if language(e.language) not in ("", "English")]
    lacks(
        [e for e in foreign if not e.translation and e.id not in translated],
        "No translation is part of this record for {}, which is not in English.",
    )
    lacks([e for e in exhibits if e.id in translated and not e.translator], "No translator is named for {}.")
    lacks([e for e in exhibits if _out(book, e, WITHHELD)], "Withheld, and available on request: {}.")
    lacks(
        [e for e in exhibits if _out(book, e, IN_THE_BAG)],
        "Not in this file but in the bag of originals: {}.",
    )
    lacks(
        [e for e in exhibits if e.held is None],
        "Who holds the original device, account or paper is not recorded of {}.",
    )
    mails = [e for e in exhibits if e.id in book.case.mails]
    lacks(
        [e for e in mails if all(d.result in (None, "not-checked") for d in e.dkim)],
        "No check of a sender's signature (DKIM) is recorded for the e-mails {}.",
    )
    if book.case.history is not None:
        lines.append("The times of the version history are set by the committing computer.")
    lines.append("No independent timestamp is part of this document.")
    return lines + [f"Stage 1 lacks {item}." for item in figures.process.missing_evidence]


def _out(book: Book, exhibit: Exhibit, which: str) -> bool:
    out = kept_out(book, exhibit)
    return out is not None and out[0] == which


def _chats(book: Book) -> list[str]:
    """What stands of chats: extracts, and where the telephone or account is, as far as anybody wrote it down."""
    chats = [e for e in book.figures.exhibits if e.source is not None and e.source.via == "wechat"]
    if not chats:
        relied = any(e.event.channel == "wechat" for e in book.figures.log)
        return (
            ["Nothing of the WeChat messages that the log relies on is part of this record."]
            if relied
            else []
        )
    lines = []
    extracts = [e for e in chats if e.complete != "complete"]
    if extracts:
        lines.append(
            f"What stands here of the WeChat messages ({runs(book, extracts)}) is not recorded as the"
            " complete chat."
        )
    unheld = [e for e in chats if e.held is None]
    if unheld:
        lines.append(f"Who keeps the telephone or account of {runs(book, unheld)} is not recorded.")
    lines.append(
        "The original telephone or account of a chat cannot be part of a document; it can be inspected only"
        " where it is kept."
    )
    return lines
