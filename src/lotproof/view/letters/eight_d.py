"""The 8D form: what we know is filled in and cannot be typed over, what the supplier answers is a field to fill.

Why: a supplier who gets a blank form describes another problem than the one that was found. D0 to D8 follow the usual
eight disciplines; every cause is asked twice, why it was made and why it was not found. Rule R34.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lotproof.case.inspection import ClassName
from lotproof.compute import calendar
from lotproof.compute.figures import InspectionFigures
from lotproof.view import phrases, words
from lotproof.view.book import Book
from lotproof.view.document import Document
from lotproof.view.letters import chinese, findings
from lotproof.view.letters.car import FULL_8D_DAYS
from lotproof.view.letters.eight_d_steps import BY_CLASS, LAST, STEPS, Step
from lotproof.view.letters.sheet import cites
from lotproof.view.say import chinese as han_speaker


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
    ordered = [*STEPS[:2], None, STEPS[2], *BY_CLASS, LAST, STEPS[3]]
    return {
        "head": _head(book),
        "steps": [
            (
                _step(step, failed if step in BY_CLASS else ())
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
