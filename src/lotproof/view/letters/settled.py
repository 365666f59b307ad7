"""The settlement as a sum a reader can add up, beside the invoice and the payment it led to."""

from __future__ import annotations

from typing import Any

from lotproof.compute.rounding import to_places
from lotproof.compute.settled import Compared, Residual, SettlementFigures
from lotproof.compute.settlement import settlement
from lotproof.view import phrases, words
from lotproof.view.book import Book
from lotproof.view.say import ENGLISH, Speaker
from lotproof.view.words import noted

_MINUS = "−"
_COUNTED = {
    "supplier": noted("by the supplier’s count"),
    "inspector": noted("by the inspector’s count"),
    "buyer": noted("by the buyer’s count"),
}


def settled(book: Book, say: Speaker = ENGLISH) -> dict[str, Any] | None:
    """The sum, the comparisons and what the sort says of the projection; None where nothing is settled."""
    found = settlement(book.case, book.figures)
    if found is None:
        return None
    share = f"{words.number(to_places(found.share * 100, 2))}{words.NBSP}%"
    return {
        "currency": found.currency,
        "rows": _rows(book, found, say),
        "compared": [
            *(
                [_compared(book, say("Invoice"), found.invoiced, found.currency, say)]
                if found.invoiced
                else []
            ),
            *([_compared(book, say("Payment"), found.paid, found.currency, say)] if found.paid else []),
        ],
        "recovered": say(
            "Value recovered: {recovered}, which is {share} of the order value of {value}.",
            recovered=say.money(found.recovered, found.currency),
            share=share,
            value=say.money(found.order_value, found.currency),
        ),
        "actual": _actual(found, say),
        "actual_refs": book.refs([found.removal.event.event.exhibit]) if found.removal is not None else (),
        "residuals": [_residual(item, found.currency, say) for item in found.residuals],
    }


def _rows(book: Book, found: SettlementFigures, say: Speaker) -> list[dict[str, Any]]:
    price = words.number(found.unit_price)
    rows = [
        _row(say("Goods presented"), f"{words.number(found.lot)} × {price}", words.number(found.lot_value, 2))
    ]
    if found.removal is not None:
        removal = found.removal
        rows.append(
            _row(
                say("Less units removed by the sort"),
                f"{words.number(removal.removed)} × {price}",
                _MINUS + words.number(removal.value, 2),
                book.refs([removal.event.event.exhibit]),
            )
        )
    if found.reduction is not None:
        event = book.figures.confirmation.event
        refs = book.refs([event.event.exhibit]) if event is not None else ()
        rows.append(
            _row(
                say("Less agreed reduction"),
                say("as confirmed"),
                _MINUS + words.number(found.reduction, 2),
                refs,
            )
        )
    if found.fee is not None:
        basis = {
            "option": say("borne by the supplier under the option’s terms"),
            "clause": _clause(found.fee.clause, say),
        }
        rows.append(
            _row(
                say("Less re-inspection charged back"),
                basis[found.fee.basis],
                _MINUS + words.number(found.fee.amount, 2),
                book.refs([found.fee.exhibit]),
            )
        )
    rows.append(_row(say("New invoice"), _cross(found), words.number(found.invoice, 2), total=True))
    if found.deposit is not None and found.balance is not None:
        deposits = [
            e.event.exhibit
            for e in book.figures.log
            if e.event.kind == "payment" and e.event.what == "deposit"
        ]
        rows.append(
            _row(say("Less deposit paid"), "", _MINUS + words.number(found.deposit, 2), book.refs(deposits))
        )
        due = found.balance >= 0
        shown = words.number(abs(found.balance), 2)
        rows.append(_row(say("Balance") if due else say("Refund due to the buyer"), "", shown, total=True))
    return rows


def _clause(ref: str | None, say: Speaker) -> str:
    if not ref:
        return say("at the supplier’s cost, by the clause quoted")
    return say("at the supplier’s cost, clause {ref}", ref=ref)


def _row(label: str, working: str, amount: str, refs: Any = (), total: bool = False) -> dict[str, Any]:
    return {"label": label, "working": working, "amount": amount, "refs": refs, "total": total}


