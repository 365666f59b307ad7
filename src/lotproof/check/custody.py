"""Checks on how each original came into this file: from whom, when, whole or in part, and through whose hands.

Why: an expert attacks the way of a photo before its picture.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

from lotproof.case.case import Case
from lotproof.case.exhibits import Custody, Exhibit
from lotproof.case.finding import Finding
from lotproof.check import in_hand
from lotproof.compute.figures import Figures
from lotproof.read.shown import one_line

FILE: Final = "evidence.yaml"

_LANGUAGES = {"zh": "Chinese", "vi": "Vietnamese", "de": "German", "fr": "French", "es": "Spanish"}


def sources_stated(case: Case, figures: Figures) -> Iterator[Finding]:
    """An exhibit does not say from whom it came and when.

    "Where did you get this?" is the first question asked of every paper. Write `source: {from: …, via: …, received: …}`
    as it happened. ISO/IEC 27037 asks for the same four facts: what, from whom, when, how.
    """
    for index, exhibit in in_hand.exhibits(case, figures):
        source = exhibit.source
        facts = {"from": source and source.from_, "received": source and source.received}
        lacking = [key for key, value in facts.items() if not value]
        if lacking:
            words = {"from": "from whom it came", "received": "when it came"}
            yield _at(
                case,
                index,
                "SOURCE_NOT_STATED",
                "note",
                exhibit,
                f"does not say {' and '.join(words[key] for key in lacking)}",
                "write source: {from: …, via: …, received: …}.",
                "source",
            )


def times_possible(case: Case, figures: Figures) -> Iterator[Finding]:
    """A photo is said to be taken after it was received, or an exhibit was sent before it was in hand.

    One impossible time puts every other time in doubt. Nearly always an offset was typed wrong: compare with the
    message that brought the file.
    """
    received = {
        exhibit.id: exhibit.source.received.astimezone(UTC)
        for exhibit in figures.exhibits
        if exhibit.id and exhibit.source is not None and exhibit.source.received is not None
    }
    for index, exhibit in in_hand.exhibits(case, figures):
        came = received.get(exhibit.id or "")
        if exhibit.captured is not None and came is not None and exhibit.captured.astimezone(UTC) > came:
            yield _at(
                case,
                index,
                "CAPTURED_AFTER_RECEIVED",
                "warning",
                exhibit,
                "was taken after it was received",
                "correct the offset of captured or of source.received.",
                "captured",
            )
    for entry in figures.log:
        if entry.event.at is None or entry.event.from_ != "buyer":
            continue
        at = entry.event.at.astimezone(UTC)
        for number, name in enumerate(entry.event.attaches):
            if name in received and received[name] > at:
                yield Finding(
                    "SENT_BEFORE_RECEIVED",
                    "warning",
                    f"{one_line(name, 40)} is attached here, but the register says it came only later.",
                    case.places.of(entry.file, ("attaches", number)),
                    "correct source.received, or list what was really attached.",
                )


def chats_complete(case: Case, figures: Figures) -> Iterator[Finding]:
    """A chat is an extract, or nothing says that it is the whole conversation.

    Part of a chat proves what its sender chose to show. Export it from the first message to the last, with both
    profile pages, and write `complete: complete`; or say `complete: extract` and of what. Section 6.5; SPC evidence
    provisions, articles 14 and 15.
    """
    for index, exhibit in in_hand.exhibits(case, figures):
        if not _chat(exhibit):
            continue
        if exhibit.complete != "complete":
            state = (
                "is an extract of a chat"
                if exhibit.complete
                else "is a chat, and nothing says whether it is complete"
            )
            yield _at(
                case,
                index,
                "CHAT_NOT_COMPLETE",
                "warning",
                exhibit,
                state,
                "export the whole chat with both profile pages, and write complete: complete.",
                "complete",
            )
        if exhibit.held is None or not (exhibit.held.by and exhibit.held.where):
            yield _at(
                case,
                index,
                "ORIGINAL_NOT_HELD",
                "note",
                exhibit,
                "does not say who keeps the telephone or account it was taken from",
                "keep it unchanged and write held: {by: …, where: …}.",
                "held",
            )


def translations_given(case: Case, figures: Figures) -> Iterator[Finding]:
    """An exhibit in another language has no translation.

    A reader who cannot read it has to take the buyer's word. Register the translation as an exhibit, name the
    translator, and write its id under `translation`.
    """
    translated = {exhibit.translation for exhibit in figures.exhibits if exhibit.translation}
    for index, exhibit in in_hand.exhibits(case, figures):
        language = (exhibit.language or "en").strip().casefold()
        foreign = language.split("-")[0] not in ("en", "none", "zxx")
        if foreign and not exhibit.translation and exhibit.id not in translated:
            yield _at(
                case,
                index,
                "TRANSLATION_MISSING",
                "note",
                exhibit,
                f"is in {_spoken(language)} and has no translation",
                "register a translation and write translation: with its id.",
                "language",
            )


def _spoken(code: str) -> str:
    """The name of a language this trade writes in; any other by its code."""
    return _LANGUAGES.get(code.split("-")[0]) or one_line(code, 20)


def custody_unbroken(case: Case, figures: Figures) -> Iterator[Finding]:
    """The custody record of an exhibit goes back in time, or its digests do not meet.

    Each line follows the one before: what went into a step is what came out of the last, and what came out at the end
    is the file registered. A gap there is where a change could have been made. Corrections are new lines.
    """
    for index, exhibit in in_hand.exhibits(case, figures):
        before: datetime | None = None
        digest: str | None = None
        for number, line in enumerate(exhibit.custody):
            problem = _broken(line, before, digest)
            if problem is not None:
                yield Finding(
                    "CUSTODY_BROKEN",
                    "warning",
                    f"{one_line(exhibit.id or '', 40)}: this line of its custody record {problem}.",
                    case.places.of(FILE, (index, "custody", number)),
                    "correct the slip, or add the line that is missing.",
                )
            before = line.at.astimezone(UTC) if line.at is not None else before
            digest = _digest(line.output) or _digest(line.input) or digest
        registered = _digest(exhibit.sha256)
        if digest is not None and registered is not None and digest != registered:
            yield _at(
                case,
                index,
                "CUSTODY_BROKEN",
                "warning",
                exhibit,
                "has a custody record that ends in another digest than the one registered",
                "add the line that says how the registered file came to be.",
                "custody",
            )


def _broken(line: Custody, before: datetime | None, digest: str | None) -> str | None:
    if line.at is not None and before is not None and line.at.astimezone(UTC) < before:
        return "is earlier than the one above"
    entered = _digest(line.input)
    if entered is not None and digest is not None and entered != digest:
        return "begins with another digest than the line above ended in"
    return None


def _digest(text: str | None) -> str | None:
    return text.strip().lower() if text and text.strip() else None


def _chat(exhibit: Exhibit) -> bool:
    via = exhibit.source.via if exhibit.source is not None else None
    return exhibit.kind == "correspondence" and (via or "").casefold() in ("wechat", "whatsapp", "chat")


def _at(
    case: Case, index: int, code: str, severity: str, exhibit: Exhibit, says: str, hint: str, key: str
) -> Finding:
    return Finding(
        code,
        "warning" if severity == "warning" else "note",
        f"{one_line(exhibit.id or '', 40)} {says}.",
        case.places.of(FILE, (index, key)),
        hint,
    )
