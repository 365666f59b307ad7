"""A case as read: facts, register, log, narrative and history, with the place of every key.

Nothing downstream changes it, and it holds nothing private.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lotproof.case.events import Event
from lotproof.case.exhibits import Exhibit
from lotproof.case.facts import CaseFacts
from lotproof.case.finding import Place
from lotproof.case.history import Commit, History
from lotproof.case.house import House
from lotproof.case.mail import MailText

Path_ = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """Where each key and value of the case's files stands: (file, path) -> (line, column), 1-based."""

    spots: Mapping[tuple[str, Path_], tuple[int, int]] = field(default_factory=dict)

    def of(self, file: str, path: Path_ = ()) -> Place:
        """The place of `path` in `file`, or of its nearest parent that was written."""
        for end in range(len(path), -1, -1):
            spot = self.spots.get((file, path[:end]))
            if spot is not None:
                return Place(file, *spot)
        return Place(file)


@dataclass(frozen=True, slots=True)
class LogEvent:
    """An event of the log with its file (relative to the case) and the Markdown under its front matter."""

    event: Event
    file: str
    body: str


@dataclass(frozen=True, slots=True)
class Original:
    """The file of an exhibit as found on disk: its digest now (lower-case hex) and its size in bytes."""

    path: Path
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a case folder says."""

    id: str
    folder: Path
    facts: CaseFacts
    exhibits: tuple[Exhibit, ...]
    originals: Mapping[str, Original]  # exhibit id -> file on disk; missing or unreadable ones are absent
    log: tuple[LogEvent, ...]  # by instant, then file name; only events with `at` and `kind`
    findings_md: str
    history: History | None  # None outside git and before the first commit
    places: Places
    uncommitted: bool = False  # inside git, but not as committed: changed, or never committed
    mails: Mapping[str, MailText] = field(
        default_factory=dict
    )  # exhibit id -> e-mail, of intact .eml originals
    commits: tuple[Commit, ...] = ()  # newest first; read only for a build, which prints them
    house: House = field(default_factory=House)  # what holds for every case of its workspace
    draft: bool = False  # its pages are made to be looked at in the house (`lotproof build --draft`)
