"""The operating characteristic curve of a sampling plan, with the results that matter marked on it.

Why: it shows what the plan would have let pass, which answers "our sample was unlucky" with one picture.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from lotproof.render.charts.drawing import Number, Tone, box, line, mark, path, picture, words
from lotproof.render.charts.lettering import lines_of, width_of

LEFT, TOP = 40, 34

Scale = Callable[[Number], Fraction]


@dataclass(frozen=True)
class CurvePoint:
    """Per cent nonconforming in the lot (0 to 100) and the probability that the plan accepts it (0 to 1)."""

    percent: Number
    accepted: Number


@dataclass(frozen=True)
class CurveMark:
    """A point to name: on the curve, or, with `accepted` None, a vertical line (a value the sample showed)."""

    percent: Number
    accepted: Number | None
    label: str
    tone: Tone


def oc_curve(
    points: Sequence[CurvePoint],
    marks: Sequence[CurveMark],
    *,
    title: str,
    description: str,
    x_axis: str,
    y_axis: str,
    width: int = 480,
    height: int = 230,
) -> Markup:
    """The curve through `points` (by rising per cent), from 0 to the last point's per cent.

    `description` is the sentence that a reader who cannot see the chart gets, with its numbers.
    Raises ValueError when there are fewer than two points, they do not rise, or a mark lies outside.
    """
    if len(points) < 2 or any(b.percent <= a.percent for a, b in pairwise(points)):
        raise ValueError("a curve needs at least two points by rising per cent")
    last = points[-1].percent
    if any(not 0 <= m.percent <= last for m in marks):
        raise ValueError("a mark lies outside the curve")
    right, bottom = width - 10, height - 36

    def across(percent: Number) -> Fraction:
        return LEFT + Fraction(percent) / last * (right - LEFT)

    def down(accepted: Number) -> Fraction:
        return bottom - Fraction(accepted) * (bottom - TOP)

    parts: list[str] = []
    for tenth in range(0, 11, 2):
        y = down(Fraction(tenth, 10))
        parts.append(line(LEFT, y, right, y, "rule", width="0.5"))
        parts.append(words(LEFT - 5, y + 3, f"{tenth * 10} %", "soft", size="9", anchor="end"))
    step = next(step for step in (Fraction(1, 2), 1, 2, 5, 10, 20) if last / Fraction(step) <= 12)
    for n in range(int(Fraction(last) / step) + 1):
        x = across(n * step)
        parts.append(line(x, bottom, x, bottom + 4, "ink", width="0.75"))
        parts.append(words(x, bottom + 14, _short(n * step), "soft", size="9", anchor="middle"))
    parts.append(line(LEFT, bottom, right, bottom, "ink", width="0.75"))
    parts += [
        line(across(m.percent), TOP, across(m.percent), bottom, m.tone, dash="3 2")
        for m in marks
        if m.accepted is None
    ]
    parts.append(path(((across(p.percent), down(p.accepted)) for p in points), "ink"))
    parts += _labels(marks, points, across, down, right)
    parts.append(words(LEFT, height - 5, x_axis, "soft", size="9"))
    parts.append(words(0, 9, y_axis, "soft", size="9"))
    return picture(width, height, title, description, parts)


def _labels(
    marks: Sequence[CurveMark], points: Sequence[CurvePoint], across: Scale, down: Scale, right: int
) -> list[str]:
    """Each label above and right of its mark; where two would touch, the upper one moves up.

    Up and right of a falling curve there is nothing, so a label pushed up never lies on the curve.
    """
    spots = []
    for m in marks:
        accepted = _height(points, m.percent) if m.accepted is None else m.accepted
        spots.append((down(accepted), across(m.percent), m))
    spots.sort(key=lambda spot: (spot[0], spot[1]), reverse=True)
    parts, floor = list[str](), Fraction(10**6)
    for n_spot, (y, x, m) in enumerate(spots):
        text = lines_of(m.label, 170, Fraction(19, 2), bold=True)
        wide = _wide(text)
        # Pushed in from the right edge it may not stand on the line that leads from a mark left of it to its label.
        before = max((other for _, other, _ in spots[n_spot + 1 :] if other < x), default=Fraction(LEFT)) + 9
        if x + 6 > right - wide and right - wide < before:
            narrower = lines_of(m.label, right - before, Fraction(19, 2), bold=True)
            text, wide = min((text, narrower), key=_wide), min(wide, _wide(narrower))
        tall = 11 * len(text)
        start = min(x + 6, right - wide)
        beside = start > x + 5
        # at the right edge there is no room beside the mark: the label stands over it and over the falling curve
        at = Fraction(start - LEFT) / (right - LEFT) * points[-1].percent
        lowest = y - 2 if beside else min(y - 8, down(_height(points, at)) - 3)
        top = min(lowest, floor - 3) - tall
        floor = top
        if top + tall < y - 3 and beside:
            parts.append(line(x, y, start, top + tall - 2, m.tone, width="0.75"))
        elif top + tall < y - 9:
            parts.append(line(x, y, x, top + tall, m.tone, width="0.75"))
        parts.append(box(start - 1, top, wide + 2, tall, "paper"))
        parts += [
            words(start, top + 9 + 11 * n, part, m.tone, size="9.5", bold=n == 0)
            for n, part in enumerate(text)
        ]
        parts.append(mark(x, y, m.tone))
    return parts


def _wide(text: Sequence[str]) -> Fraction:
    """Pixels of the widest line of a label, whose first line is bold."""
    return max(width_of(part, Fraction(19, 2), bold=n == 0) for n, part in enumerate(text))


def _height(points: Sequence[CurvePoint], percent: Number) -> Fraction:
    """The curve at `percent`, straight between the two points around it."""
    for a, b in pairwise(points):
        if a.percent <= percent <= b.percent:
            share = Fraction(percent - a.percent) / (b.percent - a.percent)
            return a.accepted + share * (b.accepted - a.accepted)
    return Fraction(points[0].accepted)


def _short(value: Number) -> str:
    whole, rest = divmod(Fraction(value), 1)
    return str(whole) if rest == 0 else f"{whole}.{int(rest * 10)}"
