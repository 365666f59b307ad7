"""The otter that tops the tower of case 101: its head and neck, and what is printed on them."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from maker.photo.scene import Scene, Vec, rounded

# an otter's skull is flat and broad: wider than high, the ears small, low and at the sides
HEAD = [(2.15 * math.sin(a * math.pi / 24), -1.45 * math.cos(a * math.pi / 24)) for a in range(25)]
NECK = rounded([(0, 0), (1.55, 0), (1.75, 0.35), (1.6, 1.4), (0, 1.4)], 0.3, 5)
CREAM, DARK, PAW = (236, 218, 188, 255), (24, 18, 16, 255), (74, 42, 24, 255)


def face(shift: float = 0.0) -> Image.Image:
    """Pale cheeks and chin, a broad nose, wide whiskers, eyes set high and apart: what tells an otter from a bear."""
    image = Image.new("RGBA", (560, 380), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    x = 280 + shift
    pen.polygon(
        [(x - 190, 210), (x - 120, 150), (x + 120, 150), (x + 190, 210), (x + 170, 380), (x - 170, 380)],
        fill=CREAM,
    )
    pen.ellipse((x - 205, 160, x - 5, 330), fill=CREAM)
    pen.ellipse((x + 5, 160, x + 205, 330), fill=CREAM)
    for s in (-1, 1):
        pen.ellipse((x + s * 112 - 22, 78, x + s * 112 + 22, 126), fill=DARK)
        pen.ellipse((x + s * 112 - 8, 84, x + s * 112 + 8, 100), fill=(255, 255, 255, 255))
        for k in range(4):
            pen.line((x + s * 92, 222 + k * 15, x + s * 236, 196 + k * 36), fill=DARK, width=5)
        for k in range(3):
            pen.ellipse(
                (x + s * (60 + 17 * k) - 4, 216 + 12 * k, x + s * (60 + 17 * k) + 4, 224 + 12 * k), fill=DARK
            )
    pen.polygon([(x - 62, 142), (x + 62, 142), (x + 50, 176), (x, 204), (x - 50, 176)], fill=DARK)
    pen.ellipse((x - 68, 128, x + 68, 176), fill=DARK)
    pen.line((x, 200, x, 246), fill=DARK, width=7)
    pen.arc((x - 100, 190, x, 270), 20, 130, fill=DARK, width=8)
    pen.arc((x, 190, x + 100, 270), 50, 160, fill=DARK, width=8)
    return image


def chest() -> Image.Image:
    """A pale bib, and two paws that hold a shell."""
    image = Image.new("RGBA", (560, 230), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((110, -60, 450, 260), fill=CREAM)
    pen.pieslice((208, 60, 352, 250), 180, 360, fill=(226, 122, 96, 255), outline=(150, 66, 48, 255), width=5)
    for k in range(-2, 3):
        pen.line((280, 155, 280 + k * 30, 68 + abs(k) * 13), fill=(150, 66, 48, 255), width=4)
    for s in (-1, 1):
        pen.ellipse((280 + s * 84 - 48, 92, 280 + s * 84 + 48, 168), fill=PAW)
        for k in range(3):
            pen.line((280 + s * 46, 116 + k * 16, 280 + s * 66, 114 + k * 16), fill=CREAM, width=4)
    return image


def head(scene: Scene, brown: tuple[float, ...], at: Vec, shift: float = 0.0) -> int:
    """The otter that tops the tower, looking to -y: a neck with bib and paws, a flat head; `at` is its lower edge."""
    x, y, z = at
    for number, profile, up in ((0, NECK, 0.0), (1, HEAD, 2.45)):
        body = scene.lathe(profile, brown, (x, y, z + up))
        rot = scene.rot[body]
        out, side = rot @ (0.0, -1.0, 0.0), rot @ (1.0, 0.0, 0.0)
        if number:
            centre = (out[0] * 2.0, out[1] * 2.0, -0.15)
            scene.decal(body, face(shift), centre, tuple(side), (0, 0, 1), 1.95, 1.7, 0.35)
        else:
            centre = (out[0] * 1.7, out[1] * 1.7, 0.62)
            scene.decal(body, chest(), centre, tuple(side), (0, 0, 1), 1.75, 1.2, 0.35)
    for s in (-1, 1):
        ear = [(0.36 * math.sin(a * math.pi / 12), -0.3 * math.cos(a * math.pi / 12)) for a in range(13)]
        scene.lathe(ear, brown, (x + s * 1.84, y + 0.25, z + 2.45 + 0.78))
    return body
