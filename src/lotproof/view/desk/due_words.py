"""How an open date is said: as an instant on every clock that matters, or as the day agreed; and how far off it is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from lotproof.case.case import Case
from lotproof.compute.dues import Due, DueOf
from lotproof.view import words

NAMES: Final[dict[DueOf, str]] = {
    "reply": "written reply",
    "findings": "findings by defect",
    "grounds": "grounds of the pushback",
    "remedy": "agreed remedy",
    "examination": "end of the bank's examination",
    "platform": "platform deadline",
}


def buyer_zone(case: Case) -> str:
    return case.facts.timezone or "UTC"


def supplier_zone(case: Case) -> str:
    return case.facts.supplier.timezone if case.facts.supplier is not None else "Asia/Shanghai"


def city(zone: str) -> str:
    """Asia/Shanghai as Shanghai."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def due_at(case: Case, due: Due) -> str:
    """15 Aug 2026, 15:15 UTC (23:15 in Shanghai); with the day where it is another there. A day as a day."""
    if due.day is not None:
        return words.day(due.day)
    zone = supplier_zone(case)
    there, here = due.at.astimezone(ZoneInfo(zone)), due.at.astimezone(UTC)
    other = f"{words.weekday(there.date())} " if there.date() != here.date() else ""
    return f"{words.utc_stamp(due.at)} ({other}{words.clock(there)} in {city(zone)})"


def both_clocks(case: Case, due: Due) -> tuple[str, ...]:
    """The instant on the buyer's and the supplier's clock, each with its city; once where both are the same."""
    zones = dict.fromkeys((buyer_zone(case), supplier_zone(case)))
    return tuple(f"{words.stamp(due.at, zone, with_weekday=True)} {city(zone)}" for zone in zones)


def left(due: Due, as_of: datetime) -> str:
    """How far off it is at `as_of`, in its two largest units: 20 h 30 min left, ran out 3 d 2 h ago."""
    minutes = int(abs(due.at - as_of).total_seconds()) // 60
    parts = [(minutes // 1440, "d"), (minutes // 60 % 24, "h"), (minutes % 60, "min")]
    while len(parts) > 1 and not parts[0][0]:
        parts.pop(0)
    text = " ".join(f"{count}{words.NBSP}{unit}" for count, unit in parts[:2])
    return f"ran out {text} ago" if as_of > due.at else f"{text} left"
