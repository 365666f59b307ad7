"""The lots a supplier presented, as the switching rules of the standard see them: one original inspection a case.

Why: which inspections count, and which lots belong together, must be decided once and said, before any rule is applied.

What makes a series. ISO 2859-1:1999 applies its rules to a continuing series of lots (clause 1), of one type made
under the same conditions (clause 6), and to each class on its own (clause 9.2). So lots belong together when supplier,
product as the order names it, sample (scope), level, class, AQL and the rules of the edition are all the same. Texts
are compared without regard to case, width, blanks and punctuation and never guessed at: two names of one product stay
two series, because a series claimed wrongly is worse than one not seen.

What counts. Only the first, original inspection of a lot (9.3.1 leaves resubmitted lots out; ANSI/ASQ Z1.4 8.3 the
same): of a case, the first inspection that is neither a re-inspection nor made during production. A class accepted on
zero has no AQL and so no tightened plan: it is in no series. A lot without a verdict, or judged by a number that no
plan of the standard gives, is shown and counts neither way.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Literal
from zoneinfo import ZoneInfo

from lotproof.case.facts import CaseFacts
from lotproof.case.inspection import ClassName
from lotproof.case.uscc import uscc_problem
from lotproof.compute.figures import ClassFigures, Figures, InspectionFigures, ScopeFigures, Verdict
from lotproof.sampling import Plan, ac_for_sample, plan
from lotproof.sampling.aql import column_of, printed
from lotproof.sampling.editions import edition_named

LeftOut = Literal["no-verdict", "number-of-no-plan", "same-report"]


@dataclass(frozen=True, slots=True, order=True)
class Terms:
    """What all lots of a series share. `supplier` and `product` are compared forms, see `supplier_key`."""

    supplier: str
    product: str
    scope: str
    level: str
    aql: str
    class_name: ClassName
    rules: str  # of the editions that share tables and switching rules


@dataclass(frozen=True, slots=True)
class Presented:
    """One class of one sample at the original inspection of a lot.

    `began` and `performed` are its first and last day; `known` the UTC instant from which its report counts; `start`
    the UTC instant its first day began. `plan` carries the numbers that judged it.
    """

    terms: Terms
    case_id: str
    inspection: str
    inspection_index: int
    scope_index: int
    began: date
    performed: date
    start: datetime
    known: datetime
    lot: int
    sample: int | None
    units: int | None
    ac: int | None
    severity: str
    verdict: Verdict | None
    edition: str
    plan: Plan
    left_out: LeftOut | None


def supplier_key(facts: CaseFacts) -> str:
    """The supplier's code where a right one is given, else the name in its compared form; "" without either.

    The English name is only a label (two firms may share it), so a name never joins a code.
    """
    supplier = facts.supplier
    if supplier is None:
        return ""
    code = (supplier.uscc or "").strip().upper()
    return code if code and uscc_problem(code) is None else compared(supplier.name or supplier.name_zh or "")


def compared(text: str) -> str:
    """`text` without regard to case, width, blanks and punctuation."""
    return re.sub(r"[\W_]+", " ", unicodedata.normalize("NFKC", text).casefold()).strip()


def original(found: Sequence[InspectionFigures]) -> InspectionFigures | None:
    """The original inspection of the case's lot, or None while only one during production is known."""
    first = next((i for i in found if i.inspection.service != "DPI"), None)
    return None if first is None or first.inspection.service == "re-inspection" else first


def resubmitted(found: Sequence[InspectionFigures]) -> tuple[InspectionFigures, ...]:
    """The inspections of the case's lot after the first: a case is about one lot, so they are all re-inspections."""
    first = original(found)
    return tuple(i for i in found if i is not first and i.inspection.service != "DPI")


def presented(facts: CaseFacts, figures: Figures) -> tuple[Presented, ...]:
    """The classes of the case's original inspection that can be part of a series, in the order of the report.

    As known at the figures' instant. Nothing for a lot whose supplier, product, size or date is not known.
    """
    first = original(figures.inspections)
    product = compared((facts.order.product if facts.order is not None else None) or "")
    supplier = supplier_key(facts)
    if first is None or not (supplier and product and first.lot and first.inspection.performed):
        return ()
    zone = ZoneInfo(facts.supplier.timezone if facts.supplier is not None else "Asia/Shanghai")
    return tuple(
        made
        for scope in first.scopes
        for found in scope.classes
        if (made := _presented(figures.case_id, supplier, product, zone, first, scope, found)) is not None
    )


def _presented(
    case_id: str,
    supplier: str,
    product: str,
    zone: ZoneInfo,
    first: InspectionFigures,
    scope: ScopeFigures,
    found: ClassFigures,
) -> Presented | None:
    days = first.inspection.performed
    level, lot = scope.scope.level, first.lot
    if found.plan is None or found.aql is None or found.accept_on_zero or level is None or lot is None:
        return None
    text = edition_named(scope.edition)
    start = datetime(min(days).year, min(days).month, min(days).day, tzinfo=zone).astimezone(UTC)
    last = datetime(max(days).year, max(days).month, max(days).day, tzinfo=zone)
    terms = Terms(
        supplier=supplier,
        product=product,
        scope=compared(scope.scope.id or ""),
        level=level,
        aql=printed(column_of(found.aql)),
        class_name=found.name,
        rules=f"{text.family}, discontinued after {text.discontinue_after}",
    )
    return Presented(
        terms=terms,
        case_id=case_id,
        inspection=first.inspection.id or case_id,
        inspection_index=first.index,
        scope_index=scope.index,
        began=min(days),
        performed=max(days),
        start=start,
        known=(first.inspection.issued or last).astimezone(UTC),
        lot=lot,
        sample=scope.sample,
        units=found.units,
        ac=found.ac,
        severity=scope.scope.severity,
        verdict=found.verdict,
        edition=scope.edition,
        plan=_judging(plan(lot, level, found.aql, scope.scope.severity, scope.edition), scope, found),
        left_out=_left_out(found),
    )


def _judging(standard: Plan, scope: ScopeFigures, found: ClassFigures) -> Plan:
    """The standard's plan, or the row of the sample in fact drawn where that one judged the class."""
    if found.ac_basis != "row" or scope.sample is None or found.ac is None or found.re is None:
        return standard
    row = ac_for_sample(scope.sample, standard.aql, standard.severity, standard.edition, scope.letter)
    letter = row.letter if row is not None and row.letter is not None else standard.letter
    return replace(standard, letter=letter, sample=scope.sample, ac=found.ac, re=found.re)


def _left_out(found: ClassFigures) -> LeftOut | None:
    if found.verdict is None or found.units is None:
        return "no-verdict"
    return None if found.ac_basis in ("plan", "row") else "number-of-no-plan"
