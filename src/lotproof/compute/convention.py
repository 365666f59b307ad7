"""Whether the papers point to the UN sales convention (CISG): by the order's own words and the parties' places.

Why: a letter may name an article of the convention only where the record gives a ground for it; whether it applies is
for counsel. Ground: Art. 1(1)(a), parties in different Contracting States, unless they exclude it (Art. 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lotproof.case.facts import CaseFacts
from lotproof.case.parties import Buyer, Supplier

Ground = Literal["named", "excluded", "places", "none"]
# Contracting States as they stand at the end of an address; a name that is not here is not known, not "no"
_STATES = {
    "Argentina", "Australia", "Austria", "Belgium", "Brazil", "Bulgaria", "Canada", "Chile", "China", "Colombia",
    "Croatia", "Cyprus", "Czechia", "Czech Republic", "Denmark", "Egypt", "Estonia", "Finland", "France", "Germany",
    "Greece", "Hungary", "Iceland", "Israel", "Italy", "Japan", "Latvia", "Lithuania", "Luxembourg", "Mexico",
    "Netherlands", "New Zealand", "Norway", "Peru", "Poland", "Portugal", "Romania", "Serbia", "Singapore",
    "Slovakia", "Slovenia", "South Korea", "Spain", "Sweden", "Switzerland", "Turkey", "Türkiye", "Ukraine",
    "United States", "United States of America", "USA", "Uruguay", "Vietnam",
}  # fmt: skip
_KNOWN = {name.casefold(): name for name in _STATES}
_UNSTATED = ("", "not stated", "none", "unknown")


@dataclass(frozen=True, slots=True)
class Convention:
    """`ground`: the order names it or excludes it, the places speak for it, or the record gives no ground.

    `places` are the countries of buyer and supplier as their addresses end; None where no address is recorded.
    """

    ground: Ground
    places: tuple[str | None, str | None]

    @property
    def may_apply(self) -> bool:
        return self.ground in ("named", "places")


def convention(facts: CaseFacts) -> Convention:
    """What the record gives for or against the CISG. A chosen law that is stated otherwise is left to counsel."""
    order = facts.order
    law = (order.governing_law or "").strip() if order is not None else ""
    clauses = [
        clause.text or ""
        for clause in (order.clauses if order is not None else ())
        if {"governing-law", "dispute"} & set(clause.kind)
    ]
    places = (_place(facts.buyer), _place(facts.supplier))
    said = " ".join((law, *clauses)).casefold()
    if "cisg" in said or "international sale of goods" in said:
        return Convention("excluded" if "exclu" in said else "named", places)
    chosen = bool(clauses) or law.casefold() not in _UNSTATED
    named = [_KNOWN.get((place or "").casefold()) for place in places]
    if not chosen and all(named) and named[0] != named[1]:
        return Convention("places", places)
    return Convention("none", places)


def _place(party: Buyer | Supplier | None) -> str | None:
    """The country an address ends with."""
    if party is None or not party.address:
        return None
    return party.address[-1].rsplit(",", 1)[-1].strip() or None
