"""A line is broken at its end, not after its first word."""

from __future__ import annotations

import pypdfium2
import pytest

from lotproof.render.blanks import moved

from .documents import made

REQUIRED = "5 units, 5 defects, scope visual. Required: “The printed face is centred within 2 mm.”"
WIDTHS = range(470, 520)  # pixels: the text is as wide as a line but for the blank at its end in some of them


@pytest.mark.parametrize(
    "after", ['<a class="ref" href="https://x.invalid/">E3</a>', "<b>E3 again</b>", "<em>E3</em>"]
)
def test_no_line_ends_after_its_first_word(after: str) -> None:
    body = "".join(f"<p style='width:{width}px'>{REQUIRED} {after}</p>" for width in WIDTHS)
    pdf = pypdfium2.PdfDocument(made(f"<h1>x</h1>{body}", style="body { font-size: 10pt }").data)
    lines = [line for page in pdf for line in page.get_textpage().get_text_bounded().split("\r\n")]
    assert lines.count("5") == 0
    assert sum(line.startswith("5 units, 5 defects, scope visual.") for line in lines) == len(WIDTHS)


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>one <b>two</b> three</p>", "<p>one<b> two</b> three</p>"),
        ("<p><b>one</b> <b>two</b></p>", "<p><b>one</b> <b>two</b></p>"),
        ('<p>see <a href="https://x.invalid/">there</a>', '<p>see <a href="https://x.invalid/">there</a>'),
        ('<p>is <span class="flag bad">FAIL</span>', '<p>is <span class="flag bad">FAIL</span>'),
        ('<p>说 <span lang="en">yes</span>', '<p>说<span lang="en"> yes</span>'),
        ("<p>one\n<b>two</b>", "<p>one\n<b>two</b>"),
        ("<p>a <big>b</big> <img>", "<p>a <big>b</big> <img>"),
    ],
)
def test_only_the_blank_between_text_and_words_set_off_is_moved(html: str, wanted: str) -> None:
    assert moved(html) == wanted
