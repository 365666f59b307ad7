"""`lotproof plan`: the sampling plan for a lot, in words a buyer can quote."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import click

from lotproof.cli import report
from lotproof.cli.door import Unusable

if TYPE_CHECKING:
    from lotproof.sampling import Plan

KEYS = ("lot", "level", "aql", "severity", "edition", "letter", "sample", "ac", "re", "first_letter",
        "full_inspection", "open_cell")  # fmt: skip


@click.command(short_help="The sampling plan for a lot.")
@click.option("--lot", type=int, required=True, metavar="N", help="Units in the lot.")
@click.option("--level", required=True, help="I, II, III, or S-1 to S-4.")
@click.option("--aql", required=True, help="As the table prints it (2.5), or not-allowed for accept on zero.")
@click.option("--severity", default="normal", show_default=True, help="normal, tightened or reduced.")
@click.option(
    "--edition", default="ISO 2859-1:1999", show_default=True, help="The standard the contract names."
)
@click.option("--json", "as_json", is_flag=True, help="Print the plan as one JSON object.")
def plan(lot: int, level: str, aql: str, severity: str, edition: str, as_json: bool) -> None:
    """Say how many units to inspect, and how many nonconforming ones reject the lot."""
    from lotproof import sampling

    try:
        found = sampling.plan(lot, level, aql, severity, edition)
    except ValueError as problem:
        raise Unusable(f"{str(problem).rstrip('.')}.") from None
    if as_json:
        values = {key: getattr(found, "lot_size" if key == "lot" else key) for key in KEYS}
        report.data(json.dumps(values, ensure_ascii=False))
    else:
        report.data(sentence(found))


def sentence(found: Plan) -> str:
    """The plan as one sentence, and what else must be known of it: an arrow, 100 % inspection, an open cell."""
    aql = "accept on zero" if found.aql == "not-allowed" else f"AQL {found.aql}"
    accept = (
        f"accept on {found.ac:,} or fewer nonconforming units"
        if found.ac
        else "accept on no nonconforming unit"
    )
    between = ""
    if found.re > found.ac + 1:
        between = f", accept but return to normal inspection on {found.ac + 1:,} to {found.re - 1:,}"
    units = f"{found.sample:,} unit{'s' if found.sample > 1 else ''}"
    lines = [
        f"{found.edition}, single sampling, {found.severity}: lot {found.lot_size:,}, level {found.level}, {aql} -> "
        f"code letter {found.letter}: inspect {units}; {accept}{between}, reject on {found.re:,} or more."
    ]
    if found.arrow is not None:
        lines.append(
            f"The lot's own code letter is {found.first_letter}; there an arrow leads {found.arrow} to {found.letter}, "
            "whose sample size, acceptance and rejection numbers are used."
        )
    if found.full_inspection:
        lines.append(f"The sample ({found.table_sample:,}) is not smaller than the lot: inspect 100 %.")
    if found.open_cell:
        lines.append(f"{found.open_cell.rstrip('.')}.")
    return "\n".join(lines)
