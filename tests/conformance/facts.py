"""What a page of a finished PDF looks like, in words that fit a line: what it begins with, and what is wrong with it.

Why: a change in look is seen in review when the pages it moved are in the difference, and no picture has to be kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

import pikepdf
import pypdfium2
from pypdfium2 import raw

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points

HEAD: Final = 57.0  # points at the top and at the foot that belong to the running furniture
FOOT: Final = 56.0
MARGIN: Final = 53.0  # points left and right in which nothing is printed; every sheet leaves 20 mm
NUMBERS: Final = (
    28.0  # points left of which nothing at all is printed; between, the numbers that paragraphs are cited by
)
NEARLY_EMPTY: Final = 0.2  # of the height between head and foot
_NUMBER: Final = re.compile(r"\d+(\.\d+)?")
_SHOWN: Final = 40  # characters of what a page begins with
_SHARE: Final = 0.25  # of the smaller of two pieces of text, from which on they are said to overlap


@dataclass(frozen=True, slots=True)
class Facts:
    """One page: what it begins with, how much of it is used (0 to 1), and what is wrong with it."""

    begins: str
    used: float
    wrong: tuple[str, ...]


def facts(path: Path) -> list[Facts]:
    """The pages of a PDF in order."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        starts = {item.get_dest().get_index() for item in pdf.get_toc() if item.get_dest() is not None}
        found = [_page(page) for page in pdf]
    finally:
        pdf.close()
    return [
        (
            _with(page, "nearly empty, and nothing after it begins a page")
            if page.used < NEARLY_EMPTY and 0 < number < len(found) and number not in starts
            else page
        )
        for number, page in enumerate(found, start=1)
    ]


def told(found: list[Facts]) -> str:
    """A line a page."""
    return "".join(f"{n:3} {page.begins}\n" for n, page in enumerate(found, start=1))


def split_rows(path: Path) -> int:
    """How many rows of tables stand on more than one page, by the structure that a screen reader follows."""
    with pikepdf.open(path) as pdf:
        return sum(len(_pages(row)) > 1 for row in _elements(pdf.Root.StructTreeRoot.K, "/TR"))


def _elements(node: pikepdf.Object, kind: str) -> Iterator[pikepdf.Object]:
    waiting = [node]
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting += list(item)
        elif isinstance(item, pikepdf.Dictionary):
            if item.get("/S") == kind:
                yield item
            elif "/K" in item:
                waiting.append(item.K)


def _pages(element: pikepdf.Object) -> set[tuple[int, int]]:
    found: set[tuple[int, int]] = set()
    waiting: list[tuple[pikepdf.Object, pikepdf.Object | None]] = [(element, None)]
    while waiting:
        item, page = waiting.pop()
        if isinstance(item, pikepdf.Array):
            waiting += [(child, page) for child in item]
        elif isinstance(item, pikepdf.Dictionary):
            page = item.get("/Pg", page)
            if "/K" in item:
                waiting.append((item.K, page))
            elif page is not None:
                found.add(page.objgen)
        elif page is not None:  # a number: marked content of the page named above it
            found.add(page.objgen)
    return found


def _with(page: Facts, wrong: str) -> Facts:
    return Facts(page.begins, page.used, (*page.wrong, wrong))


def _page(page: pypdfium2.PdfPage) -> Facts:
    width, height = page.get_size()
    text = page.get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    pieces = [(box, " ".join(text.get_text_bounded(*box).split())) for box in boxes]
    pieces = [(box, words) for box, words in pieces if words]
    body = [(box, words) for box, words in pieces if box[1] > FOOT and box[3] < height - HEAD]
    pictures = [item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
    low = min((box[1] for box in (*(box for box, _ in body), *pictures)), default=height - HEAD)
    used = (height - HEAD - low) / (height - HEAD - FOOT)
    # what stands highest, and leftmost of that: a drawing is painted after the text around it; a number in the margin
    # says nothing of what it numbers
    worded = [piece for piece in body if not _NUMBER.fullmatch(piece[1])] or body
    begins = min(worded, key=lambda piece: (-round(piece[0][3] / 4), piece[0][0]))[1] if worded else ""
    return Facts(begins[:_SHOWN].rstrip(), used, tuple(_wrong(pieces, pictures, width, height)))


def _wrong(pieces: list[tuple[Box, str]], pictures: list[Box], width: float, height: float) -> Iterator[str]:
    if not pieces:
        yield "empty"
    for (left, bottom, right, top), words in pieces:
        frame = NUMBERS if _NUMBER.fullmatch(words) and right < MARGIN + 1 else MARGIN
        if left < frame or right > width - MARGIN or bottom < 0 or top > height:
            yield f"stands outside the page's frame: {words}"
    for (one, words), (other, more) in combinations(pieces, 2):
        if _shared(one, other) > _SHARE * min(_area(one), _area(other)):
            yield f"lie over each other: {words} / {more}"
    for box, words in pieces:
        if any(_shared(box, picture) > _SHARE * _area(box) for picture in pictures):
            yield f"lies on a picture: {words}"


def _shared(one: Box, other: Box) -> float:
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    return across * down if across > 0.5 and down > 0 else 0.0


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
