"""What came back: the asks-by-class grid, each writing quoted, and every pushback with its answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from lotproof.case.case import LogEvent
from lotproof.case.events import ASKS
from lotproof.compute.figures import CarFigures
from lotproof.view import words
from lotproof.view.book import Book

_PUSHBACK = {
    "internal-qc": "own quality control found nothing",
    "tolerance": "within normal manufacturing tolerance",
    "specification": "the specification is unrealistic",
}
_ANSWERED = ("reply", "answer", "call", "summary", "confirmation", "objection")


def answers(book: Book) -> dict[str, Any]:
    """The clock, the grid and the exchange up to the instant."""
    figures = book.figures
    response = figures.response
    failed = figures.first.failed_classes() if figures.first else ()
    given = response.answered if response is not None else {}
    exchange = [e for e in figures.log if e.event.kind in _ANSWERED]
    # what was said keeps its place where a reader does not get all of it
    said = [entry.file for entry in book.case.log if entry.event.kind in _ANSWERED]
    return {
        "clock": _clock(book),
        "response": response is not None,
        "classes": [words.CLASS_WORDS[name] for name in failed],
        "grid": [
            {
                "ask": words.ASK_WORDS[ask],
                "cells": [ask in given.get(name, ()) for name in failed],
            }
            for ask in ASKS
        ],
        "score": (
            f"{response.asks_answered} of {response.asks} asks are logged as answered for every failed class."
            " The log says so by class; what an answer says of each defect stands in its exhibit"
            if response is not None
            else None
        ),
        "exchange": [statement(book, entry) | {"place": said.index(entry.file) + 1} for entry in exchange],
    }


def _clock(book: Book) -> list[tuple[str, str]]:
    car, figures = book.figures.car, book.figures
    if car is None:
        return []
    rows = [
        (
            "Sent",
            (
                f"{words.utc_stamp(car.sent)} = {words.stamp(car.sent, book.buyer_zone)} = "
                f"{words.stamp(car.sent, book.supplier_zone, with_weekday=True)}"
            ),
        ),
        (
            "Deadline, 48 hours elapsed",
            f"{words.utc_stamp(car.deadline)} = {book.clocks(car.deadline)}",
        ),
        ("At the as-of instant", _stands(car, figures.as_of)),
        ("Chinese working days inside", words.cardinal(car.china_working_days_inside, "none")),
    ]
    if car.holiday_caution and car.courtesy_date is not None:
        rows.append(
            (
                "Holiday caution",
                (
                    f"{_off(car)}; the first Chinese working day on or after the deadline is "
                    f"{words.weekday(car.courtesy_date)}{words.NBSP}{words.day(car.courtesy_date)}"
                ),
            )
        )
    if not car.calendar_known:
        rows.append(
            (
                "Calendar",
                "the public holidays of this year are not in the calendar carried; weekdays are counted",
            )
        )
    if figures.response is not None:
        passed = figures.response.at - car.sent
        timing = f"{words.span(passed)} after the request"
        if not figures.response.in_time:
            timing += f", late by {words.span(figures.response.at - car.deadline)}"
        rows.append(
            ("First written response", f"{words.stamp(figures.response.at, book.supplier_zone)}, {timing}")
        )
    return rows


def _stands(car: CarFigures, as_of: datetime) -> str:
    """How the window stands: what remains of it, or that it is over and how long ago the request was sent."""
    since = int((as_of - car.sent).total_seconds())
    if car.remaining_s:
        return f"{words.elapsed(since)} elapsed, {words.elapsed(car.remaining_s)} remaining"
    over = words.span(as_of - car.deadline)
    return f"the 48 hours ended {over} before" if as_of > car.deadline else "the 48 hours end at this instant"


def _off(car: CarFigures) -> str:
    """What of the window falls on days off, as the calendar says it."""
    if car.china_working_days_inside == 0:
        return "no Chinese working day lies inside the window"
    return "the window ends on a public holiday in China"


def statement(book: Book, entry: LogEvent) -> dict[str, Any]:
    """One writing or word: who, when, how, what it was, and the log's own words."""
    event = entry.event
    zone = book.supplier_zone if event.from_ == "supplier" else book.buyer_zone
    notes: list[str] = []
    if event.pushback:
        notes.append(f"Pushback: {_PUSHBACK[event.pushback]}")
        if not event.disputes:
            notes.append("names no disputed defect: a general denial")
    if event.disputes:
        notes.append(f"disputes {', '.join(event.disputes)}")
    if event.acknowledges:
        notes.append(f"acknowledges {', '.join(event.acknowledges)}")
    if event.accepts:
        notes.append(f"accepts option {event.accepts}")
    if event.answers_pushback:
        notes.append(f"answers the pushback “{_PUSHBACK[event.answers_pushback]}”")
    if event.respond_by:
        notes.append(f"reply asked for by {words.stamp(event.respond_by)}")
    if event.kind == "call":
        notes.append("a verbal word: not relied on in this record")
    by = (event.from_ or "").capitalize()
    return {
        "who": by,
        "party": event.from_ == "supplier",
        "kind": event.kind.replace("-", " ") if event.kind else "",
        "when": words.stamp(event.at, zone),
        "channel": words.CHANNEL_WORDS.get(event.channel or "", ""),
        "notes": words.sentence("; ".join(notes)),
        "body": entry.body.strip(),
        "reply": event.reply,
        "refs": book.refs([event.exhibit]),
    }
