"""What leaves the house, held to the record of the demonstration cases: each test is a sentence that was wrong once."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest

from lotproof.case.calendars import CalendarYear
from lotproof.case.case import Case
from lotproof.compute.all import compute
from lotproof.read.case import read_case
from lotproof.read.html_text import text_of_html
from lotproof.render.html import render
from lotproof.view.book import Book, book
from lotproof.view.document import Document
from lotproof.view.dossier.chronology import chronology
from lotproof.view.dossier.grounds import grounds
from lotproof.view.letters import letter_documents, pushback
from lotproof.view.letters.fit import agreed_delivery, fit
from lotproof.view.packs.bank import bank
from lotproof.view.packs.checklist import Checklist
from lotproof.view.packs.counsel import counsel
from lotproof.view.packs.document import PACKS, cut
from lotproof.view.packs.insurer import insurer
from lotproof.view.say import chinese
from lotproof.view.words import dated

CASES = Path(__file__).parents[2] / "cases"
NOW = {
    "101": ("psi-2026-101-otter-tower", "2026-11-03T09:00:00+01:00"),
    "102": ("psi-2026-102-tumblers", "2026-08-26T09:00:00-06:00"),
    "103": ("psi-2026-103-desk-lamps", "2026-09-30T12:00:00+01:00"),
}


@cache
def a_case(name: str) -> Case:
    case, _ = read_case(CASES / NOW[name][0])
    assert case is not None
    return case


@cache
def a_book(name: str, linked: bool = True) -> Book:
    case = a_case(name)
    return book(case, compute(case, datetime.fromisoformat(NOW[name][1])), linked=linked)


def a_letter(name: str, letter: str) -> str:
    found = next(d for d in letter_documents(a_book(name, linked=False)) if d.name == letter)
    return plain(found)


def plain(found: Document) -> str:
    html = render(found.template, **found.context, media="print", src=lambda path: path, font_css="")
    return " ".join(text_of_html(html).replace("\u00a0", " ").split())


def answer(found: Checklist, question: str) -> tuple[str, str, list[str]]:
    row = next(r for r in found.rows if r.question == question)
    text = f"{row.answer}".replace("\u00a0", " ")
    return row.word.replace("\u00a0", " "), text, [ref.label for ref in row.refs]


def test_a_missing_certificate_can_still_be_presented_and_the_bank_is_told_until_when() -> None:
    found = bank(a_book("101"))
    word, text, refs = answer(found, "Can it still be presented?")
    assert word == "11 Nov 2026"  # on board on 28 Oct, 14 days by field 48; the credit expires on 30 Nov
    assert "14 days after the on-board date of 28 Oct 2026 (as the credit says)" in text
    assert "not later than the expiry of the credit on 30 Nov 2026" in text
    assert refs == ["E18", "E24"]
    assert answer(found, "What was presented?")[2] == ["E25"]
    assert answer(found, "Until when may the bank refuse?")[2] == ["E25"]
    assert answer(found, "What can be raised?")[2] == ["E18", "E25"]


@pytest.mark.parametrize("name", NOW)
@pytest.mark.parametrize("pack", [bank, insurer, counsel], ids=lambda pack: pack.__name__)
def test_no_checklist_shows_a_machine_date_a_machine_word_or_a_reference_twice(
    name: str, pack: object
) -> None:
    assert callable(pack)
    found = pack(a_book(name))
    assert found is not None
    for row in found.rows:
        assert not re.search(r"\d{4}-\d{2}-\d{2}", row.answer), row.question
        assert not re.search(r"\b[a-z]+-(certificate|confirmation|process)\b", row.answer), row.question
        assert len(row.refs) == len({ref.label for ref in row.refs}), row.question


def test_the_grounds_write_dates_as_every_page_does() -> None:
    reasons = [row["reason"].replace("\u00a0", " ") for row in grounds(a_book("101"))]
    assert reasons[3].startswith("A written objection of 25 Oct 2026, 09:05 UTC stands 3 days before")
    assert not any(re.search(r"\d{4}-\d{2}", reason) for reason in reasons)


def test_a_date_is_rewritten_only_where_it_is_one() -> None:
    assert dated("by 2026-10-25 16:00:01 UTC.") == "by 25\u00a0Oct\u00a02026, 16:00:01\u00a0UTC."
    assert dated("report 2026-13-40, id 2026-10-25-7") == "report 2026-13-40, id 2026-10-25-7"


def test_counsel_reads_the_phase_what_the_supplier_had_and_why_the_convention_is_named() -> None:
    found = counsel(a_book("101"))
    word, text, _ = answer(found, "In which phase is the contract?")
    assert word == "after shipment"
    assert "FOB Ningbo places delivery when the goods are on board the vessel (Incoterms 2020, A2)." in text
    assert "Delivery date of the order: 10 Nov 2026." in text
    assert answer(found, "What did the supplier have before shipment?")[0] == "4 days before"
    assert "Germany and China" in answer(found, "Which law and forum?")[1]
    assert "no hand-over to the buyer is recorded" in answer(found, "Which periods run?")[1]
    assert "does not name it" in answer(counsel(a_book("103")), "Which law and forum?")[1]
    assert answer(counsel(a_book("103")), "In which phase is the contract?")[0] == "before shipment"


def test_what_was_open_is_not_said_to_have_been_four_offers() -> None:
    _, text, _ = answer(counsel(a_book("101")), "Which cure was offered?")
    assert "option A was open" in text and "four" not in text
    word, text, refs = answer(counsel(a_book("102")), "Which cure was offered?")
    assert (word, refs) == ("option B", ["E25", "E27"])


def test_an_agreement_cites_the_writing_its_extent_rests_on() -> None:
    _, text, refs = answer(counsel(a_book("102")), "Is anything agreed?")
    assert "in full" in text and refs == ["E27", "E28"]
    _, text, refs = answer(insurer(a_book("102")), "Is the matter settled?")
    assert "in full" in text and refs == ["E27", "E28"]


@pytest.mark.parametrize("name", ["bank", "insurer"])
def test_a_sealed_settlement_goes_to_no_reader_who_gets_no_offers(name: str) -> None:
    pack = next(pack for pack in PACKS if pack.name == name)
    kept = cut(a_book("102"), pack).numbers
    assert "E28" not in kept and "E27" not in kept  # the confirmation, and its sheet under contract seal
    assert {"E1", "E2"} <= set(kept)


def test_notes_of_the_chronology_stand_whole_and_the_presentation_cites_its_paper() -> None:
    rows = chronology(a_book("101"))
    assert not [row["text"] for row in rows if row["text"].endswith("…")]
    shown = next(row for row in rows if row["text"] == "Documents presented under the credit")
    assert [ref.label for ref in shown["refs"]] == ["E25"]
    assert shown["buyer_clock"] == "date only"


def test_the_request_lists_no_exhibit_that_is_not_attached_but_the_message_itself() -> None:
    for name in NOW:
        text = a_letter(name, "car")
        listed = set(re.findall(r"\bE\d+\b", text.partition("Attachments Exhibits, embedded")[2]))
        cited = set(re.findall(r"\bE\d+\b", text.partition("Attachments Exhibits, embedded")[0]))
        car = a_book(name).figures.car
        assert car is not None and listed
        assert cited - listed == {car.event.event.exhibit}


def test_a_contingent_line_says_what_it_depends_on_in_both_languages() -> None:
    assert "due if the bank pays under credit LC-0088-FIC 26,880.00 contingent" in a_letter("101", "car")
    assert "如银行在信用证 LC-0088-FIC 项下付款，则发生 26,880.00 或有" in a_letter("101", "car.zh")


def test_the_chinese_request_names_goods_and_defects_in_chinese() -> None:
    text = a_letter("101", "car.zh")
    assert "木柱在低于 90 N 的拉力下脱落" in text and "Peg pulled off" not in text
    assert "逐件进行 90 N 拉力测试" in text and "按原文，英文" not in text
    assert "于2026年10月21日至2026年10月22日" in text


def test_goods_that_left_without_a_release_are_said_to_have_left() -> None:
    assert "The goods were shipped on 28 Oct 2026; no release before that day is recorded." in a_letter(
        "101", "confirmation"
    )
    assert "The goods were shipped" not in a_letter("102", "confirmation")


def test_a_pushback_already_answered_is_given_no_second_day_for_the_same_inspection() -> None:
    text = a_letter("101", "answer-internal-qc")
    assert "Proposed day" not in text
    assert "The goods were shipped on 28 Oct 2026." in text


def test_a_remedy_that_ends_after_the_delivery_date_says_so_and_reserves_the_rights_from_it() -> None:
    lamps = a_book("103", linked=False)
    assert fit(lamps, "A") == "ends 9 days after the delivery date"
    assert fit(lamps, "C") == "leaves the delivery date as it is"
    assert fit(a_book("103"), "A", chinese()) == "在约定交货日之后 9 天完成"
    agreed = agreed_delivery(lamps)
    assert agreed is not None and "not later than 9 October 2026”" in agreed["text"]
    assert [ref.linked for ref in agreed["refs"]] == [False]
    text = a_letter("103", "confirmation")
    assert (
        "Completed by 18 Oct 2026; the buyer’s rights from a delivery after 9 Oct 2026 are reserved." in text
    )
    assert "买方因2026年10月9日之后交货所享有的权利予以保留" in text


def test_a_day_without_a_delivery_clause_is_compared_with_nothing() -> None:
    case = a_case("103")
    assert case.facts.order is not None
    bare = replace(
        case,
        facts=case.facts.model_copy(update={"order": case.facts.order.model_copy(update={"clauses": ()})}),
    )
    found = book(bare, compute(bare, datetime.fromisoformat(NOW["103"][1])), linked=False)
    assert fit(found, "A") is None and agreed_delivery(found) is None


def test_the_workspaces_own_holidays_move_the_day_proposed_for_a_joint_inspection() -> None:
    plain_day = pushback.joint_day(a_book("103"))
    assert plain_day == date(2026, 10, 13)  # five working days after 30 Sep: 8, 9, 10, 12 and 13 October
    case = a_case("103")
    longer = CalendarYear(
        "cn",
        2026,
        "the works' own notice",
        None,
        frozenset(date(2026, 10, day) for day in range(1, 15)),
        frozenset(),
    )
    closed = replace(case, house=replace(case.house, years=(longer,)))
    found = book(closed, compute(closed, datetime.fromisoformat(NOW["103"][1])), linked=False)
    assert pushback.joint_day(found) == date(2026, 10, 21)
