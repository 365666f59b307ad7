"""Finds in a style sheet for paper what makes a layout slow, or may keep it from ending.

Why: one value can cost a quarter of a dossier, and what never ends cannot be told from inside WeasyPrint; the layout
is stopped from outside after minutes, so it is better to know at the line that was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_COMMENT: Final = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_DECLARATION: Final = re.compile(
    r"(?<=[{;\s])([a-z-]+)\s*:\s*([^;{}]+?)\s*(?:!\s*important\s*)?(?=[;}])", re.I
)
_SCREEN: Final = re.compile(r"@media\s+(?:only\s+)?screen\b[^{]*\{", re.I)
_BOXES: Final = (
    "its layout takes a fifth longer and is known not to end; inline-block or a table does the same"
)
# what is slow by property: the values, and why
_SLOW: Final = (
    ("overflow-wrap", r"anywhere", "each character is measured for it; break-word breaks the same lines"),
    ("word-wrap", r"anywhere", "each character is measured for it; break-word breaks the same lines"),
    ("word-break", r"break-word", "each character is measured for it; overflow-wrap: break-word breaks the same lines"),
    ("display", r"(?:inline-)?(?:grid|flex)", _BOXES),
    ("table-layout", r"auto", "each column is laid out twice to find its width; use fixed, with a width for each"),
    ("columns", r"(?!auto|none|initial|inherit|unset).+", "columns with a forced break are known not to end"),
    ("column-count", r"(?!auto|initial|inherit|unset).+", "columns with a forced break are known not to end"),
    ("opacity", r"(?!1(?:\.0*)?$).+", "it leaves what it covers without tags, so the PDF is refused"),
)  # fmt: skip


def slow(style: str) -> Iterator[tuple[int, str]]:
    """The line (from 1) and a sentence for each declaration that is slow on paper; what is for screens is left out."""
    text = _COMMENT.sub(_blank, style)
    for start, end in _screens(text):
        text = text[:start] + _blanked(text[start:end]) + text[end:]
    for found in _DECLARATION.finditer(text):
        name, value = found[1].lower(), " ".join(found[2].lower().split())
        for slow_name, values, why in _SLOW:
            if name == slow_name and re.fullmatch(values, value):
                yield text.count("\n", 0, found.start(1)) + 1, f"{name}: {value}: {why}."


def _screens(text: str) -> Iterator[tuple[int, int]]:
    """Where the blocks for screens begin and end."""
    for found in _SCREEN.finditer(text):
        depth, at = 1, found.end()
        while at < len(text) and depth:
            depth += {"{": 1, "}": -1}.get(text[at], 0)
            at += 1
        yield found.start(), at


def _blank(found: re.Match[str]) -> str:
    return _blanked(found[0])


def _blanked(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)
