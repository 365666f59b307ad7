"""The 8D form: what we know is filled in and cannot be typed over, what the supplier answers is a field to fill.

Why: a supplier who gets a blank form describes another problem than the one that was found. D0 to D8 follow the usual
eight disciplines; every cause is asked twice, why it was made and why it was not found. Rule R34.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from lotproof.case.inspection import ClassName
from lotproof.compute import calendar
from lotproof.compute.figures import InspectionFigures
from lotproof.view import phrases, words
from lotproof.view.book import Book
from lotproof.view.document import Document
from lotproof.view.letters import chinese, findings
from lotproof.view.letters.car import FULL_8D_DAYS
from lotproof.view.letters.sheet import cites
from lotproof.view.say import chinese as han_speaker

Pair = tuple[str, str]  # English, Simplified Chinese


@dataclass(frozen=True, slots=True)
class Step:
    """One discipline: rows asked of the supplier, each with one field a column."""

    name: str
    title: Pair
    help: Pair
    columns: tuple[Pair, ...]
    rows: tuple[Pair, ...]
    tall: bool = False


_WHAT: Final = ("Answer", "答复")
_WHEN: Final = ("Date", "日期")
_WHO: Final = ("Person responsible", "负责人")
_PROOF: Final = ("Evidence attached", "所附证据")

STEPS: Final[tuple[Step, ...]] = (
    Step(
        "D0",
        ("Emergency response", "应急措施"),
        (
            "What was stopped at once, before any cause was known.",
            "在查明原因之前立即采取的停止措施。",
        ),
        (_WHAT, _WHEN, _WHO),
        (
            ("Shipment of the lot stopped", "该批货物停止发运"),
            ("Nonconforming units set apart", "不合格品隔离"),
        ),
    ),
    Step(
        "D1",
        ("Team", "小组"),
        ("Who works on it, and who decides.", "参与人员及决策人。"),
        (("Name", "姓名"), ("Function", "职务"), ("E-mail or telephone", "邮箱或电话")),
        (("Leader", "组长"), ("Quality", "品质"), ("Production", "生产"), ("Further member", "其他成员")),
    ),
    Step(
        "D3",
        ("Interim containment", "临时遏制措施"),
        (
            "Every place where units of the same make may be, with what was checked and found.",
            "同类产品可能所在的每一处，以及检查数量与结果。",
        ),
        (
            ("Quantity checked", "检查数量"),
            ("Nonconforming", "不合格数"),
            ("Measure and date", "措施与日期"),
            ("Verified by", "验证人"),
        ),
        (
            ("Stock on hand", "库存"),
            ("Work in progress", "在制品"),
            ("In transit", "在途"),
            ("Shipped earlier", "此前已发货"),
        ),
    ),
    Step(
        "D8",
        ("Closing", "结案"),
        (
            "Closed when the effect was checked after the last measure, on units made since.",
            "在最后一项措施之后，对此后生产的产品确认效果，方可结案。",
        ),
        (_WHAT, _WHEN, _WHO),
        (
            ("Effect checked, with result", "效果确认及结果"),
            ("Team thanked, case closed", "表彰小组，结案"),
        ),
    ),
)
_BY_CLASS: Final[tuple[Step, ...]] = (
    Step(
        "D4",
        ("Root cause, and why it was not found", "根本原因与流出原因"),
        (
            "Both questions for every class that failed. A person's inattention is not yet a cause.",
            "对每个不合格类别分别回答两个问题。“人员疏忽”尚不是原因。",
        ),
        (_WHAT, _PROOF),
        (("Why it was made", "产生原因"), ("Why it was not found", "流出原因")),
        tall=True,
    ),
    Step(
        "D5",
        ("Permanent corrective action, chosen and verified", "永久纠正措施的选定与验证"),
        (
            "What removes the cause, and how it was tried. Retraining alone removes none.",
            "消除原因的措施及其试验方法。仅再培训不能消除原因。",
        ),
        (_WHAT, _PROOF),
        (("Action", "措施"), ("How it was verified", "验证方法")),
        tall=True,
    ),
    Step(
        "D6",
        ("Put into effect and validated", "实施与确认"),
        ("From when, by whom, and what the first production showed.", "实施时间、负责人及首批生产结果。"),
        (_WHAT, _WHEN, _WHO),
        (("Put into effect", "实施"), ("Validated", "确认")),
    ),
)
_LAST: Final = Step(
    "D7",
    ("Prevention", "防止再发生"),
    (
        "Which documents and which other products were changed, so that it cannot come back.",
        "为防止再发生而修改的文件及涉及的其他产品。",
    ),
    (_WHAT, _WHEN, _WHO),
    (
        ("Control plan, work instructions", "控制计划、作业指导书"),
        ("Incoming and final inspection", "进料与最终检验"),
        ("Other products and lines", "其他产品与生产线"),
    ),
)


def eight_d_document(book: Book) -> Document:
    """The form as a document: `8d.pdf` with fields to fill, `8d.html` to print and fill by hand."""
    view = eight_d(book)
    frame = book.frame("letter", "8D report", "8D report, to be filled in by the supplier")
    return Document(
        name="8d",
        html_name="8d.html",
        template="8d.html.j2",
        language="en",
        title=frame["title"],
        context={"doc": frame, "form": view | {"title": book.case.facts.title or book.case.id}},
        pictures={},
        enclosures=(),
        fields=fields(view),
    )


def eight_d(book: Book) -> dict[str, Any]:
    """What `8d.html.j2` prints. Fields are named by step, row and column, the same on every build."""
    first = book.figures.first
    failed = first.failed_classes() if first is not None else ()
    ordered = [*STEPS[:2], None, STEPS[2], *_BY_CLASS, _LAST, STEPS[3]]
    return {
        "head": _head(book),
        "steps": [
            (
                _step(step, failed if step in _BY_CLASS else ())
                if step is not None
                else {"name": "D2", "problem": _problem(book, first)}
            )
            for step in ordered
        ],
    }


def fields(view: dict[str, Any]) -> dict[str, str]:
    """The name of every field of the form with what a screen reader says of it."""
    return dict(_fields(view))


def _fields(view: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for step in view["steps"]:
        if "problem" in step:
            yield step["problem"]["field"], step["problem"]["label"]
        for table in step.get("tables", ()):
            for row in table["rows"]:
                yield from ((cell["field"], cell["label"]) for cell in row["cells"])


def _head(book: Book) -> list[dict[str, str]]:
    facts, car = book.case.facts, book.figures.car
    supplier, order, first = facts.supplier, facts.order, book.figures.first
    rows = [
        (("Case", "编号"), book.case.id),
        (("Supplier", "供方"), (supplier.name_zh or supplier.name or "") if supplier is not None else ""),
        (
            ("Unified Social Credit Code", "统一社会信用代码"),
            (supplier.uscc or "") if supplier is not None else "",
        ),
        (("Order", "订单"), (order.number or "") if order is not None else ""),
        (("Product", "产品"), _both(order.product, order.product_zh) if order is not None else ""),
        (("Inspection report", "检验报告"), (first.inspection.id or "") if first is not None else ""),
    ]
    if car is not None:
        china = calendar.in_china(book.case.house)
        full = china.working_days_after(calendar.china_date(car.sent), FULL_8D_DAYS)
        rows += [
            (("Opened", "开立"), words.utc_stamp(car.sent)),
            (
                ("D0 to D3 and preliminary D4 wanted by", "D0 至 D3 及初步 D4 期限"),
                words.stamp(car.deadline, "Asia/Shanghai", with_weekday=True),
            ),
            (("Complete form wanted by", "完整报告期限"), f"{words.weekday(full)} {words.day(full)}"),
        ]
    return [{"en": label[0], "zh": label[1], "text": text} for label, text in rows if text]


def _both(english: str | None, han: str | None) -> str:
    """A name in both languages, as far as the case has them."""
    return " · ".join(text for text in (english, han) if text)


def _problem(book: Book, first: InspectionFigures | None) -> dict[str, Any]:
    """D2: the problem as found, in the record's own words and counts; and one field to dispute it by defect id."""
    found = {
        "field": "D2-dispute",
        "label": "D2: defects you dispute, by number, and why. 有异议的缺陷编号及理由",
        "sentences": [],
        "defects": [],
    }
    if first is None:
        return found
    return found | {
        "sentences": [
            {
                "en": phrases.sample_sentence(scope, c, first.lot),
                "zh": phrases.sample_sentence(scope, c, first.lot, han_speaker()),
            }
            for scope, c in findings.worst_first(first)
            if c.verdict == "fail"
        ],
        "defects": [
            {
                "id": defect.id or "—",
                "label": (defect.cls or "").capitalize(),
                "label_zh": chinese.CLASS_ZH.get(_class(defect.cls), "") if defect.cls else "",
                "title": defect.title or "not stated",
                "title_zh": defect.title_zh or "",
                "units": words.number(defect.units),
                "requirement": defect.requirement.text if defect.requirement is not None else None,
                "refs": cites(book, defect.exhibits),
            }
            for defect in first.inspection.defects
        ],
    }


