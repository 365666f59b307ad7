"""The text and the name of a new event of the log, from what a person said of it.

Why read back: what is written here must be an event to the reader, so it is read as one before it is a file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from lotproof.case.finding import Finding
from lotproof.intake.entry import scalar
from lotproof.read.log import FOLDER, event_of


def event_text(facts: Mapping[str, str], body: str) -> str:
    """The Markdown of an event: `facts` are its keys in their order, values as YAML; empty ones are left out."""
    front = "".join(f"{key}: {value}\n" for key, value in facts.items() if value)
    return f"---\n{front}---\n{body.strip()}\n" if body.strip() else f"---\n{front}---\n"


def list_of(ids: str) -> str:
    """`E1, E2 E3` as a list of YAML."""
    return "[" + ", ".join(scalar(one) for one in ids.replace(",", " ").split()) + "]" if ids.strip() else ""


def slips(text: str) -> tuple[Finding, ...]:
    """Everything the reader would say of an event's text; places are lines of the file it would become."""
    return tuple(event_of(text, FOLDER)[1])


def event_name(at: datetime, kind: str, zone: str, taken: Collection[str]) -> str:
    """`log/2026-08-13-0915-car.md` by the clock in `zone` (IANA); with a number where that is taken."""
    stem = f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%d-%H%M}-{kind}"
    names = (f"{stem}{'' if number == 1 else f'-{number}'}.md" for number in range(1, 10_000))
    return f"{FOLDER}/{next(name for name in names if name not in taken)}"
