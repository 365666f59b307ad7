"""Rows that several readers ask for: what failed, when the supplier knew, whether the goods left, what was paid."""

from __future__ import annotations

from decimal import Decimal

from lotproof.compute.clock import utc
from lotproof.view import phrases, words
from lotproof.view.book import Book, Ref
from lotproof.view.packs.checklist import Row


def verdict(book: Book) -> Row:
    """The verdict as recomputed, and whether the report's own conclusion is the same."""
    first = book.figures.first
    if first is None:
        return Row("What did the inspection find?", "none", "warn", "No inspection is part of this record.")
    word, tone = phrases.VERDICTS[first.verdict]
    agrees = {
        True: "The report's own conclusion agrees.",
        False: "The report's own conclusion differs; the report section says how.",
        None: "The report states no conclusion that can be compared.",
    }[first.agrees_with_report]
    return Row(
        "What did the inspection find?",
        word,
        "bad" if tone == "bad" else "good" if tone == "good" else "warn",
        f"{phrases.failed_heading(first)}. {agrees}",
        book.refs([first.inspection.exhibit]),
    )


def notice(book: Book) -> Row:
    """How long after the report the supplier was told in writing. Facts only: no word on whether that was in time."""
    question = "When was the supplier told, and of what?"
    car, first = book.figures.car, book.figures.first
    if car is None or not car.written:
        return Row(question, "not yet", "warn", "No written notice to the supplier is recorded.")
    text = f"In writing on {book.clocks(car.sent)}"
    issued = first.inspection.issued if first is not None else None
    if issued is not None and utc(issued) <= car.sent:
        text += f", {words.span(car.sent - utc(issued))} after the report was issued"
    attached = car.event.event.attaches
    text += (
        f", with {words.units(len(attached), 'exhibit')} attached."
        if attached
        else ", with nothing attached."
    )
    return Row(question, "yes", "good", text, book.refs([car.event.event.exhibit]))


def objection(book: Book) -> Row:
    """Whether a written objection to shipment came before the goods were loaded."""
    question = "Was shipment objected to in writing?"
    found = next((e.event for e in book.figures.log if e.event.kind == "objection"), None)
    if found is None or found.at is None:
        return Row(question, "no", "plain", "No written objection to shipment is recorded.")
    reason = (
        words.dated(book.figures.escalation.reasons["E4"]) if book.figures.escalation.raised["E4"] else ""
    )
    return Row(
        question,
        "yes",
        "good",
        f"{book.clocks(found.at)}." + (f" Ground E4: {reason}" if reason else ""),
        book.refs([found.exhibit]),
    )


def delivery(book: Book) -> Row:
    """Where the goods are, as far as the record shows it."""
    question = "Where are the goods?"
    order = book.case.facts.order
    term = f" The order says {order.incoterm}." if order is not None and order.incoterm else ""
    found = next((e.event for e in book.figures.log if e.event.kind == "shipment"), None)
    if found is None:
        done = next((e.event for e in book.figures.log if e.event.kind == "release"), None)
        freed = f" Release was authorised on {book.clocks(done.at)}." if done is not None and done.at else ""
        refs = book.refs([done.exhibit]) if done is not None else ()
        return Row(question, "not shipped", "plain", f"No shipment is recorded.{freed}{term}", refs)
    when = words.day(found.on_board) if found.on_board is not None else words.stamp(found.at)
    text = f"On board on {when}. No hand-over to the buyer is recorded.{term}"
    return Row(question, "shipped", "warn", text, book.refs([found.exhibit, found.document]))


def paid(book: Book) -> Row:
    """The payments recorded, each with what it was for; never a balance that the record does not state."""
    question = "What has been paid?"
    found = [e.event for e in book.figures.log if e.event.kind == "payment" and e.event.amount is not None]
    if not found:
        return Row(question, "nothing", "plain", "No payment is recorded.")
    parts, totals = [], dict[str, Decimal]()
    for event in found:
        assert event.amount is not None
        currency = event.amount.currency or book.figures.currency
        sign = -1 if event.what == "refund" else 1
        totals[currency] = totals.get(currency, Decimal(0)) + sign * (event.amount.value or Decimal(0))
        parts.append(
            f"{words.money(event.amount.value, currency)} {event.what or ''}".strip()
            + f" on {words.day(event.at.date()) if event.at is not None else 'a day not stated'}"
        )
    total = " and ".join(words.money(value, currency) for currency, value in totals.items())
    return Row(question, total, "plain", "; ".join(parts) + ".", book.refs(event.exhibit for event in found))


def exposure(book: Book) -> Row:
    """The exposure and what it consists of."""
    loss = book.figures.loss
    if not loss.lines:
        return Row("What is the loss put at?", "not yet", "warn", "No loss line is part of this record.")
    figure = words.money(loss.exposure, book.figures.currency)
    counted = sum(1 for line in loss.lines if line.counted and line.line.head != "margin")
    text = (
        f"{words.cardinal(counted).capitalize()} line{'' if counted == 1 else 's'}, each with its working and"
        " its exhibit in the loss section."
    )
    if loss.superseded_by_actual:
        text += " As projected: an actual result is known since, and the loss section says which."
    return Row("What is the loss put at?", figure, "plain", text)


def settled(book: Book) -> Row:
    """Whether the matter is confirmed as settled in writing; its terms are not told here."""
    found = book.figures.confirmation
    if found.state == "locked" and found.at is not None:
        scope = found.event.event.scope if found.event is not None else None
        extent = {"full": ", in full", "partial": ", in part"}.get(scope or "", "")
        text = (
            f"A resolution was confirmed in writing{extent}{',' if extent else ''} on"
            f" {book.clocks(found.at)}. The writing itself is not in this file."
        )
        return Row("Is the matter settled?", "yes", "warn", text, agreed_in(book))
    return Row(
        "Is the matter settled?",
        "no",
        "plain",
        "No complete written confirmation of a resolution is recorded.",
    )


def agreed_in(book: Book) -> tuple[Ref, ...]:
    """The writing that confirmed, with what was attached to it: the exhibits an agreement and its extent rest on."""
    found = book.figures.confirmation
    if found.event is None:
        return ()
    papers = [x for x in found.event.event.attaches if x not in found.documents.values()]
    return book.refs([found.event.event.exhibit, *papers])


def undisputed(book: Book) -> Row:
    """What nobody disputes in the record: the order, and what the supplier acknowledged; no amount."""
    figures, order = book.figures, book.case.facts.order
    parts, cited = [], list[str | None]()
    if order is not None and order.number:
        quantity = f" for {words.units(order.quantity)}" if order.quantity is not None else ""
        paper = next((e.id for e in figures.exhibits if e.kind in ("purchase-order", "contract")), None)
        parts.append(f"order {order.number}{quantity}, which no entry of the log disputes")
        cited.append(paper)
    for entry in figures.log:
        if entry.event.kind == "reply" and entry.event.acknowledges:
            parts.append(
                f"defects {' and '.join(entry.event.acknowledges)}, which the supplier acknowledged in"
                " writing"
            )
            cited.append(entry.event.exhibit)
    if not parts:
        return Row(
            "What is not disputed?",
            "nothing",
            "plain",
            "No order is named, and no defect is acknowledged in writing.",
        )
    return Row(
        "What is not disputed?",
        "stated",
        "plain",
        f"On this record: {'; '.join(dict.fromkeys(parts))}.",
        book.refs(cited),
    )
