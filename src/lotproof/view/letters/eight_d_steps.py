"""The disciplines of an 8D form: what each asks of the supplier, in English and Chinese, and the fields for the answer.

Why apart from the form: they are the same for every case. D2, the problem, is not among them: it is what we know.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
BY_CLASS: Final[tuple[Step, ...]] = (
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
LAST: Final = Step(
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
