"""The written summary of a call that has none yet (R73), with the request to confirm it (R74).

What was said on a call is known here only from our own note of it: the letter says so, and asks to be corrected.
"""

from __future__ import annotations

from typing import Any

from lotproof.case.case import LogEvent
from lotproof.compute.clock import utc
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.letters.bilingual import Part, bilingual
from lotproof.view.letters.wording import BLANK
from lotproof.view.say import Speaker


def unsummarised(book: Book) -> LogEvent | None:
    """The latest call or meeting since the request that no summary or confirmation followed."""
    car = book.figures.car
    if car is None:
        return None
    since = [e for e in book.figures.log if utc(e.event.at) >= car.sent]
    calls = [e for e in since if e.event.kind == "call"]
    if not calls:
        return None
    said = utc(calls[-1].event.at)
    written = any(e.event.kind in ("summary", "confirmation") and utc(e.event.at) >= said for e in since)
    return None if written else calls[-1]


def summary_view(book: Book, call: LogEvent) -> dict[str, Any]:
    """What `letter.html.j2` prints for the summary of one call."""
    return bilingual(book, "Summary of our call", lambda say: _part(book, call, say))


def _part(book: Book, call: LogEvent, say: Speaker) -> Part:
    channel = words.CHANNEL_WORDS.get(call.event.channel or "")
    at = say.stamp(call.event.at, book.supplier_zone, weekday=True)
    spoke = (
        say("We spoke on {at} ({channel}).", at=at, channel=say(channel))
        if channel
        else say("We spoke on {at}.", at=at)
    )
    note = " ".join(call.body.split())
    opening = [
        say.sentences(
            [
                spoke,
                say("So that both of us have the same words before us, this is how we understood it."),
            ]
        )
    ]
    if note:
        opening.append(say("Our note of the call: “{note}”", note=note))
    items = [
        say("defects acknowledged, by id: {blank}", blank=BLANK),
        say("remedy and option: {blank}", blank=BLANK),
        say("timeline: {blank}", blank=BLANK),
        say("amount, where money or goods are credited: {blank}", blank=BLANK),
    ]
    closing = (
        say(
            "If this is right, please reply by e-mail “{yes}” and fill in what is blank. If anything is not"
            " as you understood it, please write what you understood instead.",
            yes=say("Confirmed: yes"),
        ),
        say("Nothing is agreed until it is confirmed in writing."),
    )
    return Part(tuple(opening), say("Please confirm these four points:"), tuple(items), closing)
