"""The numbers on a stack of cartons, as its photograph shows them and its inspection report lists them.

Apart from both, so that a carton with a red dot in the picture is an opened carton in the report, and no other is.
"""

from __future__ import annotations

import math
import random

ACROSS = HIGH = 4


def number(column: int, layer: int, stack: int) -> int:
    """What is printed on a carton of stack number `stack`."""
    return stack * 3 + column * 9 + layer * 23 + 1


def opened(total: int, count: int, stack: int, dots: dict[int, tuple[int, int]]) -> str:
    """The cartons opened, in that order: one from each part of the lot; `dots` tells which stand in the picture."""
    shown = {number(column, layer, stack) for column in range(ACROSS) for layer in range(HIGH)}
    marked = {dot: number(*place, stack) for dot, place in dots.items()}
    step = total / count
    numbers = [math.floor(k * step + 1 + (k * 7 % int(step))) for k in range(count)]
    for carton in marked.values():
        numbers.remove(min(numbers, key=lambda n: abs(n - carton)))
    numbers = [n - 1 if n in shown else n for n in numbers]
    random.Random(f"{total} {count}").shuffle(numbers)
    order = [marked[dot] if dot in marked else numbers.pop() for dot in range(1, count + 1)]
    assert len(set(order)) == count
    assert set(order) & shown == set(marked.values())
    assert max(order) <= total
    return ", ".join(f"{carton:03d}" for carton in order)
