"""Looks for garbage where it can be, in a process that keeps laid-out pages: among what is new, not what is kept.

Why: pages refer to each other, so only a search for cycles frees them; one among three hundred kept pages takes half
a second, and Python makes it after each document and several times within one: half the time of a build.
"""

import gc
from typing import Final

OFTEN: Final = 50_000, 5, 7  # new objects before a search among them, and such searches before a wider one
MANY: Final = 150  # pages no longer kept, at which those are looked for too

_let_go = 0


def let_go(pages: int) -> None:
    """So many kept pages more are garbage now."""
    global _let_go
    _let_go += pages


def begin() -> None:
    """What is there now stays: it is not searched again. For a process that has loaded its libraries."""
    gc.set_threshold(*OFTEN)
    gc.collect()
    gc.freeze()


def tidy() -> None:
    """Free what the last piece of work left; once enough of what was kept is let go, that too. The rest is kept."""
    global _let_go
    if _let_go >= MANY:
        gc.unfreeze()
        _let_go = 0
    gc.collect()
    gc.freeze()
