"""`lotproof doctor`: what this machine lacks, in one line each."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

from lotproof.cli import report

_WORDS = {"ok": "ok", "missing": "MISSING", "optional": "optional"}
_COLOURS = {"missing": "error", "optional": "dim"}


@click.command(short_help="What this machine lacks, in one line each.")
@click.option("--json", "as_data", is_flag=True, help="Print one JSON object with every part.")
def doctor(as_data: bool) -> int:
    """Say what this machine lacks of what the program needs; exit with 1 when something needed is missing.

    Nothing is fetched and nothing is kept.
    """
    from lotproof.cli.machine import parts

    found = tuple(parts(_root()))
    missing = sum(part.state == "missing" for part in found)
    if as_data:
        report.data(json.dumps({"parts": [asdict(part) for part in found]}, ensure_ascii=False, indent=1))
        return int(bool(missing))
    for part in found:
        word = _WORDS[part.state].ljust(8)
        painted = report.paint(word, _COLOURS[part.state], "stdout") if part.state in _COLOURS else word
        hint = f"  {part.hint}" if part.hint and part.state != "ok" else ""
        report.data(f"{painted}  {part.name.ljust(13)} {part.says}{'.' if hint else ''}{hint}")
    report.say(f"{missing} missing" if missing else "nothing needed is missing")
    return int(bool(missing))


def _root() -> Path | None:
    """The workspace, or None; where even that cannot be found, the parts say why."""
    try:
        from lotproof.cli.chosen import here
        from lotproof.read.workspace import find_workspace

        workspace = find_workspace(here())
    except Exception:
        return None
    return workspace.root if workspace is not None else None
