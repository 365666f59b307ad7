"""What a page of a finished PDF looks like, in words that fit a line: how full it is and what it begins with.

Why: a change in look is seen in review when the pages it moved are in the difference, and no picture has to be kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Final

import pypdfium2
from pypdfium2 import raw

Box = tuple[float, float, float, float]  # left, bottom, right, top, in points

HEAD: Final = 57.0  # points at the top and at the foot that belong to the running furniture
FOOT: Final = 56.0
_SHOWN: Final = 60  # characters of what a page begins with
_SHARE: Final = 0.25  # of the smaller of two pieces of text, from which on they are said to overlap


@dataclass(frozen=True, slots=True)
class Facts:
    """One page: how full it is (tenths of its height), what it begins with, and what is wrong with it."""

    tenths: int
    begins: str
    wrong: tuple[str, ...]


def facts(path: Path) -> list[Facts]:
    """The pages of a PDF in order."""
    pdf = pypdfium2.PdfDocument(path)
    try:
        return [_page(page) for page in pdf]
    finally:
        pdf.close()


def told(found: list[Facts]) -> str:
    """A line a page."""
    return "".join(f"{n:3} {page.tenths:2}/10 {page.begins}\n" for n, page in enumerate(found, start=1))


def _page(page: pypdfium2.PdfPage) -> Facts:
    width, height = page.get_size()
    text = page.get_textpage()
    boxes = [text.get_rect(number) for number in range(text.count_rects())]
    pieces = [(box, " ".join(text.get_text_bounded(*box).split())) for box in boxes]
    pieces = [(box, words) for box, words in pieces if words]
    body = [(box, words) for box, words in pieces if box[1] > FOOT and box[3] < height - HEAD]
    pictures = [item.get_bounds() for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])]
    low = min((box[1] for box in (*(box for box, _ in body), *pictures)), default=height - HEAD)
    tenths = round(10 * (height - HEAD - low) / (height - HEAD - FOOT))
    return Facts(tenths, body[0][1][:_SHOWN] if body else "", tuple(_wrong(pieces, width, height)))


def _wrong(pieces: list[tuple[Box, str]], width: float, height: float) -> Iterator[str]:
    for (left, bottom, right, top), words in pieces:
        if left < 0 or bottom < 0 or right > width or top > height:
            yield f"runs off the page: {words}"
    for (one, words), (other, more) in combinations(pieces, 2):
        across = min(one[2], other[2]) - max(one[0], other[0])
        down = min(one[3], other[3]) - max(one[1], other[1])
        if across > 0.5 and down > 0 and across * down > _SHARE * min(_area(one), _area(other)):
            yield f"lie over each other: {words} / {more}"


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])
