"""Case 102: what was paid, what a returned or marked-down piece costs, and the revised invoice."""

# ruff: noqa: E501  (sentences and table rows stand whole on a line)
from __future__ import annotations

from maker import sorting, trade


def write(case: str) -> None:
    """Deposit and balance, the rates of loss, the revised invoice."""
    bank = {
        "bank": "First Imaginary Bank of Denver",
        "address": "0 Cloud Peak Street, Denver CO · a bank that does not exist",
        "colour": "#2d4f6b",
        "currency": "USD",
        "size": "Letter",
    }
    parties = [
        ("Ordering party", "Larkspur &amp; Nowhere Outfitters LLC"),
        ("Beneficiary", "Yongkang Make-Believe Metalware Co., Ltd."),
        ("Beneficiary's bank", "Hills of Fable Bank, Yongkang"),
    ]
    trade.payment_advice(
        case,
        "E22",
        bank
        | {
            "rows": [
                *parties,
                ("Executed", "2026-05-07 11:02 -06:00"),
                ("Remittance information", "LNO-2207 DEPOSIT 30 PCT OF USD 21,600.00"),
            ],
            "amount": "6480.00",
            "reference": "FIB-070526-5520",
            "title": "Payment advice, deposit USD 6,480.00",
            "created": "2026-05-07T11:02:00-06:00",
        },
    )
    trade.payment_advice(
        case,
        "E50",
        bank
        | {
            "rows": [
                *parties,
                ("Executed", "2026-08-25 08:40 -06:00"),
                (
                    "Remittance information",
                    "LNO-2207 BALANCE, INVOICE MBM-2207-R1, USD 19,320.20 LESS 6,480.00",
                ),
            ],
            "amount": "12840.20",
            "reference": "FIB-250826-1187",
            "title": "Payment advice, balance USD 12,840.20",
            "created": "2026-08-25T08:40:00-06:00",
        },
    )
    told = {
        "house": "Larkspur &amp; Nowhere Outfitters",
        "currency": "USD",
        "first": (2025, 8),
        "season": "drinkware",
        "by": "V. Placeholder, Finance",
        "on": "12 August 2026",
        "created": "2026-08-12T15:50:00-06:00",
        "size": "Letter",
    }
    trade.cost_report(
        case,
        "E20",
        told
        | {
            "heading": "Return cost report, drinkware",
            "intro": "Returns over twelve months: refund, return label, handling, replacement sent.",
            "parts": [{"heading": "Returned units", "units": 640, "amount": "5824.00", "count": "Units"}],
            "note": "Source: returns ledger, August 2025 to July 2026.",
        },
    )
    trade.cost_report(
        case,
        "E21",
        told
        | {
            "heading": "Outlet sale record, drinkware",
            "intro": "Tumblers with small marks, sold in the outlet at a discount against list.",
            "parts": [{"heading": "Discount given", "units": 300, "amount": "450.00", "count": "Units"}],
            "note": "Source: outlet till, August 2025 to July 2026.",
        },
    )
    trade.invoice(case, "E39", {
        "house": "Yongkang Make-Believe Metalware Co., Ltd.", "house_zh": sorting.ZH, "address": "No. 0 Make-Believe Road, Yongkang, Zhejiang · USCC 91990000MA0TE5T24X", "colour": "#444", "word": "Revised commercial invoice", "number": "MBM-2207-R1", "currency": "USD", "created": "2026-08-21T15:30:00+08:00",
        "head": [("Buyer", "Larkspur &amp; Nowhere Outfitters LLC, Denver"), ("Order", "LNO-2207 of 2026-05-04"), ("Replaces", "MBM-2207 of 2026-08-07"), ("Date", "2026-08-21"), ("Delivery", "FOB Ningbo, Incoterms 2020")],
        "rows": [("Tumbler, 20 oz, stainless, as ordered", "3,000", "7.20", "21,600.00"), ("less units removed, count sheet of 2026-08-20", "289", "-7.20", "-2,080.80"), ("less re-inspection booked for 2026-08-24", "1", "-199.00", "-199.00"), ("<b>Invoice amount, 2,711 units to ship</b>", "", "", "<b>19,320.20</b>"),
                 ("less deposit of 2026-05-07", "", "", "-6,480.00"), ("<b>Balance</b>", "", "", "<b>12,840.20</b>")],
        "note": "2,711 x 7.20 - 199.00 = 19,320.20. <span class=zh>修订发票，替代 MBM-2207。</span>", "sealed": (sorting.ZH, "发票专用章", "9900000022073"), "signs": "B. Placeholder 柏占位"})  # fmt: skip
