"""`case.yaml` as one frozen value."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lotproof.case.base import REQUIRED, Facts
from lotproof.case.inspection import Inspection
from lotproof.case.loss import ExchangeRate, LossLine
from lotproof.case.options import OfferedOptions
from lotproof.case.parties import Buyer, Inspector, Order, Supplier
from lotproof.case.routes import Insurance, LetterOfCredit, Platform
from lotproof.case.scalars import Currency, Text, Zone, as_list, words


class CaseFacts(Facts):
    lotproof: Annotated[Annotated[str, words("1")] | None, REQUIRED] = None
    title: Annotated[Text | None, REQUIRED] = None
    currency: Annotated[Currency | None, REQUIRED] = None
    timezone: Annotated[Zone | None, REQUIRED] = None
    buyer: Annotated[Buyer | None, REQUIRED] = None
    supplier: Annotated[Supplier | None, REQUIRED] = None
    inspector: Inspector | None = None
    order: Annotated[Order | None, REQUIRED] = None
    inspections: Annotated[tuple[Inspection, ...], as_list] = Field(default=())
    losses: Annotated[tuple[LossLine, ...], as_list] = Field(default=())
    fx: Annotated[tuple[ExchangeRate, ...], as_list] = Field(default=())
    options: OfferedOptions | None = None
    letter_of_credit: LetterOfCredit | None = None
    insurance: Insurance | None = None
    platform: Platform | None = None
