"""How a plan, a chance and a share are said in a sentence: ASCII, whatever the terminal.

Why: these sentences are pasted into mails and contracts, so they must survive every channel.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from lotproof.compute.rounding import to_places

if TYPE_CHECKING:
    from lotproof.sampling import DoublePlan, Plan


def sentence(found: Plan) -> str:
    """A single plan as one sentence, and what else must be known of it: an arrow, 100 % inspection, an open cell."""
    accept = (
        f"accept on {found.ac:,} or fewer {things(found)}" if found.ac else f"accept on no {thing(found)}"
    )
    between = ""
    if found.re > found.ac + 1:
        between = f", accept but return to normal inspection on {either(found.ac + 1, found.re - 1)}"
    inspect = f"{head(found, 'single')}: inspect {units(found.sample)}"
    return "\n".join([f"{inspect}; {accept}{between}, reject on {found.re:,} or more.", *notes(found)])


def double_sentence(found: DoublePlan) -> str:
    """A double plan as one sentence, how much it inspects on average, and the notes of its single plan."""
    from lotproof.sampling import average_sample
    from lotproof.sampling.aql import as_share, column_of

    single = found.single
    first = (
        f"accept on {found.ac1:,} or fewer {things(single)}" if found.ac1 else f"accept on no {thing(single)}"
    )
    lines = [
        f"{head(single, 'double')}: inspect {units(found.first)}; {first}, reject on {found.re1:,} or more; on "
        f"{either(found.ac1 + 1, found.re1 - 1)} inspect {found.second:,} more, and accept on {found.ac2:,} or fewer "
        f"in both samples together, reject on {found.re2:,} or more."
    ]
    at_aql = as_share(column_of(single.aql))
    if at_aql is not None:
        average = to_places(average_sample(found, at_aql), 1)
        lines.append(
            f"Where lots are exactly at the AQL it inspects {average:,f} units on average; the single plan inspects "
            f"{single.sample:,} (Ac {single.ac}, Re {single.re})."
        )
    return "\n".join([*lines, *notes(single)])


def head(found: Plan, kind: str) -> str:
    aql = "accept on zero" if found.aql == "not-allowed" else f"AQL {found.aql}"
    return (
        f"{found.edition}, {kind} sampling, {found.severity}: lot {found.lot_size:,}, level {found.level}, {aql} -> "
        f"code letter {found.letter}"
    )


def notes(found: Plan) -> list[str]:
    """What else must be known of a plan, a sentence each."""
    lines = []
    if found.arrow is not None:
        lines.append(
            f"The lot's own code letter is {found.first_letter}; there an arrow leads {found.arrow} to {found.letter}, "
            "whose sample size, acceptance and rejection numbers are used."
        )
    if found.full_inspection:
        lines.append(f"The sample ({found.table_sample:,}) is not smaller than the lot: inspect 100 %.")
    if found.counts_nonconformities:
        lines.append("Above AQL 10 the numbers count nonconformities, of which one unit may carry several.")
    if found.open_cell:
        lines.append(f"Open: {found.open_cell.rstrip('.')}.")
    return lines


def thing(found: Plan) -> str:
    return "nonconformity" if found.counts_nonconformities else "nonconforming unit"


def things(found: Plan) -> str:
    return "nonconformities" if found.counts_nonconformities else "nonconforming units"


def counted(number: int, found: Plan) -> str:
    """No nonconforming unit, 1 nonconforming unit, 11 nonconforming units."""
    if number == 0:
        return f"no {thing(found)}"
    return f"{number:,} {thing(found) if number == 1 else things(found)}"


def units(number: int) -> str:
    return f"{number:,} unit{'' if number == 1 else 's'}"


def either(first: int, last: int) -> str:
    """4; 4 or 5; 4 to 6."""
    if first == last:
        return f"{first:,}"
    return f"{first:,} {'or' if last == first + 1 else 'to'} {last:,}"


def chance(value: Fraction) -> str:
    """A chance in per cent with one decimal, half up; never a false 0 or 100."""
    if value in (0, 1):
        return f"{int(value) * 100} %"
    if 0 < value < Fraction(1, 1000):
        return "less than 0.1 %"
    if Fraction(999, 1000) < value < 1:
        return "more than 99.9 %"
    return percent(value, 1)


def percent(value: Fraction | Decimal, places: int | None = None) -> str:
    """A share in per cent; without `places` two decimals, four below 1 %, and no zeros at the end."""
    exact = Fraction(value) * 100
    if places is not None:
        return f"{to_places(exact, places):f} %"
    return f"{plain(to_places(exact, 2 if exact >= 1 else 4))} %"


def plain(value: Decimal) -> str:
    """A decimal without zeros at its end."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