def _class(name: str) -> ClassName:
    return name  # type: ignore[return-value]


def _step(step: Step, classes: tuple[ClassName, ...]) -> dict[str, Any]:
    return {
        "name": step.name,
        "en": step.title[0],
        "zh": step.title[1],
        "help_en": step.help[0],
        "help_zh": step.help[1],
        "tall": step.tall,
        "tables": [_table(step, name) for name in classes or (None,)],
    }


def _table(step: Step, name: ClassName | None) -> dict[str, Any]:
    about = f"{name} class 类别 {chinese.CLASS_ZH[name]}" if name is not None else None
    prefix = f"{step.name}-{name}" if name is not None else step.name
    return {
        "caption_en": f"{name.capitalize()} class" if name is not None else step.title[0],
        "caption_zh": chinese.CLASS_ZH[name] if name is not None else step.title[1],
        "columns": [{"en": en, "zh": zh} for en, zh in step.columns],
        "rows": [
            {
                "en": row[0],
                "zh": row[1],
                "cells": [
                    {
                        "field": f"{prefix}-{number}-{place}",
                        "label": (
                            f"{step.name}{f', {about}' if about else ''}: {row[0]}, {column[0]}."
                            f" {row[1]}，{column[1]}"
                        ),
                    }
                    for place, column in enumerate(step.columns, 1)
                ],
            }
            for number, row in enumerate(step.rows, 1)
        ],
    }
