"""`lotproof plan`: the sampling plan for a lot, in words a buyer can quote and as data a program can read.

Why: it answers at the factory gate what else needs three tables, and says which plan a report's numbers come from.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from lotproof.cli import report
from lotproof.cli.plan_asked import Asked, Count, fitting, sentences
from lotproof.cli.plan_help import EXAMPLES, PlanCommand


@click.command(cls=PlanCommand, short_help="The sampling plan for a lot.", epilog=EXAMPLES)
@click.option("--lot", type=Count("lot size"), metavar="N", help="Units in the lot.")
@click.option("--level", metavar="LEVEL", help="I, II, III, or S-1 to S-4.")
@click.option("--aql", metavar="AQL", help="As the table prints it (2.5), or not-allowed for accept on zero.")
@click.option("--severity", metavar="SEVERITY", help="normal (the default), tightened or reduced.")
@click.option("--edition", default="ISO 2859-1:1999", show_default=True, metavar="NAME",
              help="The standard the contract names.")  # fmt: skip
@click.option("--double", is_flag=True, help="The double sampling plan.")
@click.option(
    "--isolated", is_flag=True, help="The lot is no part of a series: what the plan says of it alone."
)
@click.option("--units", type=Count("count of nonconforming units"), metavar="N",
              help="Nonconforming units found: the verdict, and what the lot holds.")  # fmt: skip
@click.option("--second-units", type=Count("count of nonconforming units in the second sample"), metavar="N",
              help="Those found in the second sample of a double plan.")  # fmt: skip
@click.option("--checked", type=Count("count of units checked"), metavar="N",
              help="Units looked at so far: is it decided, will it pass?")  # fmt: skip
@click.option("--confidence", metavar="C", help="Of the limits for the lot.  [default: 0.95]")
@click.option("--oc", is_flag=True, help="Draw the operating characteristic: what the plan lets pass.")
@click.option(
    "--svg", type=click.Path(path_type=Path), metavar="FILE", help="Write that curve as an SVG file."
)
@click.option("--inverse", is_flag=True, help="Which plans have this --sample and --ac?")
@click.option("--sample", type=Count("sample"), metavar="N", help="Units inspected, for --inverse.")
@click.option("--ac", type=Count("acceptance number"), metavar="N", help="Acceptance number, for --inverse.")
@click.option(
    "--ranges", is_flag=True, help="The lots of every code letter, for a --level, with the --aql's plans."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def plan(**typed: Any) -> None:
    """Say how many units to inspect, and how many nonconforming ones reject the lot."""
    asked = fitting(Asked(**typed))
    with sentences():
        if asked.inverse:
            from lotproof.cli.plan_inverse import found_plans

            answer, text = found_plans(asked)
        elif asked.ranges:
            from lotproof.cli.plan_ranges import ranges

            answer, text = ranges(asked)
        else:
            from lotproof.cli.plan_answer import answered

            answer, text = answered(asked)
    report.data(json.dumps(answer(), ensure_ascii=False) if asked.as_json else text())
