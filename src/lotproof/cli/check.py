"""`lotproof check`: every problem of the cases in one run, and nothing written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from lotproof.cli import report
from lotproof.cli.chosen import as_of_option, chosen
from lotproof.cli.complete import CASE
from lotproof.cli.verdict import exit_code, strict_option
from lotproof.cli.word import Word

if TYPE_CHECKING:
    from lotproof.cli.checked import Checked

FORMATS = ("text", "concise", "json", "github", "sarif")


@click.command(short_help="Every problem of the cases in one run; writes nothing.")
@click.argument("cases", nargs=-1, metavar="[CASE]...", type=CASE)
@click.option("--format", "form", type=Word(FORMATS), default="text", show_default=True,
              help="How findings are printed.")  # fmt: skip
@click.option("--show-accepted", is_flag=True, help="Also print the findings that accepted.yaml accepts.")
@strict_option
@as_of_option
def check(
    cases: tuple[str, ...], form: str, show_accepted: bool, strict: bool, times: tuple[str, ...]
) -> int:
    """Say everything that is wrong with the cases; all of the workspace when none is named.

    Only then are the cases also compared with each other: the severity a supplier's series of lots asks for.
    `lotproof explain CODE` says what a code means and how to mend it.
    """
    wanted = chosen(cases, times, settings=False)
    from lotproof.cli.checked import checked

    found = checked(wanted, together=not cases, show_accepted=show_accepted)
    if form in ("json", "sarif"):
        from lotproof.cli.check_data import as_json, as_sarif

        report.data(as_json(found) if form == "json" else as_sarif(found))
    else:
        from lotproof.cli import check_text

        for line in {"text": check_text.text, "concise": check_text.concise, "github": check_text.github}[
            form
        ](found):
            report.data(line)
    report.say(_looked_at(found))
    return exit_code(found.findings, strict)


def _looked_at(found: Checked) -> str:
    """How much was looked at and what came of it, in one line."""
    from lotproof.cli.finding_text import counted, many

    looked, accepted = found.looked, found.counts["accepted"]
    amount = (
        f"{many(looked.cases, 'case')} ({many(looked.files, 'file')}, {many(looked.exhibits, 'exhibit')})"
    )
    also = f"; {accepted} accepted" if accepted else ""
    return f"looked at {amount} with {many(looked.checks, 'check')}: {counted(found.findings)}{also}"
