"""Settlement: what the agreed option makes of the invoice, worked out and compared with invoice and payment.

Only what events and facts prove enters: a count of the sort, the order's price, a fee somebody bound himself to bear,
money that moved. What is not proved is absent, so that no balance is printed that nobody can derive.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from lotproof.case.case import Case, LogEvent
from lotproof.case.facts import CaseFacts
from lotproof.case.inspection import ClassName
from lotproof.case.options import OptionName, PlannedInspection
from lotproof.compute.clock import utc
from lotproof.compute.figures import (
    AnyClassFigures,
    ClassFigures,
    Figures,
    InspectionFigures,
    LossLineFigures,
)
from lotproof.compute.loss import class_of, rate_between
from lotproof.compute.rounding import money
from lotproof.compute.settled import (
    ActualAgainstProjection,
    Compared,
    FeeBack,
    Removal,
    Residual,
    SettlementFigures,
)

ZERO = Decimal("0.00")


def settlement(case: Case, figures: Figures) -> SettlementFigures | None:
    """The settlement of a confirmed option at the figures' instant, or None where nothing of it is proved.

    New invoice = quantity presented x unit price - units removed x unit price (or the reduction agreed under D) -
    re-inspection fee charged back; balance = new invoice - deposits paid. Each line is rounded half up to 2 decimals.
    """
    confirmed = figures.confirmation
    order, first = case.facts.order, figures.first
    price = order.unit_price if order is not None else None
    lot = first.lot if first is not None else None
    if confirmed.state not in ("confirmed", "locked") or confirmed.option is None:
        return None
    if order is None or order.quantity is None or price is None or not lot:
        return None
    removal = _removal(figures.log, price, lot) if confirmed.option == "B" else None
    reduction = _reduction(figures) if confirmed.option == "D" else None
    if removal is None and reduction is None:
        return None
    fee = _fee_back(case.facts, figures, confirmed.option)
    lot_value, order_value = money(lot * price), money(order.quantity * price)
    recovered = (removal.value if removal else ZERO) + (reduction or ZERO) + (fee.amount if fee else ZERO)
    deposit = _paid(figures, "deposit")
    invoice = lot_value - recovered
    balance = invoice - deposit if deposit is not None else None
    since = utc(removal.event.event.at) if removal is not None else confirmed.at
    later = [e for e in figures.log if since is None or utc(e.event.at) >= since]
    return SettlementFigures(
        option=confirmed.option,
        currency=figures.currency,
        unit_price=price,
        lot=lot,
        lot_value=lot_value,
        order_value=order_value,
        removal=removal,
        reduction=reduction,
        fee=fee,
        invoice=invoice,
        deposit=deposit,
        balance=balance,
        recovered=recovered,
        share=Fraction(recovered) / Fraction(order_value) if order_value else Fraction(0),
        invoiced=_compared(
            [e for e in later if e.event.kind == "invoice"], invoice, case.facts, figures.currency
        ),
        paid=(
            None
            if balance is None
            else _compared(
                [e for e in later if _moves(e, balance)], abs(balance), case.facts, figures.currency
            )
        ),
        actual=_actual(figures, removal),
        residuals=_residuals(case.facts, figures),
    )


def _removal(log: Sequence[LogEvent], price: Decimal, lot: int) -> Removal | None:
    entry = next((e for e in reversed(log) if e.event.kind == "sort" and e.event.removed is not None), None)
    if entry is None or entry.event.removed is None:
        return None
    kept, removed = entry.event.conforming, entry.event.removed
    return Removal(
        entry, kept, removed, money(removed * price), None if kept is None else kept + removed == lot
    )


def _reduction(figures: Figures) -> Decimal | None:
    """The amount a confirmation of option D names, in the case's currency."""
    event = figures.confirmation.event
    amount = event.event.amount if event is not None else None
    if amount is None or amount.value is None or amount.currency not in (None, figures.currency):
        return None
    return money(amount.value)


