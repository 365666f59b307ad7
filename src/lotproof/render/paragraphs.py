"""Numbers what a reader may cite: the paragraphs, tables and drawings of each numbered section, as 3.4, with an anchor.

Why as text and not by a counter of the style sheet: the same number stands on paper and on the screen, and a section
that is laid out once for several documents (`render/sheets.py`) carries its numbers with it. So a number depends on
its own section alone; what one document leaves out keeps its numbers, by `UNUSED` or by `data-place`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

UNUSED: Final = "<!--number unused-->"

# the elements that bear a number, wait for one, or have none in them; any other is as what is around it
_TOKEN: Final = re.compile(
    r"<!--.*?-->|<(?P<end>/?)(?P<name>article|blockquote|caption|details|div|figcaption|figure|footer|h[234]|li|nav|ol"
    r"|p|pre|section|svg|table|ul)(?=[\s/>])(?P<more>[^>]*)>",
    re.DOTALL | re.IGNORECASE,
)
_SECTION: Final = re.compile(r' data-section="(\d+)"')
_PLACE: Final = re.compile(r' data-place="(\d+)"')
_CLASS: Final = re.compile(r'\bclass="([^"]*)"')
# what has a name of its own, or is cited with what it belongs to
_CLOSED: Final = frozenset("article details figure h3 h4 li nav ol p pre svg table ul".split())
_UNCITED: Final = frozenset({"label", "thumbs", "subject-line"})


@dataclass(slots=True)
class _Open:
    """An open element: whether what is in it has no numbers, and which element in it bears the number of it all."""

    name: str
    closed: bool = True
    bearers: frozenset[str] = frozenset()
    place: int = 0


def numbered(page: Markup, media: str) -> Markup:
    """The body of a document with numbers in every section that has `data-section`; others are left as they are.

    A number is the section's, a point, and the running one of the section. A quotation, a table and a chart have one
    each, lists the number of the paragraph before them. `data-place` counts on from where the first of such stood. Of
    several sections that bear the same number only the first has it at its head.
    """
    if ' data-section="' not in page:
        return page
    return Markup(_Numbering(media).run(str(page)))


class _Numbering:
    """One pass over a page. Sections that bear the same number count on."""

    def __init__(self, media: str) -> None:
        self._media = media
        self._open = [_Open("", closed=True)]
        self._section = ""
        self._headed = False
        self._seen: set[str] = set()
        self._counts: dict[str, int] = {}
        self._places: dict[str, int] = {}  # by section, the count before the first block with a place

    def run(self, page: str) -> str:
        return _TOKEN.sub(self._token, page)

    def _token(self, found: re.Match[str]) -> str:
        text, name = found[0], (found["name"] or "").lower()
        if text == UNUSED:
            self._next()
            return ""
        if not name or text.endswith("/>"):
            return text
        if found["end"]:
            self._close(name)
            return text
        return self._opened(text, name, found["more"])

    def _close(self, name: str) -> None:
        while len(self._open) > 1:
            gone = self._open.pop().name
            if gone == "section" and not any(one.name == "section" for one in self._open):
                self._section = ""
            if gone == name:
                return

    def _opened(self, text: str, name: str, more: str) -> str:
        around = self._open[-1]
        if section := _SECTION.search(more):
            self._section, self._headed = section[1], section[1] in self._seen
            self._seen.add(section[1])
            self._open.append(_Open(name, closed=False))
            return text.replace(section[0], "")
        place = _PLACE.search(more)
        text = text.replace(place[0], "") if place else text
        self._open.append(_Open(name))
        if self._section and name == "h2" and not self._headed:
            self._headed = True
            return f'{text}<span class="pn">{self._section} </span>'
        if bearer := self._bearer(name):
            bearer.bearers = frozenset()
            return text + self._mark(self._next(bearer.place))
        if around.closed:
            return text
        this, kinds = self._open[-1], frozenset(_kinds(more))
        this.bearers, this.place = _bearers(name, kinds), int(place[1]) if place else 0
        this.closed = bool(this.bearers) or name in _CLOSED
        if name == "p" and not kinds & _UNCITED:
            return text + self._mark(self._next())
        return text

    def _bearer(self, name: str) -> _Open | None:
        """The innermost block that waits for an element like this to bear its number."""
        return next((one for one in reversed(self._open) if name in one.bearers), None)

    def _next(self, place: int = 0) -> str:
        count = self._counts.get(self._section, 0) + 1
        if place:
            count = self._places.setdefault(self._section, count - 1) + place
        self._counts[self._section] = count
        return f"{self._section}.{count}"

    def _mark(self, number: str) -> str:
        if self._media == "print":
            return f'<span class="pn" id="p{number}">{number} </span>'
        # no stop of the Tab key: a page has a hundred, and a screen reader says the number as it is
        return f'<a class="pn" id="p{number}" href="#p{number}" tabindex="-1">{number} </a>'


def _kinds(more: str) -> list[str]:
    found = _CLASS.search(more)
    return found[1].split() if found else []


def _bearers(name: str, kinds: frozenset[str]) -> frozenset[str]:
    """The elements of which the first bears the number of a block that is cited whole; none where it is not one."""
    if name == "blockquote":
        return frozenset({"p", "footer"})
    if name == "div" and "ours" in kinds:
        return frozenset({"p"})
    if name == "table":
        return frozenset({"caption"})
    if name == "figure" and "chart" in kinds:
        return frozenset({"figcaption"})
    return frozenset()
