"""What the request reports: the clauses, the counts of each sample, every defect, and what it projects to.

A request that leaves a defect out may lose it (UCC 2-605), so every defect is listed, also of classes that passed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lotproof.case.inspection import CLASSES, Defect
from lotproof.compute.figures import ClassFigures, InspectionFigures, ScopeFigures
from lotproof.compute.rounding import to_places
from lotproof.view import phrases, words
from lotproof.view.book import Book
from lotproof.view.letters.sheet import cite, cites
from lotproof.view.say import ENGLISH, Speaker
from lotproof.view.words import noted

_KINDS = frozenset(
    ("acceptance", "rework", "reinspection-cost", "inspection", "remedy", "quality", "allowance")
)
_SERVICES = {
    "PSI": noted("Pre-shipment inspection"),
    "DPI": noted("During-production inspection"),
    "re-inspection": noted("Re-inspection"),
}
_SEVERITIES = {
    "normal": noted("normal inspection"),
    "tightened": noted("tightened inspection"),
    "reduced": noted("reduced inspection"),
}
_REPORTS = {
    "draft": noted("draft"),
    "final": noted("final"),
    "in-progress": noted("in progress"),
}
_SCOPES = {
    "visual": noted("visual"),
    "function": noted("function"),
    "measurement": noted("measurement"),
    "packing": noted("packing"),
}


def clauses(book: Book, say: Speaker = ENGLISH) -> list[dict[str, Any]]:
    """The clauses on quality and inspection, quoted word for word; a clause without a kind counts as one."""
    order = book.case.facts.order
    return [
        {
            "ref": say("clause {ref}", ref=clause.ref) if clause.ref else say("clause"),
            "text": clause.text,
            "refs": _one(book, clause.exhibit, clause.page),
        }
        for clause in (order.clauses if order is not None else ())
        if clause.text and (not clause.kind or _KINDS & set(clause.kind))
    ]


def _one(book: Book, exhibit: str | None, page: int | None) -> tuple[Any, ...]:
    ref = cite(book, exhibit, page)
    return (ref,) if ref is not None else ()


def reference(
    book: Book, first: InspectionFigures | None, enclosed: frozenset[str], say: Speaker = ENGLISH
) -> list[dict[str, Any]]:
    """Order, report, inspector and dates: what the request is about."""
    facts, order = book.case.facts, book.case.facts.order
    unstated = say("not stated")
    rows: list[dict[str, Any]] = [_fact(say("Our case"), book.case.id)]
    if order is not None:
        text = say("PO {number}", number=order.number) if order.number else unstated
        if order.date is not None:
            text = say("{order} of {day}", order=text, day=say.day(order.date))
        rows.append(_fact(say("Order"), text))
        goods = (order.product if say.english else order.product_zh) or order.product or unstated
        if order.quantity is not None:
            goods = say("{goods}, {units} ordered", goods=goods, units=say.units(order.quantity))
        rows.append(_fact(say("Goods"), goods))
    if first is None:
        return rows
    report = first.inspection
    name = report.id or say("without a number")
    if report.status:
        name = say("{report}, {status}", report=name, status=say(_REPORTS.get(report.status, report.status)))
    if report.exhibit in enclosed:
        name = say("{report}. Report attached", report=name)
    rows.append(_fact(say("Report"), name, cites(book, [report.exhibit])))
    inspector = facts.inspector
    by = (inspector.name if inspector is not None else None) or unstated
    if inspector is not None and inspector.accreditation:
        by = say("{name}; accreditation stated: {number}", name=by, number=inspector.accreditation)
    rows.append(_fact(say("Inspector"), by))
    service = _SERVICES.get(report.service or "")
    rows.append(_fact(say(service) if service else say("Inspection"), performed(first, say)))
    if report.issued is not None:
        rows.append(_fact(say("Report issued"), say.stamp(report.issued)))
    return rows


def _fact(label: str, text: str, refs: Any = ()) -> dict[str, Any]:
    return {"label": label, "text": text, "refs": refs}


def performed(first: InspectionFigures, say: Speaker = ENGLISH) -> str:
    """The day of the inspection, or its first and last."""
    days = sorted(first.inspection.performed)
    if not days:
        return say("date not stated")
    if len(days) == 1:
        return say.day(days[0])
    return say("{low} to {high}", low=say.day(days[0]), high=say.day(days[-1]))


def scopes(first: InspectionFigures, say: Speaker = ENGLISH) -> list[dict[str, Any]]:
    """One table a sample, never pooled: counts, acceptance numbers and verdict of each class."""
    found = []
    for scope in first.scopes:
        name = scope_name(scope.scope.id, say) or say("Sample")
        found.append(
            {
                "caption": say(
                    "{name}: {plan}", name=f"{name[:1].upper()}{name[1:]}", plan=plan_words(scope, first, say)
                ),
                "rows": [_class(scope, c, say) for c in scope.classes],
                "sentences": [
                    phrases.sample_sentence(scope, c, first.lot, say)
                    for c in scope.classes
                    if c.verdict == "fail"
                ],
            }
        )
    return found


def scope_name(name: str | None, say: Speaker) -> str:
    """The name of a sample: a usual one is said in the language of the letter, any other stays as typed."""
    return say(_SCOPES[name]) if name in _SCOPES else name or ""


def plan_words(scope: ScopeFigures, first: InspectionFigures, say: Speaker = ENGLISH) -> str:
    """ISO 2859-1:1999, general level II, normal inspection; 125 units drawn from 3,000 presented."""
    edition = first.inspection.standard or say(
        "edition not stated by the report, {edition} applied", edition=scope.edition
    )
    level = scope.scope.level
    parts = [edition]
    if level:
        special = level.startswith("S")
        parts.append(
            say("special level {level}", level=level)
            if special
            else say("general level {level}", level=level)
        )
    parts.append(say(_SEVERITIES[scope.scope.severity]))
    n = say.number(scope.sample)
    if scope.sample is None:
        drawn = say("sample not stated")
    elif first.lot is None:
        drawn = say("{n} units drawn", n=n)
    else:
        drawn = say("{n} units drawn from {lot} presented", n=n, lot=say.number(first.lot))
    return say("; ").join((say(", ").join(parts), drawn))


def _class(scope: ScopeFigures, c: ClassFigures, say: Speaker) -> dict[str, Any]:
    word, tone = phrases.VERDICTS[c.verdict]
    return {
        "label": say(words.CLASS_WORDS[c.name]),
        "aql": say("not allowed (accept on zero)") if c.accept_on_zero else c.aql or "—",
        "units": say.number(c.units),
        "defects": say.number(c.defects),
        "n": say.number(scope.sample),
        "ac": say.number(c.ac),
        "re": say.number(c.re),
        "verdict": say(word),
        "tone": tone,
    }


def defects(book: Book, first: InspectionFigures, say: Speaker = ENGLISH) -> list[dict[str, Any]]:
    """Every defect of the report, with its class, count, requirement and exhibits."""
    several = len(first.scopes) > 1
    return [_defect(book, defect, several, say) for defect in first.inspection.defects]


def _defect(book: Book, defect: Defect, several: bool, say: Speaker) -> dict[str, Any]:
    required = defect.requirement
    notes = []
    if defect.defects is not None and defect.defects != defect.units:
        none = say("no defect")
        notes.append(say.many("one defect", "{n} defects", defect.defects) if defect.defects else none)
    if several and defect.scope:
        notes.append(say("scope {name}", name=scope_name(defect.scope, say)))
    if defect.regulation:
        notes.append(defect.regulation)
    label = next((words.CLASS_WORDS[name] for name in CLASSES if name == defect.cls), None)
    return {
        "id": defect.id or "—",
        "label": say(label) if label else say("Not stated"),
        "title": (defect.title if say.english else defect.title_zh) or defect.title or say("not stated"),
        "notes": say("; ").join(notes),
        "units": say.number(defect.units),
        "requirement": required.text if required is not None else None,
        "requirement_refs": _one(book, required.exhibit, required.page) if required is not None else (),
        "refs": cites(book, defect.exhibits),
    }


def short_of_order(book: Book, first: InspectionFigures) -> tuple[int, int] | None:
    """The units ordered, and how many of them were not presented; None where none is known to be short."""
    order, quantity = book.case.facts.order, first.inspection.quantity
    ordered = quantity.ordered if quantity is not None else None
    if ordered is None and order is not None:
        ordered = order.quantity
    if ordered is None or first.lot is None or first.lot >= ordered:
        return None
    return ordered, ordered - first.lot


def short_delivery(book: Book, first: InspectionFigures, say: Speaker = ENGLISH) -> str | None:
    """A quantity short of the order: reported, priced, and kept apart from every defect figure."""
    order, found = book.case.facts.order, short_of_order(book, first)
    if found is None:
        return None
    ordered, short = found
    share = f"{say.number(to_places(Fraction(short, ordered) * 100, 2))}{words.NBSP}%"
    if order is not None and order.unit_price is not None:
        value = say.money(short * order.unit_price, book.figures.currency)
        share = say("{share}, {value} at the unit price", share=share, value=value)
    return say(
        "Quantity: {lot} units were presented of {ordered} ordered, {short} short ({share}). This is a matter"
        " of delivery; no figure below counts it.",
        lot=say.number(first.lot),
        ordered=say.number(ordered),
        short=say.number(short),
        share=share,
    )


def projected(first: InspectionFigures, say: Speaker = ENGLISH) -> list[dict[str, Any]]:
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
        sample = f" · {scope_name(scope.scope.id, say)}" if several else ""
        rows.append(
            {
                "label": say(words.CLASS_WORDS[c.name]) + sample,
                "working": f"{result} = {counted}",
                "projected": say.number(c.projected),
                "interval": say.between(*c.limits),
                "at_least": say.number(c.at_least),
            }
        )
    return rows


def worst_first(first: InspectionFigures) -> list[tuple[ScopeFigures, ClassFigures]]:
    """Every class of every sample, the critical ones first."""
    found = [(scope, c) for scope in first.scopes for c in scope.classes]
    return sorted(found, key=lambda pair: CLASSES.index(pair[1].name))
