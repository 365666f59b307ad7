"""The words a supplier can send back to confirm one option, English and Chinese, with the same numbers.

They hold the four elements of the lock (R44) and, before anything is agreed, leave open what the buyer has not stated:
a blank is filled in by whoever signs, never by this program.
"""

from __future__ import annotations

from typing import Any

from lotproof.case.options import OptionName
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.letters import chinese
from lotproof.view.letters.terms import TITLES, planned, terms_of

BLANK = "__________"
_TITLES_ZH: dict[OptionName, str] = {
    "A": "返工并复检",
    "B": "挑选并短装",
    "C": "下一订单补货",
    "D": "降价或贷项通知单",
}


def wording(book: Book, name: OptionName) -> dict[str, Any]:
    """The lines of one option: (label, English) and (label, Chinese), in the same order."""
    english, han = _remedy(book, name)
    amount_en, amount_zh = _amount(book, name)
    deadline = terms_of(book, name).deadline
    by_en = f"by {words.day(deadline)}" if deadline else f"by {BLANK}"
    by_zh = f"{chinese.day(deadline)}前" if deadline else f"{BLANK} 前"
    defects = _defects(book)
    report, order = _report(book), _order(book)
    named_en = f" ({', '.join(defects)})" if defects else ""
    named_zh = "、".join(defects)
    rows_en = [
        (
            "Defects acknowledged",
            f"We acknowledge the defects{named_en} on the goods of order {order} as reported in {report}.",
        ),
        ("Remedy", f"Option {name}, {TITLES[name].lower()}: {english}"),
        ("Timeline", f"Completed {by_en}."),
        ("Amount", amount_en),
        ("Scope", f"This settles the matter: {_box('in full')}, {_box('in part')}; still open: {BLANK}"),
        ("Language", f"If the two languages differ: {_box('English prevails')}, {_box('Chinese prevails')}"),
    ]
    rows_zh = [
        ("缺陷确认", f"我方确认检验报告 {report} 所载订单 {order} 货物的缺陷{named_zh and ' ' + named_zh}。"),
        ("补救措施", f"方案 {name}（{_TITLES_ZH[name]}）：{han}"),
        ("完成期限", f"{by_zh}完成。"),
        ("金额", amount_zh),
        ("和解范围", f"本确认解决该事项：{_box('全部')}，{_box('部分')}；尚未解决：{BLANK}"),
        ("文本效力", f"中英文不一致时：{_box('以英文为准')}，{_box('以中文为准')}"),
    ]
    return {
        "name": name,
        "title": TITLES[name],
        "title_zh": _TITLES_ZH[name],
        "rows": [
            {"label": en[0], "text": en[1], "label_zh": zh[0], "text_zh": zh[1]}
            for en, zh in zip(rows_en, rows_zh, strict=True)
        ],
    }


def _box(text: str) -> str:
    """A box to tick and its words, not parted by a line's end."""
    return f"☐{words.NBSP}{text.replace(' ', words.NBSP)}"


def _defects(book: Book) -> list[str]:
    first = book.figures.first
    return [d.id for d in first.inspection.defects if d.id and d.units != 0] if first is not None else []


def _report(book: Book) -> str:
    first = book.figures.first
    return (first.inspection.id if first is not None else None) or BLANK


def _order(book: Book) -> str:
    order = book.case.facts.order
    return (order.number if order is not None else None) or BLANK


def _remedy(book: Book, name: OptionName) -> tuple[str, str]:
    terms = terms_of(book, name)
    lot = book.figures.first.lot if book.figures.first is not None else None
    units = f"{words.number(lot)} units" if lot else "units"
    units_zh = f" {words.number(lot)} 件" if lot else ""
    again = planned(book, terms.reinspection)
    again_zh = chinese.planned(terms.reinspection, book.figures.currency)
    tail = f" Re-inspection before release: {again}." if again else ""
    tail_zh = f"放行前复检：{again_zh}。" if again_zh else ""
    if name == "A":
        return (
            "we rework every nonconforming unit of the lot at our cost and present the lot for independent "
            f"re-inspection; nothing is released before it has passed.{tail}",
            f"我方自费对该批全部不合格品返工，并提交第三方复检；复检合格前不放行任何货物。{tail_zh}",
        )
    if name == "B":
        method = f" ({terms.sort.method})" if terms.sort is not None and terms.sort.method else ""
        return (
            f"we sort all {units} at our cost{method}, ship conforming units only, and hold or destroy the units "
            f"removed.{tail}",
            f"我方自费挑选全部{units_zh}{'（' + method[2:-1] + '）' if method else ''}，仅出运合格品（短装），"
            f"剔除品予以封存或销毁。{tail_zh}",
        )
    if name == "C":
        count = words.number(terms.quantity) if terms.quantity is not None else BLANK
        order = terms.next_order or BLANK
        return (
            f"the current order is shipped; we deliver {count} replacement units free of charge with order {order}; "
            "the replacement lot is inspected before its own shipment.",
            f"当前订单照常出运；我方随订单 {order} 免费补货 {count} 件；补货批次出运前另行检验。",
        )
    return (
        "the current order is shipped as it is, at the reduced price below, by a signed credit note or invoice "
        "adjustment.",
        "当前订单按现状出运，按下列金额降价，由我方出具签章的贷项通知单或发票调整。",
    )


def _amount(book: Book, name: OptionName) -> tuple[str, str]:
    terms, currency = terms_of(book, name), book.figures.currency
    order = book.case.facts.order
    if name == "B" and order is not None and order.unit_price is not None:
        price = words.money(order.unit_price, currency)
        return (
            f"The invoice is reduced by {price} for each unit removed; the revised invoice states the number removed.",
            f"发票金额按每件剔除品 {price} 扣减；修订后的发票载明剔除数量。",
        )
    if name == "C":
        count = words.number(terms.quantity) if terms.quantity is not None else BLANK
        return (f"Credit in goods: {count} units, free of charge.", f"以货物补偿：{count} 件，免费。")
    if name == "D":
        own = terms.currency or currency
        amount = words.money(terms.amount, own) if terms.amount is not None else f"{own} {BLANK}"
        return f"The price of the order is reduced by {amount}.", f"订单价款减少 {amount}。"
    return "No change of the invoice.", "发票金额不变。"
