"""The dossier's pages carry the worked numbers, claim no more than the record, and hold nothing private."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from html import unescape
from pathlib import Path

import pytest

from lotproof.compute.all import compute
from lotproof.read.case import read_case
from lotproof.render.html import render
from lotproof.view.document import Document
from lotproof.view.documents import documents
from lotproof.view.media import Media

CASES = Path(__file__).parents[2] / "cases"
NOW = {
    "psi-2026-101-otter-tower": "2026-11-03T09:00:00+01:00",
    "psi-2026-102-tumblers": "2026-08-26T09:00:00-06:00",
    "psi-2026-103-desk-lamps": "2026-09-30T12:00:00+01:00",
}


@cache
def made(name: str, when: str | None = None) -> tuple[Document, ...]:
    case, _ = read_case(CASES / name)
    assert case is not None
    return documents(case, compute(case, datetime.fromisoformat(when or NOW[name])), Media())


def html_of(document: Document, media: str = "print") -> str:
    return render(document.template, **document.context, media=media, src=lambda path: path, font_css="")


def text_of(html: str) -> str:
    """The words of a page as a reader gets them: tags and styles gone, blanks folded, no-break blanks plain."""
    bare = re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^>]+>", " ", html)
    return " ".join(unescape(bare).replace("\u00a0", " ").split())


def dossier_text(name: str, when: str | None = None) -> str:
    return text_of(html_of(made(name, when)[0]))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        (
            "psi-2026-101-otter-tower",
            [
                (
                    "Of 20 units drawn from the 6,000 presented, 3 had at least one critical nonconformity;"
                    " the plan accepts none."
                ),
                (
                    "Of 200 units drawn from the 6,000 presented, 16 had at least one major nonconformity;"
                    " the plan accepts 10."
                ),
                "3 ÷ 20 × 6,000",
                "194 to 2,271",
                "282 to 755",
                "127 to 498",
                "EUR 44,238.00",
                "EUR 14,040.00 paid",
                "EUR 30,198.00 contingent",
                "EUR 62,838.00",
                "2,496.00",
                "25 Oct 2026, 17:00 +01:00",
                "Mon 26 Oct 2026, 00:00 +08:00",
                "0 of 4 asks answered",
                "9 Nov 2026",
                "5.13 × 10⁻⁵",
                "P(X ≥ 16), binomial, n = 200, p = 2.5 %",
                "6.59 % P(X ≤ 10), hypergeometric, N = 6,000, n = 200, D = 480 (estimate)",
                "51.8 % P(X ≤ 0), hypergeometric, N = 6,000, n = 20, D = 194 (lower limit)",
                "the goods have been shipped",
                "No range is given",
            ],
        ),
        (
            "psi-2026-102-tumblers",
            [
                (
                    "Of 125 units drawn from the 3,000 presented, 11 had at least one major nonconformity;"
                    " the plan accepts 7."
                ),
                "11 ÷ 125 × 3,000",
                "137 to 452",
                "286 to 676",
                "up to 69 in the lot",
                "264 projected major units × 9.10",
                "USD 2,690.40",
                "12.46 % of the order value",
                "1,080.00 to 2,592.00",
                "95.04 to 228.10",
                "18 h 25 min after the request",
                "4 of 4 asks are logged as answered",
                "3.23 × 10⁻⁴",
                "P(X ≥ 11), binomial, n = 125, p = 2.5 %",
                "1.36 % P(X ≥ 8), binomial, n = 125, p = 2.5 %",
                (
                    "9.24 % nonconforming P(X ≤ 7) = 10 %, binomial, n = 125; hypergeometric, in this lot:"
                    " 274 units"
                ),
                "12.6 % P(X ≤ 7), hypergeometric, N = 3,000, n = 125, D = 264 (estimate)",
                "79.1 % P(X ≤ 7), hypergeometric, N = 3,000, n = 125, D = 137 (lower limit)",
                "137 to 452 134.3 to 456.0",
                "The scheme is written for a continuing series of lots; this record holds one lot",
                "19,320.20",
                "12,840.20",
                "2,279.80",
            ],
        ),
        (
            "psi-2026-103-desk-lamps",
            [
                "14 ÷ 315 × 11,600 = 515.56",
                "24 ÷ 315 × 11,600 = 883.81",
                "4.44 %",
                "7.62 %",
                "12.06 %",
                "1,012 to 1,870",
                "short 400, a delivery matter and not a defect (CNY 18,600.00)",
                "3,508.80",
                "32,982.72",
                "CNY 40,876.84",
                "26,970.00 to 64,728.00",
                "822.12 to 2,055.30",
                "27:30:00 of 48:00:00 remain",
                "8 Oct 2026",
                "GBP 1 = CNY 9.4000",
            ],
        ),
    ],
)
def test_the_worked_numbers_stand_on_the_pages(name: str, words: list[str]) -> None:
    text = dossier_text(name)
    assert [word for word in words if word not in text] == []


@pytest.mark.parametrize("name", NOW)
@pytest.mark.parametrize(
    "claim",
    [
        "certified by",
        "unenforceable",
        "proves that",
        "95 % probability",
        "defect rate is",
        "must stop payment",
        "!",
    ],
)
def test_no_word_claims_more_than_the_record(name: str, claim: str) -> None:
    assert claim not in dossier_text(name).replace("!=", "")


@pytest.mark.parametrize("name", NOW)
def test_nothing_private_stands_in_any_outward_document(name: str) -> None:
    canaries = [
        "23,096.27",
        "31,986.56",
        "83,700.00",
        "23096.27",
        "31986.56",
        "83700.00",
        "walk-away",
        "walk_away",
    ]
    canaries += ["concession ladder", "leverage"]
    for document in made(name):
        page = html_of(document) + html_of(document, "screen")
        page += "".join(str(item.description) + item.name for item in document.enclosures)
        page += "".join(
            item.content.decode() for item in document.enclosures if isinstance(item.content, bytes)
        )
        assert [word for word in canaries if word.casefold() in page.casefold()] == []


@pytest.mark.parametrize("name", NOW)
def test_every_exhibit_reference_of_the_dossier_leads_somewhere(name: str) -> None:
    html = html_of(made(name)[0])
    anchors = set(re.findall(r'\bid="([^"]+)"', html))
    targets = set(re.findall(r'href="#([^"]+)"', html))
    assert targets - anchors == set()


def test_before_anything_was_sent_the_dossier_says_so() -> None:
    text = dossier_text("psi-2026-102-tumblers", "2026-08-12T21:30:00-06:00")
    assert "Evidence frozen; nothing has been sent" in text
    assert "Nothing has been asked yet" in text
    assert "19,320.20" not in text


def test_before_any_report_there_is_still_a_dossier() -> None:
    text = dossier_text("psi-2026-102-tumblers", "2026-08-01T00:00:00+00:00")
    assert "No inspection report was in the record at this instant." in text


def test_the_curve_marks_the_aql_and_the_limits_with_the_chances_of_the_table() -> None:
    html = html_of(made("psi-2026-102-tumblers")[0])
    labels = [
        unescape(text).replace("\u00a0", " ") for text in re.findall(r"<text[^>]*>([^<]+)</text>", html)
    ]
    for label in (
        "AQL 2.5 %: 98.6 %",
        "lower limit, 137: 79.1 %",
        "estimate, 264: 12.6 %",
        "upper limit, 452: 7.20 × 10⁻⁴",
    ):
        assert label in labels


def test_the_sort_is_priced_in_quality_only_where_a_sort_is_open() -> None:
    asks = "Left on average in what goes out"
    before = dossier_text("psi-2026-102-tumblers", "2026-08-15T00:00:00+00:00")
    working = "264 × (3,000 − 125) ÷ 3,000² × P(X ≤ 7), hypergeometric, N = 2,999, n = 125, D = 263"
    assert asks in before and f"1.08 % nonconforming {working}" in before
    assert asks not in dossier_text("psi-2026-102-tumblers")  # what becomes of the units is agreed by then
    assert asks not in dossier_text("psi-2026-101-otter-tower")  # the test destroys the unit


def test_after_sending_the_request_is_quoted_and_no_letter_is_made_up() -> None:
    case, _ = read_case(CASES / "psi-2026-102-tumblers")
    assert case is not None
    document = documents(
        case, compute(case, datetime.fromisoformat(NOW["psi-2026-102-tumblers"])), Media(mails=case.mails)
    )[0]
    page = text_of(html_of(document))
    assert "The request is quoted here as it was sent" in page
    assert case.mails["E24"].subject in page
    assert " ".join(case.mails["E24"].body_text.split())[:200] in page
    assert "Set here from the record" not in page
