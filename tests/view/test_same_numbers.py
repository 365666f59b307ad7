"""Both languages of every letter carry the same numbers: extracted from each finished document, and compared.

Which documents there are is asked of the program, so that a new letter is held to this without a change here. What is
named as an exception is named with its reason; everything else is compared as a multiset.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache

import pytest
from tests.view.numbers import body_of, numbers_of, pairs
from tests.view.test_letters import CASES, INSTANTS, TUMBLERS, a_book, a_book_where, html_of

from lotproof.compute.all import compute
from lotproof.read.case import read_case
from lotproof.view.book import Book, book
from lotproof.view.document import Document
from lotproof.view.letters import letter_documents
from lotproof.view.letters.eight_d import eight_d_document
from lotproof.view.letters.mail import request_mail

# of the confirmation: the words to send back stand in both languages in one document, and are compared there
ONE_PLACE = ("wording",)


@cache
def letters(instant: str) -> dict[str, Document]:
    """Every letter of the case as it can be, with the edition in two columns and the 8D form."""
    found = a_book(instant)
    asked = replace(found, case=replace(found.case, house=replace(found.case.house, side_by_side=True)))
    return {d.name: d for d in (*letter_documents(asked), eight_d_document(asked))}


def editions(made: dict[str, Document]) -> Iterator[tuple[str, str]]:
    yield from ((name.removesuffix(".zh"), name) for name in made if name.endswith(".zh"))


def excused(found: Book, english: str, chinese: str) -> bool:
    """A pair that is none: a name in two scripts within an address, or a product typed in two languages in one cell."""
    supplier, order = found.case.facts.supplier, found.case.facts.order
    names = {supplier.name_zh if supplier else None, "柏占位"}
    product = (order.product if order else None) or "-"
    return chinese in names or english.startswith(f"{product} ·")


@pytest.mark.parametrize("instant", INSTANTS)
def test_an_english_document_and_its_chinese_edition_carry_the_same_numbers(instant: str) -> None:
    made = letters(instant)
    compared = list(editions(made))
    assert {"car", "confirmation"} <= {english for english, _ in compared}
    for english, chinese in compared:
        ours = numbers_of(body_of(html_of(made[english])).english(ONE_PLACE))
        theirs = numbers_of(body_of(html_of(made[chinese])).text(ONE_PLACE))
        assert (ours - theirs, theirs - ours) == (Counter(), Counter()), (english, chinese)
        assert ours.total() > (100 if english == "car" else 3)


@pytest.mark.parametrize("instant", INSTANTS)
def test_what_stands_in_both_languages_on_one_page_carries_the_same_numbers(instant: str) -> None:
    made = letters(instant)
    for name, document in made.items():
        if name.endswith(".zh"):
            continue
        for english, chinese in pairs(body_of(html_of(document))):
            if not excused(a_book(instant), english, chinese):
                own = re.sub(
                    r"^D\d\. ", "", english
                )  # the number of a step of the form, once for both languages
                assert numbers_of(own) == numbers_of(chinese), (name, english, chinese)


def a_call_without_a_summary() -> Book:
    case, _ = read_case(CASES / TUMBLERS)
    assert case is not None
    return book(case, compute(case, datetime.fromisoformat("2026-08-14T12:00:00+00:00")), linked=False)


@pytest.mark.parametrize("kind", ["internal-qc", "tolerance", "specification", "a call"])
def test_an_answer_and_a_summary_carry_the_same_numbers_in_both_halves(kind: str) -> None:
    call = kind == "a call"
    found = a_call_without_a_summary() if call else a_book_where("reply", pushback=kind, exhibit="E21")
    (document,) = (d for d in letter_documents(found) if d.template == "letter.html.j2")
    halves = [
        (english, chinese)
        for english, chinese in pairs(body_of(html_of(document)))
        if not excused(found, english, chinese)
    ]
    (half,) = halves
    assert numbers_of(half[0]) == numbers_of(half[1]) and numbers_of(half[0]).total() > 1


def test_each_letter_in_both_languages_is_compared() -> None:
    """The comparison of one page is not empty: so many pairs with a number in them stand in these documents."""
    counts = {
        name: sum(1 for english, _ in pairs(body_of(html_of(document))) if numbers_of(english))
        for instant in ("101", "103")
        for name, document in letters(instant).items()
    }
    assert counts["car.both"] > 30 and counts["options"] > 15 and counts["confirmation"] > 15
    assert counts["answer-internal-qc"] == 2 and counts["8d"] > 10


@pytest.mark.parametrize("instant", INSTANTS)
def test_both_halves_of_the_draft_mail_carry_the_same_numbers(instant: str) -> None:
    english, chinese = (numbers_of(words) for words in request_mail(a_book(instant)).words)
    assert english == chinese and english.total() > 15


@pytest.mark.parametrize("folder", sorted({name for name, _ in INSTANTS.values()}))
def test_a_title_typed_in_two_languages_carries_the_same_numbers(folder: str) -> None:
    case, _ = read_case(CASES / folder)
    assert case is not None
    both = [(e.title, e.title_zh) for e in case.exhibits if e.title_zh]
    both += [(d.title, d.title_zh) for i in case.facts.inspections for d in i.defects if d.title_zh]
    both += [(line.title, line.title_zh) for line in case.facts.losses if line.title_zh]
    wrong = [(one, other) for one, other in both if bare(one) != bare(other)]
    assert wrong == [] and len(both) > 20


def bare(text: str | None) -> Counter[str]:
    """Numbers alone: a currency stands before an amount in English and after it in a Chinese title."""
    return Counter(re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text or ""))
