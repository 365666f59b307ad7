"""The delivery date that the order's own clause names, and how a planned date stands to it.

Why: a remedy that ends after the delivery date changes the contract, so whoever chooses it should read that beside it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from lotproof.case.facts import CaseFacts
from lotproof.case.parties import Clause

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WRITTEN = re.compile(r"\b(\d{1,2})\.?[\s\u00a0]+([A-Za-z]{3,9})\.?,?[\s\u00a0]+(\d{4})\b")
_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


@dataclass(frozen=True, slots=True)
class DeliveryDate:
    """`day` as the clause writes it; the clause says whether goods are then ready, handed over or on board."""

    day: date
    clause: Clause


def delivery_date(facts: CaseFacts) -> DeliveryDate | None:
    """The one date that the quoted delivery clauses name; None where they name none, or several."""
    clauses = facts.order.clauses if facts.order is not None else ()
    found = {
        day: clause for clause in clauses if "delivery" in clause.kind for day in _dates(clause.text or "")
    }
    if len(found) != 1:
        return None
    ((day, clause),) = found.items()
    return DeliveryDate(day, clause)


def _dates(text: str) -> list[date]:
    written = [(year, _month(month), day) for day, month, year in _WRITTEN.findall(text)]
    found = [*written, *((year, int(month), day) for year, month, day in _ISO.findall(text))]
    days = []
    for year, month, day in found:
        try:
            days.append(date(int(year), month, int(day)))
        except ValueError:  # 31 November, or a word that is no month
            continue
    return days


def _month(word: str) -> int:
    name = word.casefold()[:3]
    return _MONTHS.index(name) + 1 if name in _MONTHS else 0
