"""The terms of the four options as the buyer typed them; what they require is fixed by the method, not typed."""

from __future__ import annotations

from typing import Annotated, Literal

from lotproof.case.base import Facts
from lotproof.case.scalars import Count, Currency, Day, Money, Text, Truth, words

OptionName = Literal["A", "B", "C", "D"]
OPTIONS: tuple[OptionName, ...] = ("A", "B", "C", "D")

DOCUMENTS: dict[OptionName, tuple[tuple[str, ...], ...]] = {
    # each inner tuple: any one of these documents serves
    "A": (("rework-plan",), ("timeline",), ("reinspection-booking",)),
    "B": (("quantity-confirmation",), ("sorting-process",)),
    "C": (("credit-commitment",),),
    "D": (("credit-note", "invoice-adjustment"),),
}
DOCUMENT_NAMES = tuple(name for options in DOCUMENTS.values() for names in options for name in names)


class PlannedInspection(Facts):
    level: Annotated[str, words("I", "II", "III", "S-1", "S-2", "S-3", "S-4")] | None = None
    severity: Annotated[str, words("normal", "tightened", "reduced")] | None = None
    fee: Money | None = None
    currency: Currency | None = None
    man_days: Count | None = None  # of the inspector; each at the workspace's rate where no fee is given
    borne_by: Annotated[str, words("supplier", "buyer", "shared")] | None = None


class Sorting(Facts):
    method: Text | None = None
    method_zh: Text | None = None
    destructive: Truth | None = None


class Terms(Facts):
    """The buyer's terms of one option. Keys that another option uses are allowed and simply printed."""

    deadline: Day | None = None
    text: Text | None = None
    text_zh: Text | None = None
    reinspection: PlannedInspection | None = None
    sort: Sorting | None = None
    next_order: Text | None = None
    quantity: Count | None = None
    amount: Money | None = None
    currency: Currency | None = None


class OfferedOptions(Facts):
    preferred: Annotated[str, words(*OPTIONS)] | None = None
    reason: Text | None = None
    A: Terms | None = None
    B: Terms | None = None
    C: Terms | None = None
    D: Terms | None = None
