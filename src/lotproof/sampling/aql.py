"""The 26 acceptance quality limits of the tables, and how one is read from what a person or a file writes.

"2.5", "2.50", 2.5 and Decimal("2.5") are one column; a number between columns is refused with its neighbours named.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction

from lotproof.sampling.exact import shown

Aql = str | int | float | Decimal

# As printed: the trailing zeros are the table's own.
AQLS: tuple[str, ...] = tuple(
    "0.010 0.015 0.025 0.040 0.065 0.10 0.15 0.25 0.40 0.65 1.0 1.5 2.5 4.0 6.5 10 15 25 40 65 "
    "100 150 250 400 650 1000".split()
)
NOT_ALLOWED = "not-allowed"

_VALUES = tuple(Decimal(printed) for printed in AQLS)
_BY_TEXT = {printed: column for column, printed in enumerate(AQLS)}
_COLUMN = {value: column for column, value in enumerate(_VALUES)}
_PLAIN = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")


def column_of(aql: object) -> int | None:
    """The column (0 for AQL 0.010 to 25 for 1000) of an AQL; None for "not-allowed" or 0, accept on zero.

    Floats are read through their shortest decimal text. Raises ValueError naming the nearest AQLs of the table.
    """
    if isinstance(aql, str) and (exact := _BY_TEXT.get(aql)) is not None:
        return exact
    if isinstance(aql, str) and aql.strip().lower() in (NOT_ALLOWED, "not allowed"):
        return None
    text = "" if isinstance(aql, bool) or not isinstance(aql, str | int | float | Decimal) else _digits(aql)
    if not _PLAIN.fullmatch(text):
        raise ValueError(
            f"the AQL must be a number of the table such as 2.5, or {NOT_ALLOWED}, not {shown(aql)}{_meant(aql)}"
        )
    value = Decimal(text)
    if not value:
        return None
    column = _COLUMN.get(value)
    if column is None:
        raise ValueError(f"AQL {text} is not in the table; {_nearest(value)}")
    return column


def printed(column: int | None) -> str:
    """The AQL as the table prints it, or "not-allowed"."""
    return NOT_ALLOWED if column is None else AQLS[column]


def as_share(column: int | None) -> Fraction | None:
    """The AQL as a share of nonconforming units (2.5 is 1/40).

    None for accept on zero, and above AQL 10, where the table counts nonconformities per 100 units and a share of
    units is not defined (ISO 2859-1:1999, 5.2 and table 2-A).
    """
    if column is None or _VALUES[column] > 10:
        return None
    return Fraction(_VALUES[column]) / 100


def _digits(aql: str | int | float | Decimal) -> str:
    if isinstance(aql, int):
        return str(aql) if aql.bit_length() < 64 else ""
    # Decimal("1E+1") is 10; a hostile exponent must not be written out.
    if isinstance(aql, Decimal) and aql.is_finite() and abs(aql.adjusted()) < 12:
        return format(aql, "f")
    return str(aql).strip()


def _meant(aql: object) -> str:
    """What "2,5", "2.5 %" or "AQL 2.5" stands for, offered."""
    if not isinstance(aql, str) or len(aql) > 20:
        return ""
    text = aql.casefold().replace("aql", "").strip(" %=").replace(",", ".")
    if "".join(filter(str.isalpha, text)) in ("zero", "none", "nil", "notallowed", "acceptonzero"):
        return f" (did you mean {NOT_ALLOWED}?)"
    column = _COLUMN.get(Decimal(text)) if _PLAIN.fullmatch(text) else None
    return "" if column is None else f" (did you mean {AQLS[column]}?)"


def _nearest(value: Decimal) -> str:
    below = [known for known in AQLS if Decimal(known) < value]
    above = [known for known in AQLS if Decimal(known) > value]
    if below and above:
        return f"the nearest are {below[-1]} and {above[0]}"
    return f"the nearest is {below[-1] if below else above[0]}"
