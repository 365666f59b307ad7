"""Sets a document: HTML in a house's look to a PDF with fixed metadata, and the marks people put on paper.

Seals and signatures are drawn, never taken from anywhere; every sheet carries the line that it is an example.
"""

# ruff: noqa: E501  (sentences and table rows stand whole on a line)
from __future__ import annotations

import base64
import io
import math
import random
import re
from html import escape
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont
from weasyprint import HTML

CJK_BOLD = "/usr/share/fonts/opentype/noto/NotoSerifCJK-Bold.ttc"
BASE = """
@page { size: %(size)s; margin: %(margin)s;
  @bottom-left { content: "%(foot)s"; font: 6.8pt "%(sans)s"; color: #777; }
  @bottom-center { content: "Fictitious example"; font: 6.8pt "%(sans)s"; color: #777; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 6.8pt "%(sans)s"; color: #777; } }
html { font-family: "%(font)s", "WenQuanYi Micro Hei"; font-size: 9.4pt; line-height: 1.38; color: #1b1b1b; hyphens: none }
table { border-collapse: collapse; width: 100%%; margin: 1.5mm 0 3mm }
td, th { padding: 1.1mm 1.8mm; vertical-align: top; text-align: left }
th { font-weight: bold }
.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums }
.c { text-align: center }
h1 { font-size: 17pt; margin: 0 0 2mm } h2 { font-size: 11pt; margin: 5mm 0 1.5mm } h3 { font-size: 9.6pt; margin: 3mm 0 1mm }
p { margin: 0 0 2mm } .small { font-size: 7.8pt; color: #444 } .page { break-before: page } .zh { font-family: "WenQuanYi Micro Hei" }
.seal { position: absolute; opacity: .86 } .sign { height: 13mm }
.sig td { border: 0; padding-right: 10mm }
.sig .line { border-top: .5pt solid #333; padding-top: 1mm; font-size: 8pt }
"""


def table(rows: list[tuple], head: tuple = (), cls: str = "grid", right: tuple[int, ...] = ()) -> str:
    """Rows of cells; columns in `right` are figures. Cells are HTML."""

    def cells(row: tuple, tag: str) -> str:
        return "".join(
            f"<{tag}{' class=n' if i in right else ''}>{cell}</{tag}>" for i, cell in enumerate(row)
        )

    top = f"<thead><tr>{cells(head, 'th')}</tr></thead>" if head else ""
    lines = "".join(f"<tr>{cells(row, 'td')}</tr>" for row in rows)
    return f"<table class={cls}>{top}<tbody>{lines}</tbody></table>"


def pairs(rows: list[tuple[str, str]], cls: str = "pairs") -> str:
    return f"<table class={cls}>{''.join(f'<tr><th>{a}</th><td>{b}</td></tr>' for a, b in rows)}</table>"


def write(
    file: Path,
    title: str,
    author: str,
    created: str,
    body: str,
    css: str = "",
    foot: str = "",
    size: str = "A4",
    font: str = "Liberation Sans",
    sans: str = "",
    margin: str = "16mm 16mm 17mm 18mm",
) -> None:
    """Writes the PDF. `created` is the instant its metadata carry."""
    style = BASE % {
        "size": size,
        "font": font,
        "sans": sans or font,
        "foot": foot.replace('"', "'"),
        "margin": margin,
    }
    html = (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>{escape(title)}</title>"
        f'<meta name=author content="{escape(author)}"><meta name=generator content="Fictitious example">'
        f'<meta name=dcterms.created content="{created}"><meta name=dcterms.modified content="{created}">'
        f"<style>{style}{css}</style></head><body>{body}</body></html>"
    )
    HTML(string=html).write_pdf(file)


def _uri(image: Image.Image, kind: str = "PNG", **options: object) -> str:
    buffer = io.BytesIO()
    image.save(buffer, kind, **options)
    return f"data:image/{kind.lower()};base64,{base64.b64encode(buffer.getvalue()).decode()}"


def photo(file: Path, width: int = 620) -> str:
    """A reduced copy of a photograph, upright, for a report's page."""
    with Image.open(file) as opened:
        turn = opened.getexif().get(0x0112, 1)
        image = opened.convert("RGB")
    if turn == 6:
        image = image.transpose(Image.Transpose.ROTATE_270)
    image.thumbnail((width, width))
    return _uri(image, "JPEG", quality=66)


