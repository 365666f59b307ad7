"""Where the contract stands for counsel: its phase, what the supplier had before shipment, and which periods run.

Why apart: a notice, a cure and a refusal are judged by the phase, so each date is set beside what it is counted from.
"""

from __future__ import annotations

from typing import Final
from zoneinfo import ZoneInfo

from lotproof.compute.clock import utc
from lotproof.compute.convention import convention
from lotproof.compute.delivery import delivery_date
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.packs.checklist import Row

# where each rule of Incoterms 2020 places delivery (its article A2)
_DELIVERY: Final = {
    "EXW": "when the goods are placed at the buyer's disposal at the named place",
    "FCA": "when the goods are handed over to the carrier at the named place",
    "FAS": "when the goods are placed alongside the vessel",
    "FOB": "when the goods are on board the vessel",
    "CFR": "when the goods are on board the vessel",
    "CIF": "when the goods are on board the vessel",
    "CPT": "when the goods are handed over to the carrier",
    "CIP": "when the goods are handed over to the carrier",
    "DAP": "when the goods are placed at the buyer's disposal at the destination",
    "DPU": "when the goods are unloaded at the destination",
    "DDP": "when the goods are placed at the buyer's disposal at the destination",
}


def phase(book: Book) -> Row:
    """Before delivery or after shipment, by the order's term of delivery; the goods' hand-over is never assumed."""
    order, agreed = book.case.facts.order, delivery_date(book.case.facts)
    term = (order.incoterm or "").strip() if order is not None else ""
    place = _DELIVERY.get(term[:3].upper())
    rule = f" {term} places delivery {place} (Incoterms 2020, A2)." if place else ""
    due = f" Delivery date of the order: {words.day(agreed.day)}." if agreed is not None else ""
    gone = next((e.event for e in book.figures.log if e.event.kind == "shipment"), None)
    clause = book.refs([agreed.clause.exhibit]) if agreed is not None else ()
    question = "In which phase is the contract?"
    if gone is None:
        text = f"No shipment is recorded.{rule}{due}"
        return Row(question, "before shipment", "plain", text, clause)
    when = words.day(gone.on_board) if gone.on_board is not None else words.stamp(gone.at)
    text = f"Shipped on {when}.{rule} No receipt by the buyer is recorded.{due}"
    return Row(question, "after shipment", "warn", text, (*book.refs([gone.exhibit, gone.document]), *clause))


def knew(book: Book) -> Row:
    """What was sent to the supplier before the goods left, in days of the supplier's own clock."""
    question = "What did the supplier have before shipment?"
    gone = next((e.event for e in book.figures.log if e.event.kind == "shipment"), None)
    car, first = book.figures.car, book.figures.first
    if gone is None:
        return Row(question, "not shipped", "plain", "No shipment is recorded.")
    if car is None or not car.written:
        return Row(question, "nothing", "warn", "No written request before the shipment is recorded.")
    zone = ZoneInfo(book.supplier_zone)
    loaded = gone.on_board or utc(gone.at).astimezone(zone).date()
    days = (loaded - car.sent.astimezone(zone).date()).days
    report = first.inspection.exhibit if first is not None else None
    carried = report is not None and report in car.event.event.attaches
    what = "The request, with the inspection report attached," if carried else "The request"
    if days <= 0:
        text = f"{what} was not sent before the day the goods were shipped."
        return Row(question, "not before", "warn", text, book.refs([car.event.event.exhibit]))
    asked = (
        " Whether Art. 40 CISG bears on that is for counsel." if convention(book.case.facts).may_apply else ""
    )
    return Row(
        question,
        f"{words.units(days, 'day')} before",
        "good",
        f"{what} was sent {words.units(days, 'day')} before the on-board date.{asked}",
        book.refs([car.event.event.exhibit, report if carried else None, gone.exhibit, gone.document]),
    )


def periods(book: Book) -> Row:
    """Which dates run and from what; those from the hand-over are not known while none is recorded."""
    found = [
        e.event
        for e in book.figures.log
        if e.event.respond_by is not None and e.event.from_ in (None, "buyer")
    ]
    parts = [
        f"A reply was asked for by {book.clocks(e.respond_by)}." for e in found if e.respond_by is not None
    ]
    parts.append(
        "Periods from the hand-over of the goods (such as the two years of Art. 39(2) CISG or of Art. 621 of"
        " the PRC Civil Code, where one of them governs) have no date here: no hand-over to the buyer is"
        " recorded."
    )
    return Row(
        "Which periods run?", "no hand-over", "plain", " ".join(parts), book.refs(e.exhibit for e in found)
    )
