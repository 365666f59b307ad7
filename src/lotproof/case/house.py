"""What holds for every case of a workspace: letterhead, addresses, rates, paper, languages, calendars, templates.

Why: it is read once from `lotproof.yaml`, goes with the case as a value, and none of it is a fact of a case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Literal

from lotproof.case.calendars import CalendarYear

Paper = Literal["a4", "letter", "auto"]
ROLES = ("buyer", "inspector", "bank", "insurer", "counsel", "platform")


def _nothing() -> Mapping[str, str]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture as read, or the copy of it that is shown: bytes, size in pixels (0: not decoded), virtual path."""

    data: bytes = field(repr=False)
    path: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What stands above our letters in place of the buyer's name and address of the case."""

    name: str | None = None
    name_zh: str | None = None
    lines: tuple[str, ...] = ()
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class DayRate:
    """The inspector's rate per man-day, with where it comes from."""

    per_man_day: Decimal
    currency: str
    source: str
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class House:
    """The settings of a workspace that a case is shown with. The default is what the program does without any.

    `inputs` maps the files that outward pages rest on, by path from the workspace, to their digests; `templates`
    maps names below `templates/` to texts.
    """

    letterhead: Letterhead = Letterhead()
    addresses: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    reply_to: str | None = None
    rate: DayRate | None = None
    paper: Paper = "auto"
    languages: tuple[str, ...] = ()
    side_by_side: bool = False  # the request also in two columns, English | Chinese
    years: tuple[CalendarYear, ...] = ()
    bank_calendar: str | None = None
    templates: Mapping[str, str] = field(default_factory=_nothing)
    inputs: Mapping[str, str] = field(default_factory=_nothing)
    commit: str | None = None  # the newest that touched one of the inputs
    uncommitted: bool = False  # inside git, and one of the inputs is not as committed
