"""Photographs of case 103: a jointed desk lamp, its joint, its LEDs, its base, its label."""

from __future__ import annotations

import math

import numpy as np
from PIL import Image, ImageDraw

from maker.photo import props, store, surface, toys, tumblers
from maker.photo.scene import Scene, Vec, rounded

BLACK = (surface.POWDER, 0.025, 0.026, 0.028, 0.40, 0.045)
TEAL = (surface.PAINTED, 0.03, 0.20, 0.21, 0.25, 0.045)
WHITE = (surface.PLAIN, 0.72, 0.72, 0.70, 0.35, 0.04)
CHROME = (surface.STEEL, 0.62, 0.62, 0.62, 0.16, 0.6, 3.0, 0.03)
BENCH = toys.BENCH
MAT = toys.MAT


def rod(scene: Scene, a: Vec, b: Vec, radius: float, material: tuple[float, ...]) -> int:
    along = np.array(b, float) - a
    length = float(np.linalg.norm(along))
    return scene.lathe(
        rounded([(0, 0), (radius, 0), (radius, length), (0, length)], radius * 0.3, 3),
        material,
        a,
        tuple(along),
    )


def knuckle(scene: Scene, at: Vec, gap: float = 0.0) -> list[int]:
    """A joint whose pin runs along y: two cheeks, a washer between, a knob in front. `gap` opens it."""
    x, y, z = at
    cheek = rounded([(0, 0), (1.05, 0), (1.05, 0.55), (0, 0.55)], 0.12, 4)
    knob = rounded([(0, 0), (0.85, 0), (0.8, 0.7), (0.55, 0.85), (0, 0.85)], 0.15, 4)
    lean = 0.16 if gap else 0.0
    return [
        scene.lathe(cheek, BLACK, (x, y + 0.62, z), (0, -1, 0)),
        scene.lathe([(0.0, 0), (0.32, 0), (0.32, 1.2 + gap)], CHROME, (x, y + 0.3, z), (0, -1, 0)),
        scene.lathe(cheek, BLACK, (x, y - 0.06 - gap, z), (lean, -1, lean * 0.7)),
        scene.lathe(knob, WHITE, (x, y - 0.62 - gap, z), (lean, -1, lean * 0.7)),
    ]


SHADE = [(0.9, 0.0), (1.15, -0.1), (1.5, -0.5), (2.3, -1.9), (4.6, -5.0), (5.2, -5.9), (5.25, -6.0)]
SHADE_IN = [(5.18, -6.0), (5.1, -5.85), (4.5, -4.95), (3.9, -4.2)]
LEDS = [
    (r * math.cos(a), r * math.sin(a))
    for r, n in ((2.6, 8), (1.1, 4))
    for a in (2 * math.pi * k / n + 0.2 for k in range(n))
]


def shade(scene: Scene, at: Vec, axis: Vec, dead: tuple[int, ...] = (), lit: bool = False) -> int:
    """The shade hangs from `at`; `axis` points back out of its top."""
    body = scene.lathe(SHADE, TEAL, at, axis)
    scene.lathe(SHADE_IN, WHITE, at, axis)
    cap = rounded([(0, 0.9), (0.55, 0.9), (0.9, 0.5), (0.95, -0.1)], 0.2, 4)
    scene.lathe(cap, BLACK, at, axis)
    board = scene.lathe([(0, -4.2), (3.9, -4.2)], (surface.PLAIN, 0.62, 0.63, 0.62, 0.4, 0.04), at, axis)
    rot = scene.rot[body]
    for k, (x, y) in enumerate(LEDS):
        spot = np.array(at) + rot.T @ (x, y, -4.22)
        glow = lit and k not in dead
        chip = (
            (surface.GLOW, 1.0, 0.93, 0.78, 0.4, 0.03, 5.0, 0)
            if glow
            else (surface.PLAIN, 0.62, 0.45, 0.06, 0.35, 0.04)
        )
        scene.lathe(
            rounded([(0.42, 0.05), (0.42, -0.18), (0, -0.18)], 0.1, 3),
            WHITE if not glow else chip,
            tuple(spot),
            axis,
        )
        if not glow:
            scene.lathe([(0.28, -0.19), (0, -0.20)], chip, tuple(spot), axis)
    return board if lit else body


