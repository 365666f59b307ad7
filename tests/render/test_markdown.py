"""Formatted text may come in; markup, addresses that do something, pictures and hidden characters may not."""

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from lotproof.render.markdown import strip_controls, to_html


def test_what_people_write_is_set() -> None:
    html = to_html("**Bold** and *italic*\n\n> quoted\n\n1. one\n2. two\n\n[site](https://example.org/a)")
    for part in (
        "<strong>Bold</strong>",
        "<em>italic</em>",
        "<blockquote>",
        "<ol>",
        '<a href="https://example.org/a">',
    ):
        assert part in html
    assert isinstance(html, Markup)


HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[x](javascript:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](java\tscript:alert(1))",
    "[x](data:text/html,<script>1</script>)",
    "[x](vbscript:1)",
    "[x](file:///etc/passwd)",
    "[x](//evil.example)",
    "[x](../up)",
    "[x]: javascript:alert(1)\n\n[x]",
    "<javascript:alert(1)>",
    "![x](https://example.org/a.png)",
    "![x](data:image/png;base64,AAAA)",
    '![a" onload="x](https://e.example/b.png "t\\" onx=\\"")',
    "<!-- x -->",
    "<style>@page{size:9999cm}</style>",
    "<details open ontoggle=alert(1)>",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_becomes_markup(text: str) -> None:
    html = to_html(text)
    assert set(re.findall(r"</?([a-z0-9]+)", html)) <= {"p"}


def test_a_picture_leaves_its_description() -> None:
    assert (
        to_html("see ![the weld <b>](https://example.org/a.png) here")
        == "<p>see the weld &lt;b&gt; here</p>\n"
    )


def test_headings_start_where_they_are_told_and_never_skip() -> None:
    text = "### a\n##### b\n## c\n# d\n### e\n# f"
    assert re.findall("<h.>.</h.>", to_html(text, level=4)) == [
        "<h4>a</h4>",
        "<h5>b</h5>",
        "<h4>c</h4>",
        "<h4>d</h4>",
        "<h5>e</h5>",
        "<h4>f</h4>",
    ]
    assert "<h6>b</h6>" in to_html("# a\n## b\n", level=6)


def test_table_heads_have_a_scope_and_no_style_attribute() -> None:
    html = to_html("|a|b|\n|-|-:|\n|1|2|")
    assert html.count('<th scope="col"') == 2 and html.count('class="align-right"') == 2
    assert "style" not in html


def test_hidden_characters_go_and_words_stay() -> None:
    assert strip_controls("a\u202eb\u2066c\u2069\u200bd\x00\x1be\ufefff\u200e\U000e0041") == "abcdef"
    assert strip_controls("确认：是\t½ é e\u0301 👍\u200d") == "确认：是\t½ é e\u0301 👍\u200d"
    assert strip_controls("a\r\nb\rc\u2028d\x0be\n") == "a\nb\nc\nd\ne\n"
    assert strip_controls("\ud800\uffff\ufdd0x") == "x"
    assert "\u202e" not in to_html("a\u202eb `\u202e`")


@settings(max_examples=60, deadline=None)
@given(st.text())
def test_stripping_is_idempotent_and_leaves_valid_text(text: str) -> None:
    once = strip_controls(text)
    assert strip_controls(once) == once
    once.encode()


def test_text_is_bounded_and_deep_nesting_ends() -> None:
    with pytest.raises(ValueError, match="at most"):
        to_html("x" * 100_001)
    for bomb in (">", "[", "![", "*a ", "[a](", "- ", "<", "**a", "_a", "|a"):
        started = time.process_time()
        to_html((bomb * 60_000)[:20_000])
        assert time.process_time() - started < 2, bomb


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet="[]()<>!`*_#-|:\n\"'&; ajhttps./\\", max_size=80))
def test_no_combination_makes_a_foreign_element_or_attribute(text: str) -> None:
    html = to_html(text)
    assert not re.search(r"<(?:img|script|style|iframe|svg|input)\b|\son\w+=|javascript:[^<]*\"", html)
