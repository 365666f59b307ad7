"""The first page, read in thirty seconds: who, what was found, what it costs, what was asked, where it stands."""

from __future__ import annotations

from typing import Any

from lotproof.case.case import LogEvent
from lotproof.case.inspection import CLASSES
from lotproof.compute.figures import ClassFigures, InspectionFigures, ScopeFigures
from lotproof.view import phrases, words
from lotproof.view.book import Book


def cover(book: Book) -> dict[str, Any]:
    """Everything on the first page."""
    facts, figures = book.case.facts, book.figures
    first = figures.first
    order = facts.order
    return {
        "title": facts.title or book.case.id,
        "buyer": facts.buyer.name if facts.buyer else None,
        "supplier": facts.supplier.name if facts.supplier else None,
        "supplier_zh": facts.supplier.name_zh if facts.supplier else None,
        "uscc": facts.supplier.uscc if facts.supplier else None,
        "order": _order_line(book),
        "order_refs": book.refs([e.id for e in figures.exhibits if e.kind == "purchase-order"][:1]),
        "inspector": facts.inspector.name if facts.inspector else None,
        "sentences": _sentences(first),
        "sentence_refs": book.refs([first.inspection.exhibit]) if first else (),
        "panel": [
            panel_row(scope, found, first)
            for scope in (first.scopes if first else ())
            for found in scope.classes
        ],
        "exposure": words.money(figures.loss.exposure, figures.currency) if figures.loss.lines else None,
        "exposure_note": _exposure_note(book),
        "asked": _asked(book),
        "answered": _answered(book),
        "state": phrases.STATES.get(figures.state, figures.state),
        "trio": trio(book),
        "integrity": integrity_lines(book),
        "product": order.product if order else None,
    }


def _order_line(book: Book) -> str:
    order = book.case.facts.order
    if order is None:
        return "not stated"
    parts = [f"PO {order.number or 'not stated'}"]
    if order.date:
        parts.append(f"of {words.day(order.date)}")
    line = " ".join(parts) + f": {order.product or 'product not stated'}"
    if order.quantity is not None and order.unit_price is not None:
        currency = book.figures.currency
        value = order.quantity * order.unit_price
        line += (
            f", {words.number(order.quantity)} × {words.money(order.unit_price, currency)} = "
            f"{words.money(value, currency)}"
        )
    return line + (f", {order.incoterm}" if order.incoterm else "")


def _sentences(first: InspectionFigures | None) -> list[str]:
    if first is None:
        return ["No inspection report was in the record at this instant."]
    grave = [(s, c) for s in first.scopes for c in s.classes if c.verdict == "fail"]
    shown = grave or [(s, c) for s in first.scopes for c in s.classes]
    shown.sort(key=lambda pair: CLASSES.index(pair[1].name))
    return [phrases.sample_sentence(scope, found, first.lot) for scope, found in shown]


def panel_row(scope: ScopeFigures, found: ClassFigures, first: InspectionFigures | None) -> dict[str, Any]:
    """One class of one sample in the verdict panel."""
    word, tone = phrases.verdict(found)
    several = first is not None and len(first.scopes) > 1
    label = words.CLASS_WORDS[found.name] + (f" · {scope.scope.id}" if several else "")
    if found.limits is None:
        projected, interval = "—", phrases.PROBLEMS.get(found.problem or "", "no projection yet")
    elif found.units == 0:
        projected, interval = "0", f"up to {words.number(found.up_to)}"
    else:
        projected, interval = words.number(found.projected), words.between(*found.limits)
    return {
        "label": label,
        "aql": phrases.aql(found),
        "found": phrases.counted(scope, found),
        "accepts": words.number(found.ac),
        "verdict": word,
        "tone": tone,
        "projected": projected,
        "interval": interval,
    }