def lamp(
    scene: Scene, at: Vec, lower: float, upper: float, head: Vec = (0.35, 0, 0.94), gap: float = 0.0
) -> dict[str, object]:
    """A lamp standing at `at`; arm angles in degrees above the horizon, in the plane of x and z."""
    x, y, z = at
    foot = scene.lathe(rounded([(0, 0), (6.6, 0), (6.6, 1.1), (0.9, 1.5), (0, 1.5)], 0.4, 5), BLACK, at)
    rod(scene, (x, y, z + 1.3), (x, y, z + 3.4), 0.8, BLACK)
    hip = np.array((x, y, z + 4.0))
    knuckle(scene, tuple(hip))
    a, b = math.radians(lower), math.radians(upper)
    elbow = hip + 15 * np.array((math.cos(a), 0, math.sin(a)))
    rod(scene, tuple(hip), tuple(elbow), 0.48, CHROME)
    knuckle(scene, tuple(elbow), gap)
    wrist = elbow + 14 * np.array((math.cos(b), 0, math.sin(b)))
    rod(scene, tuple(elbow), tuple(wrist), 0.48, CHROME)
    neck = wrist + np.array((0.6, 0, -0.4))
    body = shade(scene, tuple(neck + np.array((0.2, 0, -0.6))), head)
    knuckle(scene, tuple(wrist))
    return {"foot": foot, "elbow": elbow, "wrist": wrist, "shade": body}


def light(scene: Scene, seed: int, side: float = 1.4, key: float = 1.0) -> None:
    scene.lamp((-20, 30, 120), (45, 0, 0), (0, -7, 0), (24 * key, 23.8 * key, 23 * key))
    scene.lamp((20, -60, 120), (45, 0, 0), (0, -7, 0), (11 * key, 11 * key, 10.8 * key))
    scene.lamp((-120, 0, 55), (0, -34, 0), (0, 0, -28), (4 * side, 4.4 * side, 5 * side))
    scene.sky = (seed * 1.6, 2.5, 4.0, 0.5)


def stand(scene: Scene, code: str, at: Vec, turn: float = 0.0, tall: float = 0.0) -> None:
    """An arrow on a stick, beside what it points at."""
    x, y, z = at
    card = scene.box((2.1, 0.03, 0.9), (surface.PLAIN, 0.8, 0.8, 0.77, 0.8, 0.03), at, turn)
    scene.decal(card, props.arrow(code), (0, -0.03, 0), (1, 0, 0), (0, 0, 1), 2.05, 0.04)
    scene.lathe([(0.09, 0), (0.09, z)], (surface.PLAIN, 0.5, 0.4, 0.28, 0.7, 0.03), (x, y + 0.1, 0))


def loose_far(piece: str, seed: int, upper: float, eye: Vec, table: tuple[float, ...], turn: int = 1) -> dict:
    scene = Scene(table=table)
    light(scene, seed)
    body = lamp(scene, (-9, 0, 0), 68, upper, head=(0.05, 0, 1.0), gap=0.3)
    elbow = body["elbow"]
    stand(scene, "D1", (float(elbow[0]) - 6.2, -1.5, float(elbow[2]) + 0.4))
    lamp(scene, (-24, 26, 0), 72, 12)
    props.slip(scene, (5.5, -9.5, 0.02), 6, "FML-0917", "D1", piece, half=5.2)
    return toys.view(
        scene,
        eye,
        (0.0, 0, 8.6),
        (float(elbow[0]), -1, float(elbow[2])),
        36,
        seed,
        aperture=0.4,
        size=tumblers.UPRIGHT if turn == 6 else tumblers.SIZE,
    )


