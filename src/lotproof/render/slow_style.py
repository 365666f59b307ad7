"""Finds in a style sheet for paper what makes a layout slow, or was reported to keep it from ending.

Why: one value can cost a quarter of a dossier, and what does not end cannot be told from inside WeasyPrint; the layout
is stopped from outside after minutes, so it is better to know at the line that was written. The sheet is a stranger's:
it is walked once, from mark to mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

# the styles that a browser alone is given: never laid out on paper
SCREEN: Final = frozenset({"screen.css", "dossier-screen.css", "desk.css"})

_LONGEST: Final = 40  # letters of a value that are quoted
# one after another these are the whole text; each letter is looked at once
_TOKEN: Final = re.compile(
    r"""(?P<comment>/\*.*?(?:\*/|\Z))|(?P<mark>[{};])|"(?:[^"\\\n]|\\.)*"?|'(?:[^'\\\n]|\\.)*'?|[^{};"'/\\]+|\\.?|/""",
    re.DOTALL,
)
_MEASURED: Final = "each character is measured for it; break-word breaks long words too"
_BOXES: Final = (
    "a page of photographs took a fifth longer with it, and layouts with it were reported not to end in"
    " earlier versions of WeasyPrint; inline-block or a table can often do the same"
)
_COLUMNS: Final = (
    "columns with a forced break were reported not to end in earlier versions of WeasyPrint; a table with"
    " fixed widths can often do the same"
)
# by property, the words that are slow, and why
_SLOW: Final = {
    "overflow-wrap": (frozenset({"anywhere"}), _MEASURED),
    "word-wrap": (frozenset({"anywhere"}), _MEASURED),
    "display": (frozenset({"grid", "flex", "inline-grid", "inline-flex"}), _BOXES),
    "table-layout": (
        frozenset({"auto"}),
        "every cell is measured to find the widths of the columns; use fixed, with a width for each",
    ),
}
# by property, the only words that are not, and why
_NO_COLUMNS: Final = frozenset({"auto", "initial", "inherit", "none", "unset"})
_SLOW_BUT: Final = {
    "columns": (_NO_COLUMNS, _COLUMNS),
    "column-count": (_NO_COLUMNS, _COLUMNS),
    "opacity": (
        frozenset({"1", "1.0", "100%"}),
        "it leaves what it covers without tags, so the PDF is refused",
    ),
}


def slow(style: str) -> Iterator[tuple[int, str]]:
    """The line (from 1) and a sentence for each declaration that is slow on paper; what is for screens is left out."""
    depth, screen = 0, 0  # how many blocks are open, and at which of them one for screens began
    line, counted = 1, 0
    for at, text, mark in _pieces(style):
        name, colon, value = text.partition(":")
        if mark != "{" and depth and not screen and colon:
            found = _sentence(name.strip().lower(), _plain(value))
            if found:
                line, counted = line + style.count("\n", counted, at), at
                yield line, found
        if mark == "{":
            depth += 1
            screen = screen or (depth if _for_screens(text) else 0)
        elif mark == "}":
            screen = 0 if screen == depth else screen
            depth = max(depth - 1, 0)


def _pieces(style: str) -> Iterator[tuple[int, str, str]]:
    """What stands between two marks: where it begins, itself without comments, and the mark after it, "" at the end."""
    at: int | None = None
    parts: list[str] = []
    for token in _TOKEN.finditer(style):
        if token["mark"]:
            yield at or 0, "".join(parts), token["mark"]
            at, parts = None, []
        elif token["comment"]:
            parts.append(" ")
        else:
            if at is None and (bare := token[0].lstrip()):
                at = token.end() - len(bare)
            parts.append(token[0])
    yield at or 0, "".join(parts), ""


def _plain(value: str) -> str:
    """A value in small letters with single spaces, without `!important`."""
    value = " ".join(value.lower().split())
    rest = value.removesuffix("important").rstrip()
    return rest[:-1].rstrip() if rest != value and rest.endswith("!") else value


def _sentence(name: str, value: str) -> str:
    """What is said of a declaration; "" where it is not slow."""
    words = frozenset(value.split())
    some, why = _SLOW.get(name, (frozenset(), ""))
    if not words & some:
        others, why = _SLOW_BUT.get(name, (words, ""))
        if words <= others:
            return ""
    return f"{name}: {value if len(value) <= _LONGEST else value[: _LONGEST - 1] + '…'}: {why}."


def _for_screens(prelude: str) -> bool:
    """Whether a block is for screens alone: every medium it names is one."""
    words = prelude.lower().split(maxsplit=1)
    return len(words) > 1 and words[0] == "@media" and all(map(_is_screen, words[1].split(",")))


def _is_screen(medium: str) -> bool:
    words = medium.split(maxsplit=2)
    return (words[1:2] if words[:1] == ["only"] else words[:1]) == ["screen"]
