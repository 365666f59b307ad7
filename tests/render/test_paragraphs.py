"""Numbers of paragraphs: which blocks have one, in what order, and where a document keeps one for another."""

from __future__ import annotations

import re

import pytest
from markupsafe import Markup

from lotproof.render.html import unused
from lotproof.render.paragraphs import numbered


def given(body: str, media: str = "print") -> list[str]:
    """The numbers with the word that each stands before."""
    page = numbered(Markup(body), media)
    return re.findall(r'<(?:span|a) class="pn"[^>]*>([\d.]+) </(?:span|a)>([^<]*)', page)


def section(body: str, number: int = 3) -> str:
    return f'<section id="s" data-section="{number}">{body}</section>'


def test_a_section_and_its_blocks_are_numbered_in_order() -> None:
    body = "<h2>head</h2><p>one</p><h3>no</h3><div><p class='small'>two</p></div><h2>later</h2>"
    assert given(section(body)) == [("3", "head"), ("3.1", "one"), ("3.2", "two")]


def test_a_table_a_chart_and_a_quotation_have_one_number_each() -> None:
    body = (
        "<table><caption>t</caption><tr><td><p>no</p></td></tr></table>"
        '<figure class="chart"><svg><title>no</title></svg><figcaption>f</figcaption></figure>'
        "<blockquote><p>q</p><p>no</p><footer>no</footer></blockquote>"
        '<div class="ours"><p class="label">o</p><div><p>no</p></div></div>'
        "<blockquote><pre>no</pre><footer>message</footer></blockquote><p>p</p>"
    )
    assert [word for _, word in given(section(body))] == ["t", "f", "q", "o", "message", "p"]


@pytest.mark.parametrize(
    "body",
    [
        "<ul><li><p>no</p></li></ul>",
        '<article><p>no</p></article><figure class="plate"><figcaption><p>no</p></figcaption></figure>',
        '<p class="label">no</p>',
        "<table><tr><td>no</td></tr></table>",
    ],
)
def test_what_is_cited_otherwise_has_no_number_and_takes_none(body: str) -> None:
    assert given(section(f"{body}<p>one</p>")) == [("3.1", "one")]


def test_what_stands_in_no_numbered_section_is_left_as_it_is() -> None:
    page = Markup("<section><h2>a</h2><p>b</p></section>")
    assert numbered(page, "print") == page
    assert given(f"{page}{section('<p>one</p>')}{page}<p>c</p>") == [("3.1", "one")]


def test_sections_of_one_number_count_on_and_others_begin_anew() -> None:
    body = section("<p>a</p>") + section("<p>b</p>") + section("<p>c</p>", 4)
    assert given(body) == [("3.1", "a"), ("3.2", "b"), ("4.1", "c")]


def test_of_two_sections_of_one_number_the_first_bears_it_at_its_head() -> None:
    body = section("<h2>first</h2><p>a</p>") + section("<h2>again</h2><p>b</p>") + section("<h2>c</h2>", 4)
    assert given(body) == [("3", "first"), ("3.1", "a"), ("3.2", "b"), ("4", "c")]


def test_a_number_is_kept_for_what_another_document_has_there() -> None:
    assert given(section(f"<p>a</p>{unused(2)}<p>b</p>")) == [("3.1", "a"), ("3.4", "b")]


def test_blocks_with_a_place_keep_it_where_others_are_left_out() -> None:
    def said(*places: int) -> str:
        quoted = "".join(f'<blockquote data-place="{n}"><p>{n}</p></blockquote>' for n in places)
        return section(f"<p>a</p>{quoted}")

    assert given(said(1, 2, 3)) == [("3.1", "a"), ("3.2", "1"), ("3.3", "2"), ("3.4", "3")]
    assert given(said(2)) == [("3.1", "a"), ("3.3", "2")]


def test_paper_and_screen_have_the_same_numbers_and_neither_keeps_what_they_came_from() -> None:
    body = section('<h2>head</h2><p>a</p><blockquote data-place="1"><p>b</p></blockquote>')
    assert given(body) == given(body, "screen")
    for media in ("print", "screen"):
        page = numbered(Markup(body), media)
        assert "data-" not in page
        assert re.findall(r'id="(p[\d.]+)"', page) == ["p3.1", "p3.2"]


def test_a_number_on_the_screen_is_a_link_to_itself_that_the_tab_key_passes_over() -> None:
    assert '<a class="pn" id="p3.1" href="#p3.1" tabindex="-1">3.1 </a>a' in numbered(
        Markup(section("<p>a</p>")), "screen"
    )


def test_words_that_look_like_the_marks_are_words() -> None:
    body = section("<p>a &lt;p data-section=&#34;9&#34;&gt; &lt;!--number unused--&gt;</p><p>b</p>")
    assert [number for number, _ in given(body)] == ["3.1", "3.2"]


@pytest.mark.parametrize("stray", ["1 < 2", "a <", "<p", "</", "<!--", "<p <b", "< p>", "<3"])
def test_a_stray_mark_keeps_its_text_and_what_is_around_it(stray: str) -> None:
    body = section(f"<p>a</p>{stray}")
    page = numbered(Markup(body), "print")
    assert re.sub(r'<span class="pn".*?</span>', "", page) == body.replace(' data-section="3"', "")
