"""Two hundred small cases on two workers against one: a ratio in one run. A number given builds so many instead.

The internal brief of each is built, which is one document of a few pages: the smallest work there is for a worker, so
that what the pool itself costs shows most. One worker and its layout process use a little more than a core where there
are two, so that the two workers are also held against one that has a single core.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.bench.measured import conclude

SOUND = Path(__file__).parents[1] / "cases" / "sound"
COUNT = 200
BUDGET = 1 / 1.85


def seconds(root: Path, jobs: int, cores: set[int]) -> float:
    shutil.rmtree(root / "build", ignore_errors=True)
    command = [sys.executable, "-m", "lotproof", "build", "--for", "internal", "--jobs", str(jobs)]
    start = time.perf_counter()
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)  # the build inherits it
    try:
        subprocess.run(command, cwd=root, capture_output=True, check=True)
    finally:
        os.sched_setaffinity(0, before)
    return time.perf_counter() - start


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    cores = os.sched_getaffinity(0)
    if len(cores) < 2:
        print("one core: two workers cannot be measured")
        return 0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for number in range(count):
            folder = root / "cases" / f"psi-{number:04d}"
            shutil.copytree(SOUND, folder, ignore=shutil.ignore_patterns("expected.txt"))
            (folder / "findings.md").write_text(f"Case {number}.\n", "utf-8")
        one, two = seconds(root, 1, cores), seconds(root, 2, cores)
        held = seconds(root, 1, {min(cores)})
    conclude("pool", {f"{count} cases, one worker": [one]}, {}, "s")
    rows = {"two workers / one": [two / one], "two workers / one on a single core": [two / held]}
    return conclude("pool", rows, dict.fromkeys(rows, BUDGET))


if __name__ == "__main__":
    sys.exit(main())
