"""The papers of option B in case 102: the sealed confirmation, the quantity, the process, the count."""

# ruff: noqa: E501  (sentences and table rows stand whole on a line)
from __future__ import annotations

from maker import page, register
from maker.page import pairs, seal, signature, table

CASE = "psi-2026-102-tumblers"
HOUSE = "Yongkang Make-Believe Metalware Co., Ltd."
ZH = "永康虚构金属制品有限公司"
CSS = (
    "h1{font-size:15pt;text-align:center} table.grid th,table.grid td{border:.5pt solid #555} table.pairs"
    " th{width:46mm;font-weight:normal;color:#555}.brand{text-align:center;font-size:13pt;font-weight:bold}"
    " .brand .zh{display:block;font-size:15pt} .two{display:block;color:#333;font-size:8.8pt}"
)
HEAD = (
    f'<p class=brand><span class=zh>{ZH}</span>{HOUSE}</p><p class="small c">No. 0 Make-Believe Road,'
    " Yongkang, Zhejiang, China · USCC 91990000MA0TE5T24X</p><hr>"
)


def _close(signs: str, kind: str, number: str, date: str) -> str:
    return (
        "<div style='position:relative;margin-top:12mm;break-inside:avoid'><table class=sig><tr><td"
        f" class=sign>{signature(signs)}</td><td></td></tr>"
        "<tr><td"
        f" class=line>{signs}<br>{date}</td><td></td></tr></table>{seal(ZH, kind, number, style='left:56mm;top:-9mm')}</div>"
    )


def _write(exhibit: str, title: str, created: str, body: str) -> None:
    page.write(register.path(CASE, exhibit), title, HOUSE, created, HEAD + body, CSS, title, font="Carlito")


def confirmation(states: dict[str, str]) -> None:
    """`states` are the words of the e-mail, repeated under seal."""
    zh = {
        "acknowledgement": "我司确认检验报告 VGI-26-08112 所载订单 LNO-2207 货物的 D1、D2 缺陷。",
        "remedy": "方案 B：我司自费对全部 3,000 件进行挑选，仅装运合格品，剔除品予以销毁。",
        "timeline": "挑选于 2026-08-20 前完成，复检于 2026-08-24 进行。",
        "amount": "发票按剔除数量每件减 7.20 美元，另减复检费 199.00 美元。",
    }
    names = {
        "acknowledgement": "Acknowledgement",
        "remedy": "Remedy",
        "timeline": "Timeline",
        "amount": "Amount",
    }
    rows = [
        (f"{k}. {names[key]}", f'{states[key]}<span class="two zh">{zh[key]}</span>')
        for k, key in enumerate(names, 1)
    ]
    body = (
        "<h1>Confirmation <span class=zh>确认书</span></h1>"
        + pairs(
            [
                ("Order", "LNO-2207 of 2026-05-04"),
                ("To", "Larkspur &amp; Nowhere Outfitters LLC"),
                ("Refers to", "your e-mail of 14 August 2026, 13:05 (Denver)"),
                ("Scope", "full settlement of inspection VGI-26-08112"),
            ]
        )
        + "<p style='font-size:13pt'><b>Confirmed: yes</b> <span class=zh>确认：是</span></p>"
        + table(rows, ("Point", "Text"))
        + "<p>The English text prevails. <span class=zh>以英文文本为准。</span></p>"
        + _close("B. Placeholder 柏占位, Export manager", "合同专用章", "9900000022071", "2026-08-17")
    )
    _write("E28", "Confirmation, order LNO-2207", "2026-08-17T09:10:00+08:00", body)


def quantity() -> None:
    rows = [
        ("Presented and sorted, all units", "3,000"),
        ("Expected to be removed (projection of report VGI-26-08112, major class)", "about 264"),
        ("Expected to conform", "about 2,736"),
        ("Counted result", "by count sheet, 20 August 2026"),
    ]
    body = (
        "<h1>Quantity confirmation <span class=zh>数量确认书</span></h1><p>The quantity shipped is the number"
        " of conforming units on the count sheet. No unit that was removed is reworked into this order."
        " Removed units are destroyed and not sold. The order is short-shipped by the number removed; nothing"
        " is back-ordered.</p><p class=zh>装运数量以挑选计数表的合格品数量为准。剔除品不返工混入本订单，"
        "予以销毁，不得销售。短装部分不补发。</p>"
        + table(rows, ("Quantity", "pcs"), right=(1,))
        + _close("B. Placeholder 柏占位, Export manager", "合同专用章", "9900000022071", "2026-08-17")
    )
    _write("E29", "Quantity confirmation, order LNO-2207", "2026-08-17T09:05:00+08:00", body)


