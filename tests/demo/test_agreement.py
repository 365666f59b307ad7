"""The papers of the demonstration cases agree with each other, with the register and with the calendar.

A hostile expert reads originals against each other: a time before its document, a number that its writer could not know
or a sum made to fit costs the whole record its credit, and no other test opens them all.
"""

from __future__ import annotations

import csv
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from email.utils import parsedate_to_datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from PIL import Image
from PIL.ExifTags import Base
from tests.demo.originals import created, everything_written, pages, papers
from tests.demo.test_register import CASES, NAMES, events, every_case, instant, load, mails, register

OTTER, TUMBLERS, _LAMPS = NAMES
PERSON = re.compile(r"\b([A-Z])\. (Placeholder|Platzhalter)\b")
DAY = re.compile(
    r"\b([0-9]{1,2} (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r" 2026)\b"
)


@every_case
def test_nothing_came_before_it_was_made(case: str) -> None:
    for name, entry in register(case).items():
        came = instant(entry["source"]["received"])
        if entry["kind"] in ("photo", "video"):
            assert instant(entry["captured"]) < came, name
        if name in mails(case):
            assert 0 <= (came - parsedate_to_datetime(mails(case)[name]["Date"])).total_seconds() < 60, name
        if not entry["file"].endswith(".pdf"):
            continue
        if entry["source"].get("via") == "courier":  # a paper: the file is its scan
            (scan,) = (line for line in entry["custody"] if line["act"] == "transformed")
            assert came < created(case, name) == instant(scan["at"]), name
        else:
            assert created(case, name) <= came, name


@every_case
def test_papers_signed_by_both_came_after_the_last_signature(case: str) -> None:
    signed = [
        n
        for n, e in register(case).items()
        if e["kind"] in ("purchase-order", "specification", "golden-sample")
    ]
    assert len(signed) == 3
    for name in signed:
        last = re.sub(r"Production planned from\s+\S+ \S+ \S+", "", pages(case, name)[-1])
        dates = [
            datetime.strptime(found, "%d %B %Y").replace(tzinfo=UTC).date() for found in DAY.findall(last)
        ]
        assert dates, name
        assert max(dates) <= day_in_china(register(case)[name]["source"]["received"]), name


def day_in_china(value: Any) -> date:
    return instant(value).astimezone(ZoneInfo("Asia/Shanghai")).date()


def test_the_gauge_and_the_test_record_tell_the_same() -> None:
    file = CASES / OTTER / register(OTTER)["E34"]["file"]
    pulls: dict[str, list[tuple[Decimal, int]]] = {}
    with file.open(encoding="ascii", newline="") as opened:
        for row in csv.DictReader(opened):
            pulls.setdefault(row["piece"], []).append((Decimal(row["seconds"]), int(row["newtons"])))
    assert list(pulls) == [f"{k:02d}" for k in range(1, 21)]
    (text,) = pages(OTTER, "E16")
    text = " ".join(text.split())
    failed = []
    for piece, course in pulls.items():
        assert [at for at, _ in course] == [Decimal(k) / 10 for k in range(len(course))]
        highest = max(force for _, force in course)
        held = [at for at, force in course if force >= 90]
        told = re.search(rf"\b{piece} 90 N, 10 s ([0-9]+) N (.*?)(pass|FAIL)", text)
        assert told is not None
        assert int(told[1]) == highest, piece
        if told[3] == "pass":
            assert held[-1] - held[0] >= 10, piece
            assert len(held) == (held[-1] - held[0]) * 10 + 1, piece  # never below 90 N in between
            assert highest <= 92  # EN 71-1: 90 N, two newtons either way
        else:
            failed.append(piece)
            let_go = course[-2]
            assert (held, let_go[1], course[-1][1]) == ([], highest, 0), piece
            assert f"peg came off {let_go[0]} s after the pull began" in told[2]
    assert failed == ["07", "12", "18"]


MONTH = re.compile(r"^[A-Z][a-z]{2} 20[0-9]{2} ([0-9,]+) ([0-9,.]+) ([0-9.]+)$", re.MULTILINE)
TOTAL = re.compile(r"^Total ([0-9,]+) ([0-9,.]+) ([0-9.]+)$", re.MULTILINE)


