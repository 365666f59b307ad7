"""Stands in for `build/worker.py` in tests of the pool: does what the name of the case says, with its own child."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path


def main() -> None:
    child = subprocess.Popen(["sleep", "600"])
    start = json.loads(sys.argv[1])
    for line in sys.stdin:
        order = json.loads(line)
        name = Path(order["folder"]).name
        with (Path(order["root"]) / "pids").open("a") as pids:
            pids.write(f"{os.getpid()} {child.pid} {start['presses']} {name}\n")
        if name.startswith("hang"):
            time.sleep(600)
        if name.startswith("crash"):
            os.abort()
        if name.startswith("slow"):
            time.sleep(0.5)
        answer: dict[str, object] = {"mistake": ["a.py:1 in f", "builtins.KeyError"]}
        if name.startswith("lacking"):
            answer = {"lacking": "Pango is missing"}
        elif not name.startswith("mistake"):
            told = {"name": name, "files": {"a.pdf": 1}, "findings": [], "standings": [], "as_of": None, "state": None,
                    "later": [], "mistake": []}  # fmt: skip
            answer = {"outcome": told, "record": None}
        print(json.dumps(answer), flush=True)
    child.kill()


if __name__ == "__main__":
    main()
