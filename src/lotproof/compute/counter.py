"""A counter-offer: a written answer that takes an option up, but not on the terms put to the supplier.

Why: an acceptance that changes the terms is an offer of its own (CISG Art. 19(1), and most contract laws), so it must
not be shown as a confirmation of ours. Compared is what was typed: option and amount; words are left to a reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from lotproof.case.case import LogEvent
from lotproof.case.events import WRITTEN
from lotproof.case.facts import CaseFacts
from lotproof.compute.clock import utc
from lotproof.compute.confirmation import says_yes
from lotproof.compute.figures import CarFigures


@dataclass(frozen=True, slots=True)
class Change:
    """What differs: `reply` the words are no plain yes; `amount` another sum than the option's, in one currency."""

    kind: Literal["reply", "amount"]
    stated: str
    amount: Decimal | None = None
    asked: Decimal | None = None
    currency: str = ""


@dataclass(frozen=True, slots=True)
class CounterOffer:
    event: LogEvent
    changes: tuple[Change, ...]


def changed_terms(facts: CaseFacts, log: Sequence[LogEvent], car: CarFigures | None) -> CounterOffer | None:
    """The supplier's newest written confirmation, where its words or its amount are not those put to it; else None."""
    found = [
        e
        for e in log
        if e.event.kind == "confirmation"
        and e.event.from_ in (None, "supplier")
        and e.event.channel in WRITTEN
        and (car is None or utc(e.event.at) >= car.sent)
    ]
    if not found:
        return None
    event, changes = found[-1].event, []
    if event.reply and not says_yes(event.reply):
        changes.append(Change("reply", event.reply))
    terms = getattr(facts.options, event.option) if facts.options is not None and event.option else None
    if terms is not None and terms.amount is not None and event.amount is not None:
        own = facts.currency or ""
        currency = event.amount.currency or own
        stated = event.amount.value
        if stated is not None and currency == (terms.currency or own) and stated != terms.amount:
            changes.append(Change("amount", str(stated), stated, terms.amount, currency))
    return CounterOffer(found[-1], tuple(changes)) if changes else None
