"""The time and the memory that a command takes, all its children together.

Why: renderers divide their work among processes in different ways, so only the sum of what they do not share compares.
"""

from __future__ import annotations

import contextlib
import subprocess
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PAUSE = 0.03  # seconds between two looks
REST = 50  # times as long as a look took, which holds the process up: a gigabyte takes it twenty milliseconds


@dataclass(frozen=True)
class Spent:
    """Wall clock in seconds; the highest sum of the proportional set sizes of all processes, and of one, in MB."""

    seconds: float
    together: float
    largest: float


def spent(command: Sequence[str], cwd: Path) -> Spent:
    """Run a command and watch it. Raises AssertionError when it fails."""
    together = largest = 0.0
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None:
            looked = time.perf_counter()
            sizes = [_megabytes(each) for each in _tree(process.pid)]
            together, largest = max(together, sum(sizes)), max([largest, *sizes])
            time.sleep(max(PAUSE, REST * (time.perf_counter() - looked)))
        seconds = time.perf_counter() - start
    assert process.returncode == 0, (command, process.returncode)
    return Spent(seconds, together, largest)


def _tree(first: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, ValueError, IndexError):
                above = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(above, []).append(int(entry.name))
    found = [first]
    for each in found:
        found += children.get(each, [])
    return found


def _megabytes(process: int) -> float:
    with contextlib.suppress(OSError, StopIteration):
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        return int(next(line for line in lines if line.startswith("Pss:")).split()[1]) / 1024
    return 0.0
