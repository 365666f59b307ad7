"""Turns the Markdown of a case into safe HTML, and takes invisible characters out of hostile text.

Why: notes and quoted words come from outside; they may be formatted, never bring markup, pictures or addresses
that do something, and never reorder what a reader sees.
"""

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SCHEMES = ("https://", "http://", "mailto:")
LIMIT = 100_000

# Joiners spell words in several scripts and hold compound emoji together; everything else of its kind hides.
_KEPT = "\n\t\u200c\u200d"


def strip_controls(text: str) -> str:
    """`text` without control, bidirectional and other invisible characters, lone surrogates and non-characters.

    Kept are line feed, tab and the two joiners. Other line ends, U+2028 and U+2029 become line feeds.
    """
    if text.isascii() and text.isprintable():
        return text
    lines = re.sub("\r\n|[\r\x0b\x0c\x85\u2028\u2029]", "\n", text)
    hidden = [char for char in set(lines).difference(_KEPT) if _hides(char)]
    return lines.translate(dict.fromkeys(map(ord, hidden))) if hidden else lines


@lru_cache(maxsize=4096)
def _hides(char: str) -> bool:
    point = ord(char)
    if point & 0xFFFE == 0xFFFE or 0xFDD0 <= point <= 0xFDEF:  # non-characters
        return True
    return unicodedata.category(char) in ("Cc", "Cf", "Cs")


def to_html(text: str, *, level: int = 3) -> Markup:
    """`text` as HTML; its first heading gets `level` (1-6), deeper ones at most one more than the one before.

    HTML in the text is shown as text. A picture is replaced by its description. Addresses are http, https or mailto;
    a link or picture with another one is left as it was typed. Raises ValueError when the text has
    more than 100,000 characters.
    """
    if len(text) > LIMIT:
        raise ValueError(f"a text of {len(text)} characters; at most {LIMIT} are set")
    parser = _parser()
    tokens = parser.parse(strip_controls(text))
    _shift_headings(tokens, level)
    _mark_cells(tokens)
    return Markup(parser.renderer.render(tokens, parser.options, {}))


@cache
def _parser() -> "MarkdownIt":
    from markdown_it import MarkdownIt
    from markdown_it.common.utils import escapeHtml

    options = {"html": False, "linkify": False, "typographer": False, "maxNesting": 20}
    parser = MarkdownIt("js-default", options)  # every unclosed bracket costs time for each level of nesting
    parser.validateLink = lambda url: url.lower().startswith(SCHEMES)  # type: ignore[method-assign]
    parser.add_render_rule("image", lambda _, tokens, at, *__: escapeHtml(tokens[at].content))
    return parser


def _shift_headings(tokens: "list[Token]", level: int) -> None:
    """PDF/UA-1 7.4.2: no heading may lie more than one level below the one before it."""
    given: list[int] = []
    for token in tokens:
        if token.type == "heading_open":
            own = int(token.tag[1])
            while given and given[-1] >= own:
                given.pop()
            given.append(own)
        if token.type in ("heading_open", "heading_close"):
            token.tag = f"h{min(level + len(given) - 1, 6)}"


def _mark_cells(tokens: "list[Token]") -> None:
    """PDF/UA-1 7.5: head cells say what they head. Alignment goes into a class: a style attribute breaks a CSP."""
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
        if style := token.attrs.pop("style", None):
            token.attrSet("class", str(style).replace("text-align:", "align-"))