def _cross(found: SettlementFigures) -> str:
    """The same sum the other way round, where the sort's counts add up to what was presented."""
    removal = found.removal
    if removal is None or not removal.adds_up or removal.conforming is None:
        return ""
    less = f" {_MINUS} {words.number(found.fee.amount, 2)}" if found.fee is not None else ""
    return f"= {words.number(removal.conforming)} × {words.number(found.unit_price)}{less}"


def _compared(book: Book, label: str, item: Compared, currency: str, say: Speaker) -> dict[str, Any]:
    word, tone = {
        True: (say("agrees"), "good"),
        False: (say("differs"), "bad"),
        None: (say("in another currency than {currency}, not compared", currency=currency), "warn"),
    }[item.agrees]
    if item.converted is not None:
        value = say.money(item.converted, currency)
        word = say("in another currency, not compared; {value} at the rate used for the losses", value=value)
    when = say.stamp(item.event.event.at, book.buyer_zone)
    return {
        "label": label,
        "text": say("{amount}, {when}", amount=say.money(item.amount, item.currency), when=when),
        "word": word,
        "tone": tone,
        "refs": book.refs([item.event.event.exhibit]),
    }


def _actual(found: SettlementFigures, say: Speaker) -> list[str]:
    """What the sort counted, as a count of the sort: it says what was removed, and not which class each unit had."""
    lines: list[str] = []
    removal, actual = found.removal, found.actual
    if removal is not None and removal.adds_up is False:
        lines.append(
            say(
                "The sort counts {conforming} conforming and {removed} removed, which does not add up to the"
                " {lot} presented.",
                conforming=say.number(removal.conforming),
                removed=say.number(removal.removed),
                lot=say.number(found.lot),
            )
        )
    if removal is not None and actual is not None:
        of = (
            say("units of any class")
            if actual.name == "any"
            else say("{name} units", name=say(phrases.CLASSES[actual.name]))
        )
        counted = _COUNTED.get(removal.event.event.from_ or "")
        removed, lot = say.number(actual.removed), say.number(found.lot)
        text = say("The sort removed {removed} of {lot} units.", removed=removed, lot=lot)
        if counted:
            text = say(
                "The sort removed {removed} of {lot} units, {counted}.",
                removed=removed,
                lot=lot,
                counted=say(counted),
            )
        projected, limits = say.number(actual.projected), _limits(actual.limits, say)
        if actual.inside:
            compared = say(
                "The sample had projected {projected} {of} ({limits}); the number removed by the sort lies"
                " inside those limits.",
                projected=projected,
                of=of,
                limits=limits,
            )
        else:
            compared = say(
                "The sample had projected {projected} {of} ({limits}); the number removed by the sort lies"
                " outside those limits.",
                projected=projected,
                of=of,
                limits=limits,
            )
        lines.append(
            say.sentences([text, compared, say("The count of the sort is not divided by class here.")])
        )
    return lines


def _limits(limits: tuple[int, int], say: Speaker) -> str:
    return say("{interval}, 95 %, exact", interval=say.between(*limits))


def _residual(item: Residual, currency: str, say: Speaker) -> str:
    own = item.rate_currency or currency
    cost = None
    if item.rate is not None and item.value is not None:
        rate, value = say.money(item.rate, own), say.money(item.value, currency)
        cost = (
            say("At {rate} a unit, the cost stated for that class, this is {value}.", rate=rate, value=value)
            if own == currency
            else say(
                "At {rate} a unit, the cost stated for that class, converted at the rate used for the losses,"
                " this is {value}.",
                rate=rate,
                value=value,
            )
        )
    return say.sentences(
        [
            say(
                "For information only: the re-inspection found {units} with a {name} nonconformity in"
                " {sample} drawn from {lot}.",
                units=say.units(item.units),
                name=say(phrases.CLASSES[item.name]),
                sample=say.number(item.sample),
                lot=say.number(item.lot),
            ),
            say(
                "Carried to the lot that is {projected} units ({limits}).",
                projected=say.number(item.projected),
                limits=_limits(item.limits, say),
            ),
            cost,
            say("The plan accepts this result, and nothing is asked for it here."),
        ]
    )
