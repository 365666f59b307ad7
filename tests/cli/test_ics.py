"""`lotproof ics`: any calendar program reads it, an entry keeps its identity, and no money stands in it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from icalendar import Calendar

from lotproof.render.icalendar import Entry, calendar

from .running import run

NOON = "2026-08-14T12:00:00Z"


def events(text: str) -> list[object]:
    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_a_deadline_is_an_entry_with_alarms(here: Path) -> None:
    ran = run("ics", "sound", "--as-of", NOON)
    assert ran.code == 0 and "1 open deadline" in ran.err
    (event,) = Calendar.from_ical(ran.out).walk("VEVENT")
    assert event["UID"] == "sound-reply@lotproof"
    assert event["DTSTAMP"].dt == datetime(2026, 8, 14, 12, tzinfo=UTC)
    assert event["DTSTART"].dt == datetime(2026, 8, 15, 15, 15, tzinfo=UTC)
    assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [
        -timedelta(hours=24),
        -timedelta(hours=2),
    ]
    assert "Cups with scratched rims" in event["DESCRIPTION"]


def test_the_same_instant_gives_the_same_bytes_and_a_later_one_the_same_identity(here: Path) -> None:
    first = run("ics", "sound", "--as-of", NOON).out
    later = run("ics", "sound", "--as-of", "2026-08-14T18:00:00Z").out
    assert run("ics", "sound", "--as-of", NOON).out == first
    assert re.findall("^UID.*", first, re.M) == re.findall("^UID.*", later, re.M) and first != later


def test_no_money_is_in_it(here: Path) -> None:
    (here / "cases" / "sound" / "private.yaml").write_text("objective: {target: 1234.56}\n", "utf-8")
    out = run("ics", "sound", "--as-of", NOON).out
    assert not re.search(r"USD|1234|2,?402", out)


def test_a_case_that_cannot_be_read_is_said_and_the_others_are_there(here: Path) -> None:
    ran = run("ics", "--as-of", NOON)
    assert ran.code == 1 and "YAML_SYNTAX" in ran.err
    assert len(Calendar.from_ical(ran.out).walk("VEVENT")) == 1


def test_hostile_words_are_text_and_lines_are_folded_between_characters() -> None:
    summary = "急" * 60 + "; a, b\\ \r\nBEGIN:VALARM\x07\nEND:VCALENDAR"
    entry = Entry(
        "a@b", date(2026, 11, 9), datetime(2026, 8, 14, tzinfo=UTC), summary, "x", (timedelta(hours=15),)
    )
    text = calendar((entry,), "lotproof//test")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")) and "\n" not in text.replace(
        "\r\n", ""
    )
    (event,) = Calendar.from_ical(text).walk("VEVENT")
    assert event["SUMMARY"] == summary.replace("\r\n", "\n").replace("\x07", "")
    assert event["DTSTART"].dt == date(2026, 11, 9) and event["DTEND"].dt == date(2026, 11, 10)
    assert len(event.walk("VALARM")) == 1