def _exposure_note(book: Book) -> str:
    loss = book.figures.loss
    parts = [f"{words.money(amount, book.figures.currency)} {status}" for status, amount in loss.by_status]
    note = " + ".join(parts) if len(parts) > 1 else (f"{loss.by_status[0][0]}" if parts else "")
    if loss.margin:
        note += f"; lost margin of {words.money(loss.margin, book.figures.currency)} is a separate head, not included"
    if loss.superseded_by_actual:
        note += "; as projected before the actual result was known"
    return note


def _asked(book: Book) -> dict[str, Any] | None:
    car = book.figures.car
    if car is None:
        return None
    return {
        "text": f"Corrective Action Request sent {words.stamp(car.sent, book.buyer_zone)} by "
        f"{words.CHANNEL_WORDS.get(car.event.event.channel or '', 'a channel not stated')}; answer asked for by "
        f"{book.clocks(car.deadline)}.",
        "refs": book.refs([car.event.event.exhibit]),
        "remaining": f"{words.elapsed(car.remaining_s)} of 48:00:00 remain."
        if car.remaining_s and book.figures.response is None
        else None,
    }


def _answered(book: Book) -> dict[str, Any]:
    figures = book.figures
    if figures.response is None:
        if figures.car is None:
            return {"text": "Nothing has been asked yet.", "refs": ()}
        return {
            "text": f"No written response had been received by {words.utc_stamp(figures.as_of)}.",
            "refs": (),
        }
    response = figures.response
    asks = f"{response.asks_answered} of {response.asks} asks answered"
    kind = {
        "answered-full": "every ask answered for every failed class",
        "answered-partial": asks,
        "answered-general-denial": f"a general denial that names no defect; {asks}",
    }[response.kind]
    timing = "inside the 48 hours" if response.in_time else "after the 48 hours"
    return {
        "text": f"First written response {words.stamp(response.at, book.supplier_zone)}, {timing}: {kind}.",
        "refs": book.refs([response.events[0].event.exhibit]),
    }


def trio(book: Book) -> list[dict[str, Any]]:
    """The core trio (R47): report, CAR, written concession, each with its exhibit or "none"."""
    figures = book.figures
    first, car, confirmation = figures.first, figures.car, figures.confirmation
    concession = confirmation.event if confirmation.state in ("confirmed", "locked") else None
    return [
        _trio_row(book, "Inspection report", first.inspection.exhibit if first else None, first is not None),
        _trio_row(
            book, "Corrective Action Request", car.event.event.exhibit if car else None, car is not None
        ),
        _trio_row(
            book,
            "Written concession",
            concession.event.exhibit if concession else None,
            concession is not None,
        ),
    ]


def _trio_row(book: Book, label: str, exhibit: str | None, there: bool) -> dict[str, Any]:
    refs = book.refs([exhibit])
    text = "" if refs else "no exhibit registered" if there else "none"
    return {
        "label": label,
        "refs": refs,
        "text": text,
        "tone": "good" if refs else "warn" if there else "plain",
    }


def integrity_lines(book: Book) -> list[dict[str, Any]]:
    """The two tests of the process: evidence before contact, written before release (R8)."""
    process = book.figures.process
    return [
        _test(
            process.evidence_before_contact,
            "Evidence complete before the first contact",
            "The first contact came before the evidence was frozen",
            "No contact about the failure yet",
            process.frozen,
            book,
        ),
        _test(
            process.written_before_release,
            "Confirmed in writing before release",
            "Released before a complete written confirmation",
            "No release authorised",
            book.figures.confirmation.event,
            book,
        ),
    ]


def _test(
    holds: bool | None, yes: str, no: str, never: str, entry: LogEvent | None, book: Book
) -> dict[str, Any]:
    text = never if holds is None else yes if holds else no
    tone = "plain" if holds is None else "good" if holds else "bad"
    when = words.stamp(entry.event.at, book.buyer_zone) if holds and entry is not None else ""
    return {"text": text, "tone": tone, "when": when}
