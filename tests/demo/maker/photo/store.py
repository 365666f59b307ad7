"""The lot as it stands when the inspector comes: cartons on a pallet."""

from __future__ import annotations

from maker import stack
from maker.photo import props, surface
from maker.photo.scene import Scene


def cartons(
    lines: list[str],
    opened: dict[tuple[int, int, int], str],
    across: int,
    high: int,
    seed: int,
    missing: int = 0,
) -> dict:
    """A stack on a pallet, the opened ones marked with numbered dots."""
    scene = Scene(table=(surface.TABLE, 0.30, 0.30, 0.29, 0.5, 0.035, 0, 0))
    scene.lamp((0, -40, 260), (110, 0, 0), (0, -16, 0), (20, 19.6, 18.6))
    scene.lamp((-260, -120, 120), (0, -70, 0), (0, 0, -50), (9, 9.6, 10.6))
    scene.sky = (seed * 1.1, 2.4, 3.0, 0.55)
    wide, deep, tall = 24.0, 17.0, 15.0
    boards = (surface.WOOD, 0.5, 0.4, 0.3, 0.9, 0.02, 3.0, 0)
    span = across * (wide + 0.25)
    for i in range(5):
        scene.box((span, 2.6, 0.9), boards, (0, -deep * 1.4 + i * deep * 0.7, 13.1), 0)
    for x in (-span * 0.9, 0.0, span * 0.9):
        scene.box((4.5, deep * 1.45, 5.6), boards, (x, 0, 6.6), 0)
    left = across * high - missing
    for k in range(high):
        for i in range(across):
            if left == 0:
                break
            left -= 1
            jitter = ((i * 7 + k * 13 + seed * 5) % 7 - 3) * 0.25
            at = (-span + (2 * i + 1) * (wide + 0.25) + jitter, jitter * 1.1, 14.0 + tall * (2 * k + 1))
            props.carton(
                scene,
                (wide, deep, tall),
                at,
                jitter * 0.7,
                [*lines, f"C/NO. {stack.number(i, k, seed):03d}"],
                opened.get((i, k, 0), ""),
            )
    back = span * 0.55
    for i in range(3):
        props.carton(scene, (wide, deep, tall), (-back + i * 52, 95, 15.0), 2.0 * i, lines)
        props.carton(scene, (wide, deep, tall), (-back + i * 52 + 3, 96, 45.2), -1.5 * i, lines)
    eye = (-95.0 + 24 * (seed % 5), -330.0, 135.0)
    return {
        "scene": scene,
        "eye": eye,
        "target": (4.0, 0, 52.0 + 15 * (high - 3)),
        "focus": (0, -17, 50),
        "lens": 36,
        "aperture": 0.5,
        "seed": seed,
        "roll": 0.8,
    }
