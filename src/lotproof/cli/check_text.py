"""The formats of `check` that a person, an editor or a build server reads line by line.

Why: each has its own rules of escaping, and a message from a case may hold anything.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lotproof.cli.checked import Checked, Group
from lotproof.cli.chosen import shown_path
from lotproof.cli.door import with_hint
from lotproof.cli.finding_text import as_line, as_text
from lotproof.cli.report import paint

_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}


def text(found: Checked) -> Iterator[str]:
    """By case: each finding with its line, a caret and the hint."""
    for group in found.groups:
        accepted = _accepted(group) if found.show_accepted else []
        if group.findings or accepted:
            yield paint(group.folder.name, "head", "stdout")
        for finding in group.findings:
            yield as_text(group.folder, finding, "stdout")
        yield from accepted


def concise(found: Checked) -> Iterator[str]:
    """`file:line:column: CODE message`, one a line, as editors and grep read it."""
    for group in found.groups:
        for finding in group.findings:
            yield as_line(group.folder, finding)


def github(found: Checked) -> Iterator[str]:
    """Workflow commands of GitHub Actions, folded by case; paths from the workspace. Values are escaped as it asks."""
    for group in found.groups:
        if not group.findings:
            continue
        yield f"::group::{_data(group.folder.name)}"
        for finding in group.findings:
            place = finding.place
            values = {
                "file": shown_path(group.folder / place.file),
                "line": place.line,
                "col": place.column,
                "title": finding.code,
            }
            listed = ",".join(f"{key}={_value(str(v))}" for key, v in values.items() if v is not None)
            message = with_hint(finding.message, finding.hint)
            yield f"::{_COMMANDS[finding.severity]} {listed}::{_data(message)}"
        yield "::endgroup::"


def _accepted(group: Group) -> list[str]:
    shown = []
    for one in group.accepted:
        reason = f"{one.by.reason} ({one.by.by}, {one.by.date})"
        line = as_text(group.folder, one.finding, "stdout", "accepted").split("\n")[0]
        shown.append(f"{line}\n  {paint('reason:', 'dim', 'stdout')} {' '.join(reason.split())}")
    return shown


def _data(value: str) -> str:
    """The text of a workflow command: a line end would begin another command."""
    return value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _value(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
