"""Serves what was built to browsers on this machine, and tells them what changed. Nothing else, to nobody else.

Why: the pages of a case are private and any page of the web may ask this address, so a request is believed only when
it names this machine, and a path only when it is that of a plain file below `build/`.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
from collections.abc import Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources import files
from io import BufferedReader
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import parse_qs, unquote, urlsplit

from lotproof.read.files import Refusal, open_regular
from lotproof.watch.hub import DESK, Hub
from lotproof.watch.ranges import Unsatisfiable, wanted
from lotproof.watch.wire import EVENTS, PICTURES, SCRIPT, policy, with_script

HOST: Final = "127.0.0.1"
NAMES: Final = (HOST, "localhost")
BEAT: Final = 15.0  # seconds between two signs of life to a browser that listens
PATIENCE: Final = 30.0  # seconds for a request to arrive
_CAP: Final = 2 * 1024 * 1024 * 1024
_PIECE: Final = 1 << 18
_TYPES: Final = {
    ".html": "text/html; charset=utf-8",
    ".pdf": "application/pdf",
    ".json": "application/json",
    ".txt": "text/plain; charset=utf-8",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".png": "image/png",
}
_ALWAYS: Final = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Served(Protocol):
    """What the server shows. `root` is the folder `build/`."""

    @property
    def hub(self) -> Hub: ...

    @property
    def root(self) -> Path: ...

    def page(self, path: str) -> tuple[str, str, int] | None:
        """The HTML page at a path below `root`, the case it is of ("" for none) and its version."""

    def picture(self, name: str) -> bytes | None:
        """A picture that a page of `page` shows, by its name."""


class Server(ThreadingHTTPServer):
    """Bound to this machine alone; each request in a thread that ends with the program. Raises OSError: taken."""

    daemon_threads = True
    allow_reuse_address = False  # two programs on one port would take turns

    def __init__(self, served: Served, port: int) -> None:
        self.served = served
        super().__init__((HOST, port), _Handler)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def handle_error(self, request: object, client_address: object) -> None:
        """A browser that went away is no news."""

    def server_bind(self) -> None:
        if hasattr(
            socket, "SO_REUSEADDR"
        ):  # a port that was just left may be taken again, one in use may not
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        super().server_bind()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "lotproof", ""
    timeout = PATIENCE
    server: Server

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def __getattr__(self, name: str) -> object:
        if name.startswith("do_"):  # every other method
            return lambda: self._refuse(HTTPStatus.METHOD_NOT_ALLOWED, {"Allow": "GET, HEAD"})
        raise AttributeError(name)

    def log_message(self, *_: object) -> None:
        """The terminal is for the cases."""

    def _answer(self) -> None:
        hosts = self.headers.get_all("Host") or []
        if len(hosts) != 1 or hosts[0].lower() not in {f"{name}:{self.server.port}" for name in NAMES}:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
            return
        if self._from_elsewhere():
            self._refuse(HTTPStatus.FORBIDDEN)
            return
        asked = urlsplit(self.path)
        if asked.path == EVENTS:
            self._events(parse_qs(asked.query))
        elif asked.path == "/favicon.ico":
            self._send(b"", "image/png")  # every browser asks for it, and says so when it is missing
        elif asked.path == SCRIPT:
            self._send(
                files("lotproof.watch").joinpath("watch.js").read_bytes(), "text/javascript; charset=utf-8"
            )
        elif asked.path.startswith(PICTURES):
            name = asked.path.removeprefix(PICTURES)
            data = self.server.served.picture(name)
            kind = _TYPES.get(Path(name).suffix, "application/octet-stream")
            # its name is its digest
            kept = {"Cache-Control": "private, max-age=31536000, immutable"}
            self._refuse(HTTPStatus.NOT_FOUND) if data is None else self._send(data, kind, kept)
        else:
            path = plain(asked.path)
            if path is None:
                self._refuse(HTTPStatus.NOT_FOUND)
            elif path.endswith(".html"):
                self._page(path)
            else:
                self._file(path)

    def _from_elsewhere(self) -> bool:
        """Whether a page of another site asked, other than by a link that was followed (W3C Fetch Metadata)."""
        site = self.headers.get("Sec-Fetch-Site", "none").lower()
        how = self.headers.get("Sec-Fetch-Mode", "").lower(), self.headers.get("Sec-Fetch-Dest", "").lower()
        return site not in ("none", "same-origin") and how != ("navigate", "document")

    def _page(self, path: str) -> None:
        found = self.server.served.page(path)
        if found is None:
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        text, case, version = found
        page, rules = with_script(text, case, version, self.server.served.hub.run)
        more = {"Content-Security-Policy": rules, "X-Lotproof-Version": str(version)}
        self._send(page.encode("utf-8", "replace"), _TYPES[".html"], more)

    def _file(self, path: str) -> None:
        opened = open_regular(self.server.served.root, path, _CAP)
        if isinstance(opened, Refusal):
            self._refuse(HTTPStatus.NOT_FOUND)
            return
        with opened:
            size = opened.seek(0, 2)
            kind = _TYPES.get(Path(path).suffix.lower())
            now = os.fstat(opened.fileno())
            tag = f'"{now.st_ino:x}-{now.st_size:x}-{now.st_mtime_ns:x}"'
            more = {
                "Accept-Ranges": "bytes",
                "Content-Security-Policy": "frame-ancestors 'none'",
                "ETag": tag,
            }
            if kind is None:
                more["Content-Disposition"] = "attachment"
            try:
                # a piece of another edition would not fit the pieces the viewer has (RFC 9110, 13.1.5)
                same = self.headers.get("If-Range", tag) == tag
                part = wanted(self.headers.get("Range") if same else None, size)
            except Unsatisfiable:
                self._refuse(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, {"Content-Range": f"bytes */{size}"})
                return
            first, last = part or (0, size - 1)
            if part is not None:
                more["Content-Range"] = f"bytes {first}-{last}/{size}"
            status = HTTPStatus.OK if part is None else HTTPStatus.PARTIAL_CONTENT
            self._head(status, kind or "application/octet-stream", last - first + 1, more)
            if self.command != "HEAD":
                self._pour(opened, first, last - first + 1)

    def _pour(self, opened: BufferedReader, first: int, left: int) -> None:
        opened.seek(first)
        while left > 0 and (piece := opened.read(min(_PIECE, left))):
            self.wfile.write(piece)
            left -= len(piece)
        if left:
            self.close_connection = True  # the file shrank: the browser must not wait for more

    def _events(self, query: Mapping[str, list[str]]) -> None:
        hub = self.server.served.hub
        page, name = (query.get(key, [""])[0] for key in ("page", "case"))
        self.close_connection = True
        self.send_response(HTTPStatus.OK)
        for key, value in {**_ALWAYS, "Content-Type": "text/event-stream", "Connection": "close"}.items():
            self.send_header(key, value)
        self.end_headers()
        if self.command == "HEAD":
            return
        self.wfile.write(b"retry: 500\n\n")
        with contextlib.suppress(OSError):
            for state in hub.listen(page[:500], name[:200] or DESK, BEAT):
                if state is None:
                    self.wfile.write(b":\n\n")
                else:
                    told = {"run": hub.run, "version": state.version, "making": state.making,
                            "problems": [dict(one) for one in state.problems]}  # fmt: skip
                    self.wfile.write(f"data: {json.dumps(told)}\n\n".encode())
                self.wfile.flush()

    def _refuse(self, status: HTTPStatus, more: Mapping[str, str] = _ALWAYS) -> None:
        words = f"{status.value} {status.phrase}\n".encode()
        self.close_connection = True
        self._send(words, _TYPES[".txt"], {**more, "Connection": "close"}, status)

    def _send(
        self, data: bytes, kind: str, more: Mapping[str, str] = _ALWAYS, status: HTTPStatus = HTTPStatus.OK
    ) -> None:
        self._head(status, kind, len(data), more)
        if self.command != "HEAD":
            self.wfile.write(data)

    def _head(self, status: HTTPStatus, kind: str, length: int, more: Mapping[str, str]) -> None:
        self.send_response(status)
        head = {"Content-Security-Policy": policy(["'none'"]), **_ALWAYS, **more}
        for key, value in {**head, "Content-Type": kind, "Content-Length": str(length)}.items():
            self.send_header(key, value)
        self.end_headers()


def plain(path: str) -> str | None:
    """The file below `build/` that the path of an address means; None for one that can mean none.

    "/" and "/case/" mean their front pages. No part may be hidden, empty or lead upwards, and none is read twice.
    """
    try:
        text = unquote(path, errors="strict")
    except UnicodeDecodeError:
        return None
    if not text.startswith("/") or "\\" in text or any(char < " " or char == "\x7f" for char in text):
        return None
    text = text[1:] + ("index.html" if text.endswith("/") else "")
    return text if all(part and not part.startswith(".") for part in text.split("/")) else None
