"""`lotproof schema`: JSON Schemas of everything a person types, for editors that complete and underline."""

from __future__ import annotations

from pathlib import Path

import click

from lotproof.cli import report
from lotproof.cli.chosen import shown_path
from lotproof.cli.door import Unusable, with_hint
from lotproof.cli.schema_files import FOLDER, NAMES, file_of
from lotproof.cli.word import Word


@click.command(short_help="JSON Schemas of the files of a case, for editors.")
@click.argument("name", type=Word(NAMES), required=False)
@click.option("--out", type=click.Path(path_type=Path), metavar="FOLDER",
              help="Write every schema into FOLDER, in place of those an earlier version wrote there.")  # fmt: skip
def schema(name: str | None, out: Path | None) -> int:
    """Print the schema of NAME: case, evidence, log (the front matter of an event), private, lotproof or calendar.

    The schemas are made from what the reader itself uses, so both know the same keys. Without NAME and --out, all are
    printed as one object by their files' names.
    """
    import json

    from lotproof.cli.schema_files import schema_files, schema_of, written_by_us
    from lotproof.read.schema import as_text

    if out is None and name is not None:
        report.data(as_text(schema_of(name)))
        return 0
    files = schema_files()
    if name is not None:
        files = {file: data for file, data in files.items() if file == file_of(name)}
    if out is None:
        report.data(as_text({file: json.loads(data) for file, data in files.items()}))
        return 0
    from lotproof.intake.place import place
    from lotproof.intake.remark import Refused

    try:
        placed = place(out, files, renewed=written_by_us)
    except Refused as refusal:
        raise Unusable(
            f"{shown_path(out)}: {with_hint(refusal.remark.sentence, refusal.remark.hint)}"
        ) from None
    for file in placed.made:
        report.data(shown_path(out / file))
    foreign = [file for file in placed.kept if (out / file).read_bytes() != files[file]]
    if foreign:
        raise Unusable(
            f"{', '.join(foreign)}: there already and not written by lotproof; it was not touched."
        )
    if not placed.made:
        report.say(f"every schema in {shown_path(out)} is as it should be")
    elif name is None:
        report.say(f"for an editor: # yaml-language-server: $schema=../../{FOLDER}/{file_of('case')}")
    return 0
