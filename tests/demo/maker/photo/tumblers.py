"""Photographs of case 102: a steel tumbler with a dark coated rim, its lid, its cartons."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw, ImageFilter

from maker.photo import props, surface
from maker.photo.scene import Scene, Vec, rounded

STEEL = (surface.STEEL, 0.62, 0.615, 0.60, 0.20, 0.6, 1.0, 0.05)
COAT = (surface.POWDER, 0.030, 0.045, 0.060, 0.42, 0.045)
INSIDE = (surface.STEEL, 0.55, 0.55, 0.54, 0.30, 0.6, 2.0, 0.10)
LID = (surface.PLAIN, 0.035, 0.036, 0.04, 0.38, 0.045)
GASKET = (surface.PLAIN, 0.55, 0.54, 0.51, 0.55, 0.035)

BODY = rounded([(0, 0), (3.25, 0), (3.42, 0.35), (3.5, 5.5), (3.75, 7.0), (4.36, 14.6), (4.40, 14.75)], 0.5)
BODY_IN = [(3.98, 15.6), (3.9, 13), (3.3, 6.5), (3.2, 1.2), (0.0, 0.9)]
RIM = [
    (4.40, 14.75),
    (4.43, 14.85),
    (4.50, 17.0),
    (4.49, 17.14),
    (4.45, 17.24),
    (4.38, 17.30),
    (4.30, 17.31),
    (4.22, 17.28),
    (4.16, 17.20),
    (4.13, 17.05),
    (4.02, 16.0),
    (3.98, 15.6),
]
RIM_TOP = 2.27  # along the rim's profile, from its lower edge to where it turns inward


def logo(smudged: bool = False) -> Image.Image:
    image = Image.new("RGBA", (700, 420), (0, 0, 0, 0))
    pen = ImageDraw.Draw(image)
    pen.ellipse((270, 20, 430, 180), outline=(18, 20, 24, 255), width=12)
    pen.polygon([(300, 150), (350, 60), (400, 150)], fill=(18, 20, 24, 255))
    pen.text((350, 250), "LARKSPUR", font=props.font(104), fill=(18, 20, 24, 255), anchor="mm")
    pen.text((350, 345), "& NOWHERE", font=props.font(66), fill=(18, 20, 24, 255), anchor="mm")
    if not smudged:
        return image
    left = image.filter(ImageFilter.GaussianBlur(1))
    for step in range(1, 26):
        ghost = Image.new("RGBA", image.size, (0, 0, 0, 0))
        ghost.paste(image.crop((240, 190, 620, 400)), (240 + step * 3, 190 + step))
        ghost.putalpha(ghost.getchannel("A").point(lambda a, s=step: int(a * (0.20 - s * 0.007))))
        left = Image.alpha_composite(left, ghost)
    return left


def tumbler(
    scene: Scene, at: Vec = (0, 0, 0), axis: Vec = (0, 0, 1), turn: float = 0.0, print_: str = "good"
) -> tuple[int, int]:
    """Body and rim of one tumbler; the logo faces -y when `turn` is 0."""
    roll = math.radians(turn)
    body = scene.lathe(BODY, STEEL, at, axis, roll)
    scene.lathe(BODY_IN, INSIDE, at, axis, roll)
    rim = scene.lathe(RIM, COAT, at, axis, roll)
    if print_:
        scene.decal(body, logo(print_ == "smudged"), *facing(scene, body, 9.6, 3.95), 2.5, 1.6, 0.5)
    return body, rim


def facing(
    scene: Scene, body: int, height: float, radius: float, angle: float = -90.0
) -> tuple[Vec, Vec, Vec]:
    """Centre, u and v of a print on a turned body at a world angle about its axis, in the body's own frame."""
    rot = scene.rot[body]
    a = math.radians(angle)
    if abs(rot[2][2]) > 0.9:
        world = (math.cos(a), math.sin(a), 0.0)
        out = rot @ world
    else:
        out = (math.cos(a), math.sin(a), 0.0)
    x, y = float(out[0]), float(out[1])
    return (x * radius, y * radius, height), (-y, x, 0.0), (0, 0, 1)


def angle_of(scene: Scene, body: int, world: float) -> float:
    """The angle on a standing body, in degrees, of a direction in the world."""
    a = math.radians(world)
    out = scene.rot[body] @ (math.cos(a), math.sin(a), 0.0)
    return math.degrees(math.atan2(out[1], out[0]))


