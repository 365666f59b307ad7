"""A document that asks for anything it was not given, or that the renderer only warns about, is not written."""

import http.server
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from lotproof.render.pdf import RenderFailed, write_pdf

from .documents import html, jpeg, made, png


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    """A web server on the loopback that counts who calls it."""
    calls: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            calls.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(b"x")

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as running:
        threading.Thread(target=running.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", calls
        running.shutdown()


NETWORK = {
    "img": '<img src="{0}/a.png" alt="x">',
    "import": "<style>@import url({0}/b.css);</style>",
    "background": '<p style="background:url({0}/c.png)">x</p>',
    "font": "<style>@font-face{{font-family:z;src:url({0}/f.woff2)}}</style><p style='font-family:z'>x</p>",
    "stylesheet": '<link rel="stylesheet" href="{0}/d.css">',
    "attachment": '<link rel="attachment" href="{0}/e.bin">',
    "object": '<object data="{0}/g.png"></object>',
    "embed": '<embed src="{0}/h.png">',
    "svg image": '<svg width="9" height="9"><title>t</title><image href="{0}/s.png" width="9" height="9"/></svg>',
    "base": '<base href="{0}/"><img src="z.png" alt="x">',
    "list mark": '<ul style="list-style-image:url({0}/l.png)"><li>x</ul>',
    "content": "<style>p::before{{content:url({0}/m.png)}}</style><p>x",
}


@pytest.mark.parametrize("body", NETWORK.values(), ids=NETWORK.keys())
def test_nothing_is_fetched_from_the_network(body: str, server: tuple[str, list[str]]) -> None:
    address, calls = server
    with pytest.raises(RenderFailed):
        made(body.format(address))
    assert calls == []


def test_a_drawing_of_another_server_is_not_fetched(server: tuple[str, list[str]]) -> None:
    """WeasyPrint leaves out an SVG `use` of another document by itself; that it stays so is our business."""
    address, calls = server
    made(f'<svg width="9" height="9"><title>t</title><use href="{address}/s.svg#a"/></svg>')
    assert calls == []


@pytest.fixture
def case(tmp_path: Path) -> Path:
    (tmp_path / "case").mkdir()
    (tmp_path / "secret.jpg").write_bytes(jpeg())
    (tmp_path / "case" / "photo.jpg").write_bytes(jpeg())
    (tmp_path / "case" / "link.jpg").symlink_to("../secret.jpg")
    return tmp_path / "case"


def test_a_given_file_is_shown(case: Path) -> None:
    pdf = made('<img src="photo.jpg" alt="x">', files={"photo.jpg": case / "photo.jpg"})
    assert b"/DCTDecode" in pdf.data


@pytest.mark.parametrize(
    "address",
    [
        "../secret.jpg",
        "%2e%2e/secret.jpg",
        "photo.jpg/../../secret.jpg",
        "file://{0}/secret.jpg",
        "FILE://{0}/secret.jpg",
        "file://evilhost/share/x.png",
        "file:///dev/zero",
        "//case.invalid.example/photo.jpg",
        "https://case.invalid:444/photo.jpg",
        "https://case.invalid@127.0.0.1/photo.jpg",
        "HTTPS://CASE.INVALID/../photo.jpg?x",
        "photo.jpg?x=1",
        "fonts/../photo.jpg.exe",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>",
        "link.jpg",
        "notes.svg",
    ],
)
def test_no_address_reaches_a_file_that_was_not_given(case: Path, address: str) -> None:
    """A link is refused even when its own name was given, an SVG because of what an SVG may hold."""
    files = {name: case / name for name in ("photo.jpg", "link.jpg")} | {"notes.svg": b"<svg/>"}
    with pytest.raises(RenderFailed):
        made(f'<img src="{address.format(case.parent)}" alt="x">', files=files)


def test_a_secret_does_not_travel_as_a_link_of_the_html(case: Path) -> None:
    for body in (
        f'<a rel="attachment" href="file://{case.parent}/secret.jpg">x</a>',
        '<a rel="attachment" href="photo.jpg">x</a>',
        '<link rel="attachment" href="photo.jpg">',
    ):
        with pytest.raises(RenderFailed):
            made(body, files={"photo.jpg": case / "photo.jpg"})


WARNED = {
    "missing picture": ('<img src="none.jpg" alt="x">', "no such file"),
    "junk picture": ('<img src="junk.jpg" alt="x">', "not a JPEG"),
    "cut-off photo": ('<img src="cut.jpg" alt="x">', "cut off"),
    "cut-off screenshot": ('<img src="cut.png" alt="x">', "cut off"),
    "bomb": ('<img src="bomb.png" alt="x">', "pixels; at most"),
    "private character": ("<p>\ue000</p>", "U+E000 is a private character"),
    "no alternative text": ('<img src="photo.jpg">', "no required alt"),
    "unknown property": ('<p style="colour:red">x</p>', "unknown property"),
    "bad selector": ("<style>p::nonsense(3) { color: red }</style>x", "Invalid or unsupported selector"),
    "dead anchor": ('<a href="#nowhere">x</a>', "No anchor #nowhere"),
    "relative link": ('<a href="page2.html">x</a>', "leads nowhere"),
    "script link": ('<a href="javascript:alert(1)">x</a>', "leads nowhere"),
    "missing glyph": ("<p>👍</p>", "U+1F44D 👍"),
    "opacity": ('<p style="opacity:0.5">x</p>', "opacity"),
    "svg opacity": (
        '<svg width="9" height="9"><title>t</title><g opacity=".5"><rect width="3" height="3"/></g></svg>',
        "opacity",
    ),
    "drawing without words": (
        "<svg width='9' height='9'><rect width='3' height='3'/></svg>",
        "a drawing has no title",
    ),
    "heading skipped": ("<h1>a</h1><h3>b</h3>", "level 3 follows one of level 1"),
    "first heading": ("<h2>a</h2>", "level 2 follows one of level 0"),
    "too deep": ("<div>" * 3000, "nested too deeply"),
}


@pytest.mark.parametrize(("body", "reason"), WARNED.values(), ids=WARNED.keys())
def test_what_the_renderer_only_warns_about_stops_the_build(body: str, reason: str) -> None:
    files = {"photo.jpg": jpeg(), "junk.jpg": b"junk", "cut.jpg": jpeg()[:900]}
    files |= {"cut.png": png()[:-40], "bomb.png": png((12000, 12000), "1", 0)}
    with pytest.raises(RenderFailed) as failure:
        made(body, files=files)
    assert reason in str(failure.value)


def test_a_silenced_logger_hides_nothing() -> None:
    logging.disable(logging.CRITICAL)
    logging.getLogger("weasyprint").disabled = True
    try:
        with pytest.raises(RenderFailed):
            made("<p style='colour:red'>👍</p>")
    finally:
        silenced = logging.root.manager.disable
        logging.disable(logging.NOTSET)
        logging.getLogger("weasyprint").disabled = False
    assert silenced == logging.CRITICAL  # the application's own choice was put back


def test_a_document_without_title_or_language_is_not_written() -> None:
    for start in ("<html lang=en>", "<html><title>t</title>"):
        with pytest.raises(RenderFailed, match="no title or no language"):
            write_pdf(f"{start}<p>x", files={}, attachments=(), identifier=b"x")


def test_after_a_refusal_the_next_document_is_built() -> None:
    with pytest.raises(RenderFailed):
        made('<img src="none.jpg" alt="x">')
    assert made("<p>x</p>").pages == 1


def test_reasons_are_said_once_each() -> None:
    with pytest.raises(RenderFailed) as failure:
        write_pdf(html("<p>👍👍👍</p><p>👍</p>"), files={}, attachments=(), identifier=b"x")
    assert failure.value.reasons == ("no packaged font has the character U+1F44D 👍 (thumbs up sign)",)
