"""What the request reports: the clauses, the counts of each sample, every defect, and what it is projected to cost.

A request that leaves a defect out may lose it (UCC 2-605), so every defect is listed, also of classes that passed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lotproof.case.inspection import CLASSES, Defect
from lotproof.compute.figures import ClassFigures, InspectionFigures, LossLineFigures, ScopeFigures
from lotproof.compute.rounding import to_places
from lotproof.view import phrases, words
from lotproof.view.book import Book
from lotproof.view.letters.sheet import cite, cites

_KINDS = frozenset(
    ("acceptance", "rework", "reinspection-cost", "inspection", "remedy", "quality", "allowance")
)
_SERVICES = {
    "PSI": "pre-shipment inspection",
    "DPI": "during-production inspection",
    "re-inspection": "re-inspection",
}


def clauses(book: Book) -> list[dict[str, Any]]:
    """The clauses on quality and inspection, quoted word for word; a clause without a kind counts as one."""
    order = book.case.facts.order
    return [
        {
            "ref": f"clause {clause.ref}" if clause.ref else "clause",
            "text": clause.text,
            "refs": _one(book, clause.exhibit, clause.page),
        }
        for clause in (order.clauses if order is not None else ())
        if clause.text and (not clause.kind or _KINDS & set(clause.kind))
    ]


def _one(book: Book, exhibit: str | None, page: int | None) -> tuple[Any, ...]:
    ref = cite(book, exhibit, page)
    return (ref,) if ref is not None else ()


def reference(book: Book, first: InspectionFigures | None, enclosed: frozenset[str]) -> list[dict[str, Any]]:
    """Order, report, inspector and dates: what the request is about."""
    facts, order = book.case.facts, book.case.facts.order
    rows: list[dict[str, Any]] = []
    if order is not None:
        text = ", ".join(
            part
            for part in (
                f"PO {order.number}" if order.number else "",
                f"of {words.day(order.date)}" if order.date else "",
            )
            if part
        ).replace(", of", " of")
        rows.append(_fact("Order", text or "not stated"))
        goods = order.product or "not stated"
        if order.quantity is not None:
            goods += f", {words.units(order.quantity)} ordered"
        rows.append(_fact("Goods", goods))
    if first is None:
        return rows
    report = first.inspection
    name = report.id or "without a number"
    status = f", {report.status}" if report.status else ""
    attached = ". Report attached" if report.exhibit in enclosed else ""
    rows.append(_fact("Report", f"{name}{status}{attached}", cites(book, [report.exhibit])))
    inspector = facts.inspector.name if facts.inspector is not None else None
    accredited = facts.inspector.accreditation if facts.inspector is not None else None
    rows.append(
        _fact(
            "Inspector",
            (inspector or "not stated") + (f"; accreditation stated: {accredited}" if accredited else ""),
        )
    )
    service = _SERVICES.get(report.service or "", "inspection").capitalize()
    rows.append(_fact(service, performed(first)))
    if report.issued is not None:
        rows.append(_fact("Report issued", words.stamp(report.issued)))
    return rows


def _fact(label: str, text: str, refs: Any = ()) -> dict[str, Any]:
    return {"label": label, "text": text, "refs": refs}


def performed(first: InspectionFigures) -> str:
    """The day of the inspection, or its first and last."""
    days = sorted(first.inspection.performed)
    if not days:
        return "date not stated"
    return words.day(days[0]) if len(days) == 1 else f"{words.day(days[0])} to {words.day(days[-1])}"


def scopes(first: InspectionFigures) -> list[dict[str, Any]]:
    """One table a sample, never pooled: counts, acceptance numbers and verdict of each class."""
    found = []
    for scope in first.scopes:
        name = scope.scope.id or "Sample"
        found.append(
            {
                "caption": f"{name[:1].upper()}{name[1:]}: {plan_words(scope, first)}",
                "rows": [_class(scope, c) for c in scope.classes],
                "sentences": [
                    phrases.sample_sentence(scope, c, first.lot) for c in scope.classes if c.verdict == "fail"
                ],
            }
        )
    return found


def plan_words(scope: ScopeFigures, first: InspectionFigures) -> str:
    """ISO 2859-1:1999, general level II, normal inspection; 125 units drawn from 3,000 presented."""
    edition = first.inspection.standard or f"edition not stated by the report, {scope.edition} applied"
    level = scope.scope.level
    kind = "special level" if level and level.startswith("S") else "general level"
    parts = [edition]
    if level:
        parts.append(f"{kind} {level}")
    parts.append(f"{scope.scope.severity} inspection")
    drawn = f"{words.number(scope.sample)} units drawn" if scope.sample is not None else "sample not stated"
    lot = f" from {words.number(first.lot)} presented" if first.lot is not None else ""
    return f"{', '.join(parts)}; {drawn}{lot}"


def _class(scope: ScopeFigures, c: ClassFigures) -> dict[str, Any]:
    word, tone = phrases.VERDICTS[c.verdict]
    return {
        "label": words.CLASS_WORDS[c.name],
        "aql": "not allowed (accept on zero)" if c.accept_on_zero else phrases.aql(c),
        "units": words.number(c.units),
        "defects": words.number(c.defects),
        "n": words.number(scope.sample),
        "ac": words.number(c.ac),
        "re": words.number(c.re),
        "verdict": word,
        "tone": tone,
    }


def defects(book: Book, first: InspectionFigures) -> list[dict[str, Any]]:
    """Every defect of the report, with its class, count, requirement and exhibits."""
    several = len(first.scopes) > 1
    return [_defect(book, defect, several) for defect in first.inspection.defects]


def _defect(book: Book, defect: Defect, several: bool) -> dict[str, Any]:
    required = defect.requirement
    notes = []
    if defect.defects is not None and defect.defects != defect.units:
        notes.append(words.units(defect.defects, "defect"))
    if several and defect.scope:
        notes.append(f"scope {defect.scope}")
    if defect.regulation:
        notes.append(defect.regulation)
    return {
        "id": defect.id or "—",
        "label": (defect.cls or "not stated").capitalize(),
        "title": defect.title or "not stated",
        "notes": "; ".join(notes),
        "units": words.number(defect.units),
        "requirement": required.text if required is not None else None,
        "requirement_refs": _one(book, required.exhibit, required.page) if required is not None else (),
        "refs": cites(book, defect.exhibits),
    }


def short_delivery(book: Book, first: InspectionFigures) -> str | None:
    """A quantity short of the order: reported, priced, and kept apart from every defect figure."""
    order, quantity = book.case.facts.order, first.inspection.quantity
    ordered = quantity.ordered if quantity is not None else None
    if ordered is None and order is not None:
        ordered = order.quantity
    if ordered is None or first.lot is None or first.lot >= ordered:
        return None
    short = ordered - first.lot
    share = words.number(to_places(Fraction(short, ordered) * 100, 2))
    value = ""
    if order is not None and order.unit_price is not None:
        value = f", {words.money(short * order.unit_price, book.figures.currency)} at the unit price"
    return (
        f"Quantity: {words.number(first.lot)} units were presented of {words.number(ordered)} ordered, "
        f"{words.number(short)} short ({share}{words.NBSP}%{value}). This is a matter of delivery; no "
        "figure below counts it."
    )


def projected(first: InspectionFigures) -> list[dict[str, Any]]:
    """Each class with a nonconforming unit: rate times lot, exact limits, and the lower one-sided figure."""
    several = len(first.scopes) > 1
    rows = []
    for scope, c in worst_first(first):
        if not c.units or c.projected is None or c.limits is None or c.projected_exact is None:
            continue
        exact = c.projected_exact
        result = (
            words.number(exact.numerator) if exact.denominator == 1 else words.number(to_places(exact, 2))
        )
        counted = f"{words.number(c.units)} ÷ {words.number(scope.sample)} × {words.number(first.lot)}"
        rows.append(
            {
                "label": words.CLASS_WORDS[c.name] + (f" · {scope.scope.id}" if several else ""),
                "working": f"{result} = {counted}",
                "projected": words.number(c.projected),
                "interval": words.between(*c.limits),
                "at_least": words.number(c.at_least),
            }
        )
    return rows


def worst_first(first: InspectionFigures) -> list[tuple[ScopeFigures, ClassFigures]]:
    """Every class of every sample, the critical ones first."""
    found = [(scope, c) for scope in first.scopes for c in scope.classes]
    return sorted(found, key=lambda pair: CLASSES.index(pair[1].name))


def money(book: Book) -> dict[str, Any] | None:
    """The projected lines and their total, as they stood for the request: what came later supersedes none of them.

    The buyer's lost margin is left to the reservation of rights: a request need not open the buyer's prices.
    """
    loss = book.figures.loss
    lines = [line for line in loss.lines if line.counted and line.line.head != "margin"]
    if not lines:
        return None
    currency = book.figures.currency
    return {
        "currency": currency,
        "foreign": any(line.fx is not None for line in lines),
        "lines": [_line(book, line) for line in lines],
        "total": words.money(loss.exposure, currency),
        "status": f"Status as known at {words.utc_stamp(book.figures.as_of)}.",
        "whole_lot": any(line.form == "whole-lot" or line.line.whole_lot for line in lines),
        "rates": _rates(book, lines),
    }


def _line(book: Book, line: LossLineFigures) -> dict[str, Any]:
    typed = line.line
    rate = words.number(typed.rate)
    if line.form == "lump" or (line.units is None and line.amount is not None):
        working = "lump sum"
    elif line.units is None or typed.rate is None:
        working = "not computed: units or cost per unit missing"
    elif line.form == "class":
        working = f"{words.number(line.units)} {typed.cls} units × {rate} a unit"
    else:
        working = f"{words.number(line.units)} × {rate}"
    return {
        "id": typed.id or f"line {line.index + 1}",
        "title": typed.title or "untitled",
        "working": working,
        "amount": words.number(line.amount, 2) if line.amount is not None else "—",
        "currency": line.currency,
        "converted": words.number(line.in_case_currency, 2) if line.in_case_currency is not None else "—",
        "status": typed.status,
        "refs": cites(book, [typed.exhibit]),
    }


def _rates(book: Book, lines: list[LossLineFigures]) -> list[str]:
    texts = {
        f"{line.currency} 1 = {book.figures.currency} {words.number(line.fx.rate)}"
        + (f" of {words.day(line.fx.date)}" if line.fx.date else "")
        + (f" ({line.fx.source})" if line.fx.source else ""): None
        for line in lines
        if line.fx is not None
    }
    return list(texts)