def process() -> None:
    steps = [
        ("1", "All 120 cartons are opened; each tumbler is unwrapped.", "P. Placeholder"),
        (
            "2",
            "Rim and body are looked at under 800 lux, at 30 cm, turning once, 12 seconds a piece.",
            "six checkers",
        ),
        (
            "3",
            (
                "A piece with a scratch visible at 30 cm or a dent deeper than 0.5 mm gets a red dot and goes"
                " to the red cage."
            ),
            "six checkers",
        ),
        (
            "4",
            (
                "A second checker looks at every tenth conforming piece; on a miss the last fifty are sorted"
                " again."
            ),
            "Q. Placeholder",
        ),
        (
            "5",
            "Conforming pieces are wrapped and packed 25 to a carton, numbered C/NO. 001 upward.",
            "packing line",
        ),
        (
            "6",
            (
                "The red cage is counted daily by two people, locked, and crushed on 20 August, when the sort"
                " is done, before the camera."
            ),
            "P. and Q. Placeholder",
        ),
    ]
    body = (
        "<h1>Sorting process <span class=zh>挑选流程说明</span></h1><p>Method: 100 % visual sort of 3,000"
        " units, not destructive. Limits: specification LN-T20, revision C, page 2, and golden sample"
        " FIC-02207.</p>"
        + table(steps, ("Step", "What is done", "Who"))
        + "<p class=zh>方法：对 3,000 件进行 100 % 外观挑选；判定依据：规格书 LN-T20 C 版第 2 页及封样"
        " FIC-02207。</p>"
        + pairs(
            [
                ("From, to", "18 to 20 August 2026, two tables, 08:30 to 17:30"),
                (
                    "Cause and correction",
                    (
                        "polishing wheel worn; replaced 15 August 2026; rim check added after polishing,"
                        " every piece"
                    ),
                ),
                ("Responsible", "P. Placeholder, production manager"),
            ]
        )
        + _close("P. Placeholder, production manager", "质检专用章", "9900000022072", "2026-08-17")
    )
    _write("E30", "Sorting process, order LNO-2207", "2026-08-17T08:50:00+08:00", body)


def count_sheet() -> None:
    days = [("2026-08-18", 1180, 114, 13), ("2026-08-19", 1240, 119, 12), ("2026-08-20", 580, 56, 5)]
    assert sum(d[1] for d in days) == 3000
    assert sum(d[2] for d in days) == 289
    rows = [
        (d, page.money(str(n)), page.money(str(n - r)), str(r - dents), str(dents), str(r))
        for d, n, r, dents in days
    ]
    rows.append(
        ("<b>Total</b>", "<b>3,000</b>", "<b>2,711</b>", f"<b>{289 - 30}</b>", "<b>30</b>", "<b>289</b>")
    )
    body = (
        "<h1>Count sheet <span class=zh>挑选计数表</span></h1><p>Order LNO-2207, 100 % sort of 3,000"
        " units</p>"
        + table(
            rows,
            ("Day", "Sorted", "Conforming", "Removed: rim", "Removed: dent", "Removed"),
            right=(1, 2, 3, 4, 5),
        )
        + "<p>Removed units: <b>289</b>, crushed on 20 August 2026 between 14:00 and 15:30, weighed as scrap:"
        " 104.0 kg. None was kept or sold.</p>"
        + "<p class=zh>剔除品 289 件，已于 2026-08-20 压毁，未留用或销售。</p>"
        + pairs(
            [
                ("Repacked", "108 cartons of 25 and 1 carton of 11 = 2,711 pcs"),
                ("Counted by", "P. Placeholder, Q. Placeholder"),
            ]
        )
        + _close("P. Placeholder, production manager", "质检专用章", "9900000022072", "2026-08-20")
    )
    _write("E38", "Count sheet, order LNO-2207", "2026-08-20T17:30:00+08:00", body)
