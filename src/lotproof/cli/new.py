"""`lotproof new`: a case that builds as it is, what is not known yet left open for `check` to list."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from lotproof.cli import report
from lotproof.cli.chosen import here, shown_path
from lotproof.cli.door import Unusable, with_hint
from lotproof.cli.new_facts import QUESTIONS, asked, from_options

if TYPE_CHECKING:
    from lotproof.read.workspace import Workspace

_LONGEST: Final = 80  # characters of a case's name, which is a folder of build/ too


def _options(command: Any) -> Any:
    for question in reversed(QUESTIONS):
        command = click.option(question.option, question.name, metavar=question.metavar, help=question.says)(
            command
        )
    return command


@click.command(short_help="A case that builds as it is, with comments to follow.")
@click.argument("case")
@_options
@click.option("--sample", is_flag=True, help="Make CASE a copy of the finished, fictitious sample case.")
def new(case: str, sample: bool, **typed: str | None) -> int:
    """Begin CASE: a folder of cases/ named with a-z, 0-9 and -, as in psi-2026-104.

    What an option does not say is asked on a terminal; Enter leaves it open. Nothing that is there is written over.
    """
    from lotproof.cli.questions import asking
    from lotproof.intake.new_case import case_files
    from lotproof.intake.place import place
    from lotproof.intake.remark import Refused
    from lotproof.intake.workspace import sample_files
    from lotproof.read.house import read_house
    from lotproof.read.workspace import CASES, find_workspace

    workspace = find_workspace(here())
    if workspace is None:
        raise Unusable(with_hint("this folder is in no workspace.", "lotproof init makes it one."))
    _free(workspace, case)
    known = from_options(typed)
    if sample and any(typed.values()):
        raise Unusable("--sample is a finished case: no other option goes with it.")
    if not sample and asking():
        head = read_house(workspace.root)[0].letterhead.name
        known = asked(case, known, {"buyer": head} if head else {})
    try:
        if sample:
            files = sample_files(case)
        else:
            schemas = "../../schemas" if (workspace.root / "schemas").is_dir() else None
            files = {f"{CASES}/{name}": data for name, data in case_files(case, known, schemas).items()}
        place(workspace.root, files)
    except Refused as refusal:
        raise Unusable(with_hint(refusal.remark.sentence, refusal.remark.hint)) from None
    except FileNotFoundError as missing:
        raise Unusable(f"{missing}.") from None
    folder = workspace.cases_dir / case
    report.data(f"{shown_path(folder)}/")
    if not sample:
        from lotproof.cli.to_do import to_do

        report.say(to_do(folder))
    report.say(f"next: {'' if sample else 'fill in case.yaml, then '}lotproof build {case}")
    return 0


def _free(workspace: Workspace, case: str) -> None:
    """Raises Unusable when the name cannot be a case's, with one that can, or is taken."""
    from lotproof.read.names import CASE_NAME
    from lotproof.read.shown import one_line

    if not CASE_NAME.match(case) or len(case) > _LONGEST:
        mended = re.sub(r"[^a-z0-9]+", "-", Path(case).name.lower()).strip("-")[:_LONGEST]
        hint = f"did you mean {mended}?" if mended else None
        raise Unusable(
            with_hint(
                f"{one_line(case, 60)} cannot be the name of a case: use a-z, 0-9 and -, as in psi-2026-104.",
                hint,
            )
        )
    if (workspace.cases_dir / case).exists():
        raise Unusable(f"{shown_path(workspace.cases_dir / case)} is there already; it was not touched.")
