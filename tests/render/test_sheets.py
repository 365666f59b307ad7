"""A document laid out sheet by sheet is the one laid out whole, and nothing is laid out twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from lotproof.render import sheets
from lotproof.render.pdf import Pdf, RenderFailed, write_pdf
from lotproof.render.structure import MARK

BASE = (
    "@page { size: A4; margin: 20mm } @page wide { margin: 10mm } body { font: 10pt Inter } .wide { page:"
    " wide }"
)
FEET = (
    '@page { @top-left { content: "TITLE" } @bottom-right { content: "page " counter(page) " of "'
    " counter(pages) } }"
)
NUMBERS = "a.page::after { content: attr(data-n) }"
LINES = "".join(f"<p>line {number}</p>" for number in range(120))


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    for kept in (sheets._kept, sheets._last, sheets._around):
        kept.clear()
    yield


def page(*parts: str, title: str = "one", style: str = "") -> str:
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title><style>{BASE}{NUMBERS}{style}</style>'
        f'<style class="furniture">{FEET.replace("TITLE", title)}</style></head><body><main>'
        + "".join(f"{MARK}{part}" for part in parts)
        + f"{MARK}</main></body></html>"
    )


def link(anchor: str) -> str:
    return f'<p><a class="page" href="#{anchor}" data-page="{anchor}">{anchor} on page </a></p>'


def made(html: str, files: dict[str, bytes] | None = None) -> Pdf:
    return write_pdf(html, files=files or {}, attachments=[], identifier=b"sheets")


def texts(document: Pdf) -> list[str]:
    read = pypdfium2.PdfDocument(document.data)
    return [one.get_textpage().get_text_bounded() for one in read]


@pytest.fixture
def laid(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was laid out, the furniture left aside."""
    seen: list[str] = []
    rendered = sheets._rendered

    def listening(html: Any, styles: Any) -> Any:
        words = "".join(html.etree_element.itertext()).strip()
        if words not in ("one", "two"):
            seen.append(words[:12])
        return rendered(html, styles)

    monkeypatch.setattr(sheets, "_rendered", listening)
    return seen


SMALL = (
    "<h1>First</h1>",
    f"<h1 id='long'>Long</h1>{LINES}",
    "<section class='wide'><h1 id='last'>Last</h1></section>",
)


def test_pages_bear_the_furniture_of_their_document() -> None:
    found = texts(made(page(*SMALL)))
    assert [re.findall(r"page (\d+ of \d+)", text) for text in found] == [[f"{n} of 6"] for n in range(1, 7)]
    assert all("one" in text for text in found)
    found = texts(made(page(*SMALL[1:], title="two")))
    assert [re.findall(r"page (\d+ of \d+)", text) for text in found] == [[f"{n} of 5"] for n in range(1, 6)]
    assert all("two" in text and "one" not in text for text in found)


def test_what_two_documents_share_is_laid_out_once(laid: list[str]) -> None:
    made(page(*SMALL))
    made(page("<h1>Other</h1>", *SMALL[1:], title="two"))
    assert laid == ["-First", "-Longline 0l", "-Last", "-Other"]


def test_what_was_kept_changes_no_byte() -> None:
    alone = made(page(*SMALL, title="two")).data
    sheets._kept.clear()
    sheets._around.clear()
    made(page(SMALL[2], SMALL[1]))
    assert made(page(*SMALL, title="two")).data == alone


def test_drawings_links_and_tables_serve_twice() -> None:
    drawing = '<svg width="40" height="20" role="img"><title>a bar</title><rect width="9" height="9"/></svg>'
    rows = "".join(f"<tr><td>{n}</td><td><a href='#top'>up</a></td></tr>" for n in range(90))
    rich = f"<h1>Rich</h1><figure>{drawing}</figure><table><thead><tr><th>n</th><th>to</th></tr></thead>{rows}</table>"
    html = page("<h1 id='top'>Top</h1>", rich)
    assert made(html).data == made(html).data == made(html).data


def test_another_picture_under_the_same_name_is_another_sheet(laid: list[str]) -> None:
    shown = page("<h1>Photo</h1><img src='a.png' alt='a square'>")
    first, second = (made(shown, {"a.png": square(colour)}) for colour in ("red", "blue"))
    assert laid == ["-Photo"] * 2
    assert first.data != second.data


def square(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (9, 9), colour).save(out, "PNG")
    return out.getvalue()


def test_page_numbers_are_those_of_the_document(laid: list[str]) -> None:
    contents = f"<h1>Contents</h1>{link('long')}{link('last')}"
    found = texts(made(page(contents, *SMALL)))
    assert "long on page 3" in found[0] and "last on page 7" in found[0]
    found = texts(made(page(contents, SMALL[2], SMALL[1])))
    assert "long on page 3" in found[0] and "last on page 2" in found[0]
    # two rounds for the first contents; the second is guessed from its length, and the sheets stand
    assert [words for words in laid if words.startswith("-Contents")] == ["-Contentslon"] * 2


