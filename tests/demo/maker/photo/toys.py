"""Photographs of case 101: the Otter Tower, its rings and pegs, the tension test and the small parts cylinder."""

from __future__ import annotations

import math

from maker.photo import otter, props, store, surface, tumblers
from maker.photo.scene import Scene, Vec, rounded

BARE = (surface.WOOD, 0.8, 0.6, 0.4, 0.55, 0.035, 2.0, 0)
BLUE = (surface.PAINTED, 0.035, 0.16, 0.42, 0.22, 0.045)
RED = (surface.PAINTED, 0.50, 0.045, 0.035, 0.22, 0.045)
YELLOW = (surface.PAINTED, 0.72, 0.46, 0.04, 0.22, 0.045)
GREEN = (surface.PAINTED, 0.07, 0.30, 0.12, 0.22, 0.045)
BROWN = (surface.PAINTED, 0.22, 0.10, 0.045, 0.25, 0.045)
STEEL = tumblers.STEEL
MAT = (surface.TABLE, 0.045, 0.16, 0.115, 0.6, 0.03, 1.0, 0)
BENCH = (surface.TABLE, 0.6, 0.6, 0.6, 0.5, 0.035, 2.0, 0)


def ring(
    scene: Scene,
    outer: float,
    colour: tuple[float, ...],
    at: Vec,
    axis: Vec = (0, 0, 1),
    roll: float = 0.0,
    high: float = 1.5,
) -> int:
    """A painted ring; its profile starts at the lower edge of the bore and runs outward."""
    h = high / 2
    bore = 0.85
    profile = rounded(
        [(bore, 0.0), (bore, -h), (outer, -h), (outer, h), (bore, h), (bore, 0.0)],
        0.55 if outer > 2 else 0.35,
        7,
    )
    return scene.lathe(profile, colour, at, axis, roll)


def base(scene: Scene, at: Vec = (0, 0, 0), peg: bool = True) -> int:
    body = scene.lathe(
        rounded(
            (
                [(0, 0), (4.6, 0), (4.6, 1.7), (0.64, 1.7), (0.64, 0.5), (0, 0.5)]
                if not peg
                else [(0, 0), (4.6, 0), (4.6, 1.7), (0, 1.7)]
            ),
            0.45,
            6,
        ),
        BARE,
        at,
    )
    if peg:
        scene.lathe(PEG, BARE, (at[0], at[1], at[2] + 1.6))
    return body


PEG = rounded([(0, 0), (0.62, 0), (0.62, 2.6), (0.55, 3.1), (0, 3.15)], 0.25, 5)


def tower(scene: Scene, at: Vec, rings: int = 4, shift: float = 0.0) -> dict[str, int]:
    x, y, z = at
    parts = {"base": base(scene, at)}
    for k, (outer, colour) in enumerate(((4.1, BLUE), (3.6, GREEN), (3.1, YELLOW), (2.6, RED))[:rings]):
        parts[f"ring{k}"] = ring(scene, outer, colour, (x, y, z + 2.48 + 1.54 * k), roll=0.7 * k)
    if rings == 4:
        parts["head"] = otter.head(scene, BROWN, (x, y, z + 2.48 + 1.54 * 3 + 0.75), shift)
    return parts


def flat_tag(scene: Scene, code: str, at: Vec, turn: float, half: float = 1.3) -> None:
    tag = scene.box((half * 1.05, half * 0.46, 0.02), (surface.PLAIN, 0.78, 0.78, 0.75, 0.8, 0.03), at, turn)
    scene.decal(tag, props.arrow(code), (0, 0, 0.02), (1, 0, 0), (0, 1, 0), half, 0.03)


def light(scene: Scene, seed: int, warm: float = 0.4, side: float = 1.3, key: float = 1.0) -> None:
    props.hall(scene, warm=warm, side=side, key=key)
    scene.sky = (seed * 1.9, 2.4 + 0.2 * (seed % 3), 4.0, 0.5)


def view(
    scene: Scene,
    eye: Vec,
    target: Vec,
    focus: Vec | None,
    lens: float,
    seed: int,
    aperture: float = 0.25,
    roll: float = 0.5,
    size: tuple[int, int] = tumblers.SIZE,
) -> dict:
    return {
        "scene": scene,
        "eye": eye,
        "target": target,
        "focus": focus or target,
        "lens": lens,
        "aperture": aperture,
        "seed": seed,
        "roll": roll,
        "size": size,
    }


