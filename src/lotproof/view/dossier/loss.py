"""The loss table: every line with its working, what supersedes what, the exposure, and the range as a cross-check."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lotproof.compute.figures import LossLineFigures, RangeFigures
from lotproof.compute.rounding import to_places
from lotproof.view import words
from lotproof.view.book import Book

_OUT = {
    "whole-lot": "out: a whole-lot line stands, and no unit bears both",
    "replaced": "superseded by an actual amount; kept in the exposure as history",
    "sorted": "projection superseded by the actual sort; kept in the exposure as history",
    "actual": "actual amount: replaces the projection, not added to it",
}


def loss(book: Book) -> dict[str, Any] | None:
    """The loss section, or None where no line is typed."""
    figures = book.figures.loss
    if not figures.lines:
        return None
    currency = book.figures.currency
    foreign = any(line.fx is not None for line in figures.lines)
    own = [line for line in figures.lines if line.line.head != "margin"]
    margin = [line for line in figures.lines if line.line.head == "margin"]
    return {
        "currency": currency,
        "lines": [_line(book, line, foreign) for line in own],
        "margin": [_line(book, line, foreign) for line in margin],
        "exposure": words.money(figures.exposure, currency),
        "margin_total": words.money(figures.margin, currency),
        "with_margin": words.money(figures.with_margin, currency),
        "by_status": [(status, words.money(amount, currency)) for status, amount in figures.by_status],
        "superseded": figures.superseded_by_actual,
        "overlaps": [", ".join(names) for names in figures.overlaps],
        "foreign": foreign,
        "rates": _rates(book, figures.lines),
        "share": _share_of_order(book),
    }


def _line(book: Book, line: LossLineFigures, foreign: bool) -> dict[str, Any]:
    """One line; where currencies differ, each amount names its own, as in the request."""
    write = words.money if foreign else words.amount
    typed = line.line
    return {
        "id": typed.id or f"line {line.index + 1}",
        "title": typed.title or "untitled",
        "working": _working(line),
        "amount": write(line.amount, line.currency),
        "converted": words.amount(line.in_case_currency, book.figures.currency),
        "fx": line.fx is not None,
        "status": line.status if line.status != "superseded" else f"{typed.status}; superseded",
        "struck": line.out_because in ("whole-lot", "actual") or not line.counted,
        "note": _OUT.get(line.out_because or ""),
        "condition": typed.condition if line.status == "contingent" else None,
        "refs": book.refs([typed.exhibit]),
    }


def _working(line: LossLineFigures) -> str:
    typed = line.line
    if line.form == "lump":
        return "lump sum"
    if typed.rate is None or line.units is None:
        return "not computed: the units or the rate are missing"
    rate = words.number(typed.rate)
    if line.form == "class":
        return f"{words.number(line.units)} projected {typed.cls} units × {rate}"
    if line.form == "whole-lot":
        return f"{words.number(line.units)} units presented × {rate}"
    return f"{words.number(line.units)} × {rate}"


def _rates(book: Book, lines: tuple[LossLineFigures, ...]) -> list[dict[str, Any]]:
    seen: dict[str, dict[str, Any]] = {}
    for line in lines:
        if line.fx is not None and line.currency not in seen:
            seen[line.currency] = {
                "text": (
                    f"{line.currency} 1 = {book.figures.currency} {words.number(line.fx.rate)}, "
                    f"{words.day(line.fx.date)}" + (f", {line.fx.source}" if line.fx.source else "")
                ),
                "refs": book.refs([line.fx.exhibit]),
            }
    return list(seen.values())


def _share_of_order(book: Book) -> str | None:
    order = book.case.facts.order
    if order is None or not order.quantity or not order.unit_price:
        return None
    value = order.quantity * Fraction(order.unit_price)
    share = Fraction(book.figures.loss.exposure) / value
    return f"{words.number(to_places(share * 100, 2))}{words.NBSP}% of the order value of " + words.money(
        order.quantity * order.unit_price, book.figures.currency
    )


def price_range(book: Book) -> dict[str, Any] | None:
    """The price-reduction range as a cross-check, with its bases; or why there is none."""
    found = book.figures.price_reduction
    if found.suppressed is not None:
        return {"suppressed": found.suppressed, "rows": []}
    rows = [
        _range_row(name, item, book.figures.currency)
        for name, item in (("Major", found.major), ("Minor", found.minor))
        if item is not None
    ]
    return {"suppressed": None, "rows": rows} if rows else None


def _range_row(name: str, item: RangeFigures, currency: str) -> dict[str, Any]:
    units = "—"
    if item.units_base is not None:
        units = f"{words.number(item.units_base[0])} to {words.number(item.units_base[1])}"
    return {
        "class": name,
        "percent": f"{item.low_percent} to {item.high_percent}{words.NBSP}%",
        "lot_value": words.number(item.lot_value, 2),
        "lot": f"{words.number(item.lot_base[0])} to {words.number(item.lot_base[1])}",
        "units_value": words.number(item.units_value, 2) if item.units_value is not None else "—",
        "units": units,
    }
