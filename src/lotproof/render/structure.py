"""What the structure of a document's HTML must be for a PDF that a screen reader can follow, and no renderer checks.

Why: PDF/UA-1 (ISO 14289-1:2014, 7.1, 7.2, 7.3, 7.4.2) and PDF/A-3 (ISO 19005-3:2012, 6.2.11.7) ask it of the file,
where it can no longer be mended.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

MARK: Final = "<!--sheet-->"  # where a new page begins whatever came before it
SVG: Final = "{http://www.w3.org/2000/svg}svg"
PRIVATE: Final = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
HEADINGS: Final = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


@dataclass(frozen=True, slots=True)
class Structure:
    """Private characters, drawings that no words go with, and the headings (level, start of the words) in order."""

    private: frozenset[str]
    untitled: int
    headings: tuple[tuple[int, str], ...]


def structure(root: Any) -> Structure:
    """The structure of the HTML under `root`."""
    untitled = 0
    headings: list[tuple[int, str]] = []
    for element in root.iter():
        if element.tag == SVG and not (element.findtext(f"{SVG[:-3]}title") or "").strip():
            untitled += 1
        if isinstance(element.tag, str) and element.tag in HEADINGS:
            words = " ".join("".join(element.itertext()).split())
            headings.append((int(element.tag[1]), words[:60]))
    return Structure(frozenset(PRIVATE.findall("".join(root.itertext()))), untitled, tuple(headings))


def bad_structure(parts: Iterable[Structure], about: Any) -> Iterator[str]:
    """What is wrong with a document of these parts, in order; `about` is what it says of itself."""
    if not about.title or not about.lang:
        yield "the document has no title or no language"
    parts = tuple(parts)
    private = sorted(frozenset[str]().union(*(part.private for part in parts)))
    yield from (
        f"U+{ord(char):04X} is a private character, which has no meaning of its own" for char in private
    )
    before = 0
    for part in parts:
        if part.untitled:
            yield "a drawing has no title that says it in words"
        for level, words in part.headings:
            if level > before + 1:
                yield f"a heading of level {level} follows one of level {before}: {words}"
            before = level
