"""What counsel asks first: who, under which law, in which phase, which notices when, and what each finding breaks.

Why: every day that a lawyer spends finding these facts is a day of a time limit. Facts only: no legal conclusion.
"""

from __future__ import annotations

from lotproof.case.inspection import Defect
from lotproof.compute.clock import utc
from lotproof.compute.convention import convention
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.packs.checklist import Checklist, Row, event
from lotproof.view.packs.remedy import agreed, cure, mitigation
from lotproof.view.packs.shared import (
    delivery,
    exposure,
    notice,
    objection,
    paid,
    undisputed,
    verdict,
)
from lotproof.view.packs.terms import knew, periods, phase


def counsel(book: Book) -> Checklist:
    """Counsel's checklist, in the order a first opinion is written."""
    return Checklist(
        reader="counsel",
        lead=(
            "This is the whole record, arranged for a first opinion. It states facts and computations and"
            " draws no legal conclusion."
        ),
        rows=(
            _parties(book),
            _law(book),
            _terms(book),
            phase(book),
            delivery(book),
            _discovery(book),
            notice(book),
            _specificity(book),
            event(
                book, "Did the supplier answer?", ("reply", "confirmation"), "No written answer is recorded."
            ),
            _pushback(book),
            cure(book),
            objection(book),
            knew(book),
            periods(book),
            paid(book),
            verdict(book),
            _regulation(book),
            exposure(book),
            mitigation(book),
            undisputed(book),
            agreed(book),
            _evidence(book),
        ),
        notes=(
            (
                "The 48 hours of the request are a date for information; the record fixes no additional"
                " period for performance."
            ),
            (
                "Offers to settle that the record holds are in this file. Take them out before it is shown to"
                " anybody but the client."
            ),
        ),
    )


def _parties(book: Book) -> Row:
    facts = book.case.facts
    buyer, supplier = facts.buyer, facts.supplier
    seats = [", ".join(party.address) for party in (buyer, supplier) if party is not None and party.address]
    legal = (supplier.name_zh or supplier.name or "not stated") if supplier is not None else "not stated"
    code = supplier.uscc if supplier is not None else None
    complete = bool(code) and len(seats) == 2
    return Row(
        "Who are the parties?",
        "named" if complete else "incomplete",
        "good" if complete else "warn",
        f"Buyer {buyer.name if buyer is not None else 'not stated'}; supplier {legal}, Unified Social Credit"
        f" Code {code or 'not stated'}. Places of business: {'; '.join(seats) or 'not stated'}.",
    )


def _law(book: Book) -> Row:
    order = book.case.facts.order
    law = (order.governing_law or "").strip() if order is not None else ""
    clauses = [
        c for c in (order.clauses if order is not None else ()) if {"governing-law", "dispute"} & set(c.kind)
    ]
    stated = bool(clauses) or law.casefold() not in ("", "not stated", "none", "unknown")
    return Row(
        "Which law and forum?",
        "stated" if stated else "not stated",
        "good" if stated else "warn",
        (f"The record says: {law}." if stated and law else "The order names no governing law in this record.")
        + (
            f" Clauses quoted: {', '.join(c.ref or 'one without number' for c in clauses)}."
            if clauses
            else ""
        )
        + f" {_convention(book)} Whether the CISG applies is for counsel.",
        book.refs(clause.exhibit for clause in clauses),
    )


def _convention(book: Book) -> str:
    """What the record gives for or against the CISG, so that counsel sees why a letter names it or does not."""
    found = convention(book.case.facts)
    here, there = (place or "a country not recorded" for place in found.places)
    seats = f"The addresses recorded end in {here} and {there}"
    return {
        "named": "The order's own words name the CISG.",
        "excluded": "The order's own words exclude the CISG.",
        "places": (
            f"{seats}, two countries this program lists as Contracting States of the CISG (Art. 1(1)(a)), and"
            " no clause quoted excludes it; that is why the letter set from this record names its Art. 47."
        ),
        "none": (
            f"{seats}; the record gives no ground to name the CISG, and the letter set from it does not name"
            " it."
        ),
    }[found.ground]


