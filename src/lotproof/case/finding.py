"""A finding: one thing wrong or noteworthy, with the place it stands at.

Findings are values, never exceptions, so that one run reports every problem and still computes the rest.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A file of the case (relative to the case folder, `/` separated) with a 1-based line and column."""

    file: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding: `code` is stable, `message` is one sentence, `hint` says how to mend it."""

    code: str
    severity: Severity
    message: str
    place: Place
    hint: str | None = None


def sort_key(finding: Finding) -> tuple[str, int, int, str, str]:
    """Order of print: by file, line and column, then code; the same on every run."""
    place = finding.place
    return (place.file, place.line or 0, place.column or 0, finding.code, finding.message)
