"""The Corrective Action Request: facts, numbers, four asks with dates, four ways out, and nothing else.

Polite and hard: it names defects, not people; it concludes nothing in law; it holds nothing the record does not prove.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lotproof.compute.clock import utc
from lotproof.compute.convention import convention
from lotproof.compute.figures import CarFigures, InspectionFigures, OptionFigures
from lotproof.compute.options import open_critical, option_figures
from lotproof.view import phrases, words
from lotproof.view.book import Book
from lotproof.view.letters import findings
from lotproof.view.letters.asks import (
    FULL_8D_DAYS,
    answer,
    asks,
    deadline,
    full_8d,
    within,
)
from lotproof.view.letters.exposure import exposure
from lotproof.view.letters.fit import agreed_delivery, fit
from lotproof.view.letters.options import preference, row
from lotproof.view.letters.sheet import attached, attachments, cites, heading_level, subject
from lotproof.view.say import ENGLISH, Speaker, chinese

__all__ = ["FULL_8D_DAYS", "SUBJECT", "car_view", "options_then"]

SUBJECT = "Corrective Action Request"


def car_view(book: Book, say: Speaker = ENGLISH) -> dict[str, Any]:
    """What `_car.html.j2` prints, in the language of `say`: the letter as it was sent, or the draft to send."""
    figures = book.figures
    first, car = figures.first, figures.car
    enclosed = frozenset(attached(book))
    found = options_then(book)
    return {
        "say": say,
        "level": heading_level(book),
        "standalone": not book.linked,
        "sent": car is not None,
        "date": say.stamp(car.sent, book.buyer_zone) if car is not None else None,
        "channel": _channel(car, say) if car is not None else None,
        "subject": subject(book, SUBJECT),
        "notice": _notice(book, say),
        "notice_refs": cites(book, [car.event.event.exhibit]) if car is not None else (),
        "opening": _opening(book, first, say),
        "reference": findings.reference(book, first, enclosed, say),
        "clauses": findings.clauses(book, say),
        "found_heading": phrases.failed_heading(first, say) if first is not None else say("What was found"),
        "conclusion": _conclusion(first, say),
        "conclusion_refs": cites(book, [first.inspection.exhibit]) if first is not None else (),
        "scopes": findings.scopes(first, say) if first is not None else [],
        "defects": findings.defects(book, first, say) if first is not None else [],
        "short": findings.short_delivery(book, first, say) if first is not None else None,
        "projected": findings.projected(first, say) if first is not None else [],
        "lot": say.number(first.lot) if first is not None and first.lot is not None else None,
        "money": exposure(book, say),
        "containment": _containment(book, say),
        "deadline": deadline(book, car, say),
        "asks": asks(car, first, say),
        "full_8d": full_8d(book, car, say),
        "period": _period(book, say),
        "options": [
            row(book, option, say) | {"fit": fit(book, option.name, say) if option.available else None}
            for option in found
        ],
        "delivery": agreed_delivery(book, say, attached=True),
        "preferred": preference(book, found, say),
        "answer": answer(book, car, say) | {"zh": answer(book, car, chinese())},
        "attachments": attachments(book, say),
        "attached_refs": cites(book, attached(book)),
        "attached": _exhibits(len(enclosed), say),
    }


def _exhibits(count: int, say: Speaker) -> str:
    return say.many("One exhibit", "{n} exhibits", count) if count else say("No exhibit")


def _channel(car: CarFigures, say: Speaker) -> str | None:
    word = words.CHANNEL_WORDS.get(car.event.event.channel or "")
    return say(word) if word else None


def _notice(book: Book, say: Speaker) -> str:
    car = book.figures.car
    if car is None:
        return say(
            "This letter has not been sent. It is the draft to send, with the exhibits named at its end."
        )
    sent, channel = say.stamp(car.sent, book.buyer_zone, weekday=True), _channel(car, say)
    by = (
        say("Sent on {at} by {channel}", at=sent, channel=channel)
        if channel
        else say("Sent on {at}", at=sent)
    )
    as_of, exhibit = say.utc(book.figures.as_of), car.event.event.exhibit
    if exhibit is None:
        return say("{sent}. Set here from the record as it stands at {at}.", sent=by, at=as_of)
    return say(
        "{sent}. Set here from the record as it stands at {at}; the message as it was sent is exhibit"
        " {exhibit}.",
        sent=by,
        at=as_of,
        exhibit=exhibit,
    )


def _opening(book: Book, first: InspectionFigures | None, say: Speaker) -> list[str]:
    order, car = book.case.facts.order, book.figures.car
    by = within(book, car, say)
    goods = (
        say("order {number}", number=order.number) if order is not None and order.number else say("the order")
    )
    if first is None:
        return [say("This letter concerns {goods}. We ask for your answer {by}.", goods=goods, by=by)]
    failed = [
        phrases.sample_sentence(scope, c, first.lot, say)
        for scope, c in findings.worst_first(first)
        if c.verdict == "fail"
    ]
    return [
        say.sentences([_inspected(book, first, goods, say), *failed]),
        say(
            "This letter states what was found, what it is projected to cost, and what we ask you to tell us"
            " {by}.",
            by=by,
        ),
    ]


def _inspected(book: Book, first: InspectionFigures, goods: str, say: Speaker) -> str:
    """When and by whom the goods were inspected."""
    days, inspector = sorted(first.inspection.performed), book.case.facts.inspector
    if not days:
        on = say("on a date not stated")
    elif len(days) == 1:
        on = say("on {day}", day=say.day(days[0]))
    else:
        on = say("from {low} to {high}", low=say.day(days[0]), high=say.day(days[-1]))
    who = (inspector.name if inspector is not None else None) or ""
    if not who:
        return say("The goods of {goods} were inspected {on}.", goods=goods, on=on)
    text = say("The goods of {goods} were inspected {on} by {who}.", goods=goods, on=on, who=who)
    return text[:-1] if text.endswith("..") else text


def _conclusion(first: InspectionFigures | None, say: Speaker) -> str:
    if first is None:
        return ""
    verdict, said = say(phrases.VERDICTS[first.verdict][0]), first.inspection.conclusion
    if not said:
        return say(
            "The report states no conclusion; recomputed from its own counts the verdict on the lot is"
            " {verdict}.",
            verdict=verdict,
        )
    if first.agrees_with_report is False:
        return say(
            "The report classifies the lot “{said}”, but recomputed from its own counts the verdict is"
            " {verdict}.",
            said=said,
            verdict=verdict,
        )
    return say(
        "The report classifies the lot “{said}”, and recomputed from its own counts the verdict is"
        " {verdict}.",
        said=said,
        verdict=verdict,
    )


def _period(book: Book, say: Speaker) -> str:
    """What the 48 hours are not; the convention is named only where the record gives a ground for it."""
    if convention(book.case.facts).may_apply:
        return say("This is not the fixing of an additional period under Art. 47 CISG.")
    return say("The 48 hours are a time for information and fix no additional period for performance.")


def _containment(book: Book, say: Speaker) -> list[str]:
    car = book.figures.car
    gone = any(
        e.event.kind == "shipment" and (car is None or utc(e.event.at) <= car.sent) for e in book.figures.log
    )
    hold = (
        say("tell us where the goods are, and hold every part of the lot that has not left your control")
        if gone
        else say("hold the whole lot at the factory: ship, load and hand over no part of it (stop-ship)")
    )
    return [
        hold,
        say(
            "keep the nonconforming units that were found marked and apart, and the rest of the lot in"
            " quarantine"
        ),
        say(
            "check other stock, work in progress and goods in transit made with the same parts or process,"
            " and tell us what you find"
        ),
    ]


def options_then(book: Book) -> Sequence[OptionFigures]:
    """The options as they were open when the letter was sent: what happened later closes none of them here."""
    figures = book.figures
    if figures.car is None:
        return figures.options
    before = [e for e in figures.log if utc(e.event.at) <= figures.car.sent]
    return option_figures(book.case.facts, figures.first, open_critical(figures.first, None), before)
