"""The four options in words: what each requires, its papers, its re-inspection, and the buyer's own terms.

What an option requires is fixed by the method (R35 to R38); the terms are the buyer's:
one not typed is not invented.
"""

from __future__ import annotations

from lotproof.case.options import DOCUMENTS, OptionName, PlannedInspection, Terms
from lotproof.view import words
from lotproof.view.book import Book

TITLES: dict[OptionName, str] = {
    "A": "Rework and re-inspection",
    "B": "Sort and ship short",
    "C": "Replacement in the next order",
    "D": "Price reduction or credit note",
}
WHAT: dict[OptionName, str] = {
    "A": "Every nonconforming unit of the lot is reworked at the factory; an independent inspector re-inspects the "
    "lot before it is released.",
    "B": "The whole lot is sorted; only conforming units are shipped; the units removed are held or destroyed.",
    "C": "The current order is shipped; the nonconforming quantity is replaced free of charge in the next order.",
    "D": "The current order is shipped as it is, with an agreed reduction that reflects the exposure.",
}
PAPERS: dict[str, str] = {
    "rework-plan": "rework plan",
    "timeline": "timeline",
    "reinspection-booking": "booking confirmation of the re-inspection",
    "quantity-confirmation": "quantity confirmation",
    "sorting-process": "description of the sorting process",
    "credit-commitment": "written credit commitment with quantity and delivery date",
    "credit-note": "signed credit note with the specific amount",
    "invoice-adjustment": "signed invoice adjustment with the specific amount",
}
EITHER: dict[tuple[str, ...], str] = {
    (
        "credit-note",
        "invoice-adjustment",
    ): "signed credit note or invoice adjustment with the specific amount",
}
REINSPECTION: dict[OptionName, str] = {
    "A": "Mandatory before release",
    "B": "Recommended before release",
    "C": "Current order only; the replacement lot gets its own inspection",
    "D": "Not required: the goods are taken as they are",
}


def papers(name: OptionName) -> list[str]:
    """The papers of an option, in words."""
    return [any_of(alternatives) for alternatives in DOCUMENTS[name]]


def any_of(alternatives: tuple[str, ...]) -> str:
    """Papers of which any one serves, in words."""
    return EITHER.get(alternatives) or " or ".join(PAPERS[paper] for paper in alternatives)


def terms_of(book: Book, name: OptionName) -> Terms:
    """The buyer's terms of one option; empty where none are typed."""
    offered = book.case.facts.options
    found: Terms | None = getattr(offered, name) if offered is not None else None
    return found or Terms()


def planned(book: Book, again: PlannedInspection | None) -> str:
    """level II, tightened; fee USD 199.00, borne by the supplier. Empty where nothing is planned."""
    if again is None:
        return ""
    plan = ", ".join(
        text for text in (f"level {again.level}" if again.level else "", again.severity or "") if text
    )
    fee = ""
    if again.fee is not None:
        fee = f"fee {words.money(again.fee, again.currency or book.figures.currency)}"
    if again.borne_by:
        who = "shared" if again.borne_by == "shared" else f"borne by the {again.borne_by}"
        fee = f"{fee}, {who}" if fee else f"fee {who}"
    return "; ".join(text for text in (plan, fee) if text)


def stated(book: Book, name: OptionName) -> list[str]:
    """The buyer's terms of one option, each as a short phrase."""
    terms = terms_of(book, name)
    lines: list[str] = []
    if terms.deadline is not None:
        lines.append(f"by {words.day(terms.deadline)}")
    if terms.sort is not None and terms.sort.method:
        lines.append(f"sort: {terms.sort.method}" + _destructive(terms.sort.destructive))
    again = planned(book, terms.reinspection)
    if again:
        lines.append(f"re-inspection {again}")
    if terms.next_order:
        lines.append(f"next order: {terms.next_order}")
    if terms.quantity is not None:
        lines.append(f"quantity: {words.units(terms.quantity)}")
    if terms.amount is not None:
        lines.append(f"amount: {words.money(terms.amount, terms.currency or book.figures.currency)}")
    if terms.text:
        lines.append(terms.text)
    return lines


def _destructive(destructive: bool | None) -> str:
    return {True: ", destructive", False: ", not destructive", None: ""}[destructive]