def _terms(book: Book) -> Row:
    order = book.case.facts.order
    clauses = [c for c in (order.clauses if order is not None else ()) if "acceptance" in c.kind]
    return Row(
        "Were the acceptance criteria agreed?",
        "quoted" if clauses else "not shown",
        "good" if clauses else "bad",
        (
            f"Clause{'s' if len(clauses) > 1 else ''}"
            f" {' and '.join(c.ref or 'without number' for c in clauses)}, quoted word for word in the"
            " request or its exhibit."
            if clauses
            else "No clause that states level and AQL is quoted from a paper the supplier accepted."
        ),
        tuple(
            dict.fromkeys(
                ref for clause in clauses if (ref := book.ref(clause.exhibit, clause.page)) is not None
            )
        ),
    )


def _discovery(book: Book) -> Row:
    first = book.figures.first
    inspection = first.inspection if first is not None else None
    if inspection is None or (not inspection.performed and inspection.issued is None):
        return Row("When was it found?", "not stated", "warn", "No date of an inspection is recorded.")
    days = " to ".join(
        dict.fromkeys(words.day(d) for d in inspection.performed[:1] + inspection.performed[-1:])
    )
    issued = f"; report issued {book.clocks(inspection.issued)}" if inspection.issued is not None else ""
    return Row(
        "When was it found?",
        days or words.day(utc(inspection.issued).date()),
        "plain",
        f"Inspected {days or 'on days not stated'}{issued}.",
        book.refs([inspection.exhibit]),
    )


def _specificity(book: Book) -> Row:
    """Whether every defect of the record names what it breaks: a notice has to say what is wrong."""
    question = "Is each nonconformity specified?"
    defects = _defects(book)
    if not defects:
        return Row(question, "none listed", "warn", "The record lists no single defect.")
    failed = book.figures.first.failed_classes() if book.figures.first is not None else ()
    passed = (
        "; the defects of classes that passed are listed too"
        if any(d.cls is not None and d.cls not in failed for d in defects)
        else ""
    )
    whole = [d for d in defects if d.requirement is not None and d.requirement.text and d.exhibits]
    return Row(
        question,
        f"{len(whole)} of {len(defects)}",
        "good" if len(whole) == len(defects) else "warn",
        f"{words.cardinal(len(whole)).capitalize()} of {words.cardinal(len(defects))} defects name the"
        f" requirement they break and an exhibit that shows them{passed}.",
        book.refs(name for d in whole[:3] for name in d.exhibits[:1]),
    )


def _defects(book: Book) -> tuple[Defect, ...]:
    first = book.figures.first
    return first.inspection.defects if first is not None else ()


def _pushback(book: Book) -> Row:
    question = "What does the supplier say?"
    found = [
        e.event
        for e in book.figures.log
        if e.event.kind == "reply" and (e.event.pushback or e.event.disputes)
    ]
    if not found:
        return Row(question, "no dispute", "plain", "No written dispute of the findings is recorded.")
    meant = {
        "internal-qc": "its own quality control found nothing",
        "tolerance": "the findings are within normal tolerance",
        "specification": "the buyer's specification is the cause",
    }
    parts = [meant.get(e.pushback or "", "") or f"it disputes {', '.join(e.disputes)}" for e in found]
    return Row(
        question,
        "disputed",
        "warn",
        f"It says that {'; and that '.join(dict.fromkeys(parts))}.",
        book.refs(e.exhibit for e in found),
    )


def _regulation(book: Book) -> Row:
    question = "Is a regulation or safety standard named?"
    regulated = [d for d in _defects(book) if d.regulation]
    if not regulated:
        return Row(question, "no", "plain", "No defect of the record names a regulation.")
    return Row(
        question,
        "yes",
        "bad",
        "; ".join(f"{d.id}: {d.regulation}" for d in regulated)
        + ". Whether a duty to report follows is for counsel, and such duties can be short.",
        book.refs(name for d in regulated for name in d.exhibits[:1]),
    )


def _evidence(book: Book) -> Row:
    """How many originals are here and intact."""
    exhibits = book.figures.exhibits
    intact = [e for e in exhibits if book.original(e.id) is not None]
    return Row(
        "Are the registered files here and unchanged?",
        f"{len(intact)} of {len(exhibits)}",
        "good" if len(intact) == len(exhibits) else "bad",
        "Each with the SHA-256 digest it was registered with; the integrity section says who holds the device"
        " or paper behind it, and what is missing.",
    )
