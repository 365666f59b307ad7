"""Finds what a page would fetch from elsewhere when it is opened: pictures, scripts, styles, frames, refreshes.

Why: a page that leaves the house must tell nobody when and where it is read. Our own templates fetch nothing by
construction; those of a workspace are looked through after they were filled. A link that is followed by hand is none.
"""

from __future__ import annotations

import re
from html.parser import HTMLParser
from itertools import chain
from typing import Final

# where an address in an attribute is loaded, or written to, without a word of the reader
_LOADED: Final = frozenset(
    ("src", "srcset", "imagesrcset", "poster", "data", "background", "action", "formaction", "ping", "manifest",
     "archive", "codebase", "classid", "xlink:href")
)  # fmt: skip
_LINKS: Final = frozenset(("a", "area"))  # their href is followed by hand
_STYLE: Final = re.compile(
    r"""url\(\s*["']?([^"')]*)|@import\s+["']([^"']*)|image-set\(\s*["']([^"']*)""", re.IGNORECASE
)
_ESCAPE: Final = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_COMMENT: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_ELSEWHERE: Final = re.compile(r"^(?:[a-z][a-z0-9+.-]*:|[/\\]{2})", re.IGNORECASE)
# a script is judged by its words: ours hold none of these; a page that keeps our frame cannot run another one anyway
_REACHES: Final = re.compile(
    r"\b(?:fetch|XMLHttpRequest|WebSocket|WebTransport|EventSource|sendBeacon|importScripts|import)\b[^;]{0,80}|\w*://[^\s\"']*"
)
_INSIDE: Final = (
    "data:",
    "about:blank",
    "https://case.invalid/",
)  # the last is the address space of our own print


def fetched(html: str, known: frozenset[str] = frozenset()) -> str | None:
    """The first address that opening the page would load from elsewhere; None where it loads nothing.

    Addresses within the folder, `data:` and those in `known` are the page's own.
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    elsewhere = (text for text in reader.found if text not in known and _elsewhere(text))
    return next(chain(elsewhere, reader.reaching), None)


def _elsewhere(address: str) -> bool:
    # browsers drop tabs and line ends within an address, and blanks and control characters around it
    bare = re.sub(r"[\t\r\n]", "", address).strip("".join(map(chr, range(33))))
    return bool(_ELSEWHERE.match(bare)) and not bare.lower().startswith(_INSIDE)


def _of_style(text: str) -> list[str]:
    plain = _ESCAPE.sub(_unescaped, _COMMENT.sub("", text))
    return [next((part for part in match.groups() if part), "") for match in _STYLE.finditer(plain)]


def _unescaped(found: re.Match[str]) -> str:
    digits = found.group(1)
    if digits is None:
        return found.group(2)
    number = int(digits, 16)
    return chr(number) if 0 < number < 0x110000 else "\ufffd"


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.reaching: list[str] = []
        self._within = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._within = tag if tag in ("style", "script") else ""
        named = {name: value or "" for name, value in attrs}
        for name, value in named.items():
            if name == "srcdoc":
                inner = fetched(value)
                self.found += [inner] if inner is not None else []
            elif name in ("srcset", "imagesrcset"):
                self.found += [part.split()[0] for part in value.split(",") if part.split()]
            elif name in _LOADED or (name == "href" and tag not in _LINKS):
                self.found.append(value)
            elif name == "style" or "url(" in value.lower():
                self.found += _of_style(value)
        if tag == "meta" and named.get("http-equiv", "").strip().lower() == "refresh":
            self.found += [
                text.strip(" \"'") for text in re.split(r"url\s*=", named.get("content", ""), flags=re.I)[1:]
            ]

    def handle_endtag(self, tag: str) -> None:
        if tag == self._within:
            self._within = ""

    def handle_data(self, data: str) -> None:
        if self._within == "style":
            self.found += _of_style(data)
        elif self._within == "script":
            self.reaching += [match.group() for match in _REACHES.finditer(data)]
