"""Money on paper: payment advices, invoices, quotes, cost reports."""

# ruff: noqa: E501  (sentences and table rows stand whole on a line)
from __future__ import annotations

import random
from decimal import Decimal
from typing import Any

from maker import page, register
from maker.page import pairs, seal, signature, stamp, table

LINES = (
    "table.grid th{border-top:1pt solid #222;border-bottom:.6pt solid #222} table.grid td{border-bottom:.4pt"
    " solid #ccc} .brand{font-size:14pt;font-weight:bold}"
)


def payment_advice(case: str, exhibit: str, told: dict[str, Any]) -> None:
    colour = told["colour"]
    body = (
        f'<p class=brand style="color:{colour};border-bottom:2pt solid'
        f' {colour};padding-bottom:2mm">{told["bank"]}</p><p class=small>{told["address"]}</p><h1'
        ' style="margin-top:10mm">Advice of outgoing payment</h1>'
        + pairs([(a, b) for a, b in told["rows"]])
        + f'<p style="font-size:15pt;margin:6mm 0"><b>{told["currency"]} {page.money(told["amount"])}</b></p>'
        "<p>Executed. This advice was made by machine and carries no signature.</p>"
        + pairs([("End-to-end reference", told["reference"]), ("Charges", "shared (SHA)")])
    )
    css = (
        "table.pairs th{width:50mm;color:#666;font-weight:normal} table.pairs td{border-bottom:.4pt solid"
        " #ccc}" + LINES
    )
    page.write(
        register.path(case, exhibit),
        told["title"],
        told["bank"],
        told["created"],
        body,
        css,
        told["reference"],
        told.get("size", "A4"),
    )


def invoice(case: str, exhibit: str, told: dict[str, Any]) -> None:
    """An invoice in its house's look; `stamp` and `sealed` are optional."""
    rows = told["rows"]
    zh = f"<br><span class=zh>{told['house_zh']}</span>" if "house_zh" in told else ""
    body = (
        f'<p class=brand style="color:{told["colour"]}">{told["house"]}{zh}</p><p'
        f" class=small>{told['address']}</p>"
        f"<h1>{told['word']} {told['number']}</h1>"
        + pairs(told["head"])
        + table(rows, ("Description", "Quantity", "Unit", f"Amount, {told['currency']}"), right=(1, 2, 3))
        + f"<p>{told['note']}</p>"
    )
    if "stamp" in told:
        body += f'<p style="text-align:right;margin-top:8mm">{stamp(told["stamp"])}</p>'
    if "sealed" in told:
        name_zh, kind, number = told["sealed"]
        body += (
            "<div style='position:relative;margin-top:10mm'><table class=sig><tr><td"
            f" class=sign>{signature(told['signs'])}</td></tr>"
            "<tr><td"
            f" class=line>{told['signs']}</td></tr></table>{seal(name_zh, kind, number, style='left:52mm;top:-8mm')}</div>"
        )
    css = LINES + "table.pairs th{width:46mm;color:#666;font-weight:normal}"
    page.write(
        register.path(case, exhibit),
        f"{told['word']} {told['number']}",
        told["house"],
        told["created"],
        body,
        css,
        told["number"],
        told.get("size", "A4"),
        told.get("font", "Carlito"),
    )


NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SEASONS = {  # how a year's returns spread over January to December
    "toys": (15, 9, 7, 7, 6, 6, 6, 6, 7, 8, 9, 13),
    "drinkware": (11, 7, 7, 7, 8, 9, 10, 9, 8, 7, 7, 10),
    "lamps": (12, 10, 9, 7, 6, 6, 6, 7, 8, 9, 10, 10),
}


def _shared(total: int, weights: list[float]) -> list[int]:
    """A whole number shared out by weight; what rounding leaves goes to the largest remainders."""
    exact = [total * w / sum(weights) for w in weights]
    parts = [int(e) for e in exact]
    behind = sorted(range(len(exact)), key=lambda k: parts[k] - exact[k])
    for k in behind[: total - sum(parts)]:
        parts[k] += 1
    return parts


