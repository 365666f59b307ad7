"""The confirmation record: how far the agreement has come, each element in quoted words, and the release gate.

A spoken word is recorded and not relied on; nothing here says what the law makes of it (A12).
"""

from __future__ import annotations

from typing import Any

from lotproof.case.case import LogEvent
from lotproof.case.options import DOCUMENTS
from lotproof.compute.confirmation import ELEMENTS
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.letters import chinese
from lotproof.view.letters.release import release
from lotproof.view.letters.settled import settled
from lotproof.view.letters.sheet import heading_level, reply_to, subject
from lotproof.view.letters.terms import EITHER, PAPERS, TITLES, any_of
from lotproof.view.letters.wording import wording

NOT_RELIED_ON = "not relied on in this record: no written confirmation exists"
_STATES = {
    None: ("nothing confirmed", "plain"),
    "verbal": ("verbal", "plain"),
    "summarised": ("summarised", "warn"),
    "confirmed": ("confirmed, not complete", "warn"),
    "locked": ("locked", "good"),
}
_LABELS = {
    "acknowledgement": "Defects acknowledged",
    "remedy": "Agreed remedy",
    "timeline": "Timeline",
    "amount": "Amount",
}
_SEALS = {
    "company": ("company seal", "公章"),
    "contract": ("contract seal", "合同专用章"),
    "none": ("no seal", None),
}
MISSING = {
    "acknowledgement": "the acknowledgement of the defects, in quoted words",
    "remedy": "the agreed remedy, in quoted words",
    "timeline": "the timeline, in quoted words",
    "amount": "the amount, in quoted words",
    "option": "the option agreed on",
    "reply": "a reply that says “Confirmed: yes”",
    "email": "the confirmation by e-mail",
    "confirmation": "a written confirmation by the supplier",
    "critical-finding-closed": "the open critical or regulatory finding, closed by a passed re-inspection",
    "reinspection": "a passed re-inspection",
    **PAPERS,
    "credit-note": EITHER["credit-note", "invoice-adjustment"],
}


def confirmation_view(book: Book) -> dict[str, Any]:
    """What `_confirmation.html.j2` and `confirmation.html.j2` print, at the figures' instant."""
    found = book.figures.confirmation
    word, tone = _STATES[found.state]
    locked = found.state == "locked"
    steps = _steps(book)
    open_options = [option.name for option in book.figures.options if option.available]
    return {
        "level": heading_level(book),
        "standalone": not book.linked,
        "subject": subject(book, "Confirmation"),
        "email": reply_to(book),
        "as_of": words.utc_stamp(book.figures.as_of),
        "locked": locked,
        "word": word,
        "tone": tone,
        "sentence": _sentence(book),
        "steps": steps if any(step["when"] for step in steps) else [],
        "recorded": found.event is not None,
        "elements": _elements(book),
        "reply": _reply(book),
        "facts": _facts(book),
        "documents": _documents(book),
        "missing": [MISSING.get(name, name) for name in found.missing] if found.event is not None else [],
        "release": release(book, MISSING),
        "settlement": settled(book),
        "words": [] if locked or book.linked else [wording(book, name) for name in open_options],
    }


def _sentence(book: Book) -> str:
    found = book.figures.confirmation
    agreed = f"option {found.option}, {TITLES[found.option].lower()}," if found.option else "an option"
    when = f" since {book.clocks(found.at)}" if found.at is not None else ""
    if found.state == "locked":
        return (
            f"The supplier has confirmed {agreed} in writing, with every element and every paper it"
            f" needs,{when}."
        )
    if found.state == "confirmed":
        return f"The supplier has confirmed {agreed} in writing{when}; what is still missing is listed below."
    if found.state == "summarised":
        return (
            "The terms were summarised in writing by the buyer; the supplier has not confirmed them in"
            " writing."
        )
    if found.state == "verbal":
        return f"A word was given; it is {NOT_RELIED_ON}."
    return f"No written confirmation had been received by {words.utc_stamp(book.figures.as_of)}."


