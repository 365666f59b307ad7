"""What a re-inspection costs against the loss it guards against: not always less, and then that is said (A14)."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil

from lotproof.case.case import Case
from lotproof.compute.exchange import in_case_currency
from lotproof.compute.fee import fee_of
from lotproof.compute.figures import Figures
from lotproof.compute.loss import class_of


@dataclass(frozen=True, slots=True)
class BreakEven:
    """Whether a re-inspection costs less than what it guards against, in the case's currency (R79, A14).

    `worth` is the projected loss of the failed classes, `units` the nonconforming units at which the fee is reached.
    """

    fee: Decimal
    worth: Decimal
    rate: Decimal
    units: int
    pays: bool
    source: str | None = None  # of the workspace's rate, where the fee is not the case's own


def break_even(case: Case, figures: Figures) -> BreakEven | None:
    """The fee of the re-inspection planned (preferred option, else A, else B) against the failed classes' loss.

    The rate is the lowest per unit among the lines that count: the fee is then reached latest.
    """
    offered, first = case.facts.options, figures.first
    if offered is None or first is None:
        return None
    fee = source = None
    for name in dict.fromkeys((offered.preferred or "A", "A", "B")):
        terms = getattr(offered, name)
        planned = terms.reinspection if terms is not None else None
        found = fee_of(case, planned)
        if found is not None and found.amount:
            fee, source = in_case_currency(found.amount, found.currency, case, figures), found.source
            break
    worth, rates = Decimal("0.00"), []
    for line in figures.loss.lines:
        judged = class_of(line.line, first) if line.line.cls is not None else None
        if not line.counted or line.line.rate is None or judged is None or judged.verdict != "fail":
            continue
        rate = in_case_currency(line.line.rate, line.currency, case, figures)
        if line.in_case_currency is None or not rate:
            return None
        worth += line.in_case_currency
        rates.append(rate)
    if not fee or not rates:
        return None
    return BreakEven(fee, worth, min(rates), ceil(Fraction(fee) / Fraction(min(rates))), fee < worth, source)
