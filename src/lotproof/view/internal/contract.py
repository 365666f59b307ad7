"""The next contract: which clauses this case had, which it lacked, and words for them to take to counsel.

Why: the cheapest dispute is the one the next order rules out. The wording is our own, a draft and not legal advice.
"""

from __future__ import annotations

from typing import Any

from lotproof.case.parties import Clause
from lotproof.view.book import Book, Ref

# topic, clause kinds that serve it, why it matters, the wording with variables in braces
_TOPICS: tuple[tuple[str, tuple[str, ...], str, str], ...] = (
    (
        "Acceptance criteria",
        ("acceptance",),
        (
            "Level and AQL bind the supplier only where the supplier accepted them; the inspector's "
            "booking does not."
        ),
        (
            "The goods are inspected before shipment under {standard}, single sampling, general "
            "inspection level {level}, severity {severity}, with these acceptance quality limits: {aqls}."
            " A lot in which any class reaches its rejection number is nonconforming. An acceptance "
            "quality limit is no permission to deliver nonconforming units."
        ),
    ),
    (
        "Inspection by a third party",
        ("inspection",),
        "Without a right to inspect, a factory may refuse entry, and a report may be called one-sided.",
        (
            "Buyer may have the goods inspected at Seller's premises by an inspection body of its choice,"
            " accredited to ISO/IEC 17020. Seller is told {notice} days before, presents the whole lot "
            "packed for at least 80 %, and may attend. The sample is drawn across the lot by the "
            "inspection body."
        ),
    ),
    (
        "Remedy tied to the inspection",
        ("rework", "remedy"),
        (
            "Whether rework may be demanded without a clause depends on the governing law; a clause ends "
            "that question."
        ),
        (
            "If the goods do not pass that inspection, Seller shall at its own cost and within {days} "
            "days of Buyer's written request either rework the nonconforming units and pass a re-"
            "inspection at severity tightened, or replace them in the next order, as Buyer chooses in "
            "writing. Goods that did not pass are not shipped without Buyer's written release."
        ),
    ),
    (
        "Cost of re-inspection",
        ("reinspection-cost",),
        "A fee nobody agreed on is paid by whoever is in a hurry.",
        "Seller bears the cost of every re-inspection that a failed inspection makes necessary.",
    ),
    (
        "Payment after release",
        ("payment",),
        "After the balance is paid there is little left to negotiate with.",
        (
            "The balance falls due after Buyer's written release. Under a letter of credit the documents "
            "include an inspection certificate issued by {inspector} that states the result PASS for "
            "order {order}."
        ),
    ),
    (
        "What counts as evidence",
        ("evidence",),
        "It saves the argument about screenshots, chats and whose quality control is right.",
        (
            "The report of the inspection body, with its photographs and their recorded times, is the "
            "basis for deciding conformity unless a joint re-inspection within {days} days shows "
            "otherwise. Agreements on a remedy are made by e-mail between the addresses named here, or "
            "under company or contract seal; a word on the telephone or in a chat is confirmed that way."
        ),
    ),
    (
        "Answer to a corrective action request",
        (),
        "A time agreed beforehand cannot be called unfair afterwards.",
        (
            "Seller answers a corrective action request within {hours} hours, not counting public "
            "holidays in China, with containment, preliminary cause, corrective action, dates and the "
            "person responsible for each nonconforming class."
        ),
    ),
    (
        "Law, language and forum",
        ("governing-law", "dispute"),
        "Time limits for notice, and the remedies there are, differ by law.",
        (
            "This contract is governed by the law of {law}. Disputes are decided by {forum}. It is made "
            "in English and Chinese; the {prevails} text prevails. Seller is the company registered under"
            " the name and the Unified Social Credit Code given above."
        ),
    ),
)
_BLANK = "______"


def next_contract(book: Book) -> list[dict[str, Any]]:
    """One entry a topic: the clauses quoted in this case (with references), whether it is a gap, and the wording."""
    order = book.case.facts.order
    clauses = order.clauses if order is not None else ()
    values = _values(book)
    return [
        {
            "topic": topic,
            "found": [
                (f"clause {clause.ref}" if clause.ref else "a clause", _ref(book, clause)) for clause in held
            ],
            "gap": not (held or (topic.startswith("Law") and _law(book))),
            "why": why,
            "wording": wording.format_map(values),
        }
        for topic, kinds, why, wording in _TOPICS
        for held in [[clause for clause in clauses if set(clause.kind) & set(kinds)]]
    ]


def _law(book: Book) -> str | None:
    order = book.case.facts.order
    law = (order.governing_law or "").strip() if order is not None else ""
    return law if law and law.casefold() not in ("not stated", "none", "unknown") else None


def _ref(book: Book, clause: Clause) -> Ref | None:
    return book.ref(clause.exhibit, clause.page)


def _values(book: Book) -> dict[str, str]:
    """The variables of the wording, from this case where it holds them; a blank to fill where it does not."""
    facts, first = book.case.facts, book.figures.first
    scope = first.inspection.scopes[0] if first is not None and first.inspection.scopes else None
    aqls = []
    for scope_figures in first.scopes[:1] if first is not None else ():
        for found in scope_figures.classes:
            limit = (
                "not allowed (accept on zero)" if found.aql in ("not-allowed", "0") else f"AQL {found.aql}"
            )
            aqls.append(f"{found.name} {limit}")
    inspector = facts.inspector.name if facts.inspector is not None else None
    return {
        "standard": first.scopes[0].edition if first is not None and first.scopes else _BLANK,
        "level": (scope.level if scope is not None else None) or _BLANK,
        "severity": scope.severity if scope is not None else _BLANK,
        "aqls": ", ".join(aqls) or _BLANK,
        "inspector": inspector or _BLANK,
        "order": (facts.order.number if facts.order is not None else None) or _BLANK,
        "law": _law(book) or _BLANK,
        "forum": _BLANK,
        "prevails": _BLANK,
        "days": _BLANK,
        "notice": _BLANK,
        "hours": "48",
    }
