"""The negotiation figures: opening, target, walk-away, ceiling, and what each option is expected to cost us.

The only computing module that may see `private.yaml`. All money is rounded half up to 2 decimals per component; costs
are in the economics' currency, the other figures in the case's.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Literal

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.case.inspection import CLASSES
from lotproof.case.private import OptionCosts, PrivateFacts, Residual
from lotproof.compute.break_even import BreakEven, break_even
from lotproof.compute.exchange import from_case_currency, in_case_currency
from lotproof.compute.figures import Figures
from lotproof.compute.loss import class_of, rate_between
from lotproof.compute.rounding import half_up, money
from lotproof.read.yaml_file import read_facts

PartName = Literal["waiting", "fees", "second-round", "margin", "residual", "exposure", "credit"]


@dataclass(frozen=True, slots=True)
class CostPart:
    """One component of an option's expected cost: `amount` in the economics' currency, and the factors it came from.

    `units` is a whole number of units, `rate` money per day or unit in `currency`, `share` a probability or share.
    """

    name: PartName
    amount: Decimal
    currency: str
    days: int | None = None
    units: int | None = None
    base: int | None = None
    rate: Decimal | None = None
    share: Decimal | None = None
    cls: str | None = None


@dataclass(frozen=True, slots=True)
class Negotiation:
    """`costs` by option in `currency`; the rest in the case's currency; None where an input is lacking.

    `parts` are the components of each cost, which add up to it; `other_ceiling` is the ceiling were the supplier's
    margin meant as a mark-up, or the other way round (A6).
    """

    currency: str
    opening: Decimal
    target: Decimal | None
    walk_away: Decimal | None
    ceiling: Decimal | None
    costs: Mapping[str, Decimal | None]
    best_alternative: str | None
    overlap: bool | None
    parts: Mapping[str, tuple[CostPart, ...]] = field(default_factory=dict)
    exposure: Decimal | None = None  # in the economics' currency
    other_ceiling: Decimal | None = None
    break_even: BreakEven | None = None


def load_private(folder: Path) -> tuple[PrivateFacts | None, tuple[Finding, ...]]:
    """`private.yaml` of a case folder, with its findings; None when there is none."""
    if not (folder / "private.yaml").exists():
        return None, ()
    facts, findings, _ = read_facts(folder, "private.yaml", PrivateFacts)
    return facts, findings


def negotiation(case: Case, figures: Figures, private: PrivateFacts) -> Negotiation:
    """The figures of domain 6.1: walk-away credit = as-is exposure less the cheapest option still available."""
    economics = private.economics
    currency = (economics.currency if economics is not None else None) or figures.currency
    exposure = _exposure_in(currency, case, figures)
    parts: dict[str, tuple[CostPart, ...] | None] = {"A": None, "B": None, "C": None}
    if economics is not None:
        sheet = _Sheet(case, figures, currency)
        parts["A"] = sheet.waiting(economics.A)
        parts["B"] = sheet.waiting(economics.B)
        if exposure is not None:
            parts["C"] = sheet.later_credit(economics.C, exposure)
    costs = {
        name: None if found is None else sum((part.amount for part in found), Decimal("0.00"))
        for name, found in parts.items()
    }
    open_costs = {
        name: cost for name, cost in costs.items() if cost is not None and _available(figures, name)
    }
    best = min(open_costs, key=lambda name: (open_costs[name], name)) if open_costs else None
    objective = private.objective
    opening = objective.opening if objective is not None else None
    opening = figures.loss.exposure if opening is None else opening
    walk_away = objective.walk_away if objective is not None else None
    if walk_away is None and best is not None and exposure is not None:
        credit = max(exposure - open_costs[best], Decimal("0.00"))
        walk_away = in_case_currency(credit, currency, case, figures)
    target = objective.target if objective is not None else None
    if target is None and walk_away is not None:
        target = money((Fraction(opening) + Fraction(walk_away)) / 2)
    ceiling = _ceiling(case, private, as_markup=False)
    return Negotiation(
        currency=currency,
        opening=money(opening),
        target=money(target) if target is not None else None,
        walk_away=money(walk_away) if walk_away is not None else None,
        ceiling=ceiling,
        costs=costs,
        best_alternative=best,
        overlap=None if walk_away is None or ceiling is None else walk_away <= ceiling,
        parts={name: found for name, found in parts.items() if found is not None},
        exposure=exposure,
        other_ceiling=_ceiling(case, private, as_markup=True),
        break_even=break_even(case, figures),
    )


def _available(figures: Figures, name: str) -> bool:
    return any(option.name == name and option.available for option in figures.options)


def _exposure_in(currency: str, case: Case, figures: Figures) -> Decimal | None:
    """The exposure in the economics' currency: lines already in it are taken as they stand, others converted."""
    if currency == figures.currency:
        return figures.loss.exposure
    total = Decimal("0.00")
    for line in figures.loss.lines:
        if not line.counted or line.line.head == "margin":
            continue
        if line.currency == currency and line.amount is not None:
            total += line.amount
            continue
        if line.in_case_currency is None:
            return None
        converted = from_case_currency(line.in_case_currency, currency, case, figures)
        if converted is None:
            return None
        total += converted
    return total


