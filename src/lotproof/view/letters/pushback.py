"""Answers to the three pushbacks a supplier gives (R49 to R54), drafted from the record in both languages.

Each asks for what would settle the point and offers a way to it; none says who is right.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from lotproof.case.case import LogEvent
from lotproof.case.exhibits import Exhibit
from lotproof.compute import calendar
from lotproof.compute.clock import utc
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.letters import findings
from lotproof.view.letters.bilingual import Part, bilingual
from lotproof.view.letters.terms import planned, terms_of
from lotproof.view.letters.wording import BLANK
from lotproof.view.say import BEIJING, Speaker
from lotproof.view.words import noted

JOINT_DAYS = 5  # Chinese working days from now, for a joint re-inspection: time to book and to travel
_BASE = ("purchase-order", "contract", "specification", "golden-sample")
_KINDS = {
    "purchase-order": noted("purchase order"),
    "contract": noted("contract"),
    "specification": noted("specification"),
    "golden-sample": noted("approval of the golden sample"),
}
LEADS = {
    "internal-qc": "Your internal quality control",
    "tolerance": "The manufacturing tolerance",
    "specification": "The specification",
}


def pushbacks(book: Book) -> dict[str, LogEvent]:
    """The first writing or word of the supplier that holds each kind of pushback, by the instant of the record."""
    found: dict[str, LogEvent] = {}
    for entry in book.figures.log:
        if entry.event.pushback and entry.event.from_ in (None, "supplier"):
            found.setdefault(entry.event.pushback, entry)
    return found


def answer_view(book: Book, kind: str, entry: LogEvent) -> dict[str, Any]:
    """What `letter.html.j2` prints for the answer to one pushback."""
    return bilingual(book, LEADS[kind], lambda say: _part(book, kind, entry, say), _sent(book, kind))


def _sent(book: Book, kind: str) -> LogEvent | None:
    answers = (e for e in book.figures.log if e.event.kind == "answer")
    return next((e for e in answers if e.event.answers_pushback == kind), None)


def _part(book: Book, kind: str, entry: LogEvent, say: Speaker) -> Part:
    bodies: dict[str, Callable[[Book, LogEvent, Speaker], Part]] = {
        "internal-qc": _internal_control,
        "tolerance": _tolerance,
        "specification": _specification,
    }
    part = bodies[kind](book, entry, say)
    closing = [
        *part.closing,
        say(
            "Please answer by e-mail within 48 hours after this letter is sent, naming each defect by its id."
        ),
        say("Our request stands meanwhile. All rights and remedies of the buyer are reserved."),
    ]
    return Part(part.opening, part.lead, part.items, tuple(closing))


def _said(entry: LogEvent, what: str, say: Speaker) -> str:
    """When and how the supplier said it, in neutral words; the exhibit holds his own."""
    channel = words.CHANNEL_WORDS.get(entry.event.channel or "")
    at = say.stamp(entry.event.at, BEIJING)
    if channel and entry.event.exhibit:
        return say(
            "Thank you for your message of {at} ({channel}, exhibit {exhibit}). {what}",
            at=at,
            channel=say(channel),
            exhibit=entry.event.exhibit,
            what=what,
        )
    return say("Thank you for your message of {at}. {what}", at=at, what=what)


def _internal_control(book: Book, entry: LogEvent, say: Speaker) -> Part:
    first = book.figures.first
    ids = [d.id for d in first.inspection.defects if d.id and d.units != 0] if first is not None else []
    disputed = list(entry.event.disputes)
    opening = [
        _said(entry, say("We understand from it that your internal quality control found no problem."), say)
    ]
    report = first.inspection if first is not None else None
    if report is not None and report.id and book.figures.car is not None:
        opening.append(
            say(
                "Our request lists each defect of the inspection report {report} with its count, its"
                " requirement and its exhibits: {ids}.",
                report=report.id,
                ids=say.row(ids) or "—",
            )
        )
    opening.append(
        say("You name these as disputed: {ids}.", ids=say.row(disputed))
        if disputed
        else say("Your message names no defect by its id.")
    )
    items = [
        (
            say("what you found instead, for each of them;")
            if disputed
            else say("the id of each defect you dispute, and what you found instead;")
        ),
        say("how many units you checked, how they were drawn, on what day, and by whom;"),
        say("your records and photographs of that check, with their times."),
    ]
    return Part(tuple(opening), say("Please send us:"), tuple(items), (_joint(book, say),))


def _joint(book: Book, say: Speaker) -> str:
    """The invitation to a joint re-inspection: day, place, protocol, and who pays where the terms say so.

    What was offered in a message already sent stands there alone, and goods that left cannot be met at the works.
    """
    gone = next((e.event for e in book.figures.log if e.event.kind == "shipment" and e.event.at), None)
    if gone is not None:
        left = gone.on_board or calendar.china_date(utc(gone.at))
        return say(
            "The goods were shipped on {day}. If a finding stays disputed, please propose where and when both"
            " sides can examine them together.",
            day=say.day(left),
        )
    if _sent(book, "internal-qc") is not None:
        return say("The day and place of the joint re-inspection offered to you are those of that message.")
    terms = terms_of(book, "A").reinspection
    # the lot is looked at again as it is: only the fee is that of option A, whose plan is for a lot reworked
    fee = planned(book, terms.model_copy(update={"level": None, "severity": None}) if terms else None, say)
    address = book.case.facts.supplier.address if book.case.facts.supplier is not None else ()
    return say(
        "If a finding stays disputed, we invite you to a joint re-inspection with both sides present."
        " Proposed day: {day}. Place: {place}. Protocol: a new random draw from the whole lot by an"
        " independent inspector, with the sampling plan, requirements and AQL of the report, every finding"
        " photographed, and one record of the counts signed by both sides on the day. Proposed: {fee}.",
        day=say.day(joint_day(book), weekday=True),
        place=", ".join(address) or BLANK,
        fee=fee or say("fee {amount}", amount=BLANK),
    )


def joint_day(book: Book) -> date:
    """Counted from the record's instant, by China's calendar as the workspace has it."""
    china = calendar.in_china(book.case.house)
    return china.working_days_after(calendar.china_date(book.figures.as_of), JOINT_DAYS)


def _tolerance(book: Book, entry: LogEvent, say: Speaker) -> Part:
    opening = [
        _said(entry, say("We understand from it that you regard the findings as a normal tolerance."), say)
    ]
    clauses = [
        say("{clause}: “{text}”", clause=clause["ref"], text=clause["text"])
        for clause in findings.clauses(book, say)
    ]
    if clauses:
        opening.append(
            say(
                "The order states how the goods are accepted, word for word: {clauses}",
                clauses=say.sentences(clauses),
            )
        )
    items = [
        say("the standard or document that states the tolerance: its title, number and edition;"),
        say("the clause of it that you apply to each defect, by the id of the defect;"),
        say("the place in our order, or in a later agreement in writing, where that document was agreed on."),
    ]
    closing = say(
        "No document that states such a tolerance had been registered in our record by {at}.",
        at=say.utc(book.figures.as_of),
    )
    return Part(tuple(opening), say("Please send us in writing:"), tuple(items), (closing,))


def _specification(book: Book, entry: LogEvent, say: Speaker) -> Part:
    opening = (
        _said(entry, say("We understand from it that you regard the specification as not realistic."), say),
    )
    items = [
        say(
            "{day}: {title} (exhibit {exhibit})",
            day=say.day(day) if day is not None else say("date not stated"),
            title=_named(exhibit, say),
            exhibit=exhibit.id,
        )
        for day, exhibit in _base(book)
    ]
    lead = say("These papers state what the goods have to meet, in the order of their dates:")
    closing = say(
        "Please tell us which requirement you mean, by the id of the defect, what you propose in its place,"
        " and when you first raised it with us in writing."
    )
    if not items:
        lead = say(
            "No paper of the order, the specification or the golden sample is registered in our record."
        )
    return Part(opening, lead, tuple(items), (closing,))


def _named(exhibit: Exhibit, say: Speaker) -> str:
    """The title as registered; before it what it is, where the title itself does not begin with that."""
    kind = say(_KINDS[exhibit.kind or ""])
    title = (exhibit.title if say.english else exhibit.title_zh) or exhibit.title or "—"
    if any(word in title.casefold() for word in kind.casefold().split()[-2:]):
        return title
    return say("{kind}, {title}", kind=kind, title=title)


def _base(book: Book) -> list[tuple[date | None, Exhibit]]:
    """Order, contract, specification and golden sample in date order, those without a date last."""
    order, first = book.case.facts.order, book.figures.first
    days = first.inspection.performed if first is not None else ()
    found: list[tuple[date | None, Exhibit]] = []
    for exhibit in book.figures.exhibits:
        if exhibit.kind not in _BASE:
            continue
        received = exhibit.source.received if exhibit.source is not None else None
        day = (
            order.date
            if exhibit.kind == "purchase-order" and order is not None and order.date
            else _day(received)
        )
        if day is None or not days or day < max(days):
            found.append((day, exhibit))
    return sorted(found, key=lambda pair: (pair[0] is None, pair[0] or date.max))


def _day(instant: datetime | None) -> date | None:
    return instant.date() if instant is not None else None
