"""What an insurer asks: whose policy this is, what it can be about, and which papers a claim or a defence rests on.

Why: credit insurance usually protects the seller. An importer who hands its file to the supplier's insurer hands it to
the other side; so the pack opens with whose policy it is. Trap A11.
"""

from __future__ import annotations

from lotproof.compute.rounding import money
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.packs.checklist import Checklist, Row, event, paper
from lotproof.view.packs.shared import (
    delivery,
    exposure,
    notice,
    objection,
    paid,
    settled,
    undisputed,
    verdict,
)

_POLICIES = {
    "advance-payment": (
        "advance-payment cover",
        (
            "It answers for an advance that the supplier does not refund after a refund was asked for in the"
            " time the policy sets; nonconforming goods alone are not that event."
        ),
    ),
    "own-sales-credit": (
        "cover of the buyer's own sales",
        (
            "Where the buyer's own customer disputes the quality, such cover commonly waits until that"
            " dispute is resolved; the insurer does not decide it."
        ),
    ),
    "supplier-credit": (
        "cover of the supplier's claims against its buyers",
        (
            "It protects the supplier against this buyer not paying. An insurer that pays the supplier may"
            " claim against the buyer: to it this file is the buyer's answer, not a claim."
        ),
    ),
    "cargo": (
        "cargo cover",
        (
            "What was found before the voyage is not a loss of the voyage. Insufficient packing, inherent"
            " vice and delay are excluded by the Institute Cargo Clauses (A) 2009, 4.3 to 4.5."
        ),
    ),
    "liability": ("liability cover", "It asks to be told of a circumstance as soon as it is known."),
    "recall": (
        "recall cover",
        "It asks for the defect, the quantity, incidents and proof of every cost of a recall.",
    ),
}


def insurer(book: Book) -> Checklist:
    """The insurer's checklist: whose policy, then the papers such a file is read for."""
    rows = [
        _policy(book),
        paper(
            book,
            "The contract",
            ("contract", "purchase-order"),
            "No contract or order is among the exhibits.",
        ),
        verdict(book),
        paper(
            book,
            "The inspection report",
            ("inspection-report",),
            "No inspection report is among the exhibits.",
        ),
        notice(book),
        event(
            book,
            "The supplier's answer",
            ("reply", "confirmation"),
            "No written answer of the supplier is recorded.",
        ),
        objection(book),
        delivery(book),
        paid(book),
        exposure(book),
        *_in_question(book),
        settled(book),
        undisputed(book),
    ]
    facts = book.case.facts
    entity = facts.supplier
    rows.append(
        Row(
            "Which legal entity?",
            "named" if entity is not None and entity.uscc else "unclear",
            "good" if entity is not None and entity.uscc else "warn",
            (
                f"{entity.name_zh or entity.name or 'not stated'}, Unified Social Credit Code"
                f" {entity.uscc or 'not stated'}."
                if entity is not None
                else "The supplier is not named."
            ),
        )
    )
    return Checklist(
        reader="the insurer",
        lead=_lead(book),
        rows=tuple(rows),
        notes=(
            (
                "Which of these papers a policy asks for, and by when, stands in the policy; it is not part"
                " of this record unless it is listed among the exhibits."
            ),
        ),
    )


def _in_question(book: Book) -> list[Row]:
    """To the supplier's insurer: the price of what was presented, and how much of it the exposure concerns."""
    insurance, order, first = book.case.facts.insurance, book.case.facts.order, book.figures.first
    if insurance is None or insurance.insured != "supplier" or first is None or first.lot is None:
        return []
    loss, currency = book.figures.loss, book.figures.currency
    if order is None or order.unit_price is None or not loss.lines or loss.superseded_by_actual:
        return []
    price = money(first.lot * order.unit_price)
    text = (
        f"The units presented are priced at {words.money(price, currency)}: {words.number(first.lot)} ×"
        f" {words.number(order.unit_price)}."
    )
    if loss.exposure < price:
        text += (
            f" {words.money(price - loss.exposure, currency)} of that lies outside the exposure. Further"
            " heads of loss are reserved and not part of this figure."
        )
    of = words.money(loss.exposure, currency)
    return [
        Row("How much of the price is in question?", of, "plain", text, book.refs([first.inspection.exhibit]))
    ]


def _lead(book: Book) -> str:
    insurance = book.case.facts.insurance
    if insurance is not None and insurance.insured == "supplier":
        return (
            "This file answers an insurer of the supplier: it sets out what the inspection found, what part"
            " of the price is in question, and on what evidence."
        )
    if insurance is not None and insurance.insured == "buyer":
        return (
            "This file supports a notice under the buyer's own policy: what happened, when, and on what"
            " evidence."
        )
    return (
        "No policy is part of this record. The file is arranged so that an insurer of either side can find"
        " what such files are read for."
    )


def _policy(book: Book) -> Row:
    question = "Whose policy is it?"
    insurance = book.case.facts.insurance
    if insurance is None:
        return Row(
            question,
            "not known",
            "warn",
            "No policy is named. Whether the supplier's claim for the price is insured is not known to this"
            " record.",
        )
    name, meaning = _POLICIES.get(insurance.policy or "", ("a policy of a kind not stated", ""))
    whose = {"buyer": "the buyer's", "supplier": "the supplier's"}.get(
        insurance.insured or "", "not stated whose"
    )
    by = f", {insurance.insurer.rstrip('.')}" if insurance.insurer else ""
    return Row(
        question,
        whose,
        "warn" if insurance.insured == "supplier" else "plain",
        f"{name[:1].upper()}{name[1:]}{by}. {meaning}".strip(),
        book.refs([insurance.exhibit]),
    )
