"""The release gate as printed: allowed or not, every missing item in words, the re-inspection, and any waiver."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from lotproof.case.case import LogEvent
from lotproof.compute.clock import utc
from lotproof.compute.figures import InspectionFigures
from lotproof.view import phrases
from lotproof.view.book import Book
from lotproof.view.say import ENGLISH, Speaker
from lotproof.view.words import noted

_RULES = {
    "mandatory": noted("Re-inspection is mandatory before release under this option."),
    "recommended": noted("Re-inspection is recommended before release under this option."),
    "not-required": noted("This option requires no re-inspection of the current order."),
    None: noted("No option is agreed on, so no rule for the re-inspection applies yet."),
}


def release(book: Book, missing: Mapping[str, str], say: Speaker = ENGLISH) -> dict[str, Any]:
    """Whether the record allows release at the instant, what is missing, and what was done."""
    gate = book.figures.release
    done = next((e for e in book.figures.log if e.event.kind == "release"), None)
    word = (
        noted("release is allowed on this record")
        if gate.allowed
        else noted("release is not allowed on this record")
    )
    return {
        "allowed": gate.allowed,
        "word": say(word),
        "tone": "good" if gate.allowed else "bad",
        "missing": [say(missing.get(name, name)) for name in gate.missing],
        "rule": say(_RULES[gate.reinspection_rule]),
        "result": _result(gate.reinspection, say) if gate.reinspection is not None else None,
        "result_refs": book.refs([gate.reinspection.inspection.exhibit]) if gate.reinspection else (),
        "waiver": None if gate.waived is None else _waiver(book, gate.waived, say),
        "shipped": _shipped(book, done, say),
        "released": None if done is None else _released(book, done, say),
    }


def _waiver(book: Book, waived: LogEvent, say: Speaker) -> dict[str, Any]:
    return {
        "text": say(
            "The re-inspection was waived on {at}. Reason: {reason} Approved by: {who}",
            at=say.stamp(waived.event.at),
            reason=waived.event.reason,
            who=waived.event.approved_by,
        ),
        "refs": book.refs([waived.event.exhibit]),
    }


def _shipped(book: Book, done: LogEvent | None, say: Speaker) -> dict[str, Any] | None:
    """Goods that left before any release: said where the gate is read, with the transport document."""
    gone = next((e for e in book.figures.log if e.event.kind == "shipment"), None)
    if gone is None or gone.event.at is None:
        return None
    day = gone.event.on_board or gone.event.at.astimezone(ZoneInfo(book.supplier_zone)).date()
    if done is not None and done.event.at is not None and utc(done.event.at) <= utc(gone.event.at):
        return None
    return {
        "text": say(
            "The goods were shipped on {day}; no release before that day is recorded.", day=say.day(day)
        ),
        "refs": book.refs([gone.event.exhibit, gone.event.document]),
    }


def _released(book: Book, done: LogEvent, say: Speaker) -> dict[str, Any]:
    at, who = say.stamp(done.event.at), done.event.authorised_by
    text = (
        say("Release was authorised on {at} by {who}.", at=at, who=who)
        if who
        else say("Release was authorised on {at}.", at=at)
    )
    return {"text": text, "refs": book.refs([done.event.exhibit])}


def _result(found: InspectionFigures, say: Speaker) -> str:
    counts = say("; ").join(
        say(
            "{name} {units} of {sample}, accepts {ac}",
            name=say(phrases.CLASSES[c.name]),
            units=say.number(c.units),
            sample=say.number(scope.sample),
            ac=say.number(c.ac),
        )
        for scope in found.scopes
        for c in scope.classes
    )
    verdict = say(phrases.VERDICTS[found.verdict][0])
    name = found.inspection.id or say("without a number")
    if found.lot is None:
        return say(
            "Re-inspection {id}: {counts}. Recomputed verdict: {verdict}.",
            id=name,
            counts=counts,
            verdict=verdict,
        )
    return say(
        "Re-inspection {id} of {lot}: {counts}. Recomputed verdict: {verdict}.",
        id=name,
        lot=say.units(found.lot),
        counts=counts,
        verdict=verdict,
    )