def _ceiling(case: Case, private: PrivateFacts, as_markup: bool) -> Decimal | None:
    """The supplier's estimated margin on the order: rate x value, or value x rate / (1 + rate) for a mark-up (A6).

    With `as_markup` the reading that was not typed, for comparison.
    """
    margin, order = private.supplier_margin, case.facts.order
    if margin is None or margin.rate is None or order is None or order.unit_price is None:
        return None
    if order.quantity is None:
        return None
    value, rate = order.quantity * Fraction(order.unit_price), Fraction(margin.rate)
    markup = (margin.kind == "markup") is not as_markup
    return money(value * rate / (1 + rate)) if markup else money(value * rate)


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The working of the option costs in one currency."""

    case: Case
    figures: Figures
    currency: str

    def waiting(self, costs: OptionCosts | None) -> tuple[CostPart, ...] | None:
        """Delay, fees, a possible second round, margin on units removed, and what stays nonconforming."""
        if costs is None:
            return None
        days, per_day = costs.days or 0, costs.cost_per_day or Decimal(0)
        parts = [
            CostPart("waiting", money(days * Fraction(per_day)), self.currency, days=days, rate=per_day),
            CostPart("fees", money(costs.fees or Decimal(0)), self.currency),
        ]
        second = costs.second_round
        if second is not None:
            chance, more = second.probability or Decimal(0), second.days or 0
            amount = money(Fraction(chance) * more * Fraction(per_day))
            parts.append(
                CostPart("second-round", amount, self.currency, days=more, rate=per_day, share=chance)
            )
        if costs.margin_per_unit is not None:
            name = (costs.residual.cls if costs.residual else None) or "major"
            projected, rate = self._projected(name), costs.margin_per_unit
            if projected is None:
                return None
            amount = money(projected * Fraction(rate))
            parts.append(CostPart("margin", amount, self.currency, units=projected, rate=rate, cls=name))
        if costs.residual is not None:
            residual = self._residual(costs.residual)
            if residual is None:
                return None
            parts.append(residual)
        return tuple(parts)

    def later_credit(self, costs: OptionCosts | None, exposure: Decimal) -> tuple[CostPart, ...] | None:
        """C: the exposure less what the replacements are worth, times the chance that they come."""
        if costs is None or costs.probability is None or costs.unit_value is None:
            return None
        units, value = self._units(costs.units), costs.unit_value
        if units is None or value.amount is None:
            return None
        own = value.currency or self.currency
        worth = self._convert(money(units * Fraction(value.amount)), own)
        if worth is None:
            return None
        credit = money(Fraction(costs.probability) * Fraction(worth))
        return (
            CostPart("exposure", exposure, self.currency),
            CostPart("credit", -credit, own, units=units, rate=value.amount, share=costs.probability),
        )

    def _units(self, text: str | None) -> int | None:
        """`projected-major`, another class's projection, or a typed whole number."""
        name = (text or "projected-major").removeprefix("projected-")
        if name in CLASSES:
            return self._projected(name)
        return int(name) if name.isascii() and name.isdigit() and len(name) < 12 else None

    def _projected(self, name: str) -> int | None:
        first = self.figures.first
        found = [c for scope in (first.scopes if first else ()) if (c := scope.of(name)) is not None]
        return found[0].projected if found else None

    def _residual(self, residual: Residual) -> CostPart | None:
        """Residual units (rounded half up) at the cost per unit: rounded in the line's currency, then converted.

        The rate is that of the class's own loss line (K4).
        """
        first, name = self.figures.first, residual.cls or "major"
        base = self._projected(name) if residual.share_of == "projected" else first.lot if first else None
        if base is None or residual.rate is None:
            return None
        units = half_up(base * Fraction(residual.rate))
        for line in self.figures.loss.lines:
            rate = line.line.rate
            if line.line.cls == name and rate is not None and class_of(line.line, first) is not None:
                amount = self._convert(money(units * Fraction(rate)), line.currency)
                if amount is None:
                    return None
                return CostPart(
                    "residual",
                    amount,
                    line.currency,
                    units=units,
                    base=base,
                    rate=rate,
                    share=residual.rate,
                    cls=name,
                )
        return None

    def _convert(self, amount: Decimal, own: str) -> Decimal | None:
        if own == self.currency:
            return amount
        if own == self.figures.currency:
            return from_case_currency(amount, self.currency, self.case, self.figures)
        rate = rate_between(self.case.facts, own, self.currency)
        return money(Fraction(amount) * Fraction(rate.rate)) if rate is not None else None
