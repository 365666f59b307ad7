"""The words of an HTML text, without its markup, scripts, styles and images, in one pass over it.

An HTML mail is shown as what it says; showing it as it looks would run what it carries and ask servers it names.
The standard library's parser takes time quadratic in a text of unclosed tags, which a stranger can send.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

_SKIPPED: Final = frozenset(
    ("script", "style", "head", "title", "template", "svg", "noscript", "object", "iframe")
)
_BREAKS: Final = frozenset(
    ("br", "p", "div", "tr", "li", "table", "h1", "h2", "h3", "h4", "blockquote", "hr")
)
_TAG: Final = re.compile(r"<(?=[a-zA-Z/!?])")
_NAME: Final = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]{0,30})")
_NEXT: Final = re.compile(r"[>\"']")


def text_of_html(source: str) -> str:
    """The words of `source` with a line break for each block. What is never closed hides or shows the rest."""
    words = "".join(_words(source))
    lines = [re.sub(r"[ \t]+", " ", line).strip() for line in words.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _words(source: str) -> Iterator[str]:
    lowered = source.lower() if len(source.lower()) == len(source) else source
    at = 0
    while at < len(source):
        opening = _TAG.search(source, at)
        tag = opening.start() if opening is not None else len(source)
        yield re.sub(r"[ \t\r\n]+", " ", html.unescape(source[at:tag]))
        if source.startswith("<!--", tag):
            end = source.find("-->", tag)
            at = end + 3 if end >= 0 else len(source)
            continue
        name = _NAME.match(source, tag)
        at = _end_of_tag(source, tag)
        word = name[1].lower() if name else ""
        if word in _BREAKS:
            yield "\n"
        elif word in ("td", "th"):
            yield " "
        elif word in _SKIPPED and source[tag + 1] != "/" and source[at - 2 : at] != "/>":
            closing = lowered.find(f"</{word}", at)
            at = closing if closing >= 0 else len(source)


def _end_of_tag(source: str, tag: int) -> int:
    """The index after the tag that begins at `tag`: after its `>` outside quotes, or the end of the text."""
    at = tag + 1
    while (mark := _NEXT.search(source, at)) is not None:
        if mark[0] == ">":
            return mark.end()
        closing = source.find(mark[0], mark.end())
        at = closing + 1 if closing >= 0 else mark.end()
    return len(source)
