"""A real `lotproof build` that is killed at any moment, or interrupted, leaves the last good build whole."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

SOUND = Path(__file__).parents[1] / "cases" / "sound"
COMMAND = (sys.executable, "-m", "lotproof", "build", "--for", "internal", "--jobs")
ROUNDS = 10


def workspace(root: Path) -> Path:
    for name in ("one", "two"):
        shutil.copytree(SOUND, root / "cases" / name, ignore=shutil.ignore_patterns("expected.txt"))
    return root


def start(root: Path, jobs: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*COMMAND, str(jobs)], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )


def is_whole(folder: Path) -> None:
    for manifest in (folder / "manifest-sha256.txt", folder / "internal" / "manifest-sha256.txt"):
        lines = manifest.read_text("utf-8").splitlines()
        assert lines
        for line in lines:
            path = manifest.parent / line[66:]
            if line[66:].startswith("../../"):
                continue  # what it was made from, which was changed since
            assert hashlib.sha256(path.read_bytes()).hexdigest() == line[:64], path


def test_killed_at_random_moments(tmp_path: Path) -> None:
    root, chance = workspace(tmp_path), random.Random(7)
    began = time.monotonic()
    assert start(root, 2).wait(timeout=300) == 0
    takes = time.monotonic() - began
    for turn in range(ROUNDS):
        for name in ("one", "two"):
            (root / "cases" / name / "findings.md").write_text(f"Turn {turn}.\n", "utf-8")
        with start(root, turn % 3) as process:
            time.sleep(chance.uniform(0.05, 1.1) * takes)
            process.kill()
        for name in ("one", "two"):
            is_whole(root / "build" / name)
    # what a killed one leaves does not keep the next from its work
    assert start(root, 2).wait(timeout=300) == 0
    for name in ("one", "two"):
        is_whole(root / "build" / name)
        assert f"Turn {ROUNDS - 1}" in (root / "cases" / name / "findings.md").read_text("utf-8")
    assert sorted(path.name for path in (root / "build").iterdir()) == [
        ".cache",
        "_suppliers",
        "index.html",
        "one",
        "two",
    ]


def test_an_interrupt_ends_every_process_of_it(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with subprocess.Popen([*COMMAND, "2"], cwd=root, env=os.environ | {"TMPDIR": str(scratch)},
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:  # fmt: skip
        while not any(scratch.iterdir()):  # a child with a document in hand has one
            time.sleep(0.01)
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=60) == 130
    assert list(scratch.iterdir()) == []
    assert not [path for path in root.glob("build/*") if path.name != ".cache"]
