"""Words made to do harm in every field a person types: they are printed as words, and nothing is fetched or run."""

from __future__ import annotations

import hashlib
import re
import threading
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pikepdf
import pytest
import yaml

from .making import build, manifest_holds, sound, without_our_script

SECRET = "canary-4711-never-embedded"

ALLOWED = ("https://", "http://", "mailto:", "#", "data:image/", "data:font/")


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[str, list[str]]]:
    """A server of this machine that remembers who asked it for anything."""
    asked: list[str] = []

    class Remember(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    found = HTTPServer(("127.0.0.1", 0), Remember)
    threading.Thread(target=found.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{found.server_port}", asked
    found.shutdown()
    found.server_close()


def payloads(url: str, secret: Path) -> tuple[str, ...]:
    return (
        f'<script src="{url}/s"></script><img src="{url}/i" onerror=alert(1)>',
        f'"><link rel=attachment href="file://{secret}"><style>@import url({url}/c);*{{display:none}}</style>',
        f'<svg><image href="{url}/v"/><use href="file://{secret}"/></svg><object data="{url}/o"></object>',
        f'<base href="{url}/"><embed src="{url}/e"><iframe src="file://{secret}"></iframe>',
        f"}} body {{ background: url({url}/b) }} @font-face {{ font-family: x; src: url({url}/f) }} </style>",
        f"{{{{ cycler.__init__.__globals__.os.popen('cat {secret}').read() }}}} {{% for x in 'a' %}}{{% endfor %}}",
        f"![x]({url}/m) [x](javascript:alert(1)) ![x](file://{secret}) <javascript:alert(1)>",
        f"[a](../../../../{secret}) ![b](%2e%2e/%2e%2e/etc/passwd) [c](data:text/html,<script>1</script>)",
        "\\22 ; content: url(x) /* */ --><!-- ]]> &lt;script&gt; &#60;script&#62; ${1} %s %(x)s {0}",
        "zero\\u200bwidth \\u00ad soft, ligature \\ufb01, \\U0001f600, \\ue000 private",
        "=cmd|' /C calc'!A0 | a | b |\n|-|-|\n# heading\n> quote\n" + "[" * 300,
    )


def poison(node: object, words: Iterator[str], path: tuple[str, ...] = ()) -> object:
    """The same tree with a payload after every text that no rule holds to a form."""
    free = {"title", "name", "name_zh", "product", "text", "conclusion", "accreditation", "address", "number", "ref",
            "incoterm", "governing_law", "proves", "from", "via", "requirement"}  # fmt: skip
    if isinstance(node, dict):
        return {key: poison(value, words, (*path, str(key))) for key, value in node.items()}
    if isinstance(node, list):
        return [poison(value, words, path) for value in node]
    return f"{node} {next(words)}" if isinstance(node, str) and path and path[-1] in free else node


class Text(yaml.SafeLoader):
    """Every scalar as the text that was typed."""


Text.yaml_implicit_resolvers = {}


def around(words: tuple[str, ...]) -> Iterator[str]:
    while True:
        yield from words


class Page(HTMLParser):
    """What of a page acts: elements, handlers, addresses."""

    def __init__(self) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.handlers: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.handlers += [name for name, _ in attrs if name.startswith("on")]
        self.addresses += [
            value or "" for name, value in attrs if name in ("href", "src", "action", "data", "srcset")
        ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, server: tuple[str, list[str]]) -> Path:
    root = tmp_path_factory.mktemp("texts")
    secret = root / "secret.txt"
    secret.write_text(SECRET)
    folder = sound(root)
    words = around(payloads(server[0], secret))
    for name in ("case.yaml", "evidence.yaml"):
        tree = yaml.load((folder / name).read_text("utf-8"), Text)
        text = yaml.safe_dump(poison(tree, words), allow_unicode=True, default_style='"')
        text = re.sub(r'"(null|~)"', "null", text).replace("\\\\u", "\\u").replace("\\\\U", "\\U")
        (folder / name).write_text(text, "utf-8")
    every = "\n\n".join(payloads(server[0], secret)[:9])
    (folder / "findings.md").write_text(every, "utf-8")
    for path in (folder / "log").iterdir():
        path.write_text(path.read_text("utf-8") + "\n" + every, "utf-8")
    mail = (
        b"From: =?utf-8?b?4oCuZ3BqLmV4ZTxzY3JpcHQ+?= <sales@make-believe.example>\r\nTo: qa@larkspur.example\r\n"
        b"Subject: =?utf-8?q?Re=3a=0d=0aBcc=3a_x=40x.example_=3cscript=3e?=\r\n"
        b"Date: Thu, 13 Aug 2026 09:15:00 -0600\r\n"
        + b"".join(b"X-%d: %s\r\n" % (number, b"y" * 300) for number in range(3000))
        + b"Message-ID: <a@b>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
        + every.encode()
        + b"<table>" * 20_000
    )
    (folder / "evidence" / "car.eml").write_bytes(mail)
    old = hashlib.sha256(
        (Path(__file__).parents[1] / "cases/sound/evidence/car.eml").read_bytes()
    ).hexdigest()
    register = (folder / "evidence.yaml").read_text("utf-8")
    assert old in register
    (folder / "evidence.yaml").write_text(register.replace(old, hashlib.sha256(mail).hexdigest()), "utf-8")
    ran = build(root)
    assert (root / "build" / "sound" / "dossier.pdf").is_file(), ran.err
    return root / "build" / "sound"


def test_it_is_built_whole(built: Path) -> None:
    manifest_holds(built)


def test_no_page_acts(built: Path) -> None:
    pages = sorted(built.glob("*.html"))
    assert len(pages) >= 4
    for path in pages:
        page = Page()
        page.feed(without_our_script(path.read_text("utf-8")))
        assert page.handlers == []
        assert not {"script", "iframe", "object", "embed", "base", "link"} & set(page.elements), path.name
        assert [one for one in page.addresses if not one.lower().startswith(ALLOWED)] == []
        assert [one for one in page.addresses if "127.0.0.1" in one] == []


def test_no_page_holds_what_cannot_be_seen(built: Path) -> None:
    for path in built.glob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\u00ad\ue000\0]", text), path.name
        assert SECRET not in text


def test_no_pdf_acts_or_carries_a_secret(built: Path) -> None:
    for path in built.glob("*.pdf"):
        with pikepdf.open(path) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
                    kind = thing.get("/S")
                    assert kind not in ("/JavaScript", "/Launch", "/GoToR", "/SubmitForm", "/ImportData"), (
                        path.name
                    )
                    if kind == "/URI":
                        assert "127.0.0.1" not in str(thing.URI)
                if isinstance(thing, pikepdf.Stream):
                    assert SECRET.encode() not in _read(thing)


def _read(stream: pikepdf.Stream) -> bytes:
    try:
        return bytes(stream.read_bytes())
    except pikepdf.PdfError:  # a picture: its bytes as they are
        return bytes(stream.read_raw_bytes())


def test_the_words_are_printed_as_words(built: Path) -> None:
    text = (built / "index.html").read_text("utf-8")
    assert "&lt;script src=" in text and "{{ cycler.__init__" in text.replace("&#123;", "{")


def test_nobody_was_asked_for_anything(built: Path, server: tuple[str, list[str]]) -> None:
    assert server[1] == []