@pytest.mark.parametrize(
    ("case", "exhibit", "tables"),
    [(OTTER, "E33", 1), (TUMBLERS, "E20", 1), (TUMBLERS, "E21", 1), (_LAMPS, "E17", 2)],
)
def test_twelve_months_add_up_and_none_is_made_to_fit(case: str, exhibit: str, tables: int) -> None:
    (text,) = pages(case, exhibit)
    text = "\n".join(" ".join(line.split()) for line in text.splitlines())
    rows = [tuple(Decimal(cell.replace(",", "")) for cell in row) for row in MONTH.findall(text)]
    totals = [tuple(Decimal(cell.replace(",", "")) for cell in row) for row in TOTAL.findall(text)]
    assert (len(rows), len(totals)) == (12 * tables, tables)
    for number, (count, cost, rate) in enumerate(totals):
        months = rows[12 * number : 12 * number + 12]
        assert (sum(m[0] for m in months), sum(m[1] for m in months)) == (count, cost)
        assert cost == count * rate
        for units, spent, each in months:
            assert abs(spent / units - each) <= Decimal("0.005")
            assert abs(each / rate - 1) < Decimal("0.1")
            assert count / 24 < units < count / 6  # between half and twice a mean month
        earlier = [each for *_, each in months[:-1]]
        mean = sum(earlier) / len(earlier)
        assert abs(months[-1][2] - mean) < max(abs(each - mean) for each in earlier) * Decimal("1.5")


def test_the_call_is_proved_by_what_was_written_of_it() -> None:
    (call,) = (event for event in events(TUMBLERS).values() if event["kind"] == "call")
    assert "said yes to option B" in " ".join(" ".join(pages(TUMBLERS, call["exhibit"])).split())
    assert created(TUMBLERS, call["exhibit"]) > instant(call["at"])


@every_case
def test_a_person_has_one_name(case: str) -> None:
    names: dict[str, set[str]] = {}
    for place, text in everything_written(case).items():
        for initial, surname in PERSON.findall(text):
            names.setdefault(initial, set()).add(surname)
        assert not re.search(r"\b(?:Mr|Mrs|Ms)\.? P", text), place
    assert names
    assert {initial: found for initial, found in names.items() if len(found) > 1} == {}


@every_case
def test_the_days_worked_are_the_days_charged(case: str) -> None:
    for inspection in load(CASES / case / "case.yaml")["inspections"]:
        first = " ".join(pages(case, inspection["exhibit"])[0].split())
        told = re.search(r"Inspectors (.*?) Factory representative", first)
        assert told is not None
        assert len(told[1].split(" and ")) * len(inspection["performed"]) == inspection["man_days"], (
            inspection["id"]
        )


@every_case
def test_the_delivery_date_agreed_is_quoted(case: str) -> None:
    (clause,) = (
        c for c in load(CASES / case / "case.yaml")["order"]["clauses"] if c["ref"] == "Delivery date"
    )
    assert clause["kind"] == ["delivery"]
    assert f"Delivery date {clause['text']}" in " ".join(
        pages(case, clause["exhibit"])[clause["page"] - 1].split()
    )


@every_case
def test_everything_says_that_it_is_made_up(case: str) -> None:
    for name, entry in register(case).items():
        file = CASES / case / entry["file"]
        if name in papers(case):
            assert all("Fictitious example" in page for page in pages(case, name)), name
        elif name in mails(case):
            hosts = re.findall(
                r"(?:@|\bmx\.|\bmx-out\.|\bdesk\.)([\w-]+(?:\.[\w-]+)+)", file.read_text(encoding="utf-8")
            )
            assert hosts, name
            assert {host.rsplit(".", 1)[1] for host in hosts} == {"example"}, name
            assert mails(case)[name]["X-Notice"] == "Fictitious example"
        elif entry["kind"] == "photo":
            with Image.open(file) as image:
                exif = image.getexif()
            assert (exif[Base.Make][:10], exif[Base.Software]) == ("Fictitious", "Fictitious example"), name
