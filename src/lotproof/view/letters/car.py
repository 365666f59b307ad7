"""The Corrective Action Request: facts, numbers, four asks with dates, four ways out, and nothing else.

Polite and hard: it names defects, not people; it concludes nothing in law; it holds nothing the record does not prove.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from lotproof.case.events import ASKS
from lotproof.compute import calendar
from lotproof.compute.clock import utc
from lotproof.compute.figures import CarFigures, InspectionFigures, OptionFigures
from lotproof.compute.options import open_critical, option_figures
from lotproof.view import phrases, words
from lotproof.view.book import Book
from lotproof.view.letters import chinese, findings
from lotproof.view.letters.options import preference, row
from lotproof.view.letters.sheet import attached, attachments, cites, heading_level, reply_to, subject

SUBJECT = "Corrective Action Request"
FULL_8D_DAYS = 10  # Chinese working days after the request (A17)
_UNSENT = "48 hours after this letter is sent"
_DETAILS = {
    "root-cause": "for {classes}: why it arose, and why it was not found before the inspection",
    "corrective-action": "what is done with this lot, and what keeps the defect from the next one",
    "timeline": "the date of each step, and the date the goods are ready for re-inspection",
    "responsible": "the person who answers for each step: name, title, address for messages",
}


def car_view(book: Book) -> dict[str, Any]:
    """What `_car.html.j2` and `car.html.j2` print: the letter as sent, or the draft to send."""
    figures = book.figures
    first, car = figures.first, figures.car
    enclosed = frozenset(attached(book))
    found = _options_then(book)
    return {
        "level": heading_level(book),
        "standalone": not book.linked,
        "sent": car is not None,
        "date": words.stamp(car.sent, book.buyer_zone) if car is not None else None,
        "channel": words.CHANNEL_WORDS.get(car.event.event.channel or "") if car is not None else None,
        "subject": subject(book, SUBJECT),
        "notice": _notice(book),
        "notice_refs": cites(book, [car.event.event.exhibit]) if car is not None else (),
        "opening": _opening(book, first),
        "reference": findings.reference(book, first, enclosed),
        "clauses": findings.clauses(book),
        "found_heading": phrases.failed_heading(first) if first is not None else "What was found",
        "conclusion": _conclusion(first),
        "conclusion_refs": cites(book, [first.inspection.exhibit]) if first is not None else (),
        "scopes": findings.scopes(first) if first is not None else [],
        "defects": findings.defects(book, first) if first is not None else [],
        "short": findings.short_delivery(book, first) if first is not None else None,
        "projected": findings.projected(first) if first is not None else [],
        "lot": words.number(first.lot) if first is not None and first.lot is not None else None,
        "money": findings.money(book),
        "containment": _containment(book),
        "deadline": _deadline(book, car),
        "asks": _asks(car, first),
        "full_8d": _full_8d(car),
        "options": [row(book, option) for option in found],
        "preferred": preference(book, found),
        "answer": _answer(book, car),
        "attachments": attachments(book),
        "attached_refs": cites(book, attached(book)),
        "attached": words.units(len(enclosed), "exhibit").capitalize(),
    }


def _notice(book: Book) -> str:
    car = book.figures.car
    if car is None:
        return "This letter has not been sent. It is the draft to send, with the exhibits named at its end."
    channel = words.CHANNEL_WORDS.get(car.event.event.channel or "")
    by = f" by {channel}" if channel else ""
    text = (
        f"Sent on {words.stamp(car.sent, book.buyer_zone, with_weekday=True)}{by}. Set here from the record as it "
        f"stands at {words.utc_stamp(book.figures.as_of)}"
    )
    exhibit = car.event.event.exhibit
    return f"{text}; the message as it was sent is exhibit {exhibit}." if exhibit else f"{text}."


def _opening(book: Book, first: InspectionFigures | None) -> list[str]:
    order, car = book.case.facts.order, book.figures.car
    by = f"by {_short(car.deadline, book.supplier_zone)}" if car is not None else f"within {_UNSENT}"
    goods = f"order {order.number}" if order is not None and order.number else "the order"
    if first is None:
        return [f"This letter concerns {goods}. We ask for your answer {by}."]
    inspector = book.case.facts.inspector
    who = f" by {inspector.name}" if inspector is not None and inspector.name else ""
    failed = [
        phrases.sample_sentence(scope, c, first.lot)
        for scope, c in findings.worst_first(first)
        if c.verdict == "fail"
    ]
    on = f"on {findings.performed(first)}" if first.inspection.performed else "on a date not stated"
    if len(first.inspection.performed) > 1:
        on = f"from {findings.performed(first)}"
    lead = f"The goods of {goods} were inspected {on}{who}".rstrip(".") + "."
    return [
        " ".join([lead, *failed]),
        f"This letter states what was found, what it is projected to cost, and what we ask you to tell us {by}.",
    ]


def _short(instant: datetime, zone: str) -> str:
    return words.stamp(instant, zone, with_weekday=True)


def _conclusion(first: InspectionFigures | None) -> str:
    if first is None:
        return ""
    verdict = phrases.VERDICTS[first.verdict][0]
    said = first.inspection.conclusion
    if not said:
        return f"The report states no conclusion; recomputed from its own counts the verdict on the lot is {verdict}."
    joint = "and" if first.agrees_with_report is not False else "but"
    return f"The report classifies the lot “{said}”, {joint} recomputed from its own counts the verdict is {verdict}."


def _containment(book: Book) -> list[str]:
    car = book.figures.car
    gone = any(
        e.event.kind == "shipment" and (car is None or utc(e.event.at) <= car.sent) for e in book.figures.log
    )
    hold = (
        "tell us where the goods are, and hold every part of the lot that has not left your control"
        if gone
        else "hold the whole lot at the factory: ship, load and hand over no part of it (stop-ship)"
    )
    return [
        hold,
        "keep the nonconforming units that were found marked and apart, and the rest of the lot in quarantine",
        "check other stock, work in progress and goods in transit made with the same parts or process, and tell us "
        "what you find",
    ]


def _deadline(book: Book, car: CarFigures | None) -> dict[str, Any]:
    """The deadline on three clocks, and what of it are working days in China."""
    if car is None:
        return {"rows": [("Deadline", _UNSENT)], "notes": [], "working_days": None}
    inside = car.china_working_days_inside
    lies = "day lies" if inside == 1 else "days lie"
    notes = [f"{words.cardinal(inside).capitalize()} Chinese working {lies} inside the window."]
    if car.holiday_caution:
        notes.append(_holiday(car))
    if not car.calendar_known:
        notes.append(
            "Public holidays of that year are not in the calendar used; Mondays to Fridays were counted."
        )
    china = "China" if book.supplier_zone == "Asia/Shanghai" else f"Supplier, {book.supplier_zone}"
    return {
        "rows": [
            (china, words.stamp(car.deadline, book.supplier_zone, with_weekday=True)),
            (f"Buyer, {book.buyer_zone}", words.stamp(car.deadline, book.buyer_zone, with_weekday=True)),
            ("UTC", f"{words.weekday(car.deadline.date())}{words.NBSP}{words.utc_stamp(car.deadline)}"),
        ],
        "notes": notes,
    }


def _holiday(car: CarFigures) -> str:
    """What the calendar says of the window's end. It grants no more time: the 48 hours are elapsed time."""
    last, text = calendar.china_date(car.deadline), ""
    if calendar.is_holiday(last):
        text = f"It ends on a public holiday in China, {words.weekday(last)} {words.day(last)}. "
    if car.courtesy_date is not None:
        first = f"{words.weekday(car.courtesy_date)} {words.day(car.courtesy_date)}"
        text += f"The first Chinese working day on or after its end is {first}. "
    return f"{text}The 48 hours are counted as elapsed time; please tell us within them if somebody you need is away."


