"""The confirmation record: how far the agreement has come, each element in quoted words, and the release gate.

A spoken word is recorded and not relied on; nothing here says what the law makes of it (A12).
"""

from __future__ import annotations

from typing import Any

from lotproof.case.case import LogEvent
from lotproof.case.options import DOCUMENTS
from lotproof.compute.confirmation import ELEMENTS
from lotproof.compute.counter import changed_terms
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.letters.changes import change
from lotproof.view.letters.release import release
from lotproof.view.letters.settled import settled
from lotproof.view.letters.sheet import heading_level, reply_to, subject
from lotproof.view.letters.terms import EITHER, PAPERS, any_of, option_name
from lotproof.view.letters.wording import wording
from lotproof.view.say import ENGLISH, Speaker
from lotproof.view.words import noted

NOT_RELIED_ON = noted("not relied on in this record: no written confirmation exists")
_STATES = {
    None: (noted("nothing confirmed"), "plain"),
    "verbal": (noted("verbal"), "plain"),
    "summarised": (noted("summarised"), "warn"),
    "confirmed": (noted("confirmed, not complete"), "warn"),
    "locked": (noted("locked"), "good"),
}
_LABELS = {
    "acknowledgement": noted("Defects acknowledged"),
    "remedy": noted("Agreed remedy"),
    "timeline": noted("Timeline"),
    "amount": noted("Amount"),
}
_SEALS = {
    "company": (noted("company seal"), "公章"),
    "contract": (noted("contract seal"), "合同专用章"),
    "none": (noted("no seal"), None),
}
_PARTIES = {
    "buyer": noted("Buyer"),
    "supplier": noted("Supplier"),
    "inspector": noted("Inspector"),
    "bank": noted("Bank"),
    "carrier": noted("Carrier"),
    "insurer": noted("Insurer"),
    "authority": noted("Authority (public)"),
}
MISSING = {
    "acknowledgement": noted("the acknowledgement of the defects, in quoted words"),
    "remedy": noted("the agreed remedy, in quoted words"),
    "timeline": noted("the timeline, in quoted words"),
    "amount": noted("the amount, in quoted words"),
    "option": noted("the option agreed on"),
    "reply": noted("a reply that says “Confirmed: yes”"),
    "email": noted("the confirmation by e-mail"),
    "confirmation": noted("a written confirmation by the supplier"),
    "critical-finding-closed": noted(
        "the open critical or regulatory finding, closed by a passed re-inspection"
    ),
    "reinspection": noted("a passed re-inspection"),
    **PAPERS,
    "credit-note": EITHER["credit-note", "invoice-adjustment"],
}


def confirmation_view(book: Book, say: Speaker = ENGLISH) -> dict[str, Any]:
    """What `_confirmation.html.j2` and `confirmation.html.j2` print, at the figures' instant."""
    found = book.figures.confirmation
    word, tone = _STATES[found.state]
    locked = found.state == "locked"
    steps = _steps(book, say)
    open_options = [option.name for option in book.figures.options if option.available]
    offered = not locked and not book.linked and bool(open_options)
    return {
        "say": say,
        "level": heading_level(book),
        "standalone": not book.linked,
        "subject": subject(book, "Confirmation"),
        "email": reply_to(book),
        "as_of": say.utc(book.figures.as_of),
        "locked": locked,
        "word": say(word),
        "tone": tone,
        "sentence": _sentence(book, say),
        "record": None if offered or book.linked else _record(locked, say),
        "steps": steps if any(step["when"] for step in steps) else [],
        "recorded": found.event is not None,
        "elements": _elements(book, say),
        "reply": _reply(book, say),
        "changes": _changes(book, say),
        "facts": _facts(book, say),
        "documents": _documents(book, say),
        "missing": (
            [say(MISSING.get(name, name)) for name in found.missing] if found.event is not None else []
        ),
        "release": release(book, MISSING, say),
        "settlement": settled(book, say),
        "words": [wording(book, name) for name in open_options] if offered else [],
    }


