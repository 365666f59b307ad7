"""How long it takes until the program is there: ratios, in one run, against importing what it cannot do without.

`--help` and a completion are held against importing click; `check` of one case against importing click, pydantic and
PyYAML, and, for people, shown in seconds. Processor time of the child is counted, the median of the rounds, with
byte code written before. Prints the ratios; exits 1 when one is over its budget.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROUNDS = 9
ROOT = Path(__file__).parents[2]
CASE = "psi-2026-101-otter-tower"
CLICK = [sys.executable, "-c", "import click"]
READERS = [sys.executable, "-c", "import click, pydantic, yaml; pydantic.BaseModel"]
PROGRAM = [sys.executable, "-m", "lotproof"]
# name -> what is run, what it is held against, the budget
JOBS: dict[str, tuple[list[str], list[str], dict[str, str], float]] = {
    "--help / import click": ([*PROGRAM, "--help"], CLICK, {}, 1.5),
    "completion of a case / import click": (
        PROGRAM,
        CLICK,
        {"_LOTPROOF_COMPLETE": "bash_complete", "COMP_WORDS": "lotproof check psi", "COMP_CWORD": "2"},
        2.0,
    ),
    "explain CODE / import click": ([*PROGRAM, "explain", "WORDING"], CLICK, {}, 2.0),
    "check of one case / import of its readers": ([*PROGRAM, "check", CASE], READERS, {}, 4.0),
}


def spent(command: list[str], more: dict[str, str], bytecode: str) -> float:
    """Seconds of processor time of one child."""
    env = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"} | more
    env["PYTHONPYCACHEPREFIX"] = bytecode
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=ROOT, env=env, capture_output=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    over = False
    with tempfile.TemporaryDirectory() as bytecode:
        for name, (command, floor, more, budget) in JOBS.items():
            spent(command, more, bytecode)
            spent(floor, {}, bytecode)
            pairs = [(spent(command, more, bytecode), spent(floor, {}, bytecode)) for _ in range(ROUNDS)]
            ratio = median(one / other for one, other in pairs)
            seconds = median(one for one, _ in pairs)
            over |= ratio > budget
            print(f"{name:44} {ratio:5.2f}   (budget {budget}; {seconds:.3f} s)")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
