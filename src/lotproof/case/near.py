"""The known word most like a mistyped one: the one mechanism behind every "did you mean".

Why: a key, an id, an option and a code are mistyped alike, so the same slip should be recognised everywhere.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or `None` when none is near; letter case, `_` and `-` do not matter."""
    if not word or len(word) > 60:
        return None
    folded = {_fold(name): name for name in known}
    near = difflib.get_close_matches(_fold(word), folded, n=1, cutoff=0.6)
    return folded[near[0]] if near else None


def _fold(word: str) -> str:
    return word.casefold().replace("_", "-").strip()
