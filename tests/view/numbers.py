"""The numbers of a text by what they are, so that what two languages say of one fact can be compared as multisets.

Dates, clocks and amounts are written differently in English and in Chinese; each is brought to one form first.
"""

from __future__ import annotations

import re
from collections import Counter
from html.parser import HTMLParser

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_VOID = frozenset(("br", "col", "hr", "img", "input", "link", "meta", "wbr"))
_BLOCKS = frozenset(
    ("main", "section", "header", "footer", "div", "p", "h1", "h2", "h3", "h4", "ol", "ul", "li", "dl", "dt", "dd",
     "table", "caption", "colgroup", "thead", "tbody", "tr", "td", "th", "blockquote")
)  # fmt: skip
_KINDS = re.compile(
    r"(?P<digest>\b[0-9a-f]{64}\b)"
    r"|(?P<date>\b\d{4}-\d\d-\d\d\b)"
    r"|(?P<clock>\b\d\d:\d\d(?: (?:[+-]\d\d:\d\d|UTC))?)"
    r"|(?P<money>(?<![-\w])(?:EUR|USD|CNY|GBP|JPY) \d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<percent>\d+(?:,\d{3})*(?:\.\d+)? %)"
    r"|(?P<id>\b(?:[A-Z]{1,5}\d*-)+[A-Z0-9-]*\d|\b[A-Z]\d+\b|\b9\d{7}[0-9A-Z]{10}\b)"
    r"|(?P<number>\d+(?:,\d{3})*(?:\.\d+)*)"
)


def numbers_of(text: str) -> Counter[str]:
    """Every number of `text`, each as `kind value`: digest, date, clock, money, percent, id, or a number alone."""
    text = text.replace("\u00a0", " ").replace("\u202f", " ").replace("−", "-")
    text = re.sub(
        rf"\b(\d{{1,2}}) ({'|'.join(MONTHS)}) (\d{{4}})\b",
        lambda m: f"{m[3]}-{MONTHS.index(m[2]) + 1:02d}-{int(m[1]):02d}",
        text,
    )
    text = re.sub(
        r"(\d{4})年(\d{1,2})月(\d{1,2})日(?:星期.)?",
        lambda m: f" {m[1]}-{int(m[2]):02d}-{int(m[3]):02d} ",
        text,
    )
    text = re.sub(r"(\d\d:\d\d)（北京时间）", r"\1 +08:00 ", text)
    text = re.sub(r"(\d\d:\d\d)（UTC([+-]\d\d:\d\d)）", r"\1 \2 ", text)
    text = re.sub(r"([一-鿿，。；：、（）“”])(?=[A-Z0-9])", r"\1 ", text)
    return Counter(f"{m.lastgroup} {m[0]}" for m in _KINDS.finditer(text))


class Node:
    """One element: its tag and classes, whether it is marked as Chinese, and what stands in it in order."""

    def __init__(self, tag: str, chinese: bool, classes: str = "") -> None:
        self.tag, self.chinese, self.classes = tag, chinese, classes.split()
        self.inside: list[Node | str] = []

    def text(self, without: tuple[str, ...] = ()) -> str:
        """All words in it, in both languages; `without` what has one of these classes."""
        return self._words("", without)

    def english(self, without: tuple[str, ...] = ()) -> str:
        """The words in it that stand in no part marked as Chinese."""
        return self._words("english", without)

    def han(self, without: tuple[str, ...] = ()) -> str:
        """The words of the parts marked as Chinese, with the foreign words in them."""
        return self._words("" if self.chinese else "han", without)

    def once(self, classes: tuple[str, ...]) -> bool:
        """Whether it stands once for both languages: of one of `classes`, or a working or file name without Chinese."""
        alike = "working" in self.classes and not self.chinese and not self.han().strip()
        return alike or bool(set(classes) & set(self.classes))

    def _words(self, only: str, without: tuple[str, ...]) -> str:
        found = []
        for part in self.inside:
            if isinstance(part, str):
                found.append("" if only == "han" else part)
            elif not (without and part.once(without)) and not (only == "english" and part.chinese):
                found.append(part._words("" if only == "han" and part.chinese else only, without))
        return "".join(found) + (" " if self.tag in _BLOCKS else "")

    def children(self) -> list[Node]:
        return [part for part in self.inside if isinstance(part, Node)]


class _Tree(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("", False)]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.open[-1].inside.append(" ")
            return
        given = dict(attrs)
        lang = given.get("lang")
        chinese = self.open[-1].chinese if lang is None else lang.startswith("zh")
        node = Node(tag, chinese, given.get("class") or "")
        self.open[-1].inside.append(node)
        self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        while len(self.open) > 1 and self.open[-1].tag != tag:
            self.open.pop()
        if len(self.open) > 1:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)


def body_of(html: str) -> Node:
    """What stands in the `main` of a page; scripts, styles and running heads are not in it."""
    tree = _Tree()
    tree.feed(html[html.index("<main") : html.index("</main>") + len("</main>")])
    return tree.open[0]


# what stands once for both languages: a reference to an exhibit, the number of a heading
SHARED = ("ref", "no")


def pairs(node: Node) -> list[tuple[str, str]]:
    """English and Chinese of a page in both languages: block beside block, or the words of one block."""
    inner = node.children()
    if node.tag in _BLOCKS and not any(part.tag in _BLOCKS for part in inner):
        both = _flat(node.english(SHARED)), _flat(node.han(SHARED))
        return [both] if all(both) else []
    found: list[tuple[str, str]] = []
    for n, part in enumerate(inner):
        if part.chinese and part.tag in _BLOCKS and not node.chinese:
            found.append((_flat(inner[n - 1].english(SHARED)) if n else "", _flat(part.text(SHARED))))
        elif not part.chinese:
            found += pairs(part)
    return found


def _flat(text: str) -> str:
    return " ".join(text.split())
