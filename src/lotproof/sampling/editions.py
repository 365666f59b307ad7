"""The editions of the standard that can be named, and which of the two table families each prints.

A report must name its edition and never be upgraded silently; between them the names share two sets of tables and two
of switching rules.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lotproof.sampling.exact import shown

Family = Literal["ISO1999", "MIL105E"]

ISO_1999 = "ISO 2859-1:1999"
ISO_2026 = "ISO 2859-1:2026"


@dataclass(frozen=True, slots=True)
class Edition:
    """One text: its name as a report prints it, its table family, and its rule for discontinuing inspection.

    `discontinue_after` says what is counted on tightened inspection: five lots not accepted (ISO 2859-1:1999
    clause 9.4, ANSI/ASQ Z1.4-2003 clause 8.4) or, in older texts, ten consecutive lots inspected.
    """

    name: str
    family: Family
    discontinue_after: Literal["5 not accepted", "10 consecutive"] = "5 not accepted"


EDITIONS: tuple[Edition, ...] = (
    Edition(ISO_1999, "ISO1999"),
    Edition(ISO_2026, "ISO1999"),
    Edition("GB/T 2828.1", "ISO1999"),
    Edition("GB/T 2828.1-2012", "ISO1999"),
    Edition("MIL-STD-105E", "MIL105E", "10 consecutive"),
    Edition("ANSI/ASQ Z1.4", "MIL105E"),
    Edition("ISO 2859-1:1989", "MIL105E", "10 consecutive"),
)

_BY_NAME = {known.name.casefold(): known for known in EDITIONS}


def edition_named(name: object) -> Edition:
    """The edition of that name, letter case and doubled blanks aside; ValueError lists the known names."""
    known = _BY_NAME.get(" ".join(name.split()).casefold()) if isinstance(name, str) else None
    if known is None:
        names = ", ".join(each.name for each in EDITIONS)
        raise ValueError(f"unknown edition {shown(name)}; known are {names}")
    return known
