"""Entries of a calendar as iCalendar text (RFC 5545): escaped, folded, the same bytes for the same entries.

Why by hand: four properties of one component are written and nothing is read; a library would cost every start of the
program more than this file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Final

_LINE: Final = 75  # octets of a line without its end (RFC 5545, 3.1)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Entry:
    """`start` is an instant (aware), or a day for what lasts all of it; `alarms` go off that long before it."""

    uid: str
    start: datetime | date
    stamp: datetime
    summary: str
    description: str
    alarms: tuple[timedelta, ...] = ()


def calendar(entries: Iterable[Entry], product: str) -> str:
    """A VCALENDAR of VEVENTs in the order given; lines end in CR LF and are at most 75 octets long."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{_text(product)}//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for entry in entries:
        lines += _event(entry)
    lines.append("END:VCALENDAR")
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{_text(entry.uid)}"
    yield f"DTSTAMP:{_utc(entry.stamp)}"
    if isinstance(entry.start, datetime):
        yield f"DTSTART:{_utc(entry.start)}"
        yield "DURATION:PT0S"
    else:
        yield f"DTSTART;VALUE=DATE:{entry.start:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{entry.start + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(entry.summary)}"
    yield f"DESCRIPTION:{_text(entry.description)}"
    yield "TRANSP:TRANSPARENT"
    for before in entry.alarms:
        yield "BEGIN:VALARM"
        yield "ACTION:DISPLAY"
        yield f"TRIGGER:-PT{int(before.total_seconds()) // 60}M"
        yield f"DESCRIPTION:{_text(entry.summary)}"
        yield "END:VALARM"
    yield "END:VEVENT"


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(text: str) -> str:
    """TEXT (3.3.11): backslash, semicolon, comma and line ends escaped, no other control character."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\\", "\\\\")
    text = text.replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    return _CONTROL.sub("", text)


def _folded(line: str) -> str:
    """Broken into lines of at most 75 octets, never inside a character; those that follow begin with a blank."""
    pieces, piece, size = [], "", 0
    for char in line:
        octets = len(char.encode("utf-8", "replace"))
        if size + octets > _LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece += char
        size += octets
    return "\r\n".join([*pieces, piece])
