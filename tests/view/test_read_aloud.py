"""What was found when each outgoing document was read aloud, both languages: each test is a sentence that was wrong."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from tests.view.test_outgoing import CASES, NOW, a_book, a_case, a_letter, answer, plain

from lotproof.case.case import Case
from lotproof.case.loss import ExchangeRate
from lotproof.case.routes import LetterOfCredit
from lotproof.check.all import check
from lotproof.compute.all import compute
from lotproof.read.case import read_case
from lotproof.view import words
from lotproof.view.book import Book, book
from lotproof.view.dossier.chronology import chronology
from lotproof.view.dossier.document import dossier
from lotproof.view.dossier.loss import loss
from lotproof.view.dossier.report import report
from lotproof.view.internal.contract import next_contract
from lotproof.view.letters import letter_documents
from lotproof.view.letters.confirmation import confirmation_view
from lotproof.view.letters.eight_d import eight_d_document
from lotproof.view.letters.mail import request_mail
from lotproof.view.letters.settled import settled
from lotproof.view.media import Media
from lotproof.view.packs.bank import bank
from lotproof.view.packs.document import PACKS, cut
from lotproof.view.packs.insurer import insurer


def changed(name: str, **facts: object) -> Book:
    case: Case = a_case(name)
    case = replace(case, facts=case.facts.model_copy(update=facts))
    return book(case, compute(case, a_book(name).figures.as_of), linked=True)


def test_the_8d_form_says_the_problem_in_both_languages() -> None:
    text = plain(eight_d_document(a_book("101", linked=False)))
    assert "自提交检验的 6,000 件中抽取 20 件，其中 3 件至少有一项致命缺陷；抽样方案的接收数为零。" in text
    assert "Ring cracked along the grain 木圈沿木纹开裂" in text
    assert "wooden stacking toy, from 18 months · 木制叠叠乐玩具“水獭塔”" in text


def test_an_email_of_a_request_already_sent_says_that_it_is_a_copy() -> None:
    english, han = request_mail(a_book("101", linked=False)).words
    assert english.replace("\u00a0", " ").startswith(
        "A copy set from the record. The message was sent on 23 Oct 2026, 18:00 +02:00."
    )
    assert han.startswith("根据记录编制的副本。")


def test_units_never_presented_are_not_settled_with_the_findings() -> None:
    for letter in ("options", "confirmation"):
        text = a_letter("103", letter)
        said = "The 400 units ordered and not presented are a matter of delivery and are not settled by this."
        assert text.count(said) == 4
        assert text.count("订购而未提交检验的 400 件属于交货事项，不因本确认而解决。") == 4
        assert "No change of the unit price." in text and "No change of the invoice." not in text


def test_an_inspection_report_is_not_said_to_hold_our_exhibits() -> None:
    text = a_letter("101", "answer-internal-qc")
    assert "Our request lists each defect of the inspection report VGI-26-10417 with its count" in text
    assert "我方的要求函就检验报告 VGI-26-10417 逐项列明" in text


def test_the_suppliers_insurer_is_told_what_is_in_question_and_not_that_a_payment_is_withheld() -> None:
    found = insurer(a_book("103"))
    assert "withheld" not in found.lead  # the balance of case 103 is not due
    word, text, _ = answer(found, "How much of the price is in question?")
    assert word == "CNY 40,876.84"
    assert "CNY 539,400.00: 11,600 × 46.50." in text and "CNY 498,523.16 of that lies outside" in text
    others = {row.question for name in ("101", "102") for row in insurer(a_book(name)).rows}
    assert "How much of the price is in question?" not in others


def test_a_clause_on_quality_is_not_taken_for_one_on_evidence() -> None:
    clauses = {row["topic"]: row for row in next_contract(a_book("101"))}
    assert clauses["What counts as evidence"]["gap"]


def test_an_agreed_option_is_not_headed_as_four_open_ones() -> None:
    headings = {
        name: dossier(a_book(name), Media()).context["headings"]["options"] for name in ("102", "103")
    }
    assert headings == {
        "102": "Four ways to resolve it, option B agreed",
        "103": "Four ways to resolve it, all open",
    }


def test_the_bank_gets_the_paper_that_proves_the_presentation_and_reads_what_it_was_told() -> None:
    whole = a_book("101")
    pack = next(pack for pack in PACKS if pack.name == "bank")
    assert "E25" in cut(whole, pack).numbers
    word, text, refs = answer(bank(whole), "What was the bank told?")
    assert (word, refs) == ("written to", ["E26"])
    assert "on 2 Nov 2026, 17:30 +01:00 = Tue 3 Nov 2026, 00:30 +08:00" in text.replace("\u00a0", " ")


def test_a_credit_that_ends_on_a_weekend_can_be_presented_under_on_the_next_banking_day() -> None:
    credit = a_case("101").facts.letter_of_credit
    assert isinstance(credit, LetterOfCredit)
    shorter = credit.model_copy(update={"expires": date(2026, 11, 8)})
    word, text, _ = answer(bank(changed("101", letter_of_credit=shorter)), "Can it still be presented?")
    assert word == "9 Nov 2026"
    assert "That ends on Sun 8 Nov 2026, not a banking day as counted here" in text
    assert "article 29(a)" in text


def test_amounts_name_their_currency_alike_in_the_dossier_and_the_request() -> None:
    found = loss(a_book("103"))
    assert found is not None
    assert [line["amount"] for line in found["lines"]] == ["GBP\u00a03,508.80", "GBP\u00a0839.80"]


def test_goods_shipped_are_dated_by_the_day_their_paper_proves() -> None:
    found = next(row for row in chronology(a_book("101")) if row["text"].startswith("Shipment"))
    assert (found["buyer_day"], found["buyer_clock"]) == ("28\u00a0Oct\u00a02026", "date only")
    assert (found["china_day"], found["china_clock"]) == ("28\u00a0Oct\u00a02026", "date only")


def test_an_authority_that_stands_in_the_order_is_read_in_the_order() -> None:
    facts = {row["label"]: row for row in confirmation_view(a_book("102", linked=False))["facts"]}
    assert [ref.label for ref in facts["Authority"]["refs"]] == ["E2", "E27"]


def test_an_invoice_in_another_currency_is_shown_in_the_cases_own_and_not_judged() -> None:
    case = a_case("102")
    entries = []
    for entry in case.log:
        amount = entry.event.amount
        if entry.event.kind == "invoice" and amount is not None:
            euros = amount.model_copy(update={"value": Decimal("17000.00"), "currency": "EUR"})
            entry = replace(entry, event=entry.event.model_copy(update={"amount": euros}))
        entries.append(entry)
    rate = ExchangeRate.model_validate(
        {"from": "EUR", "to": "USD", "rate": "1.1364", "date": "2026-08-12", "source": "x"}
    )
    for fx, word in (
        ((rate,), "in another currency, not compared; USD 19,318.80 at the rate used for the losses"),
        ((), "in another currency than USD, not compared"),
    ):
        changed_case = replace(case, log=tuple(entries), facts=case.facts.model_copy(update={"fx": fx}))
        found = book(changed_case, compute(changed_case, a_book("102").figures.as_of), linked=False)
        view = settled(found)
        assert view is not None
        assert view["compared"][0]["word"].replace("\u00a0", " ") == word


def test_a_year_whose_holidays_are_not_known_is_said_from_the_folder_to_the_letter(tmp_path: Path) -> None:
    folder = tmp_path / "cases" / "later"
    shutil.copytree(CASES / NOW["103"][0], folder)
    for file in [folder / "case.yaml", *(folder / "log").glob("*.md")]:
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"\b2026-(?=\d\d-\d\d)", "2041-", text), "utf-8")
    case, _ = read_case(folder)
    assert case is not None
    figures = compute(case, datetime.fromisoformat("2041-09-30T12:00:00+01:00"))
    assert "CALENDAR_UNKNOWN" in {finding.code for finding in check(case, figures)}
    letters = {d.name: plain(d) for d in letter_documents(book(case, figures, linked=False))}
    said = "Public holidays of that year are not in the calendar used; Mondays to Fridays were counted."
    assert said in letters["car"]
    assert "所用日历不含该年度法定节假日" in letters["car.zh"]


@pytest.mark.parametrize(
    ("amount", "currency", "text"),
    [
        ("5000.00", "JPY", "JPY\u00a05,000"),
        ("5000.50", "JPY", "JPY\u00a05,000.50"),
        ("5000.00", "CNY", "CNY\u00a05,000.00"),
        ("12", "KRW", "KRW\u00a012"),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency_and_never_loses_one_it_has(
    amount: str, currency: str, text: str
) -> None:
    assert words.money(Decimal(amount), currency) == text


def test_an_accreditation_is_said_to_be_stated_and_a_time_given_to_have_ended() -> None:
    found = a_book("101")
    facts = dict(report(found, Media())[0]["facts"])
    assert facts["Accreditation stated"].startswith("ISO/IEC 17020") and "Accreditation" not in facts
    reason = found.figures.escalation.reasons["E2"]
    assert (
        "by 2026-10-26 09:30 UTC, the end of the time given in the reply that asked for defect ids." in reason
    )


def test_the_list_of_attachments_names_the_files_in_every_edition_and_stands_at_the_end() -> None:
    for letter, end in (("car", "listed at the end"), ("car.zh", "列于文末")):
        text = a_letter("101", letter)
        assert end in text and "E016 VGI-26-10417-T1-record.pdf" in text


def test_an_exhibit_is_offered_to_show_what_it_can_show() -> None:
    offered = {e.id: e.proves or "" for e in a_case("101").exhibits}
    assert "90 N" not in offered["E6"]  # a photograph shows no force; the test record does
    assert not re.search(r"child|almost|denial", " ".join(offered.values()))
