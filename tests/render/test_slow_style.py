"""What is slow on paper is found at its line, and nothing of ours is."""

from __future__ import annotations

from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.render.slow_style import SCREEN, slow
from lotproof.render.templates import template_dir

PAPER = sorted(path.name for path in template_dir().glob("*.css") if path.name not in SCREEN)


@pytest.mark.parametrize("name", PAPER)
def test_ours_are_not(name: str) -> None:
    assert list(slow((template_dir() / name).read_text("utf-8"))) == []


def test_every_screen_style_is_there_to_be_left_out() -> None:
    assert all((template_dir() / name).is_file() for name in SCREEN) and len(PAPER) > 5


@pytest.mark.parametrize(
    ("style", "line", "begins"),
    [
        ("td { overflow-wrap: anywhere; }", 1, "overflow-wrap: anywhere: each character"),
        (".a {}\n.b{display:GRID}", 2, "display: grid: a page of photographs"),
        (".b { color: red;\n\n  display: inline-flex !important }", 3, "display: inline-flex: "),
        ("table { table-layout: auto; }", 1, "table-layout: auto: every cell"),
        (".c { columns: 2 10em; }", 1, "columns: 2 10em: "),
        (".d { opacity: .5 }", 1, "opacity: .5: "),
        ("@media print {\n .e { display: flex; } }", 2, "display: flex: "),
        ("@media screen { a { display: flex } }\n.e { display: flex }", 2, "display: flex: "),
        ("@media screen, print {\n .e { display: flex } }", 2, "display: flex: "),
        ("td { overflow-wrap: anywhere", 1, "overflow-wrap: anywhere: each character"),
        (".a { margin: 0; /* ; } */\n.b { display: flex; } }", 2, "display: flex: "),
        (".a { content: '} @media screen {'; display: block flex }", 1, "display: block flex: "),
        (".a {\n/* why */ /* so */\n word-wrap\n:\nanywhere}", 3, "word-wrap: anywhere: "),
        (".a { columns: 3 " + "x" * 99 + "}", 1, "columns: 3 " + "x" * 37 + "…: columns"),
    ],
)
def test_found(style: str, line: int, begins: str) -> None:
    ((where, sentence),) = slow(style)
    assert where == line and sentence.startswith(begins) and sentence.endswith(".")


@pytest.mark.parametrize(
    "style",
    [
        "td { overflow-wrap: break-word; display: inline-block; opacity: 1; columns: auto }",
        "/* display: flex; */ .grid { color: red }",
        "@media screen and (min-width: 60rem) { .a { display: grid } }",
        "@media only screen, SCREEN { .a { display: grid } .b { display: grid } }",
        ".a::before { content: 'display flex' }",
        '.a::before { content: "a; display: flex; \\" display: flex;" }',
        "display: flex; a:hover { color: red }",
        "td { word-break: break-word }",  # WeasyPrint knows no such value and says so
    ],
)
def test_not_found(style: str) -> None:
    assert list(slow(style)) == []


@given(st.text(alphabet="ab{};:/*@media screen display:flex\n ", max_size=200))
def test_whatever_is_written_there_is_an_answer(style: str) -> None:
    lines = style.count("\n") + 1
    assert all(1 <= line <= lines for line, _ in slow(style))


# each a piece that made some pass over the rest of the text for every one of it
HOSTILE = ["{", "}", "a{", "@media screen{", "@media screen", "/*", "/* */", "/", '"', "'\\'", "\\", "a:", "a;", " ",
           "display:", "! ", "!important", "a{b:c;/**/", "\n:"]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_megabyte_of_anything_is_walked_once(piece: str) -> None:
    padding = piece * (1_000_000 // len(piece))
    for style in (padding, f"a {{ display: {padding}", f"a {{ {padding} display: flex"):
        assert len(list(slow(style))) <= 1


def test_a_megabyte_of_findings_is_told_line_by_line() -> None:
    style = "a { display: flex }\n" * 50_000
    assert [line for line, _ in slow(style)] == list(range(1, 50_001))


def test_the_page_of_the_finding_names_every_style_of_the_screen() -> None:
    page = (resources.files("lotproof.check") / "pages" / "STYLE_SLOW.md").read_text("utf-8")
    assert all(f"`{name}`" in page for name in SCREEN)
