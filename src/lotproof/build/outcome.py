"""What came of one case in a build, as a value that can go from one process to another and be kept.

Why: a case that is built elsewhere, or need not be built, is told about in the same words and earns the same exit code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from lotproof.case.finding import Finding, Place


@dataclass(frozen=True, slots=True)
class Outcome:
    """`files` are those put in place with their pages (0: not a PDF). `fresh`: they were there and nothing was made.

    `later` are the states after `state` with the instant each begins. `mistake` is where lotproof itself broke, if it
    did. `record` is what lets the next build leave the case alone; None where it may not.
    """

    name: str
    files: Mapping[str, int]
    findings: tuple[Finding, ...]
    standings: tuple[str, ...] = ()
    as_of: datetime | None = None
    state: str | None = None
    later: tuple[tuple[datetime, str], ...] = ()
    fresh: bool = False
    mistake: tuple[str, ...] = ()
    record: dict[str, Any] | None = field(default=None, repr=False)


def as_data(outcome: Outcome) -> dict[str, Any]:
    """The outcome in what JSON knows, without its record."""
    return {
        "name": outcome.name,
        "files": dict(outcome.files),
        "findings": [asdict(finding) for finding in outcome.findings],
        "standings": list(outcome.standings),
        "as_of": outcome.as_of.isoformat() if outcome.as_of else None,
        "state": outcome.state,
        "later": [[at.isoformat(), state] for at, state in outcome.later],
        "mistake": list(outcome.mistake),
    }


def from_data(
    data: Mapping[str, Any], *, fresh: bool = False, record: dict[str, Any] | None = None
) -> Outcome:
    """The outcome that `as_data` wrote. Raises KeyError, TypeError or ValueError for anything else."""
    return Outcome(
        str(data["name"]),
        {str(name): int(pages) for name, pages in data["files"].items()},
        tuple(_finding(each) for each in data["findings"]),
        tuple(str(line) for line in data["standings"]),
        datetime.fromisoformat(data["as_of"]) if data["as_of"] else None,
        data["state"],
        tuple((datetime.fromisoformat(at), str(state)) for at, state in data["later"]),
        fresh,
        tuple(str(line) for line in data["mistake"]),
        record,
    )


def _finding(data: Mapping[str, Any]) -> Finding:
    place = data["place"]
    return Finding(
        data["code"],
        data["severity"],
        data["message"],
        Place(place["file"], place["line"], place["column"]),
        data["hint"],
    )
