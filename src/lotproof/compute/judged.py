"""The numbers that judged a class, as the plan of the sampling library.

The contract's ladder may judge by a table row or by the report's own numbers. What is computed about chances must be
computed about those numbers, not about the plan the standard would have prescribed.
"""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from fractions import Fraction

from lotproof.case.inspection import Scope
from lotproof.sampling import NOT_ALLOWED, Plan

# The largest sample of the tables has 3,150 units. Chances of samples far beyond it would take minutes to sum.
LARGEST_JUDGED = 5_000


def judged_plan(
    scope: Scope, lot: int, drawn: int, aql: str | None, ac: int, re: int, edition: str, letter: str
) -> Plan | None:
    """Accept up to `re` - 1 nonconforming units of `drawn` from `lot`; the other fields only describe it.

    `letter` is "" where it was not the standard's plan that judged. None for a sample beyond every table or larger
    than its lot, and for numbers that contradict each other.
    """
    if drawn > min(lot, LARGEST_JUDGED) or not 0 <= ac < re:
        return None
    return Plan(
        lot_size=lot,
        level=scope.level or "",
        aql=NOT_ALLOWED if aql is None else aql,
        severity=scope.severity,
        edition=edition,
        first_letter=letter,
        letter=letter,
        arrow=None,
        table_sample=drawn,
        sample=drawn,
        ac=ac,
        re=re,
        full_inspection=drawn == lot,
        open_cell=None,
    )


def share_at(aql: str | None) -> Fraction | None:
    """The AQL as typed as a share of nonconforming units (2.5 is 1/40), whether or not the tables have it.

    None where it is no such share: accept on zero, and above 10, where the standard counts nonconformities per 100
    units (ISO 2859-1:1999 clause 5.2).
    """
    try:
        value = Decimal(aql or "")
    except InvalidOperation:
        return None
    return Fraction(value) / 100 if value.is_finite() and 0 < value <= 10 else None
