"""`lotproof show`: one case as data, or on one screen."""

from __future__ import annotations

import click

from lotproof.cli import report
from lotproof.cli.chosen import as_of_option, chosen
from lotproof.cli.complete import CASE
from lotproof.cli.verdict import exit_code


@click.command(short_help="What is computed of one case.")
@click.argument("case", type=CASE)
@click.option(
    "--json", "as_data", is_flag=True, help="Print one JSON object with everything that was computed."
)
@click.option("--private", is_flag=True, help="Add the negotiation figures: not for other eyes.")
@as_of_option
def show(case: str, as_data: bool, private: bool, times: tuple[str, ...]) -> int:
    """Show what is computed of CASE."""
    from lotproof.build.look import as_json, in_order, look
    from lotproof.check.accepted import settle
    from lotproof.cli.build import tell
    from lotproof.cli.checked import private_findings
    from lotproof.cli.summary import summary
    from lotproof.view import data

    (wanted,) = chosen((case,), times).cases
    seen = look(wanted.folder, wanted.as_of)
    findings = in_order((*seen.findings, *(private_findings(seen.folder) if private else ())))
    if seen.case is None or seen.figures is None:
        tell(seen.folder, findings)
        return exit_code(findings)
    values = data.as_data(seen.figures, findings)
    if private:
        from lotproof.compute.negotiation import load_private, negotiation
        from lotproof.view.brief import negotiation_data

        facts, _ = load_private(seen.folder)
        values["negotiation"] = (
            None if facts is None else negotiation_data(negotiation(seen.case, seen.figures, facts))
        )
    report.data(as_json(values) if as_data else summary(seen.case, seen.figures, values.get("negotiation")))
    counting = settle(seen.folder, findings).open
    if counting and not as_data:
        from lotproof.cli.finding_text import counted

        report.say(f"{counted(counting)}; lotproof check {seen.id} says which")
    return exit_code(counting)
