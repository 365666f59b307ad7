"""What a settlement is worked out to be: the frozen values that `settlement.py` computes.

Why apart: pages and checks name these values and need none of the sums.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from lotproof.case.case import LogEvent
from lotproof.case.inspection import ClassName
from lotproof.case.options import OptionName


@dataclass(frozen=True, slots=True)
class Removal:
    """What a 100 % sort took out, at the order's unit price. Whole units; `value` rounded half up to 2 decimals."""

    event: LogEvent
    conforming: int | None
    removed: int
    value: Decimal
    adds_up: bool | None  # conforming + removed = presented


@dataclass(frozen=True, slots=True)
class FeeBack:
    """A re-inspection fee charged back, in the case's currency. `basis`: the option's own terms, or a quoted clause."""

    amount: Decimal
    basis: Literal["option", "clause"]
    clause: str | None  # its number in the order
    exhibit: str | None


@dataclass(frozen=True, slots=True)
class Compared:
    """A computed amount beside the amount of an event; `agrees` is None where the event is in another currency.

    Then `converted` is the event's amount in the case's currency, at the rate of the losses, where they have one: an
    invoice may have been made out at another rate, so it is set beside the computed amount and not judged by it.
    """

    event: LogEvent
    amount: Decimal
    currency: str
    agrees: bool | None
    converted: Decimal | None = None


@dataclass(frozen=True, slots=True)
class ActualAgainstProjection:
    """The units a sort removed beside the exact limits projected from the sample."""

    name: ClassName | Literal["any"]
    removed: int
    projected: int
    limits: tuple[int, int]
    inside: bool


@dataclass(frozen=True, slots=True)
class Residual:
    """What the passed re-inspection projects for a class that had failed: information, not a claim."""

    name: ClassName
    units: int
    sample: int
    lot: int
    projected: int
    limits: tuple[int, int]
    rate: Decimal | None  # cost per unit of the class's loss line, in `rate_currency`
    rate_currency: str | None
    value: Decimal | None  # in the case's currency


@dataclass(frozen=True, slots=True)
class SettlementFigures:
    """Every amount in the case's currency, with 2 decimals. `share` is of the whole order's value."""

    option: OptionName
    currency: str
    unit_price: Decimal
    lot: int
    lot_value: Decimal
    order_value: Decimal
    removal: Removal | None
    reduction: Decimal | None  # agreed under option D
    fee: FeeBack | None
    invoice: Decimal
    deposit: Decimal | None
    balance: Decimal | None
    recovered: Decimal
    share: Fraction
    invoiced: Compared | None
    paid: Compared | None
    actual: ActualAgainstProjection | None
    residuals: tuple[Residual, ...]