def sticker(
    scene: Scene, body: int, text: str, world: float, height: float, radius: float, half: float = 0.9
) -> None:
    """An arrow that points to the right along the body at a height."""
    scene.decal(body, props.arrow(text), *facing(scene, body, height, radius, world), half, 1.0, 0.7)


SIZE = (1600, 1200)
UPRIGHT = (1200, 1600)


def rim_scratch(
    piece: str,
    world: float,
    eye: Vec,
    scratches: list[tuple[float, ...]],
    seed: int,
    close: bool = False,
    mat: float = 0.0,
    arrow: float = -24.0,
    code: str = "D1",
) -> dict:
    """A tumbler seen from above the rim; a scratch is (degrees off, height, half-length, half-width, slant)."""
    scene = Scene()
    if mat == 1.0:
        scene.table = (surface.TABLE, 0.045, 0.16, 0.115, 0.6, 0.03, 1.0, 0)
    elif mat == 2.0:
        scene.table = (surface.TABLE, 0.6, 0.6, 0.6, 0.5, 0.035, 2.0, 0)
    props.hall(scene, warm=0.3 * (seed % 3), side=1.0 + 0.2 * (seed % 2))
    scene.sky = (seed * 1.3, 2.2 + 0.3 * (seed % 3), 4.5, 0.5)
    _, rim = tumbler(scene, turn=-12.0 * seed)
    for i, (offset, height, length, width, slant) in enumerate(scratches):
        scene.feature(
            rim,
            surface.SCRATCH,
            angle_of(scene, rim, world + offset),
            height,
            length,
            width,
            slant,
            seed + i * 1.7,
        )
    if not close:
        if scratches:
            sticker(scene, rim, code, world + arrow, 16.1, 4.5, 0.8)
        props.ruler(scene, (0.5, -7.8, 0.05), -5 + 3 * (seed % 4))
        props.slip(scene, (11.2, -3.5, 0.02), 9 + seed, "LNO-2207", code if scratches else "none", piece)
        tumbler(scene, (-11.5, 13, 0), turn=70)
    else:
        sticker(scene, rim, code, world + arrow, 16.0, 4.5, 0.5)
    a = math.radians(world)
    spot = (4.5 * math.cos(a), 4.5 * math.sin(a), 16.6)
    target = spot if close else (1.2, -1.2, 10.2)
    return {
        "scene": scene,
        "eye": eye,
        "target": target,
        "focus": spot,
        "lens": 24 if close else 36,
        "aperture": 0.30,
        "seed": seed,
        "roll": (seed * 7 % 5) - 2.0,
    }


def dent(
    piece: str,
    world: float,
    height: float,
    size: tuple[float, float, float],
    eye: Vec,
    seed: int,
    lens: float = 30,
    raking: bool = False,
    mat: float = 0.0,
    upright: bool = False,
) -> dict:
    scene = Scene()
    if mat == 2.0:
        scene.table = (surface.TABLE, 0.6, 0.6, 0.6, 0.5, 0.035, 2.0, 0)
    elif mat == 1.0:
        scene.table = (surface.TABLE, 0.045, 0.16, 0.115, 0.6, 0.03, 1.0, 0)
    props.hall(scene, warm=0.4, key=0.35 if raking else 0.9, side=3.2 if raking else 1.4)
    scene.sky = (seed * 1.7, 2.0 if raking else 2.7, 5.5, 0.5)
    body, _ = tumbler(scene, turn=95 + 13 * seed)
    scene.feature(
        body, surface.DENT, angle_of(scene, body, world), height + 3.2, size[0], size[1], 14, size[2]
    )
    radius = 3.5 + 0.86 * max(0.0, (height - 6)) / 8.7
    sticker(scene, body, "D2", world - 30, height, radius, 0.85)
    props.slip(scene, (10.5, -4.5, 0.02), 6, "LNO-2207", "D2", piece)
    props.ruler(scene, (-1, -7.2, 0.05), 4)
    tumbler(scene, (12, 15, 0), turn=200)
    a = math.radians(world)
    spot = (radius * math.cos(a), radius * math.sin(a), height)
    return {
        "scene": scene,
        "eye": eye,
        "target": (spot[0] * 0.4 + 0.8, spot[1] * 0.4, height * 0.75 + 1.6),
        "focus": spot,
        "lens": lens,
        "aperture": 0.28,
        "seed": seed,
        "roll": 1.5,
        "size": UPRIGHT if upright else SIZE,
    }