def _fee_back(facts: CaseFacts, figures: Figures, option: OptionName) -> FeeBack | None:
    """The fee the supplier bears: by the chosen option's terms, or by a quoted clause for the re-inspection held."""
    terms = getattr(facts.options, option) if facts.options is not None else None
    planned: PlannedInspection | None = terms.reinspection if terms is not None else None
    held = figures.release.reinspection
    own = held.inspection.fee if held is not None else None
    if planned is not None and planned.borne_by is not None:
        if planned.borne_by != "supplier":
            return None
        typed = planned.fee if planned.fee is not None else own
        currency = planned.currency if planned.fee is not None and planned.currency else figures.currency
        amount = _in_case_currency(facts, typed, currency, figures.currency)
        return FeeBack(amount, "option", None, held.inspection.exhibit if held else None) if amount else None
    clauses = facts.order.clauses if facts.order is not None else ()
    clause = next((c for c in clauses if "reinspection-cost" in c.kind), None)
    if clause is None or not own:
        return None
    return FeeBack(money(own), "clause", clause.ref, clause.exhibit)


def _in_case_currency(facts: CaseFacts, value: Decimal | None, own: str, target: str) -> Decimal | None:
    if value is None or own == target:
        return None if value is None else money(value)
    rate = rate_between(facts, own, target)
    return money(Fraction(money(value)) * Fraction(rate.rate)) if rate is not None else None


def _paid(figures: Figures, what: str) -> Decimal | None:
    """The sum of payments of that name in the case's currency, or None where none is recorded in it."""
    amounts = [
        event.amount.value
        for event in (entry.event for entry in figures.log)
        if event.kind == "payment"
        and event.what == what
        and event.amount is not None
        and event.amount.value is not None
        and event.amount.currency in (None, figures.currency)
    ]
    return money(sum(amounts, ZERO)) if amounts else None


def _moves(entry: LogEvent, balance: Decimal) -> bool:
    """Whether a payment is the one that settles: the balance, or a refund where more was paid than is due."""
    return entry.event.kind == "payment" and entry.event.what == ("balance" if balance >= 0 else "refund")


def _compared(
    entries: Sequence[LogEvent], computed: Decimal, facts: CaseFacts, currency: str
) -> Compared | None:
    """The last event that states an amount, beside the computed one."""
    for entry in reversed(entries):
        amount = entry.event.amount
        if amount is not None and amount.value is not None:
            own = amount.currency or currency
            if own == currency:
                return Compared(entry, money(amount.value), own, money(amount.value) == computed)
            converted = _in_case_currency(facts, amount.value, own, currency)
            return Compared(entry, money(amount.value), own, None, converted)
    return None


def _actual(figures: Figures, removal: Removal | None) -> ActualAgainstProjection | None:
    """Beside the class that failed; beside units of any class where several classes of one sample failed."""
    first = figures.first
    if removal is None or first is None:
        return None
    failed = [(scope, c) for scope in first.scopes for c in scope.classes if c.verdict == "fail"]
    name: ClassName | Literal["any"] = "any"
    found: ClassFigures | AnyClassFigures | None = None
    if len(failed) == 1:
        name, found = failed[0][1].name, failed[0][1]
    elif failed and all(scope is failed[0][0] for scope, _ in failed):
        found = failed[0][0].any_class
    if found is None or found.limits is None or found.projected is None:
        return None
    low, high = found.limits
    inside = low <= removal.removed <= high
    return ActualAgainstProjection(name, removal.removed, found.projected, (low, high), inside)


def _residuals(facts: CaseFacts, figures: Figures) -> tuple[Residual, ...]:
    """The classes that had failed, as the passed re-inspection found them, at the cost per unit of their loss line."""
    again, first = figures.release.reinspection, figures.first
    if again is None or first is None or again.verdict != "pass" or not again.lot:
        return ()
    failed = first.failed_classes()
    found: list[Residual] = []
    for scope in again.scopes:
        for c in scope.classes:
            if (
                c.name not in failed
                or not c.units
                or not scope.sample
                or c.projected is None
                or c.limits is None
            ):
                continue
            line = _line_of(figures, first, c.name)
            rate, own = (line.line.rate, line.currency) if line is not None else (None, None)
            value = None
            if rate is not None and own is not None:
                value = _in_case_currency(facts, money(c.projected * rate), own, figures.currency)
            found.append(
                Residual(c.name, c.units, scope.sample, again.lot, c.projected, c.limits, rate, own, value)
            )
    return tuple(found)


def _line_of(figures: Figures, first: InspectionFigures, name: ClassName) -> LossLineFigures | None:
    """The first loss line by unit of that class: its rate is the cost per unit the case states."""
    return next(
        (
            found
            for found in figures.loss.lines
            if found.form == "class"
            and found.line.cls == name
            and found.line.rate is not None
            and class_of(found.line, first) is not None
        ),
        None,
    )
