"""Which state a case will be in, from when on, if nothing more happens: found once, when the case is built.

Why: a build says in one line that the state would be another now, and a case that need not be built is not read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from lotproof.case.case import Case
from lotproof.compute.all import compute
from lotproof.compute.figures import Figures

_LOOKS: Final = (1, 2, 3, 5, 7, 10, 14, 30, 60, 120, 400)  # days: between two of them no state comes and goes
_SECOND: Final = timedelta(seconds=1)
_CAP: Final = 400  # values: no case names more instants that are still to come


def ahead(case: Case, figures: Figures) -> tuple[tuple[datetime, str], ...]:
    """The states after `figures.as_of` with the instant (UTC, to the second) each begins; none: it stays as it is."""
    begin = figures.as_of
    instants = {begin + timedelta(days=days) for days in _LOOKS}
    instants |= {at for at in list(_instants((figures, case.log)))[:_CAP] if at > begin}
    found: list[tuple[datetime, str]] = []
    last, state = begin, figures.state
    for at in sorted(instants):
        then = compute(case, at).state
        if then != state:
            found.append((_first(case, last, at, then), then))
            state = then
        last = at
    return tuple(found)


def state_then(begin: str, later: tuple[tuple[datetime, str], ...], instant: datetime) -> str:
    """The state at an instant, where it is `begin` until the first of `later`."""
    return next((state for at, state in reversed(later) if at <= instant), begin)


def _first(case: Case, before: datetime, after: datetime, state: str) -> datetime:
    """The first second at which the state is `state`, given that it is so at `after` and not at `before`."""
    low, high = before.replace(microsecond=0), after
    while high - low > _SECOND:
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle <= low:
            break
        if compute(case, middle).state == state:
            high = middle
        else:
            low = middle
    return high


def _instants(value: Any) -> Iterator[datetime]:
    """The instants in a value, and the ends of the days in it, in any time zone."""
    if isinstance(value, datetime):
        if value.tzinfo is not None:
            yield value.astimezone(UTC) + _SECOND
    elif isinstance(value, date):
        midnight = datetime(value.year, value.month, value.day, tzinfo=UTC)
        if 1 < value.year < 9999:
            yield midnight + timedelta(days=2)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for each in dataclasses.fields(value):
            yield from _instants(getattr(value, each.name))
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _instants(each)
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _instants(each)
    elif hasattr(value, "model_fields_set"):
        for each in value.__dict__.values():
            yield from _instants(each)
