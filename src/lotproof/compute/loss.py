"""The loss table: each line worked out, what supersedes what, and the exposure without double counting (K4)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from lotproof.case.facts import CaseFacts
from lotproof.case.loss import LossLine
from lotproof.compute.figures import ClassFigures, InspectionFigures, LossFigures, LossLineFigures, RateUsed
from lotproof.compute.rounding import money

ZERO = Decimal("0.00")


def loss_figures(facts: CaseFacts, first: InspectionFigures | None, sorted_by_now: bool) -> LossFigures:
    """Lines, exposure (every head but margin) and margin, in the case's currency.

    A class line is out while a whole-lot line stands; a line that another replaces, or any class line once the lot
    was sorted, is superseded by actuals: it keeps its place in the exposure, which is printed as history.
    """
    currency = facts.currency or ""
    whole_lot = any(line.whole_lot for line in facts.losses)
    replaced = {name for line in facts.losses if not line.whole_lot for name in line.replaces}
    lines = tuple(
        _line(line, index, facts, first, whole_lot, replaced, sorted_by_now, currency)
        for index, line in enumerate(facts.losses)
    )
    counted = [line for line in lines if line.counted and line.in_case_currency is not None]
    exposure = sum((_value(line) for line in counted if line.line.head != "margin"), ZERO)
    margin = sum((_value(line) for line in counted if line.line.head == "margin"), ZERO)
    statuses = dict.fromkeys(line.line.status for line in counted if line.line.head != "margin")
    by_status = tuple(
        (
            status,
            sum(
                (_value(x) for x in counted if x.line.head != "margin" and x.line.status == status),
                ZERO,
            ),
        )
        for status in statuses
    )
    return LossFigures(
        lines=lines,
        exposure=exposure,
        margin=margin,
        with_margin=exposure + margin,
        superseded_by_actual=sorted_by_now or bool(replaced & {line.id for line in facts.losses}),
        overlaps=_overlaps(lines, first.scopes[0].scope.id if first is not None and first.scopes else None),
        by_status=by_status,
    )


def _value(line: LossLineFigures) -> Decimal:
    assert line.in_case_currency is not None
    return line.in_case_currency


def class_of(line: LossLine, first: InspectionFigures | None) -> ClassFigures | None:
    """The class a line takes its units from: in the scope it names, else the first scope, else where it stands."""
    if first is None or line.cls is None:
        return None
    named = [scope for scope in first.scopes if scope.scope.id == line.scope] if line.scope else []
    for scope in named or first.scopes:
        found = scope.of(line.cls)
        if found is not None:
            return found
    return None


def _line(
    line: LossLine,
    index: int,
    facts: CaseFacts,
    first: InspectionFigures | None,
    whole_lot: bool,
    replaced: set[str],
    sorted_by_now: bool,
    currency: str,
) -> LossLineFigures:
    own = line.currency or currency
    form, units, amount = _worked(line, first)
    converted, rate = _convert(amount, own, currency, facts)
    out = None
    counted = True
    if line.cls is not None and not line.whole_lot and whole_lot:
        out, counted = "whole-lot", False
    elif line.id is not None and line.id in replaced:
        out = "replaced"
    elif form == "class" and sorted_by_now:
        out = "sorted"
    elif line.replaces and not line.whole_lot:
        counted = False
        out = "actual"
    return LossLineFigures(
        line=line,
        index=index,
        form=form,  # type: ignore[arg-type]
        units=units,
        amount=amount,
        currency=own,
        in_case_currency=converted,
        fx=rate,
        status=line.status if out in (None, "actual") else "superseded",
        counted=counted,
        out_because=out,  # type: ignore[arg-type]
    )


def _worked(line: LossLine, first: InspectionFigures | None) -> tuple[str, Decimal | None, Decimal | None]:
    """(form, units, amount in the line's own currency, rounded half up to 2 decimals)."""
    if line.amount is not None:
        form = "class" if line.cls is not None and not line.whole_lot else "lump"
        return form, None, money(line.amount)
    if line.quantity is not None:
        return "quantity", line.quantity, _times(line.quantity, line.rate)
    if line.whole_lot:
        lot = Decimal(first.lot) if first is not None and first.lot is not None else None
        return "whole-lot", lot, _times(lot, line.rate)
    if line.cls is not None:
        figures = class_of(line, first)
        if figures is None or figures.projected is None:
            return "class", None, None
        units = Decimal(figures.projected)
        return "class", units, _times(units, line.rate)
    return "unknown", None, None


def _times(quantity: Decimal | None, rate: Decimal | None) -> Decimal | None:
    if quantity is None or rate is None:
        return None
    return money(Fraction(quantity) * Fraction(rate))


def rate_between(facts: CaseFacts, source: str, target: str) -> RateUsed | None:
    """The typed rate from one currency to another, or None. No inverse and no cross rate is ever assumed."""
    for entry in facts.fx:
        if entry.from_ == source and entry.to == target and entry.rate is not None:
            return RateUsed(entry.rate, entry.date, entry.source, entry.exhibit)
    return None


def _convert(
    amount: Decimal | None, own: str, currency: str, facts: CaseFacts
) -> tuple[Decimal | None, RateUsed | None]:
    if amount is None or own == currency:
        return amount, None
    rate = rate_between(facts, own, currency)
    return (money(Fraction(amount) * Fraction(rate.rate)), rate) if rate is not None else (None, None)


def _overlaps(lines: Sequence[LossLineFigures], first_scope: str | None) -> tuple[tuple[str, ...], ...]:
    """Counted lines of one overlap group and class: the same units would bear two of them."""
    bearing: dict[tuple[str, str | None, str | None], list[str]] = defaultdict(list)
    for line in lines:
        if line.counted and line.form == "class" and line.line.group and line.out_because != "replaced":
            scope = line.line.scope or first_scope
            bearing[line.line.group, line.line.cls, scope].append(line.line.id or f"line {line.index + 1}")
    return tuple(tuple(names) for names in bearing.values() if len(names) > 1)
