"""What git says of a case: its newest commit, and each that touched it.

Why: apart from case.py, so that asking git about a thousand cases does not load the model of one.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class History:
    """The case's git history: the newest commit that touched it and whether the folder is as committed."""

    commit: str
    committed_at: datetime
    clean: bool


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit that touched the case, as it describes itself: both instants are the committing computers' word.

    `subject` is `None` where the commit also touched what stays in the house, or cannot be shown not to have.
    """

    id: str
    author: str
    authored_at: datetime
    committed_at: datetime
    subject: str | None
