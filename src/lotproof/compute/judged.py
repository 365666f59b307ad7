"""The numbers that judged a class, as the plan of the sampling library.

The contract's ladder may judge by a table row or by the report's own numbers. What is computed about chances must be
computed about those numbers, not about the plan the standard would have prescribed.
"""

from __future__ import annotations

import re
from fractions import Fraction

from lotproof.case.inspection import Scope
from lotproof.sampling import NOT_ALLOWED, Plan

# The largest sample of the tables has 3,150 units. Chances of samples far beyond it would take minutes to sum.
LARGEST_JUDGED = 5_000
_PLAIN = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4})?")


def judged_plan(
    scope: Scope, lot: int, drawn: int, aql: str | None, ac: int, rejects: int, edition: str, letter: str
) -> Plan | None:
    """Accept up to `rejects` - 1 nonconforming units of `drawn` from `lot`; the other fields only describe it.

    `letter` is "" where it was not the standard's plan that judged. None for a sample beyond every table or larger
    than its lot, and for numbers that contradict each other.
    """
    if drawn > min(lot, LARGEST_JUDGED) or not 0 <= ac < rejects:
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
        re=rejects,
        full_inspection=drawn == lot,
        open_cell=None,
    )


def percent_typed(aql: str | None) -> Fraction | None:
    """An AQL as typed as an exact number, or None for what is no plain decimal above 0.

    Written out in a few digits only: "1E-999999999" would be expanded digit by digit, and sums of long fractions crawl.
    """
    return Fraction(aql) if aql is not None and _PLAIN.fullmatch(aql) and Fraction(aql) > 0 else None


def share_at(aql: str | None) -> Fraction | None:
    """The AQL as typed as a share of nonconforming units (2.5 is 1/40), whether or not the tables have it.

    None where it is no such share: accept on zero, and above 10, where the standard counts nonconformities per 100
    units (ISO 2859-1:1999 clause 5.2).
    """
    value = percent_typed(aql)
    return value / 100 if value is not None and value <= 10 else None