def after_tension() -> dict:
    scene = Scene(table=MAT)
    light(scene, 1)
    base(scene, (-3.5, 0, 0), peg=False)
    scene.lathe(PEG, BARE, (3.2, -2.6, 0.62), (0.95, 0.30, 0.0))
    # the steel jaw of the tension clamp, still round the ring
    ring(scene, 4.1, BLUE, (8.0, 5.5, 0.76))
    scene.lathe(rounded([(0, 0), (0.5, 0), (0.5, 9), (0, 9)], 0.1), STEEL, (-11, 8.5, 0.5), (1, 0.15, 0))
    scene.lathe(
        rounded([(0, 0), (1.1, 0), (1.1, 2.4), (0, 2.4)], 0.2), STEEL, (-2.4, 9.85, 1.1), (1, 0.15, 0)
    )
    flat_tag(scene, "D1", (0.6, -4.9, 0.02), 38)
    props.ruler(scene, (0, -8.6, 0.05), 2)
    props.slip(scene, (10.8, -4.2, 0.02), 8, "NSG-4471", "D1  T1", "07")
    return view(scene, (-3, -27, 21), (0.9, -0.9, 0.6), (1, -2, 0.8), 33, 1)


def small_parts_cylinder() -> dict:
    scene = Scene(table=BENCH)
    light(scene, 2)
    gauge = rounded([(0, 0), (2.3, 0), (2.3, 4.9), (1.585, 4.9), (1.585, 0.8), (0, 0.8)], 0.12)
    scene.lathe(gauge, (surface.STEEL, 0.60, 0.60, 0.59, 0.22, 0.6, 1.0, 0.06), (0, 0, 0))
    scene.lathe(PEG, BARE, (-0.55, 0.5, 0.95), (0.30, -0.22, 0.93))
    flat_tag(scene, "D1", (-5.2, -2.6, 0.02), 22)
    props.slip(scene, (8.2, -3.4, 0.02), 10, "NSG-4471", "D1  T1", "07")
    props.ruler(scene, (0, -7.2, 0.05), -3)
    tower(scene, (-7, 15, 0), rings=3)
    return view(scene, (2.5, -15, 25), (0.8, -1.3, 2.0), (0, 0, 4.0), 34, 2, size=tumblers.UPRIGHT)


def peg_hole() -> dict:
    scene = Scene(table=MAT)
    light(scene, 3, side=2.0)
    body = base(scene, (0, 0, 0), peg=False)
    scene.feature(body, surface.GLUE, 40, 8.0, 0.35, 0.25, 20, 4.0)
    scene.lathe(PEG, BARE, (4.2, 4.6, 0.62), (0.3, 0.95, 0))
    scene.decal(body, props.arrow("D1"), (-2.5, 0.2, 1.7), (1, 0.05, 0), (-0.05, 1, 0), 1.15, 0.3)
    props.slip(scene, (7.6, -4.0, 0.02), 14, "NSG-4471", "D1  T1", "12", half=3.4)
    return view(scene, (-3.5, -11, 13), (0.3, -0.1, 1.4), (0, 0, 1.6), 33, 3, aperture=0.16)


def chip(
    colour: tuple[float, ...], piece: str, seed: int, turn: float, eye: Vec, table: tuple[float, ...]
) -> dict:
    scene = Scene(table=table)
    light(scene, seed)
    body = ring(scene, 4.1 if colour is BLUE else 3.1, colour, (0, 0, 0.76), roll=0.3)
    outer = 4.1 if colour is BLUE else 3.1
    angle = tumblers.angle_of(scene, body, turn)
    wall = 0.75 + (outer - 0.85) - 0.25  # along the profile to the shoulder that shows
    scene.feature(body, surface.CHIP, angle, wall + 1.25, 0.62, 0.42, 15, seed + 2.0)
    scene.feature(body, surface.CHIP, angle + 13, wall + 0.75, 0.22, 0.16, 50, seed + 5.0)
    a = math.radians(turn)
    flat_tag(
        scene,
        "D2",
        ((outer + 2.0) * math.cos(a - 0.35), (outer + 2.0) * math.sin(a - 0.35), 0.02),
        math.degrees(a) + 150,
    )
    props.ruler(scene, (0.5, -9.2, 0.05), 4)
    props.slip(scene, (9.4, -2.8, 0.02), 12, "NSG-4471", "D2", piece)
    tower(scene, (-8.5, 11, 0))
    spot = (outer * math.cos(a), outer * math.sin(a), 1.0)
    return view(scene, eye, (0.9, -1.4, 0.8), spot, 32, seed)


def cracked() -> dict:
    scene = Scene(table=BENCH)
    light(scene, 6, side=1.8)
    body = ring(scene, 3.6, GREEN, (0, 0, 0.76), roll=0.2)
    angle = tumblers.angle_of(scene, body, -62)
    scene.feature(body, surface.CRACK, angle, 3.2 + 2.1, 2.6, 0.055, 90, 3.0)
    flat_tag(scene, "D3", (4.2, -4.4, 0.02), 118)
    props.ruler(scene, (-0.5, -7.6, 0.05), -2)
    props.slip(scene, (-9.2, -1.2, 0.02), -10, "NSG-4471", "D3", "033")
    ring(scene, 2.6, RED, (8.5, 6.5, 0.76))
    return view(scene, (5, -19, 17), (0.2, -1.2, 0.8), (1.6, -2.9, 1.3), 33, 6)


