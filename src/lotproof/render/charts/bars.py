"""Bars on one axis: amounts that are compared and not added, each with its figure in words at its end.

Why: which defect or which option weighs most is seen at once, and read nowhere but at the figure.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Final

from markupsafe import Markup

from lotproof.render.charts.drawing import (
    Number,
    Tone,
    box,
    grouped,
    line,
    mark,
    picture,
    plate,
    ticks,
    words,
)
from lotproof.render.charts.lettering import lines_of, width_of

LABEL: Final = 190
PAD: Final = 8
_NAME: Final = Fraction(9)
_NOTE: Final = Fraction(17, 2)


@dataclass(frozen=True)
class Bar:
    """One row. `value` may be below zero; `told` is it as printed ("18 units"), `note` a small line under the label.

    The tone gives the mark beside the label its shape and its colour, and is said in `note`.
    """

    label: str
    note: str
    value: Number
    told: str
    tone: Tone = "plain"


def bars(
    rows: Sequence[Bar],
    *,
    title: str,
    axis: str,
    width: int = 480,
    at_line: tuple[Number, str] | None = None,
    say: Callable[[int], str] = grouped,
) -> Markup:
    """The bars of `rows`, top to bottom, `axis` naming the quantity and its unit; `say` formats the axis numbers.

    `at_line` is a value drawn through all of them, and what it is. Where a value is below zero the axis shows zero
    alone. Raises ValueError when there is no row.
    """
    if not rows:
        raise ValueError("a chart of bars needs a bar")
    values = [row.value for row in rows] + ([at_line[0]] if at_line else [])
    steps = ticks(max(*values, 0)) if min(values) >= 0 else (0,)
    low, high = min(*values, 0), max(*values, steps[-1], 1)
    left = LABEL + (60 if low < 0 else 0)
    # The axis ends where the widest figure still fits behind its bar, and the last number under the axis on the page.
    right = Fraction(width - PAD - 2)
    for row in rows:
        room = width - 1 - 5 - width_of(row.told, _NAME, bold=True) - left
        share = Fraction(max(row.value, 0) - low) / Fraction(high - low)
        right = min(right, left + room / share) if share else right
    right = max(
        min(right, width - 1 - width_of(say(steps[-1]), _NAME) / 2), left + Fraction(width - left) / 3
    )

    def at(value: Number) -> Fraction:
        return left + Fraction(value - low) / Fraction(high - low) * (right - left)

    names = [lines_of(row.label, LABEL - 26, _NAME, bold=True) for row in rows]
    notes = [lines_of(row.note, LABEL - 26, _NOTE) if row.note else () for row in rows]
    heights = [12 + 11 * (len(name) + len(note)) for name, note in zip(names, notes, strict=True)]
    top = 16 if at_line else 4
    bottom = top + sum(heights)
    parts: list[str] = []
    for step in steps:
        parts.append(line(at(step), top, at(step), bottom, "rule", width="0.5"))
        parts.append(words(at(step), bottom + 13, say(step), "soft", size="9", anchor="middle"))
    y = top
    for row, name, note, height in zip(rows, names, notes, heights, strict=True):
        parts += _row(row, name, note, y, at, width - 1)
        y += height
    for above, _ in pairwise(top + sum(heights[: n + 1]) for n in range(len(rows))):
        parts.append(line(0, above, width, above, "rule", width="0.5"))
    parts.append(line(at(0), top, at(0), bottom, "ink", width="0.75"))
    if at_line:
        value, told = at_line
        parts.append(line(at(value), top, at(value), bottom, "soft", width="1", dash="4 3"))
        wide = width_of(told, _NAME)
        start = max(Fraction(LABEL), min(at(value) - wide / 2, width - 1 - wide))
        parts.append(words(start, 10, told, "soft", size="9"))
    parts.append(words(LABEL, bottom + 27, axis, "soft", size="9"))
    spoken = " ".join(f"{row.label}{f' ({row.note})' if row.note else ''}: {row.told}." for row in rows)
    if at_line:
        spoken += f" The line stands at: {at_line[1]}."
    return picture(width, bottom + 32, title, spoken, parts)


def _row(
    row: Bar, name: Sequence[str], note: Sequence[str], top: int, at: Callable[[Number], Fraction], right: int
) -> list[str]:
    parts = [mark(5, top + 12, row.tone, size=Fraction(7, 2))]
    parts += [words(15, top + 15 + 11 * n, text, bold=True, size="9") for n, text in enumerate(name)]
    under = top + 15 + 11 * len(name)
    parts += [words(15, under + 11 * n, text, "soft", size="8.5") for n, text in enumerate(note)]
    start, end = sorted((at(0), at(row.value)))
    if end > start:
        parts.append(box(start, top + 7, end - start, 10, row.tone))
    # The figure stands after its bar where there is room, else on paper over its end, so that it is never cut off.
    wide = width_of(row.told, _NAME, bold=True)
    after = (end if row.value >= 0 else at(0)) + 5
    parts.append(plate(min(after, right - wide), top + 15, row.told))
    return parts
