"""Which plans have a sample size and an acceptance number: the tables read backwards.

Why: a report often prints only "125, Ac 7"; whether that is the plan agreed is the first thing to find out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lotproof.cli.plan_answer import Answer
from lotproof.cli.plan_asked import Asked
from lotproof.cli.plan_table import aligned, lots_in_words

if TYPE_CHECKING:
    from lotproof.sampling import LotRange, Origin


def found_plans(asked: Asked) -> Answer:
    """The plans of --sample and --ac as data and as a table; --lot, --level, --severity and --edition narrow it."""
    from lotproof import sampling

    assert asked.sample is not None and asked.ac is not None
    edition = sampling.edition_named(asked.edition).name
    found = sampling.origins(
        asked.sample, asked.ac, asked.severity, edition, lot_size=asked.lot, level=asked.level
    )
    data = {
        "sample": asked.sample,
        "ac": asked.ac,
        "severity": asked.severity,
        "edition": edition,
        "lot": asked.lot,
        "level": asked.level,
        "plans": [_as_data(each) for each in found],
    }
    return lambda: data, lambda: _text(asked, edition, found)


def _as_data(found: Origin) -> dict[str, Any]:
    return {
        "severity": found.severity,
        "aql": found.aql,
        "re": found.re,
        "letter": found.letter,
        "by_arrow": found.by_arrow,
        "lots": [_range(each) for each in found.lots],
    }


def _range(found: LotRange) -> dict[str, Any]:
    return {"level": found.level, "first": found.first, "last": found.last}


def _text(asked: Asked, edition: str, found: tuple[Origin, ...]) -> str:
    what = f"a sample of {asked.sample:,} with Ac {asked.ac:,}"
    for_whom = f" for a lot of {asked.lot:,}" if asked.lot is not None else ""
    at = f" at level {asked.level}" if asked.level is not None else ""
    if not found:
        return "\n".join([f"{edition}: no single plan has {what}{for_whom}{at}.", *_instead(asked, edition)])
    many = "one way leads to" if len(found) == 1 else f"{len(found)} ways lead to"
    rows = [("severity", "AQL", "Re", "letter", "lots by inspection level")]
    for each in found:
        lots = "; ".join(f"{at.level}: {lots_in_words(at.first, at.last)}" for at in each.lots)
        letter = f"{each.letter} by an arrow" if each.by_arrow else each.letter
        rows.append((each.severity, each.aql, str(each.re), letter, lots))
    return "\n".join(
        [f"{edition}: {many} {what}{for_whom}{at}.", "", *aligned(rows, right=(1, 2)), *_zero(asked)]
    )


def _zero(asked: Asked) -> list[str]:
    if asked.ac:
        return []
    return [
        "",
        "Accept on zero (--aql not-allowed) has Ac 0 as well, at every code letter's own sample size.",
    ]


def _instead(asked: Asked, edition: str) -> list[str]:
    """The acceptance numbers that do stand beside this sample, or the sample sizes there are."""
    from lotproof.sampling import AQLS, ac_for_sample
    from lotproof.sampling.letters import row_sizes

    assert asked.sample is not None
    severity = asked.severity or "normal"
    numbers = {
        row.ac: aql for aql in reversed(AQLS) if (row := ac_for_sample(asked.sample, aql, severity, edition))
    }
    if numbers:
        listed = ", ".join(f"{ac} (AQL {aql})" for ac, aql in sorted(numbers.items()))
        return [f"Its plans under {severity} inspection have Ac {listed}."]
    sizes = ", ".join(f"{size:,}" for size in sorted(set(row_sizes(severity))))
    return [f"The sample sizes under {severity} inspection are {sizes}."]
