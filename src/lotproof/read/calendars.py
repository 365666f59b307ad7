"""Reads a year of a working calendar from its file, strictly: a date that cannot be right is a finding, never used.

Why: a make-up day on a weekday, or a range with a slip in it, would move a deadline without anybody seeing it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Final

from pydantic import Field
from pydantic_core import PydanticCustomError

from lotproof.case.base import REQUIRED, Facts
from lotproof.case.calendars import Calendar, CalendarYear
from lotproof.case.finding import Finding, Place
from lotproof.case.scalars import Count, Day, Text, as_list, shown, typed
from lotproof.read.facts import Spots
from lotproof.read.yaml_file import read_facts

CHINA: Final = "cn"
PACKAGED: Final = Path(__file__).parents[1] / "calendars"
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,39}", re.ASCII)
_LONGEST: Final = 31  # days of one holiday; a longer range is a slip in a month


def _as_name(value: object) -> str:
    if isinstance(value, str) and _NAME.fullmatch(value):
        return value
    sentence = f"{shown(value)} cannot be the name of a calendar."
    raise PydanticCustomError(
        "WRONG_TYPE", "{sentence}", {"sentence": sentence, "hint": "use a-z, 0-9 and -, as in cn or us-ny."}
    )


CalendarName = Annotated[str, typed(_as_name)]


class Holiday(Facts):
    """A holiday with its days, the last of them included, and the weekend days worked in exchange."""

    name: Annotated[Text | None, REQUIRED] = None
    from_: Annotated[Day | None, REQUIRED] = Field(default=None, alias="from")
    to: Day | None = None
    days: Count | None = None  # as the notice counts them
    work: Annotated[tuple[Day, ...], as_list] = ()


class YearFile(Facts):
    """One year of one calendar, as its file says."""

    calendar: Annotated[CalendarName | None, REQUIRED] = None
    year: Annotated[Count | None, REQUIRED] = None
    source: Annotated[Text | None, REQUIRED] = None
    dated: Day | None = None
    holidays: Annotated[tuple[Holiday, ...], as_list, REQUIRED] = ()


def read_year(folder: Path, file: str) -> tuple[CalendarYear | None, tuple[Finding, ...]]:
    """The year in `file` below `folder`. With any error in it there is none: half a calendar is a wrong one."""
    found, findings, spots = read_facts(folder, file, YearFile)
    if found is not None:
        findings += tuple(_slips(found, file, spots))
    if (
        found is None
        or found.calendar is None
        or found.year is None
        or any(f.severity == "error" for f in findings)
    ):
        return None, findings
    holidays = frozenset(
        holiday.from_ + timedelta(days=n)
        for holiday in found.holidays
        if holiday.from_ is not None
        for n in range(((holiday.to or holiday.from_) - holiday.from_).days + 1)
    )
    work = frozenset(day for holiday in found.holidays for day in holiday.work)
    year = CalendarYear(found.calendar, found.year, found.source or "", found.dated, holidays, work)
    return year, findings


def _slips(found: YearFile, file: str, spots: Spots) -> Iterator[Finding]:
    """What cannot be right in a year: found by rules every notice keeps."""
    taken: dict[Any, str] = {}
    for number, holiday in enumerate(found.holidays):
        first, last = holiday.from_, holiday.to or holiday.from_
        name = holiday.name or "a holiday"

        def at(key: str, number: int = number) -> Place:
            here = ("holidays", number)
            return Place(file, *spots.get((*here, key), spots.get(here, (1, 1))))

        if first is None or last is None:
            continue
        if first.year != found.year or last.year != found.year:
            yield _slip(
                f"{name} is not within {found.year}.", at("from"), "begin another file for another year."
            )
            continue
        length = (last - first).days + 1
        if not 0 < length <= _LONGEST:
            yield _slip(f"{name} cannot have {length} days.", at("to"), "write its first and its last day.")
            continue
        if holiday.days is not None and holiday.days != length:
            yield _slip(
                f"{name} has {holiday.days} days by the notice, and {length} by its dates.",
                at("days"),
                "compare with the notice.",
            )
        days = [first + timedelta(days=n) for n in range(length)]
        for index, day in enumerate(holiday.work):
            if day.weekday() < 5 or day.year != found.year:
                place = Place(file, *spots.get(("holidays", number, "work", index), (1, 1)))
                yield _slip(
                    f"{day.isoformat()} is no weekend day of {found.year}, so it is not worked in exchange.",
                    place,
                    "compare with the notice.",
                )
        for day in (*days, *holiday.work):
            if day in taken:
                yield _slip(f"{day.isoformat()} stands in {taken[day]} and in {name}.", at("from"), None)
            taken.setdefault(day, name)


def _slip(sentence: str, place: Place, hint: str | None) -> Finding:
    return Finding("CALENDAR_WRONG", "error", sentence, place, hint)


def by_name(years: Iterable[CalendarYear]) -> Mapping[str, Calendar]:
    """Calendars by name; of two files for the same year the later one holds."""
    found: dict[str, dict[int, CalendarYear]] = {}
    for year in years:
        found.setdefault(year.calendar, {})[year.year] = year
    return MappingProxyType({name: Calendar(MappingProxyType(years)) for name, years in found.items()})


@cache
def packaged() -> tuple[CalendarYear, ...]:
    """The years that come with the program, by file name. Raises ValueError when one of them is not right."""
    years = []
    for path in sorted(PACKAGED.glob("*.yaml")):
        year, findings = read_year(PACKAGED, path.name)
        if year is None or findings:
            raise ValueError(f"{path.name}: {findings[0].message}")
        years.append(year)
    return tuple(years)
