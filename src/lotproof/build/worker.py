"""The child of pool.py: builds one case after another, as ordered on its input, and answers on its output.

Why: a case that hangs or breaks Python itself must take nothing with it but its own turn.
"""

import json
import os
import signal
import sys
import threading
import time
from typing import Any, NoReturn

WATCH = 1.0  # seconds between two looks at whether the parent is still there


def answer(line: bytes) -> dict[str, Any]:
    """What came of the order in a line, or why nothing did."""
    from lotproof.build.outcome import as_data
    from lotproof.build.task import Order, do, mistake_of
    from lotproof.render.pdf import EnvironmentLacking

    told = json.loads(line)
    order = Order(**{**told, "readers": tuple(told["readers"]), "uncommitted": tuple(told["uncommitted"])})
    try:
        outcome = do(order)
    except EnvironmentLacking as lacking:
        return {"lacking": str(lacking)}
    except Exception as bug:
        return {"mistake": mistake_of(bug)}
    return {"outcome": as_data(outcome), "record": outcome.record}


def main() -> None:
    """Answer orders until the input ends."""
    start = json.loads(sys.argv[1])
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent decides what an interrupt ends
    signal.signal(signal.SIGTERM, _leave)
    sys.path[:] = start["path"]
    threading.Thread(target=_end_with, args=(start["parent"],), daemon=True).start()
    from lotproof.render import press

    press.PRESSES = start["presses"]  # type: ignore[misc]  # before anything asks how many there are
    orders, answers = sys.stdin.buffer, os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
    for line in orders:
        answers.write(json.dumps(answer(line)).encode() + b"\n")
        answers.flush()


def _leave(*_: object) -> NoReturn:
    raise SystemExit(143)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(WATCH)
    os.killpg(0, signal.SIGKILL)  # the parent made this process the first of its group, with its own children


if __name__ == "__main__":
    main()
