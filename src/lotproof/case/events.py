"""The log: one dated event a file. State, clock and escalation are derived from these and nothing else."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from lotproof.case.base import REQUIRED, Facts
from lotproof.case.scalars import Count, Currency, Day, Instant, Money, Text, as_list, words

KINDS = (
    "evidence-frozen",
    "car",
    "reply",
    "answer",
    "offer",
    "call",
    "summary",
    "confirmation",
    "objection",
    "shipment",
    "sort",
    "reinspection-booked",
    "reinspection",
    "invoice",
    "payment",
    "release",
    "waiver",
    "escalation",
    "note",
)
CHANNELS = ("email", "wechat", "phone", "meeting", "courier", "platform", "none")
PARTIES = ("buyer", "supplier", "inspector", "bank", "carrier", "insurer", "authority")
PUSHBACKS = ("internal-qc", "tolerance", "specification")
ASKS = ("root-cause", "corrective-action", "timeline", "responsible")
WRITTEN = ("email", "wechat", "courier", "platform")

Ask = Annotated[str, words(*ASKS)]
Pushback = Annotated[str, words(*PUSHBACKS)]


class Amount(Facts):
    """Money moved or promised; without a currency it is in the case's."""

    value: Money | None = None
    currency: Currency | None = None


def _lump(value: Any) -> Any:
    return {"value": value} if isinstance(value, str) else value


class Answers(Facts):
    """Which of the four asks a reply answers, for each failed class."""

    critical: Annotated[tuple[Ask, ...], as_list] = ()
    major: Annotated[tuple[Ask, ...], as_list] = ()
    minor: Annotated[tuple[Ask, ...], as_list] = ()


class States(Facts):
    """The words of the confirmation, quoted, for each element of the lock (R44)."""

    acknowledgement: Text | None = None
    remedy: Text | None = None
    timeline: Text | None = None
    amount: Text | None = None


class Documents(Facts):
    """The papers of the chosen option, each the id of an exhibit."""

    rework_plan: Text | None = Field(default=None, alias="rework-plan")
    timeline: Text | None = None
    reinspection_booking: Text | None = Field(default=None, alias="reinspection-booking")
    quantity_confirmation: Text | None = Field(default=None, alias="quantity-confirmation")
    sorting_process: Text | None = Field(default=None, alias="sorting-process")
    credit_commitment: Text | None = Field(default=None, alias="credit-commitment")
    credit_note: Text | None = Field(default=None, alias="credit-note")
    invoice_adjustment: Text | None = Field(default=None, alias="invoice-adjustment")


class Signatory(Facts):
    name: Text | None = None
    name_zh: Text | None = None
    title: Text | None = None
    seal: Annotated[str, words("company", "contract", "none")] | None = None
    authority: Text | None = None


class Event(Facts):
    """One event. `body` is the Markdown under the front matter; `file` the log file it stands in."""

    at: Annotated[Instant | None, REQUIRED] = None
    kind: Annotated[Annotated[str, words(*KINDS)] | None, REQUIRED] = None
    channel: Annotated[Annotated[str, words(*CHANNELS)] | None, REQUIRED] = None
    from_: Annotated[Annotated[str, words(*PARTIES)] | None, REQUIRED] = Field(default=None, alias="from")
    to: Annotated[str, words(*PARTIES)] | None = None
    exhibit: Text | None = None
    attaches: Annotated[tuple[Text, ...], as_list] = ()
    subject: Text | None = None

    pushback: Pushback | None = None
    disputes: Annotated[tuple[Text, ...], as_list] = ()
    acknowledges: Annotated[tuple[Text, ...], as_list] = ()
    answers: Answers | None = None
    accepts: Annotated[str, words("A", "B", "C", "D")] | None = None
    answers_pushback: Pushback | None = None
    respond_by: Instant | None = None

    option: Annotated[str, words("A", "B", "C", "D")] | None = None
    reply: Text | None = None
    states: States | None = None
    amount: Annotated[Amount | None, BeforeValidator(_lump, json_schema_input_type=Amount | Money)] = None
    documents: Documents | None = None
    signatory: Signatory | None = None
    scope: Annotated[str, words("full", "partial")] | None = None
    prevails: Annotated[str, words("en", "zh")] | None = None

    on_board: Day | None = None
    document: Text | None = None
    conforming: Count | None = None
    removed: Count | None = None
    disposition: Text | None = None
    inspection: Text | None = None
    what: Text | None = None
    authorised_by: Text | None = None
    reason: Text | None = None
    approved_by: Text | None = None
    route: Annotated[str, words("bank", "insurer", "legal", "platform", "authority")] | None = None


KEYS: dict[str, tuple[str, ...]] = {
    "car": ("attaches",),
    "reply": ("pushback", "disputes", "acknowledges", "answers", "accepts"),
    "answer": ("answers_pushback", "respond_by"),
    "offer": ("attaches",),
    "confirmation": (
        "option",
        "reply",
        "states",
        "amount",
        "documents",
        "signatory",
        "scope",
        "prevails",
        "acknowledges",
    ),
    "shipment": ("on_board", "document"),
    "sort": ("conforming", "removed", "disposition"),
    "reinspection-booked": ("inspection",),
    "reinspection": ("inspection",),
    "invoice": ("amount", "what"),
    "payment": ("amount", "what"),
    "release": ("authorised_by",),
    "waiver": ("what", "reason", "approved_by"),
    "escalation": ("route",),
}
COMMON_KEYS = ("at", "kind", "channel", "from", "to", "exhibit", "attaches", "subject")
