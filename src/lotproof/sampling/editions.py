"""The editions of the standard that can be named, and which of the two table families each prints.

A report must name its edition and never be upgraded silently; between them the names share two sets of tables and two
of switching rules.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from lotproof.sampling.exact import shown
from lotproof.sampling.names import fold, unknown

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
_AS_PRINTED = {known.name: known for known in EDITIONS}
_FOLDED = {fold(known.name): known.name for known in EDITIONS}
_ISOLATED_LOTS = re.compile(r"2859\s*-\s*2(?![0-9])")


def edition_named(name: object) -> Edition:
    """The edition of that name, letter case and doubled blanks aside; ValueError lists the known names."""
    if not isinstance(name, str):
        raise unknown("edition", name, tuple(_AS_PRINTED), {})
    known = _AS_PRINTED.get(name) or _BY_NAME.get(" ".join(name.split()).casefold())
    if known is None:
        if _ISOLATED_LOTS.search(name):  # near in letters, another scheme in what it says
            why = "ISO 2859-2 is for isolated lots and has tables of its own, which are not here"
            raise ValueError(f"unknown edition {shown(name)} ({why}); known are {', '.join(_AS_PRINTED)}")
        raise unknown("edition", name, tuple(_AS_PRINTED), _FOLDED)
    return known
