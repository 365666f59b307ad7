"""The roll of case 102: which tumbler was photographed how, and the pictures of many at once."""

from __future__ import annotations

import math

from PIL import Image, ImageDraw

from maker.photo import props, store, surface
from maker.photo.scene import Scene, Vec
from maker.photo.tumblers import (
    UPRIGHT,
    angle_of,
    dent,
    facing,
    gasket_flash,
    rim_scratch,
    smudged_logo,
    sticker,
    tumbler,
)

NOBODYS = (0.0003, -0.0003)  # a place in the Gulf of Guinea, which a telephone wrote into its photograph


def row(
    count: int,
    seed: int,
    rejects: bool = False,
    crushed: bool = False,
    eye: Vec = (-16, -52, 34),
    scratched: bool = False,
    slate: tuple[str, str, str] | None = None,
) -> dict:
    """Many tumblers on a table: the sort and the drawn sample."""
    scene = Scene(table=(surface.TABLE, 0.6, 0.6, 0.6, 0.5, 0.035, 2.0, 0) if seed % 2 else Scene().table)
    props.hall(scene, warm=0.5, side=1.3)
    scene.sky = (seed * 0.7, 2.5, 4.5, 0.5)
    for k in range(count):
        i, j = k % 5, k // 5
        x = (i - 2) * 11.4 + ((k * 29 + seed) % 7 - 3) * 0.35
        y = j * 12.0 - 6 + ((k * 17 + seed) % 5 - 2) * 0.4
        if crushed:
            lean = (math.sin(k * 2.4 + seed) * 1.6, math.cos(k * 1.9) * 1.6, 0.25)
            body, rim = tumbler(scene, (x, y, 4.2 + 0.9 * (k % 2)), lean, turn=47.0 * k)
            for turn in (0, 70, 130, 200, 290):
                scene.feature(
                    body, surface.DENT, turn + k * 31, 5.5 + (turn * 7 % 9), 1.7, 2.8, 30 + turn, 1.5
                )
            continue
        body, rim = tumbler(scene, (x, y, 0), turn=((k * 37) % 50) - 25)
        if rejects or (scratched and k == 2):
            scene.feature(
                rim,
                surface.SCRATCH,
                angle_of(scene, rim, -90 + (k * 23 % 40) - 20),
                1.5 + 0.2 * (k % 3),
                1.3,
                0.09,
                10 - 6 * (k % 4),
                k + 2.0,
            )
            scene.decal(body, props.dot("X"), *facing(scene, body, 13.0, 4.2, -90 + 22), 0.8, 1.2, 0.7)
    if slate:
        props.slip(scene, (17.5, -16, 0.02), 6, *slate)
    return {
        "scene": scene,
        "eye": eye,
        "target": (0, 4, 6.5),
        "focus": (0, -6, 12),
        "lens": 37,
        "aperture": 0.32,
        "seed": seed,
        "roll": -0.8,
    }


def beside_golden(piece: str, seed: int, scratched: bool) -> dict:
    """A drawn piece on the left, the sealed sample on the right with its seal slip."""
    scene = Scene(table=(surface.TABLE, 0.045, 0.16, 0.115, 0.6, 0.03, 1.0, 0))
    props.hall(scene, warm=0.1, side=1.4)
    scene.sky = (seed * 0.8, 2.5, 4.5, 0.5)
    _, rim = tumbler(scene, (-6.2, 0, 0), turn=14)
    if scratched:
        scene.feature(rim, surface.SCRATCH, angle_of(scene, rim, -82), 1.8, 1.5, 0.10, 12, 3.0)
        sticker(scene, rim, "D1", -120, 16.2, 4.5, 0.75)
    gold, _ = tumbler(scene, (6.2, 0.4, 0), turn=-14)
    seal = Image.new("RGBA", (420, 200), (232, 196, 60, 255))
    pen = ImageDraw.Draw(seal)
    pen.rectangle((8, 8, 412, 192), outline=(120, 20, 20), width=6)
    pen.text((210, 62), "GOLDEN SAMPLE", font=props.font(46), fill=(120, 20, 20), anchor="mm")
    pen.text((210, 132), "FIC-02207", font=props.font(58), fill=(20, 20, 20), anchor="mm")
    scene.decal(gold, seal, *facing(scene, gold, 4.4, 3.5, -80), 2.0, 1.5, 0.4)
    props.slip(scene, (-15.2, -5.5, 0.02), -7, "LNO-2207", "D1" if scratched else "sample", piece)
    props.ruler(scene, (1, -8.2, 0.05), 2)
    return {
        "scene": scene,
        "eye": (1.5, -42, 24),
        "target": (-0.8, -0.6, 8.2),
        "focus": (-5, -4, 14),
        "lens": 36,
        "aperture": 0.22,
        "seed": seed,
        "roll": 0.6,
    }


