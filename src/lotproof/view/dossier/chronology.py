"""The chronology: every dated fact in its true order, in both local times, with the decisive ones marked."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from lotproof.case.case import LogEvent
from lotproof.view import words
from lotproof.view.book import Book

_WORDS = {
    "evidence-frozen": "Evidence frozen: the package was complete",
    "car": "Corrective Action Request",
    "reply": "Supplier's written reply",
    "answer": "Reply to the pushback",
    "offer": "The four options sent",
    "call": "Call: a verbal word",
    "summary": "Written summary of what was said",
    "confirmation": "Supplier's written confirmation",
    "objection": "Written objection to shipment",
    "shipment": "Shipment",
    "sort": "Sort of the lot",
    "reinspection-booked": "Re-inspection booked",
    "reinspection": "Re-inspection",
    "invoice": "Invoice",
    "payment": "Payment",
    "release": "Release authorised",
    "waiver": "Waiver",
    "escalation": "Escalation",
    "note": "Note",
}
_MARKED = {
    "car": "notice",
    "objection": "objection",
    "shipment": "on board",
    "payment": "payment",
    "release": "release",
    "confirmation": "confirmation",
}


def chronology(book: Book) -> list[dict[str, Any]]:
    """Rows in order of time; a fact dated by day only stands at the start of its day and says so."""
    rows: list[tuple[datetime, int, dict[str, Any]]] = []
    contact = book.figures.process.first_contact
    for entry in book.figures.log:
        rows.append((_at(entry), 1, _event_row(book, entry, first=entry is contact)))
    order = book.case.facts.order
    if order is not None and order.date is not None:
        purchase = next((e.id for e in book.figures.exhibits if e.kind == "purchase-order"), None)
        rows.append(_day_row(book, order.date, f"Purchase order {order.number or ''}".strip(), purchase))
    for found in book.figures.inspections:
        inspection = found.inspection
        label = "Inspection" if found.index == 0 else "Re-inspection"
        for performed in inspection.performed[:1]:
            until = f" to {words.day(inspection.performed[-1])}" if len(inspection.performed) > 1 else ""
            text = f"{label} {inspection.id or ''} performed{until}"
            rows.append(_day_row(book, performed, text, inspection.exhibit))
        if inspection.issued is not None:
            text = f"Report {inspection.id or ''} issued, {inspection.status or 'status not stated'}"
            rows.append(
                (
                    inspection.issued,
                    0,
                    _row(book, inspection.issued, text, "", "", [inspection.exhibit], None),
                )
            )
    credit = book.case.facts.letter_of_credit
    known = book.figures.credit
    if credit is not None and credit.presented is not None and known is not None and known.examination_ends:
        rows.append(
            _day_row(
                book,
                credit.presented,
                "Documents presented under the credit",
                credit.presented_exhibit or credit.exhibit,
            )
        )
    rows.sort(key=lambda item: (item[0], item[1]))
    return [row for _, _, row in rows]


def _at(entry: LogEvent) -> datetime:
    assert entry.event.at is not None
    return entry.event.at


def _event_row(book: Book, entry: LogEvent, first: bool) -> dict[str, Any]:
    event = entry.event
    text = _WORDS.get(event.kind or "", event.kind or "")
    if event.kind == "note":
        text = " ".join(entry.body.split()) or text
    if event.kind == "shipment" and event.on_board is not None:
        text += f": on board {words.day(event.on_board)}"
    if event.kind in ("payment", "invoice") and event.amount is not None:
        amount = words.money(event.amount.value, event.amount.currency or book.figures.currency)
        text += f": {amount}" + (f", {event.what}" if event.what else "")
    if event.kind == "sort" and event.conforming is not None:
        text += f": {words.number(event.conforming)} conforming, {words.number(event.removed)} removed"
    if event.kind == "escalation" and event.route:
        text += f": {event.route}"
    if event.kind == "release" and event.authorised_by:
        text += f" by {event.authorised_by}"
    mark = _MARKED.get(event.kind or "")
    if event.kind == "payment" and event.what == "deposit":
        mark = None
    if first:
        mark = "first contact" if mark is None else f"first contact, {mark}"
    who = event.from_ or ""
    if event.to:
        who += f" to {event.to}"
    channel = words.CHANNEL_WORDS.get(event.channel or "", "")
    row = _row(book, event.at, text, who, channel, [event.exhibit, event.document], mark)
    # a transport document proves a day: the time typed to put the entry in its place is no fact of the record
    return row | _dated(event.on_board) if event.kind == "shipment" and event.on_board is not None else row


def _row(
    book: Book,
    at: datetime | None,
    text: str,
    who: str,
    channel: str,
    exhibits: list[str | None],
    mark: str | None,
) -> dict[str, Any]:
    assert at is not None
    buyer, china = at.astimezone(ZoneInfo(book.buyer_zone)), at.astimezone(ZoneInfo(book.supplier_zone))
    return {
        "buyer_day": words.day(buyer.date()),
        "buyer_clock": f"{words.clock(buyer)}{words.NBSP}{words.offset_of(buyer)}",
        "china_day": words.day(china.date()),
        "china_clock": f"{words.clock(china)}{words.NBSP}{words.offset_of(china)}",
        "text": text,
        "who": who,
        "channel": channel,
        "mark": mark,
        "refs": book.refs(exhibits),
    }


def _dated(day: date) -> dict[str, str]:
    """A day of which no time is known, in both columns."""
    return {
        "buyer_day": words.day(day),
        "buyer_clock": "date only",
        "china_day": words.day(day),
        "china_clock": "date only",
    }


def _day_row(book: Book, day: date, text: str, exhibit: str | None) -> tuple[datetime, int, dict[str, Any]]:
    start = datetime.combine(day, time(), tzinfo=ZoneInfo(book.supplier_zone))
    row = {
        **_dated(day),
        "text": text,
        "who": "",
        "channel": "",
        "mark": None,
        "refs": book.refs([exhibit]),
    }
    return start, 0, row
