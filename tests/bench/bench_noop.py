"""How long a build of 2,000 cases takes when nothing changed, beside `git status` of the same tree: a ratio in one run.

The cases are copies of a small sound case, committed; their outputs are files of the number and kind of a real build
with the records that a real build keeps, because laying out 2,000 dossiers would take a day. Byte code is written
before. Exits 1 over the budget.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.measured import conclude

COUNT, ROUNDS = 2_000, 5
SOUND = Path(__file__).parents[1] / "cases" / "sound"
OUTPUTS = [f"{name}.{kind}" for name in ("dossier", "car", "car.zh", "options", "confirmation", "8d", "bank", "insurer",
           "counsel", "internal/brief") for kind in ("pdf", "html")] + ["car.eml", "figures.json"]  # fmt: skip
BUDGET, ENOUGH = 5.0, 0.6  # times git status, or seconds: the larger of the two
WHO = ("-c", "user.name=A", "-c", "user.email=a@a.example")


def seconds(*command: str, cwd: Path) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return time.perf_counter() - start


def workspace(root: Path) -> list[Path]:
    folders = []
    for number in range(COUNT):
        folder = root / "cases" / f"psi-{number:04d}"
        shutil.copytree(SOUND, folder, ignore=shutil.ignore_patterns("expected.txt"))
        (folder / "findings.md").write_text(f"Case {number}.\n", "utf-8")
        folders.append(folder)
    (root / ".gitignore").write_text("/build/\n", "utf-8")
    for command in (("init", "-q"), ("add", "."), (*WHO, "commit", "-q", "-m", "cases")):
        seconds("git", *command, cwd=root)
    time.sleep(2.1)  # files older than the slack of clocks
    return folders


def build(root: Path, folders: list[Path]) -> None:
    """What a build of all of them leaves behind."""
    from lotproof.build import task
    from lotproof.build.outcome import Outcome
    from lotproof.build.stale import survey
    from lotproof.build.terms import Told
    from lotproof.build.where import Asked
    from lotproof.build.write import MANIFEST, put
    from lotproof.read import repository
    from lotproof.read.house import read_house
    from lotproof.seal.digest import sha256_bytes

    repository.history_digest = lambda folder: "one commit"  # type: ignore[assignment]  # asked only when it moved
    seen = survey(root, [Asked(folder, None) for folder in folders], ())
    for answer in seen.answers:
        name = answer.asked.folder.name
        made = {file: f"{name} {file}".encode() * 40 for file in OUTPUTS} | {
            "provenance.json": b'{"for": null}'
        }
        made[MANIFEST] = "".join(
            f"{sha256_bytes(data)}  {file}\n" for file, data in sorted(made.items())
        ).encode()
        put(root, name, made)
    time.sleep(2.1)
    for answer in seen.answers:
        folder = answer.asked.folder
        before = task.moment(answer.order)
        assert before is not None
        files = dict.fromkeys((*OUTPUTS, "provenance.json", MANIFEST), 0)
        told, house = Told(None, answer.order.uncommitted[0], (), None, False), read_house(root)[0]
        record = task.recorded(answer.order, before, told, house.inputs, files)
        seen.built(Outcome(folder.name, files, (), record=record))
    (root / "build" / "index.html").write_text("desk", "utf-8")
    seen.desk_made([folder.name for folder in folders])
    seen.close()


def main() -> int:
    place = "/dev/shm" if "--memory" in sys.argv else None
    with tempfile.TemporaryDirectory(dir=place) as name, tempfile.TemporaryDirectory() as bytecode:
        root = Path(name).resolve()
        # a program that is installed does not compile itself each time
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
        os.environ["PYTHONPYCACHEPREFIX"] = bytecode
        build(root, workspace(root))
        os.sync()
        lotproof = str(Path(sys.executable).with_name("lotproof"))
        told = subprocess.run([lotproof, "build"], cwd=root, capture_output=True, text=True)
        fresh = sum(line.endswith(": fresh") for line in told.stdout.splitlines())
        assert fresh == COUNT, (fresh, told.stderr[:500])
        pairs = []
        for _ in range(ROUNDS):
            pairs.append((seconds("git", "status", cwd=root), seconds(lotproof, "build", cwd=root)))
    floors, builds = zip(*pairs, strict=True)
    ratios = [one / other for other, one in pairs]
    conclude(
        "noop",
        {f"git status, {COUNT:,} cases": floors, f"nothing to build, {COUNT:,} cases": builds},
        {},
        "s",
    )
    enough = median(builds) <= ENOUGH  # then the ratio is shown only
    rows = {"nothing to build / git status": ratios}
    return conclude("noop", rows, {} if enough else dict.fromkeys(rows, BUDGET))


if __name__ == "__main__":
    sys.exit(main())
