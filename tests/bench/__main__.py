"""`python -m tests.bench`: every bench, one after another, compared with the recorded run; `--update` records this one.

Exits 1 when a bench is over its budget. A value that is a fifth worse than recorded is pointed out: machines differ, so
it is a reason to look and no failure.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

from tests import interrupts
from tests.bench.measured import KEPT_IN

HERE: Final = Path(__file__).parent
RECORD: Final = HERE / "recorded.json"
PAGE: Final = HERE.parents[1] / "docs" / "benchmarks.md"
WORSE: Final = 1.2
INTRODUCTION: Final = """\
# How long things take

Written by `make bench UPDATE=1`. A ratio is taken within one run, against something nobody can save; seconds
differ from machine to machine and are not compared. The median of the rounds stands first.

"""


def _machine() -> str:
    """The machine and how busy others kept it, as each bench is recorded with it."""
    lines = (
        Path("/proc/meminfo").read_text().splitlines()
        if Path("/proc/meminfo").exists()
        else ["MemTotal: 0 kB"]
    )
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    memory = int(lines[0].split()[1]) // 1_000_000
    load = os.getloadavg()[0]
    return (
        f"{cores} cores, {memory} GB, {sys.platform}, Python {sys.version.split()[0]}; load {load:.1f} before"
        " it began"
    )


def main(arguments: list[str]) -> int:
    """Run the benches whose names contain one of the words given; all without any."""
    interrupts.take()
    update = "--update" in arguments
    words = [word for word in arguments if word != "--update"]
    chosen = [
        bench for bench in sorted(HERE.glob("bench_*.py")) if not words or any(w in bench.stem for w in words)
    ]
    if not chosen:
        print(f"no bench is called so: {', '.join(words)}", file=sys.stderr)
        return 2
    failed = []
    with tempfile.TemporaryDirectory() as folder:
        machines = {}
        for bench in chosen:
            machines[bench.stem.removeprefix("bench_")] = _machine()
            print(f"\n{bench.stem}", flush=True)
            done = subprocess.run(
                [sys.executable, "-m", f"tests.bench.{bench.stem}"],
                env=os.environ | {KEPT_IN: folder},
                check=False,
            )
            failed += [bench.stem] * bool(done.returncode)
        rows = [
            json.loads(line) | {"machine": machines.get(kept.stem, "")}
            for kept in sorted(Path(folder).glob("*.jsonl"))
            for line in kept.open(encoding="utf-8")
        ]
    before = (
        {(row["bench"], row["name"]): row for row in json.loads(RECORD.read_text("utf-8"))}
        if RECORD.exists()
        else {}
    )
    for sentence in _worse(rows, before):
        print(sentence, file=sys.stderr)
    if update:
        record = recorded(before.values(), rows)
        RECORD.write_text(json.dumps(record, indent=1, ensure_ascii=False) + "\n", "utf-8")
        PAGE.write_text(page(record), "utf-8")
    for name in failed:
        print(f"{name}: over its budget, or broken", file=sys.stderr)
    return int(bool(failed))


def recorded(before: Iterable[dict[str, Any]], rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The record after a run: of a bench that was run its rows alone, of the others those there were."""
    run = {row["bench"] for row in rows}
    kept = [row for row in before if row["bench"] not in run]
    return sorted(kept + rows, key=lambda row: (row["bench"], row["name"]))


def page(record: list[dict[str, Any]]) -> str:
    """docs/benchmarks.md, whole."""
    return INTRODUCTION + "".join(_table(record))


def _worse(rows: list[dict[str, Any]], before: dict[tuple[str, str], dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        was = before.get((row["bench"], row["name"]))
        if was is not None and row["unit"] == "ratio" and row["median"] > WORSE * was["median"]:
            yield f"{row['bench']}: {row['name']} is {row['median']:g}, recorded {was['median']:g}"


def _table(rows: list[dict[str, Any]]) -> Iterator[str]:
    bench = ""
    for row in rows:
        if row["bench"] != bench:
            start = "" if row is rows[0] else "\n"
            bench = row["bench"]
            machine = row.get("machine", "")
            yield f"{start}## {bench}\n\n{machine}{chr(10) * 2 if machine else ''}"
            yield "| what | median | rounds | budget |\n|---|---|---|---|\n"
        unit = "" if row["unit"] == "ratio" else f" {row['unit']}"
        budget = "" if row["budget"] is None else f"{row['budget']:g}{unit}"
        yield f"| {row['name']} | {row['median']:g}{unit} | {row['low']:g} to {row['high']:g} | {budget} |\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