def test_a_contents_is_guessed_from_the_last_of_its_own_document(laid: list[str]) -> None:
    """A dossier and a pack have contents that begin alike, and other pages."""
    contents = f"<h1>Contents of this document, which begin alike in all that are made of one case</h1>{link('last')}"
    long, dense = contents + LINES, f"{contents}<p>{'word ' * 400}</p>"
    for edit in ("", "<p>edited</p>"):
        laid.clear()
        made(page(long, SMALL[2], f"<h1>End</h1>{edit}"))
        made(page(dense, SMALL[2], title="two"))
    assert laid == ["-Endedited"]


def test_only_so_many_lengths_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "STARTS", 3)
    for number in range(4):
        made(page(f"<h1>Contents {number}</h1>{link('last')}", SMALL[2]))
    assert len(sheets._last) == 3


def test_heads_and_feet_are_laid_out_once_for_documents_that_share_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rounds = []
    rendered = sheets._rendered
    monkeypatch.setattr(sheets, "_rendered", lambda *asked: rounds.append(1) or rendered(*asked))
    html = page(*SMALL)
    alone = made(html).data
    assert len(rounds) == 4  # three sheets, and what stands around them
    other = html.replace("<title>one</title>", "<title>other</title>")
    described = made(other)
    assert len(rounds) == 4
    assert pypdfium2.PdfDocument(described.data).get_metadata_value("Title") == "other"
    assert made(html).data == alone
    sheets._around.clear()
    assert made(other).data == described.data


def test_only_so_many_heads_and_feet_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "KEPT", 6)
    for number in range(3):
        made(page(*SMALL[1:], title=f"T{number}"))
    assert sum(len(around.pages) for around in sheets._around.values()) == 5


def test_a_contents_of_many_pages_counts_itself() -> None:
    many = [f"<h1 id='s{n}'>Section {n}</h1>" for n in range(120)]
    contents = "<h1>Contents</h1>" + "".join(link(f"s{n}") for n in range(120))
    document = made(page(contents, *many))
    found = texts(document)
    for n in range(120):
        at = document.anchors[f"s{n}"]
        assert f"Section {n}\r\n" in found[at - 1]
        assert any(f"s{n} on page {at}\r\n" in text + "\r\n" for text in found[: document.pages - 120])


def test_an_anchor_that_is_nowhere_stops_the_document() -> None:
    with pytest.raises(RenderFailed, match="nowhere"):
        made(page(link("nowhere"), "<h1>x</h1>"))


def test_a_style_that_counts_on_is_laid_out_whole() -> None:
    style = (
        "h1 { counter-increment: part } h1::before { content: counter(part) '. ' } h1 { break-before: page }"
    )
    found = texts(made(page(*SMALL, style=style)))
    assert "1. First" in found[0] and "3. Last" in found[-1]
    assert not sheets._kept


def test_what_was_complained_about_is_not_kept() -> None:
    for _ in range(2):
        with pytest.raises(RenderFailed, match="U\\+1F44D"):
            made(page("<h1>fine</h1>", "<h1>👍</h1>"))


def test_headings_are_followed_from_sheet_to_sheet() -> None:
    with pytest.raises(RenderFailed, match="a heading of level 3 follows one of level 1: Deep"):
        made(page("<h1>fine</h1>", "<h3>Deep</h3>"))


def test_only_so_many_pages_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "KEPT", 6)
    for _ in range(3):
        made(page(*(f"<h1>Section {n}</h1>" for n in range(10))))
    assert sum(len(sheet.pages) for sheet in sheets._kept.values()) == 6


def test_without_marks_a_document_is_laid_out_as_it_is() -> None:
    found = texts(made(page(*SMALL).replace(MARK, "")))
    assert [re.findall(r"page (\d+ of \d+)", text) for text in found] == [[f"{n} of 5"] for n in range(1, 6)]
    assert not sheets._kept


@pytest.mark.parametrize(("lines", "pages"), [(55, 1), (66, 2)], ids=["a few lines", "a third of a page"])
def test_a_last_page_of_a_few_lines_is_saved_by_less_room(lines: int, pages: int) -> None:
    """48 lines of 14 points fit a page under the heading, and 68 of 10; from a third of a page on nothing is tried."""
    style = "body { line-height: 14pt } p { margin: 0 } body.closer { line-height: 10pt }"
    body = "".join(f"<p>line {number}</p>" for number in range(lines))
    html = page(f"<h1>First</h1>{body}", style=style).replace("<body>", '<body class="print">')
    assert len(texts(made(html))) == pages


def test_a_long_sheet_is_laid_out_once(monkeypatch: pytest.MonkeyPatch, laid: list[str]) -> None:
    monkeypatch.setattr(sheets, "TRIED", 1)
    html = page(f"<h1>First</h1>{LINES}", style="body.closer { line-height: 2pt } p { margin: 0 }")
    html = html.replace("<body>", '<body class="print">')
    assert len(texts(made(html))) > 1
    assert len(laid) == 1
