"""The section on integrity: custody as written, commits as claimed, and what the record does not hold."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from lotproof.case.case import Case
from lotproof.case.exhibits import Custody
from lotproof.case.history import Commit
from lotproof.compute.all import compute
from lotproof.render.html import render
from lotproof.view.book import Book, book
from lotproof.view.dossier.document import dossier
from lotproof.view.dossier.integrity import COMMITS_SHOWN, integrity, runs
from lotproof.view.media import Media

from .test_exhibits import NOW, book_of, tumblers


def at(case: Case, when: datetime = NOW) -> Book:
    return book(case, compute(case, when), linked=True)


def html_of(found: Book) -> str:
    document = dossier(found, Media())
    page = render(document.template, **document.context, media="print", src=lambda path: path, font_css="")
    return page[page.index('id="integrity"') :]


def words_of(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def test_every_original_in_hand_is_in_exactly_one_table() -> None:
    told = integrity(book_of())
    inside = {row["digest"] for row in told["originals"]}
    outside = {row["digest"] for row in told["kept_out"]}
    assert inside | outside == {original.sha256 for original in tumblers().originals.values()}
    assert not inside & outside
    assert [row["refs"][0].label for row in told["kept_out"]] == ["E52", "E54"]


def test_the_custody_record_stands_as_it_was_written() -> None:
    told = integrity(book_of())["custody"]
    rows = told["rows"]
    assert len(rows) == sum(len(e.custody) for e in tumblers().exhibits)
    chat = next(row for row in rows if row["refs"] and row["refs"][0].label == "E25")
    assert (chat["act"], chat["by"]) == ("copied", "A. Placeholder")
    assert chat["at"].replace("\u00a0", " ") == "14 Aug 2026, 03:42:01 −06:00"
    assert chat["utc"].replace("\u00a0", " ") == "14 Aug 2026, 09:42:01 UTC"
    assert chat["came"] == "from WeChat on the telephone FP-7 by way of screenshot"
    frame = next(row for row in rows if row["refs"] and row["refs"][0].label == "E53")
    video = tumblers().originals["E52"].sha256
    assert [(d["label"], d["same"], d["digest"] == video) for d in frame["digests"]] == [
        ("before", False, True),
        ("after", True, False),
    ]


def test_custody_after_the_instant_is_not_told() -> None:
    before = integrity(at(tumblers(), datetime.fromisoformat("2026-08-12T21:30:00-06:00")))["custody"]
    assert {row["refs"][0].label for row in before["rows"] if row["refs"]} == {"E1", "E4", "E18"}
    early = integrity(at(tumblers(), datetime.fromisoformat("2026-08-12T12:00:00-06:00")))["custody"]
    assert len(early["rows"]) == 6  # the second person checked in the afternoon


def test_who_has_no_custody_line_is_named() -> None:
    lines = (Custody(at=NOW, act="received"),)
    bare = integrity(book_of(E3={"custody": lines}))["custody"]["bare"]
    assert bare.startswith("E2, E5 to E17, E19")
    found = book_of()
    assert runs(found, [e for e in found.figures.exhibits if e.id in ("E1", "E2", "E5")]) == "E1, E2, E5"
    assert runs(found, []) == ""


def commit(number: int, subject: str | None = "s") -> Commit:
    when = datetime(2026, 8, 25, 0, 0, number % 60, tzinfo=UTC)
    return Commit(f"{number:040x}", "A", when, when, subject)


def test_commits_are_told_as_claims_and_capped_with_a_count() -> None:
    case = tumblers()
    many = tuple(commit(number) for number in range(COMMITS_SHOWN + 5))
    html = html_of(at(replace(case, commits=many)))
    assert f"the newest {COMMITS_SHOWN} of {COMMITS_SHOWN + 5}" in words_of(html)
    assert "self-asserted" in html
    assert html.count('<th scope="row" class="mono">') == COMMITS_SHOWN
    hidden = words_of(html_of(at(replace(case, commits=(commit(1, None),)))))
    assert "the commit also touches files that are not part of this document" in hidden
    assert "self-asserted" not in html_of(at(replace(case, commits=())))


def test_a_commit_after_the_instant_is_marked_not_hidden() -> None:
    late = replace(commit(1), committed_at=datetime(2026, 9, 1, tzinfo=UTC))
    text = words_of(html_of(at(replace(tumblers(), commits=(late, commit(2))))))
    assert "one commit of the history is dated after the as-of instant" in text


def test_a_subject_is_text_and_nothing_else() -> None:
    html = html_of(at(replace(tumblers(), commits=(commit(1, "<img src=x> & {{ 7*7 }}"),))))
    assert "&lt;img src=x&gt; &amp; {{ 7*7 }}" in html


def test_the_page_says_how_to_verify_alone() -> None:
    text = words_of(html_of(book_of()))
    for words in (
        "The file manifest-sha256.txt attached to this PDF lists the SHA-256 digest of every other attachment",
        "sha256sum -c manifest-sha256.txt",
        "lotproof verify dossier.pdf",
        "It certifies nothing until the person who did the checking fills it in and signs it",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({}, "What stands here of the WeChat messages (E25) is not recorded as the complete chat."),
        ({"E25": {"held": None}}, "Who keeps the telephone or account of E25 is not recorded."),
        ({"E6": {"captured": None}}, "No capture time is known for E6."),
        (
            {"E6": {"captured": None, "captured_local": "2026-08-11 09:48"}},
            "The zone of the camera's clock is not known for E6",
        ),
        ({"E25": {"translation": None}}, "No translation is part of this record for E25"),
        ({"E51": {"translator": None}}, "No translator is named for E51."),
        ({}, "Withheld, and available on request: E54."),
        ({}, "Not in this file but in the bag of originals: E52."),
        ({}, "No check of a sender's signature (DKIM) is recorded for the e-mails E23, E24, E26, E31"),
    ],
)
def test_what_the_record_does_not_hold_is_said(changed: dict[str, Any], words: str) -> None:
    assert [line for line in integrity(book_of(**changed))["missing"] if line.startswith(words)] != []


@pytest.mark.parametrize("words", ["extract, not the complete chat", "is not recorded of E25"])
def test_what_is_there_is_not_said_to_lack(words: str) -> None:
    told = integrity(book_of(E25={"complete": "complete"}))["missing"]
    assert [line for line in told if words in line] == []