def seal(
    name_zh: str,
    middle: str,
    number: str,
    mm: float = 38,
    colour: tuple[int, int, int] = (196, 24, 32),
    style: str = "",
) -> str:
    """A round company seal: the name on the upper arc, a star, what the seal is for, a number below."""
    size = 520
    ink = Image.new("L", (size, size), 0)
    pen = ImageDraw.Draw(ink)
    centre = size / 2
    pen.ellipse((12, 12, size - 12, size - 12), outline=255, width=13)
    face = ImageFont.truetype(CJK_BOLD, 58 if len(name_zh) < 13 else 50, index=2)
    span = min(250, 21 * len(name_zh))
    for i, character in enumerate(name_zh):
        angle = math.radians(-90 - span / 2 + span * i / (len(name_zh) - 1))
        glyph = Image.new("L", (90, 90), 0)
        ImageDraw.Draw(glyph).text((45, 45), character, font=face, fill=255, anchor="mm")
        glyph = glyph.rotate(-math.degrees(angle) - 90, resample=Image.Resampling.BICUBIC)
        x, y = centre + 192 * math.cos(angle), centre + 192 * math.sin(angle)
        ink.paste(255, (int(x - 45), int(y - 45)), glyph)
    star = [
        (
            centre + (66 if k % 2 == 0 else 26) * math.sin(k * math.pi / 5),
            centre - 8 - (66 if k % 2 == 0 else 26) * math.cos(k * math.pi / 5),
        )
        for k in range(10)
    ]
    pen.polygon(star, fill=255)
    pen.text((centre, 352), middle, font=ImageFont.truetype(CJK_BOLD, 44, index=2), fill=255, anchor="mm")
    pen.text((centre, 425), number, font=ImageFont.truetype(CJK_BOLD, 26, index=2), fill=255, anchor="mm")
    grain = np.random.default_rng(len(name_zh) * 7 + len(middle)).normal(size=(size // 6 + 1, size // 6 + 1))
    wear = np.asarray(
        Image.fromarray(grain.astype(np.float32)).resize((size, size), Image.Resampling.BICUBIC)
    )
    alpha = np.asarray(ink, float) * np.clip(0.93 + 0.16 * wear, 0.25, 1.0)
    image = Image.merge(
        "RGBA", [Image.new("L", (size, size), c) for c in colour] + [Image.fromarray(alpha.astype(np.uint8))]
    )
    image = (
        image.rotate(-7, resample=Image.Resampling.BICUBIC)
        .resize((400, 400), Image.Resampling.LANCZOS)
        .quantize(20)
    )
    return f'<img class=seal style="width:{mm}mm;{style}" alt="seal" src="{_uri(image, optimize=True)}">'


def signature(name: str, colour: str = "#1c2f7a", width: float = 34) -> str:
    """A scrawl that is the same each time a name signs."""
    rng = random.Random(name)
    x, y = 8.0, 30.0
    path = f"M{x:.1f},{y:.1f}"
    for k in range(9):
        nx = x + rng.uniform(8, 16)
        ny = 28 + rng.uniform(-17, 12) * (1.3 if k == 0 else 0.8)
        path += f" C{x + rng.uniform(-4, 9):.1f},{y + rng.uniform(-24, 18):.1f} {nx - rng.uniform(2, 10):.1f},{ny + rng.uniform(-20, 20):.1f} {nx:.1f},{ny:.1f}"
        x, y = nx, ny
    path += f" q20,-6 34,{rng.uniform(-8, 4):.1f}"
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 170 56"><path d="{path}" fill="none" stroke="{colour}" stroke-width="1.7" stroke-linecap="round"/></svg>'
    return f'<img alt="signature" style="width:{width}mm" src="data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}">'


def stamp(text: str, colour: str = "#1d5a34", turn: int = -8, style: str = "") -> str:
    """A rubber stamp in a frame."""
    return (
        f'<span style="display:inline-block;border:1.6pt solid {colour};color:{colour};padding:1.2mm 3mm;font:bold 12pt Carlito;'
        f'transform:rotate({turn}deg);opacity:.82;{style}">{text}</span>'
    )


def money(value: str) -> str:
    """A decimal text with thousands separators."""
    whole, _, cents = value.partition(".")
    return re.sub(r"(?<=\d)(?=(\d{3})+$)", ",", whole) + (f".{cents}" if cents else "")
