"""How much memory the build of a case with sixty photographs takes: every process of it together, at its highest."""

from __future__ import annotations

import hashlib
import shutil
import sys
import tempfile
from pathlib import Path

from PIL import Image
from tests.bench.measured import conclude
from tests.bench.spent import spent

SOUND = Path(__file__).parents[1] / "cases" / "sound"
PHOTOS, SIDES = 60, (3000, 2000)
BUDGET = 300.0


def case(folder: Path) -> None:
    """The small case with sixty photographs of 6 megapixels more, of about 2 MB each."""
    shutil.copytree(SOUND, folder, ignore=shutil.ignore_patterns("expected.txt"))
    noise = Image.effect_noise((SIDES[0] // 3, SIDES[1] // 3), 60).resize(SIDES)
    lines = []
    for number in range(PHOTOS):
        tint = Image.new("L", SIDES, number * 4)
        photo, name = Image.merge("RGB", (noise, tint, noise)), f"evidence/lot-{number}.jpg"
        photo.save(folder / name, quality=88)
        digest = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        lines.append(
            f'- {{id: P{number}, file: {name}, kind: photo, title: "Carton {number}", sha256: {digest},'
            ' captured: "2026-08-11T10:20:00+08:00", captured_from: exif, source: {from: Vermilion Gate'
            ' Inspection Ltd., via: email, received: "2026-08-12T18:20:00+08:00"}}\n'
        )
    with (folder / "evidence.yaml").open("a", encoding="utf-8") as register:
        register.writelines(lines)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        case(root / "cases" / "photos")
        told = {}
        for what, jobs in (("in this process", "0"), ("with one worker", "1")):
            shutil.rmtree(root / "build", ignore_errors=True)
            told[what] = spent([sys.executable, "-m", "lotproof", "build", "--jobs", jobs], root)
    conclude("memory", {f"60 photographs, {what}": [one.seconds] for what, one in told.items()}, {}, "s")
    rows = {f"60 photographs, {what}, largest process": [one.largest] for what, one in told.items()}
    every = {f"60 photographs, {what}, all processes": [one.together] for what, one in told.items()}
    return conclude("memory", {**rows, **every}, dict.fromkeys(rows, BUDGET), "MB")


if __name__ == "__main__":
    sys.exit(main())
