"""How numbers, money, times and counts are written on a page: one place, so that a figure looks the same everywhere.

Nothing here computes: it rounds only for print, and what is rounded for print is said so beside it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Final
from zoneinfo import ZoneInfo

from lotproof.case.inspection import ClassName
from lotproof.compute.rounding import to_places

NBSP = "\u00a0"
NNBSP = "\u202f"
DASH = "–"
_COUNTED = re.compile(r"(\D*)(\d{1,9})")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ISO = re.compile(
    r"\b(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?: (\d{2}:\d{2}(?::\d{2})?) UTC)?(?![\d-])"
)
_CARDINALS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def noted(message: str) -> str:
    """The same text, marked as a message of the catalogue that is said elsewhere (`say.py`)."""
    return message


CLASS_WORDS: dict[ClassName, str] = {
    "critical": noted("Critical"),
    "major": noted("Major"),
    "minor": noted("Minor"),
}
CHANNEL_WORDS = {
    "email": noted("e-mail"),
    "wechat": noted("WeChat"),
    "phone": noted("telephone"),
    "meeting": noted("meeting"),
    "courier": noted("courier"),
    "platform": noted("platform message"),
    "none": "",
}
ASK_WORDS = {
    "root-cause": noted("Root cause"),
    "corrective-action": noted("Corrective action"),
    "timeline": noted("Timeline"),
    "responsible": noted("Responsible party"),
}


# ISO 4217: currencies whose minor unit is "0"
_WHOLE: Final = frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split())


def sentence(text: str) -> str:
    """The text with a capital at its start, whatever follows."""
    return text[:1].upper() + text[1:]


def number(value: int | Decimal | None, places: int | None = None) -> str:
    """A number with thousands separators; decimals as they stand, or rounded half up to `places`."""
    if value is None:
        return "—"
    if places is not None:
        value = to_places(Decimal(value), places)
    return f"{value:,f}" if isinstance(value, Decimal) else f"{value:,}"


def amount(value: Decimal | None, currency: str) -> str:
    """The figure of an amount: 2 decimals; none for whole amounts of a currency that has no smaller unit."""
    if value is not None and currency in _WHOLE and value == value.to_integral_value():
        return number(value, 0)
    return number(value, 2)


def money(value: Decimal | None, currency: str) -> str:
    """ISO code, no-break space, the amount as `amount` writes it: EUR 44,238.00, JPY 5,000."""
    return "—" if value is None else f"{currency}{NBSP}{amount(value, currency)}"


def percent(share: Fraction | None) -> str:
    """A share in percent with 1 decimal, 2 when the first does not say it exactly (K3)."""
    if share is None:
        return "—"
    exact = share * 100
    places = 1 if (exact * 10).denominator == 1 else 2
    return f"{number(to_places(exact, places))}{NBSP}%"


def units(count: int, noun: str = "unit") -> str:
    """A count as it is spoken: no unit, one unit, 11 units."""
    if count == 0:
        return f"no {noun}"
    if count == 1:
        return f"one {noun}"
    return f"{number(count)} {noun}s"


def cardinal(count: int, nothing: str = "no") -> str:
    """Small counts as words; `nothing` is how none is said where no noun follows."""
    if count == 0:
        return nothing
    return _CARDINALS[count] if 0 <= count < len(_CARDINALS) else number(count)


def day(value: date | None) -> str:
    """13 Aug 2026."""
    return "—" if value is None else f"{value.day}{NBSP}{_MONTHS[value.month - 1]}{NBSP}{value.year}"


def weekday(value: date) -> str:
    """Mon to Sun."""
    return _WEEKDAYS[value.weekday()]


def offset_of(instant: datetime) -> str:
    """The offset as +08:00 or −06:00, with a real minus sign."""
    delta = instant.utcoffset()
    minutes = 0 if delta is None else int(delta.total_seconds()) // 60
    sign = "−" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"


def clock(instant: datetime) -> str:
    """09:15, with seconds only when there are some."""
    return instant.strftime("%H:%M:%S" if instant.second else "%H:%M")


def stamp(instant: datetime | None, zone: str | None = None, with_weekday: bool = False) -> str:
    """A time with its offset, as typed or in `zone`: Thu 13 Aug 2026, 09:15 −06:00."""
    if instant is None:
        return "—"
    local = instant.astimezone(ZoneInfo(zone)) if zone is not None else instant
    lead = f"{_WEEKDAYS[local.weekday()]}{NBSP}" if with_weekday else ""
    return f"{lead}{day(local.date())}, {clock(local)}{NBSP}{offset_of(local)}"


def utc_stamp(instant: datetime | None) -> str:
    """The same instant in UTC: 13 Aug 2026, 15:15 UTC."""
    if instant is None:
        return "—"
    at = instant.astimezone(UTC)
    return f"{day(at.date())}, {clock(at)}{NBSP}UTC"


def dated(text: str) -> str:
    """A computed sentence with its dates as a page writes them: 2026-10-25 09:05 UTC becomes 25 Oct 2026, 09:05 UTC.

    A reason is data as well (`show --json`), so it is computed with ISO dates; no page prints one.
    """
    return _ISO.sub(_written, text)


def _written(found: re.Match[str]) -> str:
    written = day(date(int(found[1]), int(found[2]), int(found[3])))
    return f"{written}, {found[4]}{NBSP}UTC" if found[4] else written


def elapsed(seconds: int) -> str:
    """Hours, minutes and seconds: 20:30:00."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"


def span(delta: timedelta) -> str:
    """A length of time in days, hours and minutes: 6 d 10 h 40 min."""
    seconds = int(delta.total_seconds())
    parts = []
    if seconds >= 86400:
        parts.append(f"{seconds // 86400}{NBSP}d")
    if seconds >= 3600:
        parts.append(f"{seconds // 3600 % 24}{NBSP}h")
    parts.append(f"{seconds // 60 % 60}{NBSP}min")
    if seconds % 60:
        parts.append(f"{seconds % 60}{NBSP}s")
    return " ".join(parts)


def between(low: int, high: int) -> str:
    """An interval of whole numbers: 137 to 452."""
    return f"{number(low)} to {number(high)}"


def short_digest(digest: str | None) -> str:
    """The first twelve characters of a SHA-256, as printed under a plate."""
    return (digest or "")[:12]


def spans(names: Sequence[str], most: int = 12) -> list[tuple[str, str]]:
    """First and last of each run of neighbours, D1 to D80, where there are more than `most`; else each name alone.

    Neighbours have the same letters and numbers that follow each other; two of them are not yet a run.
    """
    runs: list[list[str]] = []
    for name in names:
        if runs and len(names) > most and _follows(runs[-1][-1], name):
            runs[-1].append(name)
        else:
            runs.append([name])
    pairs = ([(run[0], run[-1])] if len(run) > 2 else [(name, name) for name in run] for run in runs)
    return [pair for run in pairs for pair in run]


def side_by_side(names: Sequence[str]) -> list[str]:
    """The names as they are printed beside each other: D1, D2; D1–D80 in place of eighty."""
    return [first if first == last else f"{first}{DASH}{last}" for first, last in spans(names)]


def _follows(one: str, other: str) -> bool:
    first, second = _COUNTED.fullmatch(one), _COUNTED.fullmatch(other)
    if first is None or second is None:
        return False
    return first[1] == second[1] and int(second[2]) == int(first[2]) + 1
