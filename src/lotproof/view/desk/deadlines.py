"""The open dates of a case as entries of a calendar: what is due, of whom, and what to do.

Why nothing of money: a calendar is shared with whoever shares a screen, so neither exposure nor any figure of the
negotiation goes into it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from lotproof.case.case import Case
from lotproof.compute.dues import open_dues
from lotproof.compute.figures import Figures
from lotproof.read.shown import one_line
from lotproof.render.icalendar import Entry
from lotproof.view import words
from lotproof.view.desk.act import next_act
from lotproof.view.desk.due_words import NAMES, due_at

ALARMS: Final = (timedelta(hours=24), timedelta(hours=2))
DAY_ALARMS: Final = (timedelta(hours=15),)  # at nine in the morning of the day before


def deadlines(case: Case, figures: Figures) -> Iterator[Entry]:
    """The dates open at the figures' instant, the earliest first; an entry keeps its UID when its date moves."""
    act = next_act(case, figures)
    supplier = case.facts.supplier
    name = one_line((supplier.name or supplier.name_zh or "") if supplier is not None else "", 80)
    for due in open_dues(case.facts, figures):
        what = NAMES[due.what]
        lines = (
            f"{case.facts.title or 'untitled'}" + (f", {name}" if name else ""),
            f"{what[0].upper()}{what[1:]}: {due_at(case, due)}",
            f"Next: {act.text}",
        )
        yield Entry(
            uid=f"{case.id}-{due.what}@lotproof",
            start=due.at if due.day is None else due.day,
            stamp=figures.as_of,
            summary=f"{case.id}: {what}",
            description="\n".join(one_line(line, 300) for line in lines).replace(words.NBSP, " "),
            alarms=ALARMS if due.day is None else DAY_ALARMS,
        )
