"""The settlement as a sum a reader can add up, beside the invoice and the payment it led to."""

from __future__ import annotations

from typing import Any

from lotproof.compute.rounding import to_places
from lotproof.compute.settlement import Compared, Residual, SettlementFigures, settlement
from lotproof.view import words
from lotproof.view.book import Book

_MINUS = "−"


def settled(book: Book) -> dict[str, Any] | None:
    """The sum, the comparisons and what the sort says of the projection; None where nothing is settled."""
    found = settlement(book.case, book.figures)
    if found is None:
        return None
    share = f"{words.number(to_places(found.share * 100, 2))}{words.NBSP}%"
    return {
        "currency": found.currency,
        "rows": _rows(book, found),
        "compared": [
            *([_compared(book, "Invoice", found.invoiced, found.currency)] if found.invoiced else []),
            *([_compared(book, "Payment", found.paid, found.currency)] if found.paid else []),
        ],
        "recovered": (
            f"Value recovered: {words.money(found.recovered, found.currency)}, which is {share} of the order "
            f"value of {words.money(found.order_value, found.currency)}."
        ),
        "actual": _actual(book, found),
        "residuals": [_residual(item, found.currency) for item in found.residuals],
    }


def _rows(book: Book, found: SettlementFigures) -> list[dict[str, Any]]:
    price = words.number(found.unit_price)
    rows = [_row("Goods presented", f"{words.number(found.lot)} × {price}", words.number(found.lot_value, 2))]
    if found.removal is not None:
        removal = found.removal
        rows.append(
            _row(
                "Less units removed by the sort",
                f"{words.number(removal.removed)} × {price}",
                _MINUS + words.number(removal.value, 2),
                book.refs([removal.event.event.exhibit]),
            )
        )
    if found.reduction is not None:
        event = book.figures.confirmation.event
        refs = book.refs([event.event.exhibit]) if event is not None else ()
        rows.append(
            _row("Less agreed reduction", "as confirmed", _MINUS + words.number(found.reduction, 2), refs)
        )
    if found.fee is not None:
        basis = {
            "option": "borne by the supplier under the option's terms",
            "clause": _clause(found.fee.clause),
        }
        rows.append(
            _row(
                "Less re-inspection charged back",
                basis[found.fee.basis],
                _MINUS + words.number(found.fee.amount, 2),
                book.refs([found.fee.exhibit]),
            )
        )
    rows.append(_row("New invoice", _cross(found), words.number(found.invoice, 2), total=True))
    if found.deposit is not None and found.balance is not None:
        deposits = [
            e.event.exhibit
            for e in book.figures.log
            if e.event.kind == "payment" and e.event.what == "deposit"
        ]
        rows.append(
            _row("Less deposit paid", "", _MINUS + words.number(found.deposit, 2), book.refs(deposits))
        )
        due = found.balance >= 0
        shown = words.number(abs(found.balance), 2)
        rows.append(_row("Balance" if due else "Refund due to the buyer", "", shown, total=True))
    return rows


def _clause(ref: str | None) -> str:
    return f"at the supplier's cost, clause {ref}" if ref else "at the supplier's cost, by the clause quoted"


def _row(label: str, working: str, amount: str, refs: Any = (), total: bool = False) -> dict[str, Any]:
    return {"label": label, "working": working, "amount": amount, "refs": refs, "total": total}


def _cross(found: SettlementFigures) -> str:
    """The same sum the other way round, where the sort's counts add up to what was presented."""
    removal = found.removal
    if removal is None or not removal.adds_up or removal.conforming is None:
        return ""
    less = f" {_MINUS} {words.number(found.fee.amount, 2)}" if found.fee is not None else ""
    return f"= {words.number(removal.conforming)} × {words.number(found.unit_price)}{less}"


def _compared(book: Book, label: str, item: Compared, currency: str) -> dict[str, Any]:
    word, tone = {
        True: ("agrees", "good"),
        False: ("differs", "bad"),
        None: (f"in another currency than {currency}, not compared", "warn"),
    }[item.agrees]
    when = words.stamp(item.event.event.at, book.buyer_zone)
    return {
        "label": label,
        "text": f"{words.money(item.amount, item.currency)}, {when}",
        "word": word,
        "tone": tone,
        "refs": book.refs([item.event.event.exhibit]),
    }


def _actual(book: Book, found: SettlementFigures) -> list[str]:
    lines: list[str] = []
    removal, actual = found.removal, found.actual
    if removal is not None and removal.adds_up is False:
        lines.append(
            f"The sort counts {words.number(removal.conforming)} conforming and"
            f" {words.number(removal.removed)} removed, which does not add up to the"
            f" {words.number(found.lot)} presented."
        )
    if actual is not None:
        of = "units of any class" if actual.name == "any" else f"{actual.name} units"
        side = "inside" if actual.inside else "outside"
        lines.append(
            f"The sort removed {words.number(actual.removed)} of {words.number(found.lot)} units. The sample"
            f" had projected {words.number(actual.projected)} {of} ({_limits(actual.limits)}): the actual"
            f" number lies {side} those limits."
        )
    return lines


def _limits(limits: tuple[int, int]) -> str:
    return f"{words.between(*limits)}, 95{words.NBSP}%, exact"


def _residual(item: Residual, currency: str) -> str:
    cost = ""
    if item.rate is not None and item.value is not None:
        own = item.rate_currency or currency
        converted = "" if own == currency else ", converted at the rate used for the losses"
        cost = (
            f" At {words.money(item.rate, own)} a unit, the cost stated for that class{converted}, this is "
            f"{words.money(item.value, currency)}."
        )
    return (
        f"For information only: the re-inspection found {words.units(item.units)} with a {item.name}"
        f" nonconformity in {words.number(item.sample)} drawn from {words.number(item.lot)}. Carried to the"
        f" lot that is {words.number(item.projected)} units ({_limits(item.limits)}).{cost} The plan accepts"
        " this result, and nothing is asked for it here."
    )