def _record(locked: bool, say: Speaker) -> str:
    """Why nothing is to be sent back: it has been, or no option is open."""
    if locked:
        return say(
            "This document is a record of what was confirmed and not an offer; it asks for no signature."
        )
    return say("No option is open, so this document is a record and not an offer; it asks for no signature.")


def _sentence(book: Book, say: Speaker) -> str:
    found = book.figures.confirmation
    agreed = (
        say("option {name}, {title}", name=found.option, title=option_name(found.option, say))
        if found.option
        else say("an option")
    )
    when = say.both(found.at, book.buyer_zone, book.supplier_zone) if found.at is not None else ""
    if found.state == "locked":
        return say(
            "The supplier has confirmed {agreed}, in writing, with every element and every paper it needs,"
            " since {when}.",
            agreed=agreed,
            when=when,
        )
    if found.state == "confirmed":
        return say(
            "The supplier has confirmed {agreed}, in writing since {when}; what is still missing is listed"
            " below.",
            agreed=agreed,
            when=when,
        )
    if found.state == "summarised":
        return say(
            "The terms were summarised in writing by the buyer; the supplier has not confirmed them in"
            " writing."
        )
    if found.state == "verbal":
        return say("A word was given; it is {note}.", note=say(NOT_RELIED_ON))
    return say("No written confirmation had been received by {at}.", at=say.utc(book.figures.as_of))


def _steps(book: Book, say: Speaker) -> list[dict[str, Any]]:
    """Verbal, captured, summarised, confirmed, locked: each with the event that brought it, or none."""
    figures, found = book.figures, book.figures.confirmation
    car = figures.car
    log = [e for e in figures.log if car is None or (e.event.at is not None and e.event.at >= car.sent)]
    call = next((e for e in log if e.event.kind == "call"), None)
    accepted = next((e for e in log if e.event.kind == "reply" and e.event.accepts), None)
    summary = next((e for e in log if e.event.kind == "summary"), None)
    confirmed = next((e for e in log if e.event.kind == "confirmation" and e.event.reply), None)
    written = found.state in ("confirmed", "locked")
    spoken = say("not relied on in this record") if written else say(NOT_RELIED_ON)
    return [
        _step(book, say("Spoken word"), call, spoken if call else None, say),
        _step(book, say("Accepted in a message"), accepted, _accepts(accepted, say), say),
        _step(book, say("Summarised by the buyer"), summary, None, say),
        _step(book, say("Confirmed in writing"), confirmed if written else None, None, say),
        _step(book, say("Locked: all elements"), found.event if found.state == "locked" else None, None, say),
    ]


def _accepts(entry: LogEvent | None, say: Speaker) -> str | None:
    if entry is None:
        return None
    return say(
        "accepts option {name}; an interim capture until confirmed by e-mail", name=entry.event.accepts
    )


def _step(book: Book, label: str, entry: LogEvent | None, note: str | None, say: Speaker) -> dict[str, Any]:
    if entry is None or entry.event.at is None:
        return {"label": label, "when": None, "by": "", "note": note, "refs": ()}
    return {
        "label": label,
        "when": say.both(entry.event.at, book.buyer_zone, book.supplier_zone),
        "by": _by(entry, say),
        "note": note,
        "refs": book.refs([entry.event.exhibit]),
    }


def _by(entry: LogEvent, say: Speaker) -> str:
    who = say(_PARTIES.get(entry.event.from_ or "", "not stated"))
    channel = words.CHANNEL_WORDS.get(entry.event.channel or "", "")
    return say("{who}, {channel}", who=who, channel=say(channel)) if channel else who


