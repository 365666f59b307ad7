"""What lies about in every inspection photograph: stickers, the slate, a ruler, a grey card, cartons, lamps.

All lettering is drawn here, and each slate says that the picture is a made-up example.
"""

from __future__ import annotations

from functools import cache

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from maker.photo import surface
from maker.photo.scene import Scene, Vec

SANS = "/usr/share/fonts/truetype/liberation/LiberationSans-Bold.ttf"
PLAIN_SANS = "/usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf"
CJK = "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc"


@cache
def font(size: int, face: str = SANS) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(face, size)


def arrow(text: str) -> Image.Image:
    """A red arrow sticker pointing right, with the defect id."""
    image = Image.new("RGBA", (360, 150), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.polygon(
        [(6, 28), (230, 28), (230, 4), (354, 75), (230, 146), (230, 122), (6, 122)], fill=(200, 28, 30, 255)
    )
    pen.text((30, 75), text, font=font(84), fill="white", anchor="lm")
    return image


def dot(text: str, colour: str = "#c81c1e") -> Image.Image:
    image = Image.new("RGBA", (160, 160), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((4, 4, 156, 156), fill=colour)
    pen.text((80, 80), text, font=font(64), fill="white", anchor="mm")
    return image


def slate(order: str, item: str, piece: str) -> Image.Image:
    """The paper slip an inspector lays beside the piece."""
    image = Image.new("RGBA", (640, 400), (247, 246, 241, 255))
    pen = ImageDraw.Draw(image)
    pen.rectangle((12, 12, 628, 388), outline=(40, 40, 40, 255), width=4)
    pen.rectangle((12, 12, 628, 92), fill=(176, 42, 30, 255))
    pen.text((32, 52), "VERMILION GATE INSPECTION", font=font(38), fill="white", anchor="lm")
    for y, label, value in ((138, "PO", order), (208, "Defect", item), (278, "Piece", piece)):
        pen.text((34, y), label, font=font(36, PLAIN_SANS), fill=(90, 90, 90), anchor="lm")
        pen.text((200, y), value, font=font(58), fill=(20, 30, 110), anchor="lm")
    pen.line((12, 326, 628, 326), fill=(40, 40, 40), width=2)
    pen.text((34, 357), "Fictitious example  虚构示例", font=font(34, CJK), fill=(90, 90, 90), anchor="lm")
    return image


def ruler_face() -> Image.Image:
    """Fifteen centimetres."""
    image = Image.new("RGBA", (1600, 260), (214, 216, 214, 255))
    pen = ImageDraw.Draw(image)
    for mm in range(151):
        x = 50 + mm * 10
        tall = 92 if mm % 10 == 0 else 66 if mm % 5 == 0 else 42
        pen.line((x, 0, x, tall), fill=(25, 25, 25), width=3)
        if mm % 10 == 0:
            pen.text((x, 140), str(mm // 10), font=font(62), fill=(25, 25, 25), anchor="mm")
    pen.text((50, 215), "cm   FICTITIOUS EXAMPLE", font=font(44), fill=(150, 40, 35), anchor="lm")
    return image


def grey_face() -> Image.Image:
    image = Image.new("RGBA", (500, 340), (118, 118, 118, 255))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 262, 166, 340), fill=(238, 238, 236))
    pen.rectangle((333, 262, 500, 340), fill=(28, 28, 28))
    pen.text((250, 40), "18 % GREY", font=font(40), fill=(60, 60, 60), anchor="mm")
    return image


def carton_print(lines: list[str]) -> Image.Image:
    """Shipping marks printed on a carton, a little worn."""
    image = Image.new("RGBA", (900, 560), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    y = 60
    for i, line in enumerate(lines):
        size = 92 if i == 0 else 58
        pen.text((450, y), line, font=font(size), fill=(32, 28, 26, 215), anchor="mm")
        y += 100 if i == 0 else 78
    return image.filter(ImageFilter.GaussianBlur(0.8))


def hall(scene: Scene, warm: float = 0.0, key: float = 1.0, side: float = 1.0) -> None:
    """Tubes overhead and a window from the left: the light of a factory's inspection corner."""
    a, b = 1 + 0.06 * warm, 1 - 0.10 * warm
    scene.lamp((-14, 12, 78), (30, 0, 0), (0, -4, 0), (21.0 * key * a, 20.8 * key, 20.4 * key * b))
    scene.lamp((-8, -34, 84), (30, 0, 0), (0, -4, 0), (9.0 * key * a, 9.0 * key, 8.9 * key * b))
    scene.lamp((-95, 30, 45), (0, -26, 0), (0, 0, -22), (4.4 * side, 4.8 * side, 5.4 * side))


def ruler(scene: Scene, at: Vec, turn: float) -> None:
    body = scene.box((8.0, 1.3, 0.05), (surface.PLAIN, 0.66, 0.67, 0.66, 0.4, 0.04), at, turn)
    scene.decal(body, ruler_face(), (0, 0, 0.05), (1, 0, 0), (0, 1, 0), 8.0, 0.04, 0.4)


def grey_card(scene: Scene, at: Vec, turn: float) -> None:
    body = scene.box((4.2, 2.85, 0.06), (surface.PLAIN, 0.18, 0.18, 0.18, 0.8, 0.03), at, turn)
    scene.decal(body, grey_face(), (0, 0, 0.06), (1, 0, 0), (0, 1, 0), 4.2, 0.05, 0.8)


def slip(scene: Scene, at: Vec, turn: float, order: str, item: str, piece: str, half: float = 4.2) -> None:
    body = scene.box((half, half * 0.625, 0.02), (surface.PLAIN, 0.8, 0.8, 0.77, 0.8, 0.03), at, turn)
    scene.decal(body, slate(order, item, piece), (0, 0, 0.02), (1, 0, 0), (0, 1, 0), half, 0.03, 0.8)


def carton(scene: Scene, half: Vec, at: Vec, turn: float, lines: list[str], opened: str = "") -> int:
    """A carton with marks on the side that faces -y, tape on top, and a numbered dot when it was opened."""
    body = scene.box(half, (surface.CARD, 0.50, 0.36, 0.21, 0.9, 0.02), at, turn)
    scene.decal(
        body,
        carton_print(lines),
        (0, -half[1], -half[2] * 0.18),
        (1, 0, 0),
        (0, 0, 1),
        half[0] * 0.70,
        0.05,
        0.9,
    )
    strip = Image.new("RGBA", (16, 44), (176, 138, 84, 190))
    tape = Image.new("RGBA", (16, 160), (176, 138, 84, 190))
    scene.decal(body, tape, (0, 0, half[2]), (1, 0, 0), (0, 1, 0), half[1] / 10.0, 0.05, 0.2)
    scene.decal(body, strip, (0, -half[1], half[2]), (1, 0, 0), (0, 0, 1), half[1] / 10.0, 0.05, 0.2)
    if opened:
        scene.decal(
            body,
            dot(opened),
            (half[0] * 0.72, -half[1], half[2] * 0.6),
            (1, 0, 0),
            (0, 0, 1),
            half[0] * 0.13,
            0.06,
        )
    return body