def _steps(book: Book) -> list[dict[str, Any]]:
    """Verbal, captured, summarised, confirmed, locked: each with the event that brought it, or none."""
    figures, found = book.figures, book.figures.confirmation
    car = figures.car
    log = [e for e in figures.log if car is None or (e.event.at is not None and e.event.at >= car.sent)]
    call = next((e for e in log if e.event.kind == "call"), None)
    accepted = next((e for e in log if e.event.kind == "reply" and e.event.accepts), None)
    summary = next((e for e in log if e.event.kind == "summary"), None)
    confirmed = next((e for e in log if e.event.kind == "confirmation" and e.event.reply), None)
    spoken = "not relied on in this record" if found.state in ("confirmed", "locked") else NOT_RELIED_ON
    rows = [
        _step(book, "Spoken word", call, spoken if call else None),
        _step(book, "Accepted in a message", accepted, _accepts(accepted)),
        _step(book, "Summarised by the buyer", summary, None),
        _step(
            book, "Confirmed in writing", confirmed if found.state in ("confirmed", "locked") else None, None
        ),
    ]
    if found.state == "locked":
        rows.append(_step(book, "Locked: all elements", found.event, None))
    else:
        rows.append(_step(book, "Locked: all elements", None, None))
    return rows


def _accepts(entry: LogEvent | None) -> str | None:
    if entry is None:
        return None
    return f"accepts option {entry.event.accepts}; an interim capture until confirmed by e-mail"


def _step(book: Book, label: str, entry: LogEvent | None, note: str | None) -> dict[str, Any]:
    if entry is None or entry.event.at is None:
        return {"label": label, "when": None, "by": "", "note": note, "refs": ()}
    return {
        "label": label,
        "when": book.clocks(entry.event.at),
        "by": _by(entry),
        "note": note,
        "refs": book.refs([entry.event.exhibit]),
    }


def _by(entry: LogEvent) -> str:
    who = (entry.event.from_ or "not stated").capitalize()
    channel = words.CHANNEL_WORDS.get(entry.event.channel or "", "")
    return f"{who}, {channel}" if channel else who


def _elements(book: Book) -> list[dict[str, Any]]:
    found = book.figures.confirmation
    rows = []
    for name in ELEMENTS:
        stated = found.elements.get(name)
        needed = name != "amount" or found.amount_required
        rows.append(
            {
                "label": _LABELS[name],
                "quote": stated[0] if stated else None,
                "lang": chinese.language(stated[0]) if stated else None,
                "by": f"{_by(stated[1])}, {words.stamp(stated[1].event.at)}" if stated else None,
                "refs": book.refs([stated[1].event.exhibit]) if stated else (),
                "absent": "missing" if needed else "not needed: no money moves",
                "needed": needed,
            }
        )
    return rows


def _reply(book: Book) -> dict[str, Any] | None:
    entry = book.figures.confirmation.event
    if entry is None or not entry.event.reply:
        return None
    return {
        "quote": entry.event.reply,
        "lang": chinese.language(entry.event.reply),
        "by": f"{_by(entry)}, {words.stamp(entry.event.at)}",
        "refs": book.refs([entry.event.exhibit]),
    }


def _facts(book: Book) -> list[dict[str, Any]]:
    """Who signed, on what authority, under which seal, how far it reaches, which language prevails."""
    entry = book.figures.confirmation.event
    if entry is None:
        return []
    event, signatory = entry.event, entry.event.signatory
    seal, seal_zh = _SEALS.get((signatory.seal if signatory else None) or "", ("not stated", None))
    scope = {"full": "in full", "partial": "in part"}.get(event.scope or "", "not stated")
    prevails = {"en": "English", "zh": "Chinese"}.get(event.prevails or "", "not stated")
    who = ", ".join(x for x in (signatory.name, signatory.title) if x) if signatory else None
    sealed = book.refs([x for x in event.attaches if x not in book.figures.confirmation.documents.values()])
    return [
        _fact("Signatory", who, signatory.name_zh if signatory else None),
        _fact("Authority", signatory.authority if signatory else None),
        _fact("Seal", seal, seal_zh, sealed),
        _fact("Settles the matter", scope),
        _fact("Language that prevails", prevails),
    ]


def _fact(label: str, text: str | None, zh: str | None = None, refs: Any = ()) -> dict[str, Any]:
    return {"label": label, "text": text or "not stated", "zh": zh, "refs": refs}


def _documents(book: Book) -> list[dict[str, Any]]:
    found = book.figures.confirmation
    if found.option is None:
        return []
    rows = []
    for alternatives in DOCUMENTS[found.option]:
        held = [name for name in alternatives if name in found.documents]
        named = held or [alternatives[0]]
        rows.append(
            {
                "label": PAPERS[named[0]] if held else any_of(alternatives),
                "present": bool(held),
                "refs": book.refs([found.documents[name] for name in held]),
            }
        )
    return rows