def loose_near() -> dict:
    scene = Scene(table=BENCH)
    light(scene, 2, side=2.0)
    z = 9.0
    rod(scene, (-7, 0, z - 11), (0, 0, z), 0.48, CHROME)
    rod(scene, (0, 0, z), (13, 0, z - 6), 0.48, CHROME)
    parts = knuckle(scene, (0, 0, z), 0.42)
    scene.decal(parts[3], props.dot("D1"), (0, 0, 0.85), (1, 0, 0), (0, 1, 0), 0.42, 0.2)
    stand(scene, "D1", (-4.4, -1.6, z + 1.4))
    lamp(scene, (10, 30, 0), 70, 15)
    props.slip(scene, (7.0, -1.0, 0.02), 8, "FML-0917", "D1", "041", half=5.0)
    return toys.view(scene, (-9.5, -11.5, 15.5), (0.1, -0.3, z - 0.3), (0, -1, z), 34, 2, aperture=0.16)


def leds(piece: str, seed: int, dead: tuple[int, ...], eye: Vec) -> dict:
    """The head held up so that its board looks at the camera, lit."""
    scene = Scene(table=MAT)
    light(scene, seed, side=0.8, key=0.30)
    axis = (0.16, 0.86, 0.48)
    at = (0.0, 5.0, 9.5)
    shade(scene, at, axis, dead, lit=True)
    rod(scene, (0.2, 6.0, 9.9), (3.5, 17, 3.0), 0.48, CHROME)
    scene.box((2.8, 2.2, 2.4), (surface.CARD, 0.50, 0.36, 0.21, 0.9, 0.02), (0.4, 5.5, 2.4), 6)
    stand(scene, "D2", (-8.0, 1.0, 7.6))
    props.slip(scene, (8.2, -4.0, 0.02), 8, "FML-0917", "D2", piece)
    picture = toys.view(scene, eye, (0.2, 1.0, 6.2), (0, 1.5, 7.5), 34, seed, aperture=0.25)
    return picture | {"glow": 0.35, "exposure": 0.8}


def base_crack() -> dict:
    scene = Scene(table=BENCH)
    light(scene, 5, side=2.2)
    body = lamp(scene, (0, 0, 0), 74, 30)
    foot = int(body["foot"])
    for degrees, length, slant, width in ((-66, 1.7, 82, 0.06), (-60, 0.8, 50, 0.04)):
        scene.feature(
            foot,
            surface.CRACK,
            tumblers.angle_of(scene, foot, degrees),
            8.6,
            length,
            width,
            slant,
            3.0 + length,
        )
    toys.flat_tag(scene, "D3", (4.9, -8.2, 0.02), 118, 1.6)
    props.ruler(scene, (-4.5, -10.0, 0.05), 3)
    props.slip(scene, (11.5, -3.5, 0.02), 14, "FML-0917", "D3", "129")
    return toys.view(scene, (6, -24, 18), (1.2, -3.2, 1.2), (2.8, -5.8, 1.2), 34, 5)


def shade_scratch(
    piece: str,
    seed: int,
    cuts: list[tuple[float, float, float, float]],
    eye: Vec,
    table: tuple[float, ...],
    size: tuple[int, int] = tumblers.SIZE,
) -> dict:
    scene = Scene(table=table)
    light(scene, seed, side=1.8)
    axis = (-0.25, 0.35, 0.90)
    at = (0.0, 1.6, 8.2)
    body = shade(scene, at, axis)
    rod(scene, (-0.2, 2.0, 9.0), (-7, 13, 14), 0.48, CHROME)
    for k, (turn, v, length, slant) in enumerate(cuts):
        scene.feature(body, surface.SCRATCH, turn, v, length, 0.05, slant, seed + k * 2.3)
    toys.flat_tag(scene, "D4", (-6.2, -6.0, 0.02), 50, 1.5)
    props.ruler(scene, (1.5, -8.6, 0.05), -4)
    props.slip(scene, (10.4, -3.6, 0.02), 10, "FML-0917", "D4", piece)
    return toys.view(scene, eye, (0.8, -0.8, 4.2), (0, -3.2, 5.0), 34, seed, size=size)


