"""Two hundred small cases on two workers against one: a ratio in one run. A number given builds so many instead.

The internal brief of each is built, which is one document of a few pages: the smallest work there is for a worker, so
that what the pool itself costs shows most.
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


def seconds(root: Path, jobs: int) -> float:
    shutil.rmtree(root / "build", ignore_errors=True)
    command = [sys.executable, "-m", "lotproof", "build", "--for", "internal", "--jobs", str(jobs)]
    start = time.perf_counter()
    subprocess.run(command, cwd=root, capture_output=True, check=True)
    return time.perf_counter() - start


def main() -> int:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else COUNT
    cores = len(os.sched_getaffinity(0))
    if cores < 2:
        print("one core: two workers cannot be measured")
        return 0
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        for number in range(count):
            folder = root / "cases" / f"psi-{number:04d}"
            shutil.copytree(SOUND, folder, ignore=shutil.ignore_patterns("expected.txt"))
            (folder / "findings.md").write_text(f"Case {number}.\n", "utf-8")
        one, two = seconds(root, 1), seconds(root, 2)
    conclude("pool", {f"{count} cases, one worker": [one]}, {}, "s")
    return conclude("pool", {"two workers / one": [two / one]}, {"two workers / one": BUDGET})


if __name__ == "__main__":
    sys.exit(main())
