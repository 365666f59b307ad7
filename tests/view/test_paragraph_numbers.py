"""A paragraph of a case has one number, in every file made from it, on paper and on the screen."""

from __future__ import annotations

import re
from functools import cache

import pytest
from tests.view.test_dossier import NOW, html_of, made, text_of

RECORDS = ("dossier", "bank", "insurer", "counsel", "platform")


@cache
def cited(case: str, media: str) -> dict[str, dict[str, str]]:
    """By document: the first words after each number."""
    return {
        document.name: {
            number: text_of(words)[:60].strip()
            for number, words in re.findall(
                r'(?s)class="pn" id="p([\d.]+)"[^>]*>[\d.]+'
                r" </(?:span|a)>(.*?)</(?:p|caption|figcaption|footer)>",
                html_of(document, media=media),
            )
        }
        for document in made(case)
        if document.name in RECORDS
    }


@pytest.mark.parametrize("case", NOW)
def test_every_section_is_numbered_and_no_number_stands_before_nothing(case: str) -> None:
    for name, found in cited(case, "print").items():
        page = html_of(next(d for d in made(case) if d.name == name), media="print")
        assert len(found) == page.count('class="pn" id="p') > 15
        assert not re.search(r'class="pn" id="p[^>]*>[\d.]+ </span>\s*</(?:p|caption|figcaption)>', page)
        headings = re.findall(r'<h2><span class="pn">(\d+) </span>', page)
        listed = re.findall(r'<li><span class="pn">(\d+) </span><a href="#', page)
        assert headings == listed
        assert sorted(map(int, headings)) == [int(number) for number in headings]


@pytest.mark.parametrize("case", NOW)
def test_a_number_says_the_same_in_the_dossier_and_in_every_pack(case: str) -> None:
    whole = cited(case, "print")["dossier"]
    differs = {
        (name, number): (words, whole.get(number))
        for name, found in cited(case, "print").items()
        for number, words in found.items()
        # a list of exhibits is that of the file; what is left out says so in its place
        if words[:28] != whole.get(number, "")[:28] and not words.startswith("Four ways to resolve it were")
    }
    assert differs == {}


@pytest.mark.parametrize("case", NOW)
def test_paper_and_screen_give_the_same_numbers(case: str) -> None:
    paper, screen = cited(case, "print"), cited(case, "screen")
    assert {name: list(found) for name, found in paper.items()} == {
        name: list(found) for name, found in screen.items()
    }


def test_the_dossier_has_no_gap() -> None:
    for case in NOW:
        counts: dict[str, list[int]] = {}
        for number in cited(case, "print")["dossier"]:
            section, count = number.split(".")
            counts.setdefault(section, []).append(int(count))
        assert all(found == list(range(1, len(found) + 1)) for found in counts.values())
