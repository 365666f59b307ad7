"""The dot-and-whisker plot: each projection with its interval, all on one axis.

Why: a point without its interval claims more than a sample proves; one axis lets classes be compared.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from lotproof.render.charts.drawing import (
    Number,
    Tone,
    box,
    grouped,
    line,
    mark,
    picture,
    ticks,
    words,
)
from lotproof.render.charts.lettering import lines_of, width_of

LABEL, VERDICT, PAD = 118, 78, 8


@dataclass(frozen=True)
class Whisker:
    """One row. `point`, `low`, `high` are units of the lot; `low` None means that none was found: "up to" `high`.

    `value` is the projection in words as printed ("264 (137 to 452)"), `note` a small second line under the label.
    """

    label: str
    note: str
    point: Number
    low: Number | None
    high: Number
    value: str
    verdict: str
    tone: Tone


def intervals(
    rows: Sequence[Whisker],
    *,
    title: str,
    axis: str,
    width: int = 480,
    say: Callable[[int], str] = grouped,
) -> Markup:
    """The plot of `rows`, top to bottom, `axis` naming the quantity and its unit; `say` formats the axis numbers.

    A filled mark is a projection with its two-sided interval; a hollow mark with an arrow is "none found, up to".
    Raises ValueError when there is no row or an interval does not hold its point.
    """
    if not rows or any(not (row.low or 0) <= row.point <= row.high for row in rows):
        raise ValueError("every row needs an interval that holds its point")
    left, right = LABEL, width - VERDICT - PAD
    steps = ticks(max(row.high for row in rows))

    def at(value: Number) -> Fraction:
        return left + Fraction(value) / steps[-1] * (right - left)

    parts: list[str] = []
    heights = [max(40, 16 + 11 * len(_note(row)) + 12) for row in rows]
    bottom = 4 + sum(heights)
    for step in steps:
        parts.append(line(at(step), 4, at(step), bottom, "rule", width="0.5"))
        parts.append(words(at(step), bottom + 13, say(step), "soft", size="9", anchor="middle"))
    top = 4
    for row, height in zip(rows, heights, strict=True):
        parts += _row(row, top, at, width)
        top += height
    for above, _ in pairwise([4 + sum(heights[: n + 1]) for n in range(len(rows))]):
        parts.append(line(0, above, width, above, "rule", width="0.5"))
    parts.append(line(left, bottom, right, bottom, "ink", width="0.75"))
    parts.append(words(left, bottom + 27, axis, "soft", size="9"))
    spoken = " ".join(f"{row.label}: {row.value}; {row.verdict}." for row in rows)
    return picture(width, bottom + 32, title, spoken, parts)


def _row(row: Whisker, top: int, at: Callable[[Number], Fraction], width: int) -> list[str]:
    parts = [words(0, top + 16, row.label, bold=True)]
    parts += [words(0, top + 28 + 11 * n, part, "soft", size="8.5") for n, part in enumerate(_note(row))]
    y, high = top + 24, at(row.high)
    if row.low is None:
        parts.append(line(at(0), y, high, y, row.tone, width="1.5", dash="3 2"))
        parts += [
            line(high - 5, y - 4, high, y, row.tone, width="1.5"),
            line(high - 5, y + 4, high, y, row.tone, width="1.5"),
        ]
    else:
        low = at(row.low)
        parts.append(line(low, y, high, y, row.tone, width="1.5"))
        parts += [line(end, y - 4, end, y + 4, row.tone, width="1.5") for end in (low, high)]
    parts.append(mark(at(row.point), y, row.tone, hollow=row.low is None))
    # The value stands over its own whisker, inside the plot, on paper so that no grid line crosses it.
    wide = width_of(row.value, Fraction(9))
    start = max(at(0) + 2, min(at(row.point) - wide / 2, width - VERDICT - PAD - wide))
    parts.append(box(start - 1, top + 5, wide + 2, 11, "paper"))
    parts.append(words(start, top + 14, row.value, size="9"))
    edge = width - VERDICT
    parts.append(mark(edge + 6, top + 20, row.tone, size=Fraction(7, 2)))
    parts += [
        words(edge + 15, top + 23 + 11 * n, part, row.tone, size="9.5", bold=True)
        for n, part in enumerate(lines_of(row.verdict, VERDICT - 15, Fraction(19, 2), bold=True))
    ]
    return parts


def _note(row: Whisker) -> tuple[str, ...]:
    return lines_of(row.note, LABEL - 14, Fraction(17, 2)) if row.note else ()