def months(total: int, amount: str, first: tuple[int, int], season: str) -> list[tuple[str, str, str, str]]:
    """Twelve months from `first` (year, month) that add up to `total` units and `amount`, with their quotient."""
    chance = random.Random(f"{season} {total} {amount}")
    calendar = [(first[0] + (first[1] - 1 + k) // 12, (first[1] - 1 + k) % 12) for k in range(12)]
    units = _shared(total, [SEASONS[season][month] * chance.uniform(0.85, 1.15) for _, month in calendar])
    cents = _shared(int(Decimal(amount) * 100), [count * chance.uniform(0.93, 1.07) for count in units])
    return [
        (f"{NAMES[month]} {year}", str(count), page.money(f"{cost / 100:.2f}"), f"{cost / count / 100:.2f}")
        for (year, month), count, cost in zip(calendar, units, cents, strict=True)
    ]


def cost_report(case: str, exhibit: str, told: dict[str, Any]) -> None:
    """A return-cost report whose last line is the rate the case uses."""
    body = f"<p class=brand>{told['house']}</p><h1>{told['heading']}</h1><p>{told['intro']}</p>"
    for part in told["parts"]:
        unit_cost = Decimal(part["amount"]) / part["units"]
        body += f"<h2>{part['heading']}</h2>" + table(
            [
                *months(part["units"], part["amount"], told["first"], told["season"]),
                (
                    "<b>Total</b>",
                    f"<b>{page.money(str(part['units']))}</b>",
                    f"<b>{page.money(part['amount'])}</b>",
                    f"<b>{unit_cost:.2f}</b>",
                ),
            ],
            ("Month", part["count"], f"Cost, {told['currency']}", f"{told['currency']} a unit"),
            right=(1, 2, 3),
        )
    body += f"<p class=small>{told['note']}</p><p>Drawn up by {told['by']}, {told['on']}.</p>"
    page.write(
        register.path(case, exhibit),
        told["heading"],
        told["house"],
        told["created"],
        body,
        LINES + "table.grid td{padding:.8mm 1.8mm}",
        told["heading"],
        told.get("size", "A4"),
    )


def quote(case: str, exhibit: str, told: dict[str, Any]) -> None:
    body = (
        f'<p class=brand style="color:{told["colour"]}">{told["house"]}</p><p'
        f' class=small>{told["address"]}</p><p style="margin-top:10mm">Nimmerland Spielwaren'
        " GmbH<br>Erfundene Kaistrasse 0, 20099 Hamburg</p>"
        f"<h1>Quotation {told['number']}</h1><p>Hamburg, {told['date']}</p><p>{told['intro']}</p>"
        + table(told["rows"], ("Service", "Unit", "Price, EUR"), right=(2,))
        + f"<p>{told['note']}</p><table class=sig><tr><td"
        f" class=sign>{signature(told['signs'])}</td></tr><tr><td"
        f" class=line>{told['signs']}</td></tr></table>"
    )
    page.write(
        register.path(case, exhibit),
        f"Quotation {told['number']}",
        told["house"],
        told["created"],
        body,
        LINES,
        told["number"],
    )


def margin_sheet(case: str, exhibit: str) -> None:
    rows = [
        ("Net resale price to retailers, average of orders in hand", "17.90"),
        ("less purchase price", "-6.40"),
        ("less freight and duty avoided", "-0.85"),
        ("less picking and dispatch avoided", "-4.35"),
        ("less advertising avoided", "-2.30"),
        ("less licence fee avoided", "-0.90"),
        ("<b>Margin lost on a piece</b>", "<b>3.10</b>"),
    ]
    body = (
        "<p class=brand>NIMMERLAND SPIELWAREN</p><h1>Margin sheet, Otter Tower</h1><p>As of 23 October 2026."
        " Basis: orders in hand for 6,000 pieces from retailers, told to Seller in the order negotiations"
        ' (order NSG-4471, "for retail in Germany, Christmas season").</p>'
        + table(rows, ("Line", "EUR a piece"), right=(1,))
        + "<p class=small>Net of every cost that is not incurred when a piece is not sold.</p><p>Drawn up by"
        " N. Platzhalter, Controlling.</p>"
    )
    page.write(
        register.path(case, exhibit),
        "Margin sheet, Otter Tower",
        "Nimmerland Spielwaren GmbH",
        "2026-10-23T09:40:00+02:00",
        body,
        LINES,
        "Margin sheet",
        font="Liberation Serif",
    )


def rate_note(case: str, exhibit: str) -> None:
    body = (
        "<p class=brand>FENWICK &amp; MIRAGE</p><h1>Rate note</h1><p>For all conversions in the matter of"
        " order FML-0917 the following rate is used.</p>"
        + table(
            [("28 September 2026", "GBP 1", "CNY 9.4000", "invented for this example")],
            ("Date", "From", "To", "Source"),
        )
        + "<p>Lines are rounded in their own currency first, then converted once and rounded to two"
        " decimals.</p><p>O. Placeholder, Finance</p>"
    )
    page.write(
        register.path(case, exhibit),
        "Rate note 2026-09-28",
        "Fenwick & Mirage Lighting Ltd",
        "2026-09-28T17:00:00+01:00",
        body,
        LINES,
        "Rate note 2026-09-28",
    )
