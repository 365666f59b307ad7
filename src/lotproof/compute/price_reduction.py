"""The seed practice's price-reduction ranges, as a cross-check only (K8, A4).

5-12 % if the major class failed, 2-5 % if the minor class failed, of the invoice value of the failed lot; beside it the
same on the value of the projected units. A class that passed gives no range, and an open critical or regulatory
finding suppresses all: nobody prices unsafe goods.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from lotproof.compute.figures import ClassFigures, InspectionFigures, PriceReduction, RangeFigures
from lotproof.compute.rounding import money

PERCENT = {"major": (5, 12), "minor": (2, 5)}


def price_reduction(
    first: InspectionFigures | None, unit_price: Decimal | None, open_critical: str | None
) -> PriceReduction:
    """The ranges, or the reason there is none. Amounts in the case's currency, rounded half up to 2 decimals."""
    if open_critical is not None:
        return PriceReduction(None, None, open_critical)
    if first is None or first.lot is None or unit_price is None:
        return PriceReduction(None, None, None)
    ranges = {name: _range(name, first, unit_price) for name in PERCENT}
    return PriceReduction(ranges["major"], ranges["minor"], None)


def _range(name: str, first: InspectionFigures, unit_price: Decimal) -> RangeFigures | None:
    failed = _failed(name, first)
    if failed is None or first.lot is None:
        return None
    low, high = PERCENT[name]
    lot_value = money(first.lot * Fraction(unit_price))
    units_value = money(failed.projected * Fraction(unit_price)) if failed.projected is not None else None
    return RangeFigures(
        low_percent=low,
        high_percent=high,
        lot_value=lot_value,
        lot_base=(_share(lot_value, low), _share(lot_value, high)),
        units_value=units_value,
        units_base=(_share(units_value, low), _share(units_value, high)) if units_value is not None else None,
    )


def _failed(name: str, first: InspectionFigures) -> ClassFigures | None:
    for scope in first.scopes:
        figures = scope.of(name)
        if figures is not None and figures.verdict == "fail":
            return figures
    return None


def _share(value: Decimal, percent: int) -> Decimal:
    return money(Fraction(value) * percent / 100)
