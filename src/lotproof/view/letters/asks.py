"""What the request asks for and by when: four answers with owner and date, the deadline on three clocks, the 8D.

The 48 hours are elapsed time from the sent instant (A8); no holiday adds to them, and none of them is a legal period.
"""

from __future__ import annotations

from typing import Any

from lotproof.case.calendars import Calendar
from lotproof.case.events import ASKS
from lotproof.compute import calendar
from lotproof.compute.figures import CarFigures, InspectionFigures
from lotproof.view import phrases, words
from lotproof.view.book import Book
from lotproof.view.letters.sheet import reply_to
from lotproof.view.say import BEIJING, Speaker
from lotproof.view.words import noted

FULL_8D_DAYS = 10  # Chinese working days after the request (A17)
_UNSENT = noted("48 hours after this letter is sent")
_DETAILS = {
    "root-cause": noted("for {classes}: why it arose, and why it was not found before the inspection"),
    "corrective-action": noted("what is done with this lot, and what keeps the defect from the next one"),
    "timeline": noted("the date of each step, and the date the goods are ready for re-inspection"),
    "responsible": noted("the person who answers for each step: name, title, address for messages"),
}


def within(book: Book, car: CarFigures | None, say: Speaker) -> str:
    """by Sat 15 Aug 2026, 23:15 +08:00; before it is sent, within 48 hours after this letter is sent."""
    if car is None:
        return say("within 48 hours after this letter is sent")
    return say("by {at}", at=say.stamp(car.deadline, book.supplier_zone, weekday=True))


def deadline(book: Book, car: CarFigures | None, say: Speaker) -> dict[str, Any]:
    """The deadline on three clocks, the supplier's first, and what of it are working days in China."""
    if car is None:
        return {"rows": [(say("Deadline"), say(_UNSENT))], "notes": []}
    notes = [_working_days(car.china_working_days_inside, say)]
    if car.holiday_caution:
        notes += _holiday(car, say, calendar.in_china(book.case.house))
    if not car.calendar_known:
        notes.append(
            say("Public holidays of that year are not in the calendar used; Mondays to Fridays were counted.")
        )
    theirs = (
        say("China") if book.supplier_zone == BEIJING else say("Supplier, {zone}", zone=book.supplier_zone)
    )
    return {
        "rows": [
            (theirs, say.stamp(car.deadline, book.supplier_zone, weekday=True)),
            (
                say("Buyer, {zone}", zone=book.buyer_zone),
                say.stamp(car.deadline, book.buyer_zone, weekday=True),
            ),
            ("UTC", say.utc(car.deadline, weekday=True)),
        ],
        "notes": notes,
    }


def _working_days(count: int, say: Speaker) -> str:
    if count == 1:
        return say("One Chinese working day lies inside the window.")
    if count == 0:
        return say("No Chinese working days lie inside the window.")
    number = say.cardinal(count)
    return say("{count} Chinese working days lie inside the window.", count=number[:1].upper() + number[1:])


def _holiday(car: CarFigures, say: Speaker, china: Calendar) -> list[str]:
    """What the calendar says of the window's end. It grants no more time: the 48 hours are elapsed time."""
    last, notes = calendar.china_date(car.deadline), []
    if china.is_holiday(last):
        notes.append(say("It ends on a public holiday in China, {day}.", day=say.day(last, weekday=True)))
    if car.courtesy_date is not None:
        day = say.day(car.courtesy_date, weekday=True)
        notes.append(say("The first Chinese working day on or after its end is {day}.", day=day))
    notes.append(
        say(
            "The 48 hours are counted as elapsed time; please tell us within them if somebody you need is"
            " away."
        )
    )
    return notes


def asks(car: CarFigures | None, first: InspectionFigures | None, say: Speaker) -> list[dict[str, str]]:
    """The four asks of R30, each with its owner and its date."""
    due = say.stamp(car.deadline, BEIJING, weekday=True) if car is not None else say(_UNSENT)
    classes = _classes(first, say)
    rows = []
    for ask in ASKS:
        label = say(words.ASK_WORDS[ask])
        if ask == "root-cause":
            label = say("{ask} (preliminary)", ask=label)
        detail = say(_DETAILS[ask], classes=classes)
        rows.append({"ask": label, "detail": detail, "owner": say("Supplier"), "due": due})
    return rows


def _classes(first: InspectionFigures | None, say: Speaker) -> str:
    """The failed classes with the ids of their defects: the major class (D1, D2)."""
    failed = first.failed_classes() if first is not None else ()
    if first is None or not failed:
        return say("each defect category")
    texts = []
    for name in failed:
        ids = [d.id for d in first.inspection.defects if d.cls == name and d.id]
        said = say(phrases.CLASSES[name])
        texts.append(
            say("the {name} class ({ids})", name=said, ids=say.row(ids))
            if ids
            else say("the {name} class", name=said)
        )
    return say.listed(texts)


def full_8d(book: Book, car: CarFigures | None, say: Speaker) -> str:
    """The day the full 8D report is asked for."""
    if car is None:
        return say("ten Chinese working days after this letter is sent (requested date)")
    day = calendar.in_china(book.case.house).working_days_after(calendar.china_date(car.sent), FULL_8D_DAYS)
    return say("{day} (requested date)", day=say.day(day, weekday=True))


def answer(book: Book, car: CarFigures | None, say: Speaker) -> dict[str, Any]:
    """How and until when to answer, in two sentences."""
    email = reply_to(book)
    where = say("by e-mail to {address}", address=email) if email else say("by e-mail")
    until = (
        say("within 48 hours, by {at} China time,", at=say.stamp(car.deadline, BEIJING, weekday=True))
        if car is not None
        else say("within 48 hours after this letter is sent,")
    )
    return {
        "email": email,
        "text": say(
            "Please answer {where} {until} in English or in Chinese, under the same subject line, naming"
            " each defect by its id. Messages and calls are welcome for speed; what is relied on is the"
            " e-mail.",
            where=where,
            until=until,
        ),
        "items": say(
            "The four answers are: root cause (preliminary), corrective action, timeline, responsible party."
        ),
    }