def rating() -> Image.Image:
    image = Image.new("RGBA", (640, 400), (226, 227, 226, 255))
    pen = ImageDraw.Draw(image)
    pen.rectangle((6, 6, 634, 394), outline=(30, 30, 30), width=4)
    for y, text, size in (
        (52, "LED DESK LAMP  FM-DL-2", 44),
        (112, "Input 12 V DC  1.0 A", 40),
        (166, "12 W   3000 K", 40),
        (226, "Daydream Lighting", 40),
        (282, "FICTITIOUS EXAMPLE", 44),
    ):
        pen.text((30, y), text, font=props.font(size), fill=(20, 20, 20), anchor="lm")
    for k in range(70):
        if (k * 7919) % 5 < 3:
            pen.rectangle((30 + k * 7, 318, 34 + k * 7, 374), fill=(20, 20, 20))
    return image


def label() -> dict:
    """The foot turned over, its label set askew against the moulded frame."""
    scene = Scene(table=BENCH)
    light(scene, 8)
    foot = scene.lathe(
        rounded([(0, 1.2), (0, 1.25), (5.9, 1.25), (6.0, 1.5), (6.6, 1.5), (6.6, 0.3), (6.0, 0)], 0.12, 4),
        BLACK,
        (0, 0, 0),
    )
    rot = scene.rot[foot]
    a = math.radians(9)
    u = tuple(rot @ (math.cos(a), math.sin(a), 0))
    v = tuple(rot @ (-math.sin(a), math.cos(a), 0))
    frame = Image.new("RGBA", (640, 420), (0, 0, 0, 0))
    ImageDraw.Draw(frame).rectangle((10, 10, 630, 410), outline=(120, 120, 122, 255), width=7)
    ux, vx = tuple(rot @ (1.0, 0, 0)), tuple(rot @ (0, 1.0, 0))
    scene.decal(foot, frame, (0, 0, 1.25), ux, vx, 3.7, 0.3)
    scene.decal(foot, rating(), (0, 0, 1.25), u, v, 3.2, 0.3, 0.35)
    for k in range(3):
        t = math.radians(90 + 120 * k)
        scene.lathe(
            rounded([(0.75, 0), (0.75, 0.3), (0, 0.3)], 0.1, 3),
            WHITE,
            (4.9 * math.cos(t), 4.9 * math.sin(t), 1.25),
        )
    toys.flat_tag(scene, "D5", (-8.4, -3.0, 0.02), 18, 1.5)
    props.ruler(scene, (0, -9.0, 0.05), 0)
    props.slip(scene, (11.6, -2.4, 0.02), 10, "FML-0917", "D5", "205")
    return toys.view(scene, (0.5, -17, 24), (0.7, -1.2, 0.8), (0, -1, 1.2), 36, 8)


def pictures() -> dict[str, dict]:
    marks = ["DESK LAMP", "PO FML-0917", "10 PCS", "FICTITIOUS"]
    return {
        "D1-loose-joint-01.jpg": loose_far("041", 1, -32, (-4, -62, 24), BENCH),
        "D1-loose-joint-02.jpg": loose_near(),
        "D1-loose-joint-03.jpg": loose_far("187", 3, -44, (8, -58, 30), MAT, turn=6),
        "D2-dead-led-01.jpg": leds("066", 4, (3, 9), (-2, -24, 11)),
        "D2-dead-led-02.jpg": leds("240", 6, (6,), (5, -22, 9)),
        "D3-base-crack.jpg": base_crack(),
        "D4-shade-scratch-01.jpg": shade_scratch("018", 7, [(-105, 4.2, 1.3, 24)], (-3, -27, 17), MAT),
        "D4-shade-scratch-02.jpg": shade_scratch(
            "152", 9, [(-112, 4.6, 0.9, -30), (-84, 3.6, 0.8, 12)], (4, -25, 19), BENCH, tumblers.UPRIGHT
        ),
        "D5-label-skewed.jpg": label(),
        "lot-presented-cartons.jpg": store.cartons(
            marks, {(0, 0, 0): "6", (2, 1, 0): "19", (3, 2, 0): "32"}, 4, 4, 6, missing=2
        ),
    }


def golden() -> dict:
    scene = Scene(table=BENCH)
    light(scene, 12)
    lamp(scene, (-9, 0, 0), 72, 8, head=(0.1, 0, 1.0))
    return toys.view(scene, (-6, -66, 26), (0, 0, 12.5), (-4, 0, 14), 33, 12, aperture=0.3)
