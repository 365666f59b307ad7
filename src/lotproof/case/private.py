"""`private.yaml`: negotiation figures. Only `compute/negotiation.py` and `view/brief.py` may import this."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from lotproof.case.base import Facts
from lotproof.case.inspection import CLASSES
from lotproof.case.scalars import Count, Currency, Money, Share, Text, as_list, words


class Objective(Facts):
    """Figures a person fixed; `None` is computed. In the case's currency."""

    opening: Money | None = None
    target: Money | None = None
    walk_away: Money | None = None


class SupplierMargin(Facts):
    rate: Share | None = None
    kind: Annotated[str, words("margin", "markup")] | None = None
    source: Text | None = None


class SecondRound(Facts):
    probability: Share | None = None
    days: Count | None = None


class Residual(Facts):
    """Units still nonconforming after the remedy: a share of the units presented, or of the class's projected ones."""

    share_of: Annotated[str, words("presented", "projected")] | None = None
    rate: Share | None = None
    cls: Annotated[str, words(*CLASSES)] | None = Field(default=None, alias="class")


class UnitValue(Facts):
    amount: Money | None = None
    currency: Currency | None = None


def _in_case_currency(value: Any) -> Any:
    return {"amount": value} if isinstance(value, str) else value


class OptionCosts(Facts):
    """Inputs of one option's expected cost, in the economics' currency."""

    days: Count | None = None
    cost_per_day: Money | None = None
    fees: Money | None = None
    second_round: SecondRound | None = None
    margin_per_unit: Money | None = None
    residual: Residual | None = None
    probability: Share | None = None
    units: Text | None = None
    unit_value: Annotated[
        UnitValue | None, BeforeValidator(_in_case_currency, json_schema_input_type=UnitValue | Money)
    ] = None
    source: Text | None = None
    confidence: Annotated[str, words("low", "medium", "high")] | None = None


class Economics(Facts):
    currency: Currency | None = None
    A: OptionCosts | None = None
    B: OptionCosts | None = None
    C: OptionCosts | None = None


class PrivateFacts(Facts):
    objective: Objective | None = None
    supplier_margin: SupplierMargin | None = None
    economics: Economics | None = None
    leverage: Annotated[tuple[Text, ...], as_list] = ()
    weaknesses: Text | None = None
