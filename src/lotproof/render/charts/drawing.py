"""The marks charts are made of: lines, boxes, text and four shapes, as SVG text with exact coordinates.

Why: own primitives give the same bytes everywhere, and every mark gets its colour, its shape and a class for the
dark page from one table. No mark is transparent: PDF/UA would lose it.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from typing import Literal

from markupsafe import Markup, escape

from lotproof.render.charts.lettering import width_of
from lotproof.render.markdown import strip_controls

Number = int | Fraction
Tone = Literal["plain", "alarm", "caution", "good"]
Anchor = Literal["start", "middle", "end"]

# On white: ink 17 : 1, the rest at least 5.5 : 1, rules excepted, which carry no meaning.
COLOURS = {
    "ink": "#1a1c1e",
    "soft": "#55595e",
    "rule": "#c9ccd0",
    "shade": "#e6e8ea",
    "plain": "#0f4f55",
    "alarm": "#8f2a14",
    "caution": "#7d5200",
    "good": "#245c38",
    "paper": "#ffffff",
}
# A photocopy is grey: the tone of a mark is its shape first and its colour second.
# The same shapes as the flags in the text have, so that FAIL looks alike in a table and in the drawing under it.
SHAPES: dict[Tone, str] = {"plain": "diamond", "alarm": "square", "caution": "triangle", "good": "circle"}


def exact(value: Number) -> str:
    """`value` in pixels with at most two decimals, halves away from zero; never a float."""
    up, down = value.as_integer_ratio()
    hundredths = (200 * abs(up) + down) // (2 * down)
    sign = "-" if value < 0 and hundredths else ""
    whole, rest = divmod(hundredths, 100)
    return f"{sign}{whole}.{rest:02d}".rstrip("0").rstrip(".")


def line(
    x1: Number, y1: Number, x2: Number, y2: Number, ink: str = "ink", *, width: str = "1", dash: str = ""
) -> str:
    """A straight line of `width` pixels; `dash` as in stroke-dasharray."""
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    return (
        f'<line class="c-{ink}" x1="{exact(x1)}" y1="{exact(y1)}" x2="{exact(x2)}" y2="{exact(y2)}" '
        f'stroke="{COLOURS[ink]}" stroke-width="{width}"{dashed}/>'
    )


def box(x: Number, y: Number, width: Number, height: Number, ink: str) -> str:
    """A filled rectangle."""
    return (
        f'<rect class="f-{ink}" x="{exact(x)}" y="{exact(y)}" width="{exact(width)}" height="{exact(height)}"'
        f' fill="{COLOURS[ink]}"/>'
    )


def path(points: Iterable[tuple[Number, Number]], ink: str, *, width: str = "1.5") -> str:
    """An open line through `points`."""
    through = " ".join(f"{exact(x)},{exact(y)}" for x, y in points)
    return (
        f'<polyline class="c-{ink}" points="{through}" fill="none" stroke="{COLOURS[ink]}"'
        f' stroke-width="{width}"/>'
    )


def words(
    x: Number,
    y: Number,
    text: str,
    ink: str = "ink",
    *,
    size: str = "10",
    anchor: Anchor = "start",
    bold: bool = False,
) -> str:
    """One line of text on the baseline `y`, in Inter, Chinese in Noto Sans SC, `x` being its `anchor`."""
    clean = strip_controls(text)
    share = {"start": Fraction(0), "middle": Fraction(1, 2), "end": Fraction(1)}[anchor]
    left = x - share * width_of(clean, Fraction(size), bold=bold)
    # Font named on every element: text in an SVG takes none from the page. No blank after the comma: WeasyPrint.
    return (
        f'<text class="f-{ink}" x="{exact(left)}" y="{exact(y)}" font-family="Inter,Noto Sans SC"'
        f' font-size="{size}" font-weight="{600 if bold else 400}"'
        f' fill="{COLOURS[ink]}">{escape(clean)}</text>'
    )


def plate(
    x: Number, y: Number, text: str, ink: str = "ink", *, size: str = "9", anchor: Anchor = "start"
) -> str:
    """Bold `words` on a piece of paper, so that no line runs through them."""
    tall = Fraction(size)
    wide = width_of(strip_controls(text), tall, bold=True)
    left = x if anchor == "start" else x - wide
    under = box(left - 1, y - tall * Fraction(4, 5), wide + 2, tall, "paper")
    return under + words(left, y, text, ink, size=size, bold=True)


def mark(x: Number, y: Number, tone: Tone, *, size: Number = 4, hollow: bool = False) -> str:
    """The shape of `tone` around a centre, reaching `size` pixels from it; hollow means that nothing was found."""
    fill = COLOURS["paper"] if hollow else COLOURS[tone]
    style = (
        f'class="m-{tone}{" hollow" if hollow else ""}" fill="{fill}" stroke="{COLOURS[tone]}"'
        ' stroke-width="1.5"'
    )
    if SHAPES[tone] == "circle":
        return f'<circle cx="{exact(x)}" cy="{exact(y)}" r="{exact(size)}" {style}/>'
    far = Fraction(size) * Fraction(5, 4)
    corners: dict[str, Sequence[tuple[Number, Number]]] = {
        "square": ((x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size)),
        "diamond": ((x, y - far), (x + far, y), (x, y + far), (x - far, y)),
        "triangle": ((x, y - far), (x + far, y + size), (x - far, y + size)),
    }
    through = " ".join(f"{exact(a)},{exact(b)}" for a, b in corners[SHAPES[tone]])
    return f'<polygon points="{through}" {style}/>'


def picture(width: int, height: Number, title: str, description: str, parts: Iterable[str]) -> Markup:
    """The finished SVG. Its title says the whole chart in words: WeasyPrint makes it the PDF's alternative text."""
    tall = exact(height)
    spoken = escape(strip_controls(f"{title.rstrip('.')}. {description}".strip()))
    return Markup(
        f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" role="img" width="{width}" height="{tall}" '
        f'viewBox="0 0 {width} {tall}"><title>{spoken}</title>{"".join(parts)}</svg>'
    )


def ticks(top: Number, *, most: int = 6) -> tuple[int, ...]:
    """Round whole numbers from 0 upwards in steps of 1, 2 or 5 times a power of ten; the last is not below `top`."""
    step, scale = 1, 1
    while True:
        for digit in (1, 2, 5):
            step = digit * scale
            if step * (most - 1) >= top:
                return tuple(range(0, -(-Fraction(top) // step) * step + 1, step)) if top > 0 else (0, 1)
        scale *= 10


def grouped(value: int) -> str:
    """A whole number with thousands commas, as English documents print it."""
    return f"{value:,}"
