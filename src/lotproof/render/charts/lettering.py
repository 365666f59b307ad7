"""How wide a text is in the charts' font, and where to break it.

Why: WeasyPrint draws centred and right-aligned SVG text in a transparent group, so every text is set from its
left edge, and its width must be known from the font itself.
"""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache

from lotproof.render.fonts import FOLDER
from lotproof.render.markdown import strip_controls


@cache
def _advances(file: str) -> tuple[int, Mapping[int, int]]:
    from fontTools.ttLib import TTFont

    with TTFont(FOLDER / file, lazy=True) as font:
        metrics = font["hmtx"]
        return font["head"].unitsPerEm, {
            point: metrics[glyph][0] for point, glyph in font.getBestCmap().items()
        }


def width_of(text: str, size: Fraction, *, bold: bool = False) -> Fraction:
    """Pixels that `text` takes in Inter at `size` pixels, kerning left out; what Inter lacks counts one em."""
    em, advances = _advances("Inter-SemiBold.ttf" if bold else "Inter-Regular.ttf")
    return sum((advances.get(ord(char), em) for char in text), 0) * size / em


def lines_of(text: str, room: Fraction | int, size: Fraction, *, bold: bool = False) -> tuple[str, ...]:
    """`text` broken at blanks, and between Chinese characters, into lines of at most `room` pixels.

    A single word wider than `room` stays whole.
    """
    result = [""]
    for word in _pieces(strip_controls(text)):
        longer = result[-1] + word
        if result[-1] and width_of(longer.rstrip(), size, bold=bold) > room:
            result.append(word.lstrip())
        else:
            result[-1] = longer
    return tuple(part.rstrip() for part in result)


def _pieces(text: str) -> list[str]:
    """Words with the blank that follows them; each Chinese character alone, closing punctuation with it."""
    pieces = [""]
    for char in " ".join(text.split()):
        wide = ord(char) > 0x2E80
        closing = char in "，。、；：！？）》」』”’"
        before = pieces[-1][-1:]
        if before and not closing and (wide or before == " " or ord(before) > 0x2E80) and char != " ":
            pieces.append("")
        pieces[-1] += char
    return pieces
