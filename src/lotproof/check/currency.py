"""Checks on exchange rates: money is converted only at a rate that is stated, dated and sourced."""

from __future__ import annotations

from collections.abc import Iterator

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.compute.figures import Figures
from lotproof.compute.loss import rate_between

FILE = "case.yaml"


def rates_given(case: Case, figures: Figures) -> Iterator[Finding]:
    """A loss line is in another currency than the case, and no rate from the one to the other is given.

    It cannot be added to the exposure, so the total is too low. Add an entry to `fx` from the line's currency to the
    case's, with its date and source: one unit of `from` costs `rate` units of `to`. Convention K4.
    """
    own = case.facts.currency
    for index, line in enumerate(case.facts.losses):
        if own is None or line.currency in (None, own):
            continue
        if rate_between(case.facts, str(line.currency), own) is None:
            yield Finding(
                "FX_MISSING",
                "error",
                f"there is no rate from {line.currency} to {own} for this line.",
                case.places.of(FILE, ("losses", index, "currency")),
                f"add to fx: {{from: {line.currency}, to: {own}, rate: …, date: …, source: …}}.",
            )


def rates_sourced(case: Case, figures: Figures) -> Iterator[Finding]:
    """An exchange rate has no date or no source.

    A rate nobody can look up makes every converted figure an assertion. Take a published rate, of a day that fits the
    loss, and name both. Section 7, rule 1.
    """
    for index, rate in enumerate(case.facts.fx):
        lacking = [what for what, value in (("date", rate.date), ("source", rate.source)) if not value]
        if lacking:
            yield Finding(
                "FX_UNSOURCED",
                "warning",
                f"the rate from {rate.from_ or '?'} to {rate.to or '?'} has no {' and no '.join(lacking)}.",
                case.places.of(FILE, ("fx", index)),
                "write the day it held on and who published it.",
            )
