"""Dates and plans as Chinese letters write them, with the same numbers as the English beside them (domain 6.6)."""

from __future__ import annotations

import re
from datetime import date, datetime

from lotproof.case.inspection import CLASSES, ClassName
from lotproof.case.options import PlannedInspection
from lotproof.compute.calendar import CHINA
from lotproof.view import words

_WEEKDAYS = "一二三四五六日"
_SEVERITY = {"normal": "正常检验", "tightened": "加严检验", "reduced": "放宽检验"}
_BORNE = {"supplier": "由我方承担", "buyer": "由贵方承担", "shared": "由双方分担"}
_HAN = re.compile("[\u3400-\u9fff]")

CLASS_ZH: dict[ClassName, str] = dict(zip(CLASSES, ("致命缺陷", "主要缺陷", "次要缺陷"), strict=True))


def day(value: date) -> str:
    """2026年8月15日."""
    return f"{value.year}年{value.month}月{value.day}日"


def beijing(instant: datetime) -> str:
    """2026年8月15日星期六 23:15, on the clock of Beijing."""
    local = instant.astimezone(CHINA)
    return f"{day(local.date())}星期{_WEEKDAYS[local.weekday()]} {words.clock(local)}"


def planned(again: PlannedInspection | None, currency: str) -> str:
    """检验水平 II，加严检验；复检费 USD 199.00 由我方承担, in the supplier's words. Empty where nothing is planned."""
    if again is None:
        return ""
    parts = []
    if again.level:
        parts.append(f"检验水平 {again.level}")
    if again.severity:
        parts.append(_SEVERITY[again.severity])
    plan = "，".join(parts)
    fee = f"复检费 {words.money(again.fee, again.currency or currency)}" if again.fee is not None else ""
    if again.borne_by:
        fee = f"{fee or '复检费'} {_BORNE[again.borne_by]}"
    return "；".join(text for text in (plan, fee) if text)


def language(text: str | None) -> str | None:
    """The language tag of a quotation that is not in the document's own: zh-Hans where it holds Chinese characters."""
    return "zh-Hans" if text and _HAN.search(text) else None