def splinters() -> dict:
    scene = Scene(table=MAT)
    light(scene, 7, side=2.2)
    body = ring(scene, 3.1, YELLOW, (0, 0, 0.76))
    for k in range(9):
        a = math.radians(-130 + 7.5 * k + (k * 37 % 5))
        x, y = 0.95 * math.cos(a), 0.95 * math.sin(a)
        lean = (
            -math.cos(a) * 0.6 + 0.3 * math.sin(k * 2.0),
            -math.sin(a) * 0.6 + 0.3 * math.cos(k * 3.0),
            0.75,
        )
        scene.lathe(
            [(0.035 + 0.012 * (k % 3), 0), (0.02, 0.28), (0.0, 0.42 + 0.09 * (k % 4))],
            BARE,
            (x, y, 1.32),
            lean,
        )
    scene.feature(body, surface.CHIP, tumblers.angle_of(scene, body, -105), 6.55, 0.55, 0.20, 0, 3.0)
    flat_tag(scene, "D4", (-3.3, -2.6, 0.02), 30, 0.9)
    props.slip(scene, (6.0, -2.2, 0.02), 16, "NSG-4471", "D4", "148", half=3.2)
    return view(scene, (-1.5, -9.5, 10.5), (0.5, -0.4, 1.0), (0, -0.9, 1.4), 34, 7, aperture=0.14)


def off_centre() -> dict:
    scene = Scene(table=BENCH)
    light(scene, 8)
    tower(scene, (-5.4, 0, 0), shift=92)
    tower(scene, (5.4, 0.6, 0))
    tag = scene.box((1.4, 0.02, 0.6), (surface.PLAIN, 0.78, 0.78, 0.75, 0.8, 0.03), (-8.7, -1.6, 9.4), 0)
    scene.decal(tag, props.arrow("D5"), (0, -0.02, 0), (1, 0, 0), (0, 0, 1), 1.35, 0.03)
    scene.lathe([(0.06, 0), (0.06, 9.4)], (surface.PLAIN, 0.4, 0.3, 0.2, 0.7, 0.03), (-9.4, -1.5, 0))
    props.slip(scene, (0.2, -7.2, 0.02), 2, "NSG-4471", "D5", "061")
    return view(scene, (-1, -31, 13), (-1.3, 0, 5.9), (-5.4, -2, 9.4), 30, 8)


def glue() -> dict:
    scene = Scene(table=MAT)
    light(scene, 9, side=1.8)
    body = base(scene, (0, 0, 0), peg=True)
    for k, (turn, size) in enumerate(((-100, 0.75), (-72, 0.45), (-128, 0.35))):
        scene.feature(
            body, surface.GLUE, tumblers.angle_of(scene, body, turn), 9.55, size, 0.42, 10 * k, 2.0 + k
        )
    scene.decal(body, props.arrow("D6"), (-3.05, -1.2, 1.7), (0.97, 0.22, 0), (-0.22, 0.97, 0), 0.95, 0.3)
    props.slip(scene, (8.4, -3.0, 0.02), 12, "NSG-4471", "D6", "117", half=3.6)
    props.ruler(scene, (0, -7.4, 0.05), 3)
    return view(scene, (-2, -16, 13), (0.8, -0.9, 1.6), (0, -0.9, 1.7), 33, 9, aperture=0.18)


def pictures() -> dict[str, dict]:
    marks = ["OTTER TOWER", "PO NSG-4471", "24 PCS", "FICTITIOUS"]
    return {
        "D1-tension-test-piece-07.jpg": after_tension(),
        "D1-small-parts-cylinder.jpg": small_parts_cylinder(),
        "D1-peg-hole-close-up.jpg": peg_hole(),
        "D2-ring-paint-chip.jpg": chip(BLUE, "019", 4, -78, (-4, -23, 17), MAT),
        "D2-ring-paint-chip-second.jpg": chip(RED, "042", 5, -102, (3, -21, 18), BENCH),
        "D3-ring-crack.jpg": cracked(),
        "D4-bore-splinters.jpg": splinters(),
        "D5-face-off-centre.jpg": off_centre(),
        "D6-glue-residue.jpg": glue(),
        "lot-presented-cartons.jpg": store.cartons(
            marks, {(0, 1, 0): "4", (2, 0, 0): "11", (3, 2, 0): "16"}, 4, 4, 3
        ),
    }


def golden() -> dict:
    scene = Scene(table=BENCH)
    light(scene, 10)
    tower(scene, (0, 0, 0))
    return view(scene, (-6, -34, 16), (0, 0, 5.6), (0, -2, 7), 26, 10)
