"""The curve drawn with characters: dots of Braille where the terminal has them, plain ASCII where it may not.

Why: at the factory gate there is a terminal on a telephone, and in a log file there is ASCII.
"""

from __future__ import annotations

import os
import shutil
import sys
from bisect import bisect_left
from fractions import Fraction
from typing import Final

from lotproof.cli import report
from lotproof.cli.plan_curve import Curve
from lotproof.cli.plan_words import plain
from lotproof.compute.rounding import half_up, to_places

ROWS: Final = 14
_LABEL: Final = 6
_NARROWEST, _WIDEST = 48, 110
_COLOURS: Final = {"P": "note", "C": "warning", "S": "error"}
# Braille: the bit of a dot by its column and its row from above
_DOTS: Final = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))


def drawn(curve: Curve, columns: int | None = None, *, plain_text: bool | None = None) -> str:
    """The curve, its axes and the letters of its named points, `columns` wide (by default the terminal's width).

    `plain_text` None asks the stream, TERM and the locale whether they can show more than ASCII.
    """
    ascii_only = not fine() if plain_text is None else plain_text
    wide = columns or shutil.get_terminal_size((80, 24)).columns
    width = min(max(wide, _NARROWEST), _WIDEST) - _LABEL - 2
    rows = _ascii(curve, width) if ascii_only else _braille(curve, width)
    for each in curve.named:
        column = min(width - 1, int(each.share / curve.top * width))
        down = min(ROWS - 1, int((1 - each.acceptance) * ROWS))
        rows[down][column] = report.paint(each.letter, _COLOURS[each.letter], "stdout")
    upright, corner, flat, notch = ("|", "+", "-", "+") if ascii_only else ("│", "└", "─", "┬")
    lines = ["Chance that the plan accepts the lot"]
    for number, row in enumerate(rows):
        label = {0: "100 %", ROWS // 2: "50 %", ROWS - 1: "0 %"}.get(number, "")
        lines.append(f"{label:>{_LABEL}}{upright}{''.join(row).rstrip()}")
    ticks = _ticks(curve, width)
    axis = "".join(notch if column in ticks else flat for column in range(width))
    lines.append(f"{'':{_LABEL}}{corner}{axis}")
    lines.append(_numbers(ticks, width))
    lines.append(f"{'':{_LABEL + 1}}{curve.across}")
    return "\n".join(lines)


def fine() -> bool:
    """Whether standard output can show Braille and lines: its encoding, TERM and the locale all allow it."""
    term = os.environ.get("TERM", "")
    locale = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_CTYPE", "LANG"))), "")
    encoding = (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "")
    unable = term in ("dumb", "linux") or (not term and report.on_terminal("stdout"))
    return encoding == "utf8" and not unable and locale not in ("C", "POSIX")


def height(curve: Curve, share: Fraction) -> Fraction:
    """The curve at `share`, straight between the two points around it."""
    shares = [point.share for point in curve.points]
    after = min(max(1, bisect_left(shares, share)), len(shares) - 1)
    a, b = curve.points[after - 1], curve.points[after]
    part = min(Fraction(1), (share - a.share) / (b.share - a.share))
    return a.acceptance + part * (b.acceptance - a.acceptance)


def _braille(curve: Curve, width: int) -> list[list[str]]:
    bits = [[0] * width for _ in range(ROWS)]
    deep = 4 * ROWS
    before: int | None = None
    for dot in range(2 * width):
        level = height(curve, curve.top * (2 * dot + 1) / (4 * width))
        here = min(deep - 1, int((1 - level) * deep))
        for down in range(here if before is None else min(before + 1, here), here + 1):
            bits[down // 4][dot // 2] |= _DOTS[dot % 2][down % 4]
        before = here
    return [[chr(0x2800 + cell) if cell else " " for cell in row] for row in bits]


def _ascii(curve: Curve, width: int) -> list[list[str]]:
    rows = [[" "] * width for _ in range(ROWS)]
    before: int | None = None
    for column in range(width):
        level = height(curve, curve.top * (2 * column + 1) / (2 * width))
        here = min(ROWS - 1, int((1 - level) * ROWS))
        for down in range(here if before is None else min(before + 1, here), here + 1):
            rows[down][column] = "*"
        before = here
    return rows


def _ticks(curve: Curve, width: int) -> dict[int, str]:
    """Columns of the axis that bear a number, and the number in per cent."""
    count = int(curve.top / curve.tick)
    places = next(n for n in range(8) if (curve.tick * 100 * 10**n).denominator == 1)
    return {
        min(width - 1, half_up(curve.tick * n / curve.top * (width - 1))): plain(
            to_places(curve.tick * n * 100, places)
        )
        for n in range(count + 1)
    }


def _numbers(ticks: dict[int, str], width: int) -> str:
    line = [" "] * (_LABEL + 2 + width)
    for column, text in ticks.items():
        start = min(_LABEL + 1 + column - len(text) // 2, len(line) - len(text))
        line[start : start + len(text)] = text
    return "".join(line).rstrip()
