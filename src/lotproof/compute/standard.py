"""Which edition of the sampling standard a report names, and what its conclusion word means.

Both are read leniently and said exactly: an edition not known falls back on ISO 2859-1:1999 with a finding (A20), and a
conclusion word not known maps to nothing.
"""

from __future__ import annotations

from lotproof.compute.figures import Conclusion
from lotproof.sampling import EDITIONS, ISO_1999

_ALIASES = {
    "iso 2859-1": ISO_1999,
    "iso2859-1": ISO_1999,
    "iso 2859": ISO_1999,
    "ansi/asq z1.4-2003": "ANSI/ASQ Z1.4",
    "ansi/asq z1.4-2008": "ANSI/ASQ Z1.4",
    "ansi/asq z1.4:2003": "ANSI/ASQ Z1.4",
    "ansi/asqc z1.4": "ANSI/ASQ Z1.4",
    "ansi z1.4": "ANSI/ASQ Z1.4",
    "asq z1.4": "ANSI/ASQ Z1.4",
    "mil-std-105": "MIL-STD-105E",
    "gb/t 2828.1:2012": "GB/T 2828.1-2012",
}
_WITHOUT_EDITION = frozenset({"iso 2859-1", "iso2859-1", "iso 2859"})

_CONCLUSIONS: dict[str, Conclusion] = {
    "pass": "pass",
    "passed": "pass",
    "within aql": "pass",
    "conforming": "pass",
    "conform": "pass",
    "accept": "pass",
    "accepted": "pass",
    "合格": "pass",
    "通过": "pass",
    "passed conditional": "pass-conditional",
    "passed conditionally": "pass-conditional",
    "conditional pass": "pass-conditional",
    "pass-conditional": "pass-conditional",
    "pending": "pending",
    "hold": "pending",
    "on hold": "pending",
    "待定": "pending",
    "fail": "fail",
    "failed": "fail",
    "beyond aql": "fail",
    "not conforming": "fail",
    "nonconforming": "fail",
    "reject": "fail",
    "rejected": "fail",
    "不合格": "fail",
    "未通过": "fail",
    "aborted": "not-performed",
    "missed": "not-performed",
    "cancelled": "not-performed",
    "canceled": "not-performed",
    "not performed": "not-performed",
    "not-performed": "not-performed",
}


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()


def edition(standard: str | None) -> tuple[str, bool]:
    """The edition's name and whether the report named it: (name, known)."""
    if standard is None:
        return ISO_1999, False
    key = _key(standard)
    for known in EDITIONS:
        if known.name.casefold() == key:
            return known.name, True
    alias = _ALIASES.get(key)
    return (alias, key not in _WITHOUT_EDITION) if alias else (ISO_1999, False)


def conclusion(word: str | None) -> Conclusion | None:
    """The neutral value of an inspection house's own word (A18), or None for a word not known."""
    return None if word is None else _CONCLUSIONS.get(_key(word))
