"""`lotproof init`: a workspace to begin in, beside whatever the folder already holds."""

from __future__ import annotations

from pathlib import Path

import click

from lotproof.cli import report
from lotproof.cli.chosen import here, shown_path
from lotproof.cli.door import Unusable, with_hint


@click.command(short_help="A workspace: settings, editor schemas, git and CI files.")
@click.argument("folder", metavar="[DIR]", type=click.Path(path_type=Path), required=False)
@click.option("--sample", is_flag=True, help="Put a finished, fictitious sample case into it.")
@click.option(
    "--git", "with_git", is_flag=True, help="Also run git init, where the folder is in no repository yet."
)
def init(folder: Path | None, sample: bool, with_git: bool) -> int:
    """Make DIR (this folder where none is named) a workspace. What is there already is never written over."""
    from lotproof.cli.schema_files import FOLDER, schema_files
    from lotproof.intake.place import place
    from lotproof.intake.remark import Refused
    from lotproof.intake.workspace import SAMPLE, git_init, in_git, sample_files, workspace_files

    root = here() / (folder or Path())
    schemas = {f"{FOLDER}/{name}": data for name, data in schema_files().items()}
    has_sample = sample and (root / "cases" / SAMPLE).exists()
    try:
        placed = place(root, workspace_files() | schemas)
        put = place(root, sample_files()) if sample and not has_sample else None
        repository = git_init(root) if with_git else None
    except Refused as refusal:
        raise Unusable(with_hint(refusal.remark.sentence, refusal.remark.hint)) from None
    except FileNotFoundError as missing:
        raise Unusable(f"{missing}.") from None
    for name in placed.made:
        report.data(f"made  {shown_path(root / name)}{'/' if name.endswith('/') else ''}")
    for name in placed.kept:
        report.say(f"kept  {shown_path(root / name)}")
    if put is not None:
        report.data(f"made  {shown_path(root / 'cases' / SAMPLE)}/  ({len(put.made)} files)")
    elif has_sample:
        report.say(f"kept  {shown_path(root / 'cases' / SAMPLE)}/")
    if repository is not None:
        report.say(repository)
    _next(root, sample, in_git(root))
    return 0


def _next(root: Path, sample: bool, in_git: bool) -> None:
    where = "" if root.resolve() == here().resolve() else f"cd {shown_path(root)} && "
    then = "lotproof build" if sample else "lotproof new CASE"
    report.say(f"next: {where}{then}")
    if not in_git:
        report.say(
            "the folder is in no git repository: with one, every change of a case is dated (--git makes one)"
        )
