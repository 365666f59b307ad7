"""Loss lines and exchange rates as typed: quantity x rate, or a lump, each in its own currency."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lotproof.case.base import Facts
from lotproof.case.inspection import CLASSES
from lotproof.case.scalars import Currency, Day, Money, Positive, Text, Truth, as_list, words


class LossLine(Facts):
    id: Text | None = None
    title: Text | None = None
    title_zh: Text | None = None
    cls: Annotated[str, words(*CLASSES)] | None = Field(default=None, alias="class")
    scope: Text | None = None
    quantity: Money | None = None
    rate: Money | None = None
    amount: Money | None = None
    currency: Currency | None = None
    status: Annotated[str, words("estimated", "quoted", "invoiced", "paid", "contingent")] = "estimated"
    condition: Text | None = None  # what a contingent amount depends on
    condition_zh: Text | None = None
    group: Text | None = None
    whole_lot: Truth = False
    head: Annotated[str, words("price", "expectation", "consequential", "mitigation", "margin")] | None = None
    replaces: Annotated[tuple[Text, ...], as_list] = ()
    exhibit: Text | None = None


class ExchangeRate(Facts):
    """One unit of `from` costs `rate` units of `to`."""

    from_: Currency | None = Field(default=None, alias="from")
    to: Currency | None = None
    rate: Positive | None = None
    date: Day | None = None
    source: Text | None = None
    exhibit: Text | None = None