def _elements(book: Book, say: Speaker) -> list[dict[str, Any]]:
    found = book.figures.confirmation
    rows = []
    for name in ELEMENTS:
        stated = found.elements.get(name)
        needed = name != "amount" or found.amount_required
        rows.append(
            {
                "label": say(_LABELS[name]),
                "quote": stated[0] if stated else None,
                "lang": say.tongue(stated[0]) if stated else None,
                "by": _said(stated[1], say) if stated else None,
                "refs": book.refs([stated[1].event.exhibit]) if stated else (),
                "absent": say("missing") if needed else say("not needed: no money moves"),
                "needed": needed,
            }
        )
    return rows


def _said(entry: LogEvent, say: Speaker) -> str:
    return say("{who}, {at}", who=_by(entry, say), at=say.stamp(entry.event.at))


def _reply(book: Book, say: Speaker) -> dict[str, Any] | None:
    entry = book.figures.confirmation.event
    if entry is None or not entry.event.reply:
        return None
    return {
        "quote": entry.event.reply,
        "lang": say.tongue(entry.event.reply),
        "by": _said(entry, say),
        "refs": book.refs([entry.event.exhibit]),
    }


def _changes(book: Book, say: Speaker) -> dict[str, Any] | None:
    """What differs from the terms put to the supplier, so that a counter-offer is not read as a yes."""
    found = changed_terms(book.case.facts, book.figures.log, book.figures.car)
    if found is None:
        return None
    return {
        "texts": [change(one, book, say) for one in found.changes],
        "refs": book.refs([found.event.event.exhibit]),
    }


def _facts(book: Book, say: Speaker) -> list[dict[str, Any]]:
    """Who signed, on what authority, under which seal, how far it reaches, which language prevails."""
    entry = book.figures.confirmation.event
    if entry is None:
        return []
    event, signatory = entry.event, entry.event.signatory
    seal, seal_zh = _SEALS.get((signatory.seal if signatory else None) or "", (noted("not stated"), None))
    scope = {"full": noted("in full"), "partial": noted("in part")}.get(event.scope or "", "not stated")
    prevails = {"en": noted("English"), "zh": noted("Chinese")}.get(event.prevails or "", "not stated")
    authority = signatory.authority if signatory else None
    who = ", ".join(x for x in (signatory.name, signatory.title) if x) if signatory else None
    papers = [x for x in event.attaches if x not in book.figures.confirmation.documents.values()]
    own, sealed = book.refs([event.exhibit]), book.refs([event.exhibit, *papers])
    return [
        _fact(say("Signatory"), who, say, signatory.name_zh if signatory else None, own),
        _fact(
            say("Authority"), authority, say, refs=book.refs([*_order_named(book, authority), event.exhibit])
        ),
        _fact(say("Seal"), say(seal), say, seal_zh if say.english else None, sealed if seal_zh else own),
        _fact(say("Settles the matter"), say(scope), say, refs=sealed if event.scope else ()),
        _fact(say("Language that prevails"), say(prevails), say, refs=sealed if event.prevails else ()),
    ]


def _order_named(book: Book, text: str | None) -> list[str | None]:
    """The order's own paper where a text names the order: what stands in it is read there and not in the message."""
    order = book.case.facts.order
    if order is None or not order.number or order.number not in (text or ""):
        return []
    return [next((e.id for e in book.figures.exhibits if e.kind in ("purchase-order", "contract")), None)]


def _fact(
    label: str, text: str | None, say: Speaker, zh: str | None = None, refs: Any = ()
) -> dict[str, Any]:
    return {"label": label, "text": text or say("not stated"), "zh": zh, "refs": refs if text else ()}


def _documents(book: Book, say: Speaker) -> list[dict[str, Any]]:
    found = book.figures.confirmation
    if found.option is None:
        return []
    rows = []
    for alternatives in DOCUMENTS[found.option]:
        held = [name for name in alternatives if name in found.documents]
        named = held or [alternatives[0]]
        rows.append(
            {
                "label": say(PAPERS[named[0]]) if held else any_of(alternatives, say),
                "present": bool(held),
                "refs": book.refs([found.documents[name] for name in held]),
            }
        )
    return rows
