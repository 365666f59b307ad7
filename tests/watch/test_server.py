"""The server shows this machine what lies in `build/`, and nobody anything else."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest

from lotproof.watch.hub import Hub
from lotproof.watch.server import Server, plain
from lotproof.watch.wire import EVENTS, PICTURES, SCRIPT

PAGE = (
    '<html><head><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; script-src'
    " 'sha256-abc='\"><title>T</title></head><body><p>Lot</p></body></html>"
)


class Shown:
    """A build folder with one page that is not on the disk."""

    def __init__(self, root: Path) -> None:
        self._root, self._hub = root, Hub()

    @property
    def hub(self) -> Hub:
        return self._hub

    @property
    def root(self) -> Path:
        return self._root

    def page(self, path: str) -> tuple[str, str, int] | None:
        return (PAGE, "one", 3) if path == "one/index.html" else None

    def picture(self, name: str) -> bytes | None:
        return b"JPEG" if name == "abc.jpg" else None


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    build = tmp_path / "build"
    (build / "one" / "internal").mkdir(parents=True)
    (build / "one" / "dossier.pdf").write_bytes(bytes(range(250)) * 4)
    (build / "one" / "car.eml").write_bytes(b"From: a")
    (build / "one" / ".cache").write_text("hidden")
    (tmp_path / "secret.txt").write_text("secret")
    (build / "one" / "link.txt").symlink_to(tmp_path / "secret.txt")
    (build / "linked").symlink_to(tmp_path)
    os.mkfifo(build / "one" / "pipe.txt")
    made = Server(Shown(build), 0)
    threading.Thread(target=made.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    yield made
    made.served.hub.close()
    made.shutdown()
    made.server_close()


def ask(server: Server, path: str, method: str = "GET", **head: str) -> tuple[HTTPResponse, bytes]:
    connection = HTTPConnection("127.0.0.1", server.port, timeout=20)
    try:
        connection.putrequest(method, path, skip_host="Host" in head)
        for key, value in head.items():
            connection.putheader(key.replace("_", "-"), value)
        connection.endheaders()
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def test_a_page_gets_the_script_and_its_policy_on_the_way(server: Server) -> None:
    answer, body = ask(server, "/one/")
    text = body.decode()
    assert answer.status == 200
    assert "http-equiv" not in text
    assert f'<script src="{SCRIPT}" data-case="one" data-version="3"' in text
    rules = answer.headers["Content-Security-Policy"]
    assert "script-src 'self' 'sha256-abc='" in rules and "default-src 'none'" in rules
    assert "frame-ancestors 'none'" in rules
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "127.0.0.1.evil.example:{port}", "", "[::1]"]
)
def test_a_name_that_is_not_this_machine_is_refused(server: Server, host: str) -> None:
    answer, body = ask(server, "/one/", Host=host.format(port=server.port))
    assert answer.status == 421
    assert b"Lot" not in body


def test_localhost_is_this_machine(server: Server) -> None:
    assert ask(server, "/one/", Host=f"LocalHost:{server.port}")[0].status == 200


def test_it_listens_to_this_machine_alone(server: Server) -> None:
    assert server.server_address[0] == "127.0.0.1"
    with pytest.raises(OSError, match=r".*"):
        Server(server.served, server.port)


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/one/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/one/%2e%2e%2f%2e%2e%2fsecret.txt",
        "/one/..%5c..%5csecret.txt",
        "//secret.txt",
        "/one//dossier.pdf",
        "/one/link.txt",
        "/linked/secret.txt",
        "/one/pipe.txt",
        "/one",
        "/one/internal",
        "/one/internal/",
        "/one/.cache",
        "/one/dossier.pdf%00.txt",
        "/one/%ff",
        "/nothing.pdf",
        f"{PICTURES}../../secret.txt",
        f"{PICTURES}none.jpg",
        "/_lotproof/",
    ],
)
def test_nothing_else_is_served(server: Server, path: str) -> None:
    answer, body = ask(server, path)
    assert answer.status == 404
    assert b"secret" not in body and b"hidden" not in body


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT"])
def test_there_is_nothing_to_do_but_look(server: Server, method: str) -> None:
    answer, _ = ask(server, "/one/", method)
    assert (answer.status, answer.headers["Allow"]) == (405, "GET, HEAD")


def test_a_pdf_comes_whole_or_in_pieces(server: Server) -> None:
    whole = bytes(range(250)) * 4
    answer, body = ask(server, "/one/dossier.pdf")
    assert (answer.status, body, answer.headers["Accept-Ranges"]) == (200, whole, "bytes")
    assert answer.headers["Content-Type"] == "application/pdf"
    answer, body = ask(server, "/one/dossier.pdf", Range="bytes=990-")
    assert (answer.status, body, answer.headers["Content-Range"]) == (206, whole[990:], "bytes 990-999/1000")
    answer, body = ask(server, "/one/dossier.pdf", Range="bytes=1000-")
    assert (answer.status, answer.headers["Content-Range"]) == (416, "bytes */1000")
    answer, body = ask(server, "/one/dossier.pdf", "HEAD")
    assert (answer.status, body, answer.headers["Content-Length"]) == (200, b"", "1000")


def test_a_piece_is_never_one_of_another_edition(server: Server) -> None:
    tag = ask(server, "/one/dossier.pdf")[0].headers["ETag"]
    head = {"Range": "bytes=0-9", "If_Range": tag}
    assert ask(server, "/one/dossier.pdf", **head)[0].status == 206
    newer = server.served.root / "one" / "newer"
    newer.write_bytes(b"%PDF-" * 300)
    newer.replace(server.served.root / "one" / "dossier.pdf")
    answer, body = ask(server, "/one/dossier.pdf", **head)
    assert (answer.status, body) == (200, b"%PDF-" * 300)
    assert answer.headers["ETag"] != tag


@pytest.mark.parametrize("path", ["/one/", "/one/dossier.pdf", EVENTS, SCRIPT, PICTURES + "abc.jpg"])
@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_another_site_may_link_here_and_read_nothing(server: Server, path: str, site: str) -> None:
    for mode, dest in (
        ("no-cors", "image"),
        ("cors", "empty"),
        ("navigate", "iframe"),
        ("no-cors", "script"),
    ):
        head = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": mode, "Sec_Fetch_Dest": dest}
        assert ask(server, path, **head)[0].status == 403
    head = {"Sec_Fetch_Site": site, "Sec_Fetch_Mode": "navigate", "Sec_Fetch_Dest": "document"}
    assert ask(server, "/one/", **head)[0].status == 200
    head = {"Sec_Fetch_Site": "same-origin", "Sec_Fetch_Mode": "cors", "Sec_Fetch_Dest": "empty"}
    assert ask(server, "/one/", **head)[0].status == 200


def test_what_a_browser_might_run_is_only_saved(server: Server) -> None:
    answer, _ = ask(server, "/one/car.eml")
    assert answer.headers["Content-Disposition"] == "attachment"
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_pictures_and_the_script(server: Server) -> None:
    answer, body = ask(server, f"{PICTURES}abc.jpg")
    assert (answer.status, body, answer.headers["Content-Type"]) == (200, b"JPEG", "image/jpeg")
    assert "immutable" in answer.headers["Cache-Control"]
    answer, body = ask(server, SCRIPT)
    assert answer.headers["Content-Type"].startswith("text/javascript") and b"EventSource" in body


def test_every_listener_hears_of_every_change(server: Server) -> None:
    ears = []
    for _ in range(3):
        ear = socket.create_connection(("127.0.0.1", server.port), timeout=20)
        ear.sendall(
            f"GET {EVENTS}?case=one&page=/one/ HTTP/1.1\r\nHost: localhost:{server.port}\r\n\r\n".encode()
        )
        ears.append(ear.makefile("rb"))
        ear.close()
    for ear in ears:
        until(ear, b'"version": 0')
    assert server.served.hub.open_pages() == {"/one/"}
    server.served.hub.tell("one", changed=True)
    server.served.hub.tell("other", changed=True)
    for ear in ears:
        until(ear, b'"version": 1')
        ear.close()


def until(ear: object, words: bytes) -> None:
    for line in ear:  # type: ignore[attr-defined]
        if words in line:
            return
    raise AssertionError(words)


def test_a_path_is_read_once() -> None:
    assert plain("/a%2520b.pdf") == "a%20b.pdf"
    assert plain("/") == "index.html"
    assert plain("") is None