def _asks(car: CarFigures | None, first: InspectionFigures | None) -> list[dict[str, str]]:
    due = words.stamp(car.deadline, "Asia/Shanghai", with_weekday=True) if car is not None else _UNSENT
    classes = _classes(first)
    return [
        {
            "ask": words.ASK_WORDS[ask] + (" (preliminary)" if ask == "root-cause" else ""),
            "detail": _DETAILS[ask].format(classes=classes) if ask == "root-cause" else _DETAILS[ask],
            "owner": "Supplier",
            "due": due,
        }
        for ask in ASKS
    ]


def _classes(first: InspectionFigures | None) -> str:
    """The failed classes with the ids of their defects: the major class (D1, D2)."""
    failed = first.failed_classes() if first is not None else ()
    if first is None or not failed:
        return "each defect category"
    texts = []
    for name in failed:
        ids = [d.id for d in first.inspection.defects if d.cls == name and d.id]
        texts.append(f"{name} class ({', '.join(ids)})" if ids else f"{name} class")
    return "the " + (texts[0] if len(texts) == 1 else f"{', the '.join(texts[:-1])} and the {texts[-1]}")


def _full_8d(car: CarFigures | None) -> str:
    if car is None:
        return (
            f"{words.cardinal(FULL_8D_DAYS)} Chinese working days after this letter is sent (requested date)"
        )
    day = working_days_after(calendar.china_date(car.sent), FULL_8D_DAYS)
    return f"{words.weekday(day)}{words.NBSP}{words.day(day)} (requested date)"


def working_days_after(day: date, count: int) -> date:
    """The `count`th Chinese working day after `day`, which is day 0 (K7)."""
    for _ in range(count):
        day = calendar.next_working_day(day + timedelta(days=1))
    return day


def _options_then(book: Book) -> tuple[OptionFigures, ...]:
    """The options as they were open when the letter was sent: what happened later closes none of them here."""
    figures = book.figures
    if figures.car is None:
        return figures.options
    before = [e for e in figures.log if utc(e.event.at) <= figures.car.sent]
    return option_figures(book.case.facts, figures.first, open_critical(figures.first, None), before)


def _answer(book: Book, car: CarFigures | None) -> dict[str, Any]:
    until = (
        f"48 小时内（北京时间 {chinese.beijing(car.deadline)} 前）"
        if car is not None
        else "本函发出后 48 小时内"
    )
    return {
        "email": reply_to(book),
        "until_zh": until,
        "until": words.stamp(car.deadline, "Asia/Shanghai", with_weekday=True) + " China time"
        if car is not None
        else _UNSENT,
    }