def pictures() -> dict[str, dict]:
    marks = ["LARKSPUR", "PO LNO-2207", "TUMBLER 20 OZ", "25 PCS  FICTITIOUS"]
    return {
        "D1-rim-scratch-01.jpg": rim_scratch("014", -82, (-7, -33, 27), [(0, 1.8, 1.5, 0.10, 12)], 3),
        "D1-rim-scratch-02.jpg": rim_scratch(
            "014", -82, (-4, -17, 23), [(0, 1.8, 1.5, 0.10, 12)], 3, close=True, arrow=-32
        ),
        "D1-rim-scratch-03.jpg": rim_scratch(
            "037", -70, (8, -33, 30), [(0, 2.05, 1.1, 0.12, -8)], 4, mat=1.0
        ),
        "D1-rim-scratch-04.jpg": rim_scratch(
            "061", -95, (-12, -27, 31), [(0, 2.0, 1.2, 0.09, 16), (24, 1.5, 0.9, 0.07, 5)], 5, mat=2.0
        ),
        "D1-rim-scratch-05.jpg": rim_scratch(
            "090", -88, (2, -20, 25), [(0, 1.4, 1.8, 0.08, -14)], 6, close=True, mat=1.0, arrow=-36
        ),
        "D2-dent-01.jpg": dent("022", -78, 10.5, (1.5, 1.9, 0.6), (7, -36, 19), 1),
        "D2-dent-02.jpg": dent(
            "058", -90, 12.2, (1.5, 1.5, 1.0), (-9, -30, 17), 2, raking=True, mat=2.0, upright=True
        ),
        "D2-dent-03.jpg": dent("103", -84, 4.4, (1.3, 1.1, 0.7), (5, -30, 13), 3, mat=1.0, lens=28),
        "D3-logo-smudge-01.jpg": smudged_logo("045", 0, (3, -33, 17), 1),
        "D3-logo-smudge-02.jpg": smudged_logo("077", -9, (-7, -24, 13), 2, lens=24, mat=1.0)
        | {"size": UPRIGHT, "lens": 24},
        "D4-gasket-flash-01.jpg": gasket_flash("031", 1, (-3, -19, 15), 0.0, [(-132, 0.55), (-58, 0.35)]),
        "D4-gasket-flash-02.jpg": gasket_flash("112", 2, (-6, -17, 13), 2.0, [(-124, 0.48), (-96, 0.4)]),
        "lot-presented-cartons.jpg": store.cartons(
            marks, {(1, 1, 0): "3", (2, 2, 0): "7", (0, 0, 0): "1"}, 4, 4, 2
        ),
        "sample-and-golden-sample.jpg": beside_golden("014", 3, True),
        "sort-01-line.jpg": row(15, 1),
        "sort-02-rejects.jpg": row(10, 2, rejects=True, eye=(14, -46, 32)),
        "sort-03-reject-rim.jpg": row(3, 3, scratched=True, eye=(6, -34, 27))
        | {"target": (4, -6, 11), "lens": 28, "focus": (0, -10, 16)},
        "sort-04-conforming.jpg": row(20, 4, eye=(-26, -54, 44)),
        "sort-05-crushed.jpg": row(12, 5, crushed=True, eye=(8, -44, 36)),
        "sort-07-scrap-telephone.jpg": row(9, 5, crushed=True, eye=(-27, -33, 22))
        | {
            "seed": 11,
            "roll": 2.2,
            "size": (800, 600),
            "camera": ("Fictitious Phone Co.", "FP-3"),
            "place": NOBODYS,
        },
        "sort-06-cartons.jpg": store.cartons(marks, {}, 3, 3, 4),
        "reinspection-01-cartons.jpg": store.cartons(
            marks, {(0, 1, 0): "2", (3, 0, 0): "5", (1, 3, 0): "9"}, 4, 4, 8, missing=3
        ),
        "reinspection-02-drawn.jpg": row(15, 6, eye=(20, -50, 38), slate=("LNO-2207", "sample", "1-125")),
        "reinspection-03-R1-scratch.jpg": rim_scratch(
            "052", -86, (-9, -31, 27), [(0, 0.7, 0.8, 0.045, 6)], 7, mat=2.0, code="R1"
        ),
        "reinspection-04-R2-logo.jpg": smudged_logo("088", 7, (6, -31, 16), 5, code="R2", mat=1.0),
        "reinspection-05-rim-good.jpg": rim_scratch("101", -86, (6, -30, 29), [], 8)
        | {"size": UPRIGHT, "lens": 34},
        "reinspection-06-golden-sample.jpg": beside_golden("052", 6, False),
    }
