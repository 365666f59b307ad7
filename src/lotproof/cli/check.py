"""`lotproof check`: every problem of the cases in one run, and nothing written."""

from __future__ import annotations

import json
from pathlib import Path

import click

from lotproof.case.finding import Finding
from lotproof.cli import report
from lotproof.cli.chosen import Chosen, as_of_option, chosen
from lotproof.cli.verdict import exit_code, strict_option


@click.command(short_help="Every problem of the cases in one run; writes nothing.")
@click.argument("cases", nargs=-1, metavar="[CASE]...")
@click.option("--format", "form", type=click.Choice(["text", "concise", "json"]), default="text", show_default=True,
              help="How findings are printed.")  # fmt: skip
@strict_option
@as_of_option
def check(cases: tuple[str, ...], form: str, strict: bool, times: tuple[str, ...]) -> int:
    """Say everything that is wrong with the cases; all of the workspace when none is named.

    Only then are the cases also compared with each other: the severity a supplier's series of lots asks for.
    """
    from lotproof.cli.finding_text import as_line, as_object, as_text, counted

    wanted = chosen(cases, times)
    found = _found(wanted.cases, together=not cases)
    if wanted.findings:
        found.insert(0, (wanted.root, wanted.findings))
    every = [finding for _, findings in found for finding in findings]
    if form == "json":
        groups = [
            {"case": folder.name, "findings": [as_object(folder, f) for f in some]} for folder, some in found
        ]
        report.data(json.dumps({"cases": groups}, ensure_ascii=False, indent=1))
    elif form == "concise":
        for folder, some in found:
            for finding in some:
                report.data(as_line(folder, finding))
    else:
        for folder, some in found:
            if some:
                report.data(report.paint(folder.name, "head", "stdout"))
                for finding in some:
                    report.data(as_text(folder, finding, "stdout"))
    number = len(wanted.cases)
    report.say(f"looked at {number} case{'s' if number > 1 else ''}: {counted(every)}")
    return exit_code(every, strict)


def _found(wanted: tuple[Chosen, ...], together: bool) -> list[tuple[Path, tuple[Finding, ...]]]:
    """Each case with its findings; `together`: they are all there are, and everything of them is read anyway."""
    from lotproof.build.desk import series_findings
    from lotproof.build.look import in_order, look

    looks = [look(one.folder, one.as_of) for one in wanted]
    beside = series_findings(looks) if together else {}
    return [
        (one.folder, in_order((*one.findings, *beside.get(one.id, ()), *private_findings(one.folder))))
        for one in looks
    ]


def private_findings(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with `private.yaml`: for the house's own eyes, so no build asks."""
    from lotproof.compute.negotiation import load_private

    return load_private(folder)[1]
