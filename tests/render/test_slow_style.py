"""What is slow on paper is found at its line, and nothing of ours is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.render.slow_style import slow
from lotproof.render.templates import template_dir

# the styles a browser alone is given
SCREEN = {"screen.css", "dossier-screen.css", "desk.css"}
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
        (".a {}\n.b{display:GRID}", 2, "display: grid: its layout"),
        (".b { color: red;\n\n  display: inline-flex !important }", 3, "display: inline-flex: "),
        ("table { table-layout: auto; }", 1, "table-layout: auto: each column"),
        (".c { columns: 2 10em; }", 1, "columns: 2 10em: "),
        (".d { opacity: .5 }", 1, "opacity: .5: "),
        ("@media print {\n .e { display: flex; } }", 2, "display: flex: "),
        ("@media screen { a { display: flex } }\n.e { display: flex }", 2, "display: flex: "),
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
        ".a::before { content: 'display flex' }",
    ],
)
def test_not_found(style: str) -> None:
    assert list(slow(style)) == []


@given(st.text(alphabet="ab{};:/*@media screen display:flex\n ", max_size=200))
def test_whatever_is_written_there_is_an_answer(style: str) -> None:
    lines = style.count("\n") + 1
    assert all(1 <= line <= lines for line, _ in slow(style))
