"""Makes the photographs of the demonstration cases. Run once by hand; the tests never run it.

Needs numpy and numba beside Pillow, in an environment of its own: they are not in the project's lock files.
The pictures depend on nothing but this code and the capture times in the registers: same versions, same bytes.

    python tests/demo/make_photos.py                 every photograph (about a minute each)
    python tests/demo/make_photos.py --only dent     those whose name holds "dent"
    python tests/demo/make_photos.py --draft DIR     small and quick, into DIR
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from maker import register
from maker.photo import darkroom, lamps, toys, tumbler_roll, tumblers

INSPECTOR = ("Fictitious Camera Co.", "FC-1")
WORKSHOP = ("Fictitious Phone Co.", "FP-9")
PLACES = {
    "psi-2026-101-otter-tower": (29.9012, 121.8423),
    "psi-2026-102-tumblers": (28.8887, 120.0476),
    "psi-2026-103-desk-lamps": (22.6130, 113.1906),
}
ROLLS = {
    "psi-2026-101-otter-tower": toys.pictures,
    "psi-2026-102-tumblers": tumbler_roll.pictures,
    "psi-2026-103-desk-lamps": lamps.pictures,
}


GOLDEN = {
    "golden-otter.jpg": toys.golden,
    "golden-tumbler.jpg": tumblers.golden,
    "golden-lamp.jpg": lamps.golden,
}
PICTURES = Path(__file__).parent / "pictures"


def golden_samples(only: str) -> None:
    """The pictures that stand in the golden-sample records."""
    for name, pose in GOLDEN.items():
        if only in name:
            picture = pose()
            light, guide = picture["scene"].shoot(
                picture["eye"],
                picture["target"],
                picture["lens"],
                picture["aperture"],
                (880, 660),
                10,
                picture["seed"],
                picture["focus"],
                0.0,
            )
            PICTURES.mkdir(exist_ok=True)
            darkroom.develop(light, guide, picture["seed"], 1.25).save(PICTURES / name, quality=78)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", default="")
    parser.add_argument("--draft", type=Path)
    arguments = parser.parse_args()
    if not arguments.draft:
        golden_samples(arguments.only)
    for case, roll in ROLLS.items():
        photos = (e for e in register.entries(case).values() if e["kind"] == "photo")
        captured = {Path(e["file"]).name: e for e in photos}
        pictures = roll()
        if set(captured) != set(pictures):
            raise SystemExit(f"{case}: the register and the scenes differ: {set(captured) ^ set(pictures)}")
        for name, picture in pictures.items():
            if arguments.only not in f"{case}/{name}":
                continue
            size = picture.get("size", tumblers.SIZE)
            traced, samples = (size[0] * 4 // 5, size[1] * 4 // 5), 9
            if arguments.draft:
                traced, samples, size = (size[0] // 4, size[1] // 4), 8, None
            light, guide = picture["scene"].shoot(
                picture["eye"],
                picture["target"],
                picture["lens"],
                picture["aperture"],
                traced,
                samples,
                picture["seed"],
                picture["focus"],
                picture["roll"],
            )
            image = darkroom.develop(
                light,
                guide,
                picture["seed"],
                picture.get("exposure", 1.25),
                0.015 * (picture["seed"] % 3 - 1),
                picture.get("glow", 0.0),
                size,
            )
            if arguments.draft:
                arguments.draft.mkdir(parents=True, exist_ok=True)
                image.save(arguments.draft / f"{case[4:12]}-{name[:-4]}.png")
                continue
            file = register.CASES / case / captured[name]["file"]
            darkroom.save(
                image,
                file,
                captured[name]["captured"],
                picture.get("camera", WORKSHOP if name.startswith("sort-") else INSPECTOR),
                turned=size[1] > size[0],
                place=PLACES[case] if name.startswith("lot-presented") else picture.get("place"),
            )
            print(f"{file.stat().st_size:>8}  {case}/{name}", flush=True)


if __name__ == "__main__":
    main()