def smudged_logo(
    piece: str, turn: float, eye: Vec, seed: int, code: str = "D3", lens: float = 26, mat: float = 0.0
) -> dict:
    scene = Scene()
    if mat == 1.0:
        scene.table = (surface.TABLE, 0.045, 0.16, 0.115, 0.6, 0.03, 1.0, 0)
    props.hall(scene, warm=0.2, key=0.9, side=1.6)
    scene.sky = (seed * 0.9, 2.6, 4.0, 0.5)
    body, _ = tumbler(scene, turn=turn, print_="smudged")
    sticker(scene, body, code, -90 - 46, 9.4, 3.95, 0.75)
    props.slip(scene, (9.8, -5.0, 0.02), 8, "LNO-2207", code, piece)
    props.grey_card(scene, (-10.5, -3.0, 0.06), -14)
    tumbler(scene, (9.5, 9.5, 0), turn=6)
    return {
        "scene": scene,
        "eye": eye,
        "target": (0.8, -1.0, 8.6),
        "focus": (0, -4, 9.6),
        "lens": lens,
        "aperture": 0.26,
        "seed": seed,
        "roll": -1.0,
    }


LID_OUT = rounded(
    [
        (0, 1.35),
        (3.2, 1.35),
        (3.9, 1.15),
        (4.55, 0.9),
        (4.55, 0.55),
        (4.05, 0.45),
        (3.95, -0.65),
        (3.6, -0.7),
        (3.5, 0.4),
        (0, 0.4),
    ],
    0.15,
)


def gasket_flash(piece: str, seed: int, eye: Vec, mat: float, flashes: list[tuple[float, float]]) -> dict:
    """A lid lying upside down, its pale gasket with thin tongues of silicone left standing."""
    scene = Scene()
    if mat == 2.0:
        scene.table = (surface.TABLE, 0.6, 0.6, 0.6, 0.5, 0.035, 2.0, 0)
    props.hall(scene, warm=0.1, side=1.6)
    at = (0.0, 0.0, 1.36)
    scene.lathe(LID_OUT, LID, at, (0, 0, -1))
    ring = rounded([(3.98, 0.35), (4.22, 0.25), (4.28, 0.0), (4.22, -0.25), (3.98, -0.35)], 0.1)
    scene.lathe(ring, GASKET, at, (0, 0, -1))
    for degrees, length in flashes:
        a = math.radians(degrees)
        x, y = math.cos(a), math.sin(a)
        scene.box((length, 0.28, 0.02), GASKET, (x * (4.2 + length), y * (4.2 + length), 1.55), degrees)
        scene.box(
            (length * 0.5, 0.42, 0.02),
            GASKET,
            (x * (4.2 + length * 0.5), y * (4.2 + length * 0.5), 1.56),
            degrees + 6,
        )
    tag = scene.box((1.5, 0.62, 0.02), (surface.PLAIN, 0.75, 0.75, 0.72, 0.8, 0.03), (-5.4, -4.3, 0.02), 28)
    scene.decal(tag, props.arrow("D4"), (0, 0, 0.02), (1, 0, 0), (0, 1, 0), 1.4, 0.03)
    props.ruler(scene, (0, -7.2, 0.05), 3)
    props.slip(scene, (-9.6, 3.2, 0.02), -8, "LNO-2207", "D4", piece)
    tumbler(scene, (6.5, 12.5, 0), turn=120)
    a = math.radians(flashes[0][0])
    spot = (4.4 * math.cos(a), 4.4 * math.sin(a), 1.5)
    return {
        "scene": scene,
        "eye": eye,
        "target": (0.4, -0.8, 1.0),
        "focus": spot,
        "lens": 30,
        "aperture": 0.18,
        "seed": seed,
        "roll": 1.0,
    }


def golden() -> dict:
    scene = Scene()
    props.hall(scene, warm=0.2, side=1.4)
    tumbler(scene, (0, 0, 0), turn=4)
    return {
        "scene": scene,
        "eye": (5, -40, 20),
        "target": (0, 0, 8.8),
        "focus": (0, -4, 10),
        "lens": 30,
        "aperture": 0.2,
        "seed": 11,
        "roll": 0.0,
    }
