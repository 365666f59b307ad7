"""The readers' checklists: what a credit can stop, whose policy it is, what counsel needs; facts, and no conclusion."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from lotproof.case.case import Case
from lotproof.case.facts import CaseFacts
from lotproof.case.routes import Insurance, LetterOfCredit, Platform, RequiredDocument
from lotproof.compute.all import compute
from lotproof.read.case import read_case
from lotproof.render.html import render
from lotproof.view.book import Book, book
from lotproof.view.media import Media
from lotproof.view.packs import document as files
from lotproof.view.packs.bank import bank
from lotproof.view.packs.checklist import Checklist, Row
from lotproof.view.packs.counsel import counsel
from lotproof.view.packs.insurer import insurer
from lotproof.view.packs.platform import platform

CASES = Path(__file__).parents[2] / "cases"
NOW = {
    "101": ("psi-2026-101-otter-tower", "2026-11-03T09:00:00+01:00"),
    "102": ("psi-2026-102-tumblers", "2026-08-26T09:00:00-06:00"),
    "103": ("psi-2026-103-desk-lamps", "2026-09-30T12:00:00+01:00"),
}
# words no pack may use: a conclusion of law, an emotion, a certainty nobody has
CLAIMS = re.compile(
    r"\b(breach(ed)?|liable|liability of the supplier|guilty|fraud|unenforceable|certif(y|ied) that|proves?"
    r" that|"
    r"entitled|void|unacceptable|refuses? to)\b",
    re.IGNORECASE,
)


@cache
def read(name: str) -> Case:
    case, _ = read_case(CASES / NOW[name][0])
    assert case is not None
    return case


def a_book(name: str, **facts: Any) -> Book:
    case = read(name)
    changed = CaseFacts.model_construct(**{**dict(case.facts), **facts}) if facts else case.facts
    case = replace(case, facts=changed)
    return book(case, compute(case, datetime.fromisoformat(NOW[name][1])), linked=True)


def row(found: Checklist | None, question: str) -> Row:
    assert found is not None
    return next(r for r in found.rows if r.question == question)


def everything(found: Checklist) -> str:
    rows = [f"{r.question} {r.word} {r.answer}" for r in found.rows]
    return "\n".join([found.lead, *rows, *found.notes, *found.instruction])


def test_a_named_issuer_with_a_result_is_a_paper_that_can_be_missing() -> None:
    found = bank(a_book("101"))
    assert row(found, "Required: inspection certificate").word == "missing"
    assert row(found, "Until when may the bank refuse?").word == "9\u00a0Nov\u00a02026"
    assert row(found, "What can be raised?").word == "one"
    assert "LC-0088-FIC" in found.instruction[0] and "do not waive" in found.instruction[0]


def test_a_certificate_without_a_result_is_not_said_to_stop_anything() -> None:
    credit = LetterOfCredit(
        number="X-1", requires=(RequiredDocument(document="inspection-certificate", issuer="Anybody"),)
    )
    found = bank(a_book("101", letter_of_credit=credit))
    answer = row(found, "Required: inspection certificate").answer
    assert "its result is not examined" in answer and "PASS" not in answer
    assert row(found, "Until when may the bank refuse?").word == "not begun"


def test_a_credit_that_requires_nothing_is_said_to_require_nothing() -> None:
    found = bank(a_book("101", letter_of_credit=LetterOfCredit(number="X-1")))
    assert row(found, "Which papers does it require?").tone == "warn"


def test_without_a_credit_a_bank_is_told_what_it_cannot_do() -> None:
    assert "examines no documents" in bank(a_book("102")).lead
    assert bank(a_book("102")).instruction == ()


@pytest.mark.parametrize(
    ("policy", "insured", "whose", "says"),
    [
        ("supplier-credit", "supplier", "the supplier's", "may claim against the buyer"),
        ("advance-payment", "buyer", "the buyer's", "nonconforming goods alone are not that event"),
        ("own-sales-credit", "buyer", "the buyer's", "until that dispute is resolved"),
        ("cargo", "buyer", "the buyer's", "not a loss of the voyage"),
    ],
)
def test_whose_policy_it_is_comes_first(policy: str, insured: str, whose: str, says: str) -> None:
    found = insurer(a_book("102", insurance=Insurance(policy=policy, insured=insured, insurer="I Corp.")))
    assert found.rows[0].question == "Whose policy is it?"
    assert found.rows[0].word == whose and says in found.rows[0].answer and ".." not in found.rows[0].answer


def test_an_unknown_policy_is_said_to_be_unknown() -> None:
    assert insurer(a_book("102")).rows[0].word == "not known"


def test_counsel_reads_the_phase_the_notice_and_the_law() -> None:
    found = counsel(a_book("101"))
    assert row(found, "Where are the goods?").word == "shipped"
    assert (
        "1\u00a0d 4\u00a0h 20\u00a0min after the report"
        in row(found, "When was the supplier told, and of what?").answer
    )
    assert row(found, "Which law and forum?").word == "not stated"
    assert row(found, "Is each nonconformity specified?").word == "6 of 6"
    assert row(found, "Is a regulation or safety standard named?").word == "yes"
    assert row(counsel(a_book("103")), "Which law and forum?").word == "stated"
    assert row(counsel(a_book("102")), "Is anything agreed?").word == "option B"


def test_a_platform_is_asked_for_its_deadline_and_its_channel() -> None:
    assert platform(a_book("102")) is None
    named = Platform.model_validate(
        {"name": "alibaba-trade-assurance", "case": "T-1", "deadline": "2026-09-20"}
    )
    found = platform(a_book("102", platform=named))
    assert row(found, "By when must it be filed?").word == "20\u00a0Sep\u00a02026"
    assert row(found, "Was it said on the platform?").word == "no"


PACKS: tuple[Callable[[Book], Checklist | None], ...] = (bank, insurer, counsel, platform)


@pytest.mark.parametrize("name", NOW)
@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.__name__)
def test_no_pack_claims_more_than_the_record(pack: Callable[[Book], Checklist | None], name: str) -> None:
    found = pack(a_book(name))
    if found is None:
        return
    assert not CLAIMS.findall(everything(found))
    for one in found.rows:
        assert one.answer.endswith((".", "”")) and "None" not in one.answer and ".." not in one.answer
        assert one.word and one.tone in ("good", "bad", "warn", "plain")


@pytest.mark.parametrize("pack", [bank, insurer], ids=lambda pack: pack.__name__)
def test_offers_are_not_told_to_third_parties(pack: Callable[[Book], Checklist]) -> None:
    assert "option" not in everything(pack(a_book("102"))).casefold()


def test_an_empty_case_is_answered_too() -> None:
    empty = CaseFacts(title="T", currency="USD", timezone="UTC")
    case = Case("x", CASES, empty, (), {}, (), "", None, read("102").places)
    shelf = book(case, compute(case, datetime.fromisoformat("2026-01-01T00:00:00+00:00")), linked=True)
    for pack in (bank, insurer, counsel):
        assert len(pack(shelf).rows) >= 4


@pytest.mark.parametrize("pack", [pack for pack in files.PACKS if pack.drops], ids=lambda pack: pack.name)
def test_the_buyers_own_summary_goes_to_no_reader_who_gets_no_offers(pack: files.Pack) -> None:
    platform_named = Platform(name="A Market")
    case = replace(
        a_book("102", platform=platform_named).case, findings_md="They offered 5 % off by telephone."
    )
    whole = book(case, compute(case, datetime.fromisoformat(NOW["102"][1])), linked=True)
    (made,) = files.packs(whole, Media(), [pack])
    html = render(made.template, **made.context, media="print", src=lambda path: path, font_css="")
    assert "They offered 5 %" not in html
    assert ("own summary" in pack.left_out) is (pack.name != "bank")
    assert html.count("own summary") == pack.left_out.count("own summary")  # said once on the page
    assert "They offered 5 %" in str(
        files.packs(whole, Media(), [p for p in files.PACKS if p.name == "counsel"])[0].context
    )


def test_counsel_is_told_of_listed_minor_findings_only_where_a_class_passed() -> None:
    question = "Is each nonconformity specified?"
    assert "classes that passed" in row(counsel(a_book("101")), question).answer
    assert "classes that passed" not in row(counsel(a_book("103")), question).answer
