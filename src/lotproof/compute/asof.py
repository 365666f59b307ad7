"""The instant the figures hold at: given, else the newest commit of a clean case, else the newest event (K10).

Nothing here looks at the machine's clock.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Literal

from lotproof.case.case import Case

Source = Literal["given", "commit", "newest-event", "none"]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def as_of(case: Case, given: datetime | None) -> tuple[datetime, Source]:
    """(UTC instant, where it comes from)."""
    if given is not None:
        return given.astimezone(UTC), "given"
    if case.history is not None and case.history.clean and case.history.commit:
        return case.history.committed_at.astimezone(UTC), "commit"
    events = [entry.event.at.astimezone(UTC) for entry in case.log if entry.event.at is not None]
    if events:
        return max(events), "newest-event"
    issued = [i.issued.astimezone(UTC) for i in case.facts.inspections if i.issued is not None]
    days = [
        datetime(day.year, day.month, day.day, tzinfo=UTC)
        for inspection in case.facts.inspections
        for day in inspection.performed
    ]
    if issued or days:
        return max(issued + days), "newest-event"
    return EPOCH, "none"
