"""`python -m tests.fuzz [--seconds N] [--seed N] [TARGET…]`: mutates inputs for as long as one likes.

Prints the input that broke something as Python can read it back, and why; ends with 1 then.
"""

from __future__ import annotations

import argparse
import random
import sys
import time

from .target import TARGETS, broken, mutated, seeds


def main() -> int:
    about = argparse.ArgumentParser(prog="python -m tests.fuzz")
    about.add_argument("--seconds", type=float, default=60)
    about.add_argument("--seed", type=int, default=None, help="the same seed tries the same inputs")
    about.add_argument(
        "targets", nargs="*", metavar="TARGET", help=f"of {', '.join(TARGETS)}; all where none is named"
    )
    asked = about.parse_args()
    unknown = [kind for kind in asked.targets if kind not in TARGETS]
    if unknown:
        about.error(f"there is no target {unknown[0]}; there are {', '.join(TARGETS)}")
    asked.targets = asked.targets or list(TARGETS)
    seed = asked.seed if asked.seed is not None else random.SystemRandom().randrange(1 << 32)
    chance, tried = random.Random(seed), 0
    print(f"seed {seed}, {asked.seconds:g} s: {', '.join(asked.targets)}")
    corpus = {kind: seeds(kind) for kind in asked.targets}
    end = time.monotonic() + asked.seconds
    while time.monotonic() < end:
        for kind in asked.targets:
            data = mutated(chance.choice(corpus[kind]), chance)
            tried += 1
            why = broken(kind, data)
            if why is not None:
                print(f"{kind}: {why}\n{data!r}")
                return 1
            if chance.random() < 0.02:  # a mutation that held is where the next begin
                corpus[kind] = [*corpus[kind][-200:], data]
    print(f"{tried} inputs, none broke anything")
    return 0


if __name__ == "__main__":
    sys.exit(main())
