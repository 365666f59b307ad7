"""Findings as a person reads them: where, what, the line itself with a caret under the place, and how to mend it.

Why: a place is only found at a glance when it looks the way compilers and editors write it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from lotproof.case.finding import Finding
from lotproof.cli.chosen import shown_path
from lotproof.cli.report import Stream, paint

WIDEST: Final = 110  # columns of an excerpt
PRIVATE: Final = "private.yaml"


def as_text(folder: Path, finding: Finding, stream: Stream, standing: str | None = None) -> str:
    """Place, severity (or how it stands), code and sentence; under it the line with a caret, and the hint."""
    severity = paint(standing or finding.severity, "dim" if standing else finding.severity, stream)
    lines = [f"{_where(folder, finding)}: {severity} {finding.code}: {finding.message}"]
    lines += _excerpt(folder, finding)
    if finding.hint:
        lines.append(f"  {paint('hint:', 'dim', stream)} {finding.hint}")
    return "\n".join(lines)


def as_line(folder: Path, finding: Finding) -> str:
    """One line a finding, to be read by editors and grep."""
    return f"{_where(folder, finding)}: {finding.code} {finding.message}"


def as_object(folder: Path, finding: Finding) -> dict[str, Any]:
    """A finding as data, the keys of `show --json`; the file as a path from here."""
    place = finding.place
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "file": shown_path(folder / place.file),
        "line": place.line,
        "column": place.column,
        "hint": finding.hint,
    }


def counted(findings: Iterable[Finding]) -> str:
    """How many there are of each severity: 1 error, 2 warnings and 1 note."""
    severities = [finding.severity for finding in findings]
    parts = [many(count, name) for name in ("error", "warning", "note") if (count := severities.count(name))]
    return (
        " and ".join((", ".join(parts[:-1]), parts[-1])) if len(parts) > 1 else "".join(parts) or "no finding"
    )


def many(number: int, noun: str) -> str:
    """`1 case`, `2 cases`; thousands apart."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _where(folder: Path, finding: Finding) -> str:
    place = finding.place
    numbers = (str(at) for at in (place.line, place.column) if at is not None)
    return ":".join((shown_path(folder / place.file), *numbers))


def _excerpt(folder: Path, finding: Finding) -> list[str]:
    """The line of the place, safe to print, with a caret under the column. Never of what is private."""
    place = finding.place
    if place.line is None or place.column is None or place.file == PRIVATE or ".." in place.file.split("/"):
        return []
    from lotproof.read.files import Refusal, read_bytes

    data = read_bytes(folder, place.file)
    if isinstance(data, Refusal):
        return []
    lines = data.decode("utf-8-sig", "replace").splitlines()
    if place.line > len(lines):
        return []
    line = "".join(char if char.isprintable() else " " for char in lines[place.line - 1])
    start = max(0, min(place.column - 1, len(line)) - WIDEST * 2 // 3)
    shown, before = line[start : start + WIDEST].rstrip(), line[start : place.column - 1]
    gutter = f"{place.line:>6} | "
    return [f"{gutter}{shown}", f"{' ' * 6} | {' ' * _columns(before)}^"]


def _columns(text: str) -> int:
    """How many columns of a terminal `text` takes: a Chinese character takes two."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)
