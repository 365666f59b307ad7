"""Grounds of escalation and the letter of credit: what the record shows either way, in neutral words."""

from __future__ import annotations

from typing import Any
from zoneinfo import ZoneInfo

from lotproof.compute.credit import calendar_of_bank, latest_presentation
from lotproof.view import words
from lotproof.view.book import Book, Ref

_TITLES = {
    "E1": "No written response to the request inside 48 hours",
    "E2": "No defect acknowledged",
    "E3": "A critical defect against a named regulation or safety standard",
    "E4": "Shipped over a written objection",
}


def grounds(book: Book) -> list[dict[str, Any]]:
    """E1 to E4, each with its reason either way."""
    found = book.figures.escalation
    return [
        {
            "id": name,
            "title": title,
            "word": "yes" if found.raised[name] else "no",
            "tone": "bad" if found.raised[name] else "plain",
            "reason": _sentence(words.dated(found.reasons[name])),
        }
        for name, title in _TITLES.items()
    ]


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def credit(book: Book) -> dict[str, Any] | None:
    """The credit: what it requires, when examination ends, and which required paper the record lacks."""
    terms, figures = book.case.facts.letter_of_credit, book.figures.credit
    if terms is None or figures is None:
        return None
    presented = figures.examination_ends is not None
    last = latest_presentation(terms, book.figures.log, calendar_of_bank(book.case))
    return {
        "number": terms.number or "not stated",
        "bank": terms.issuing_bank or "not stated",
        "refs": book.refs([terms.exhibit, terms.presented_exhibit if presented else None]),
        "last": words.day(last.day) if last is not None else None,
        "closed": words.day(last.closed) if last is not None and last.closed is not None else None,
        "holidays": "; ".join(figures.bank_holidays),
        "requires": [
            {
                "document": (r.document or "document").replace("-", " "),
                "issuer": r.issuer or "not stated",
                "result": r.result or "not stated",
            }
            for r in terms.requires
        ],
        "presented": words.day(terms.presented) if presented else None,
        "ends": words.day(figures.examination_ends) if presented else None,
        "discrepancies": [_sentence(text) + "." for text in figures.discrepancies],
    }


def prompts(book: Book) -> list[dict[str, Any]]:
    """What a reader with legal training will ask next: facts of the record that bear on it, and no conclusion."""
    figures = book.figures
    lines = _delivery(book)
    if figures.escalation.raised["E3"]:
        lines.append(
            _prompt(
                "A critical defect against a safety requirement can carry duties to report to an authority."
                " This record prints the prompt and decides nothing; the buyer's counsel is to be asked."
            )
        )
    if figures.car is not None:
        lines.append(
            _prompt(
                "The 48 hours are a date for information. They do not fix an additional period for"
                " performance."
            )
        )
    return lines


def _prompt(text: str, refs: tuple[Ref, ...] = ()) -> dict[str, Any]:
    return {"text": text, "refs": refs}


def _delivery(book: Book) -> list[dict[str, Any]]:
    """Whether the goods have left, and whether the supplier had the report and the request before they did."""
    figures = book.figures
    shipment = next((e.event for e in figures.log if e.event.kind == "shipment"), None)
    if shipment is None:
        return [_prompt("No shipment is recorded.")]
    when = words.day(shipment.on_board) if shipment.on_board else words.stamp(shipment.at)
    text = (
        f"The goods went on board on {when}. No hand-over to the buyer is recorded, so no period that runs"
        " from it is computed."
    )
    lines = [_prompt(text, book.refs([shipment.exhibit, shipment.document]))]
    car, first = figures.car, figures.first
    if car is None or not car.written or shipment.on_board is None:
        return lines
    days = (shipment.on_board - car.sent.astimezone(ZoneInfo(book.supplier_zone)).date()).days
    if days > 0:
        report = first.inspection.exhibit if first is not None else None
        attached = " with the inspection report attached" if report in car.event.event.attaches else ""
        text = (
            f"The request was sent to the supplier{attached} {words.units(days, 'day')} before the on-board"
            " date."
        )
        lines.append(_prompt(text, book.refs([car.event.event.exhibit, report])))
    return lines
