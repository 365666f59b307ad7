"""The known word most like a mistyped one: the one mechanism behind every "did you mean".

Why: a key, an id, an option and a code are mistyped alike, so the same slip should be recognised everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_FEW: Final = 6  # words that are no burden to read
_PART: Final = 3  # letters of a beginning that are enough to mean the rest
_ALIKE: Final = 0.61  # of the letters of both, those in common: "timeout" is not meant by "out" (0.6)


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, or `None` when none is near; letter case, `_` and `-` do not matter.

    The only one that begins so is meant before any that looks alike; where nothing looks alike, one of which a part
    begins so is enough. Dashes before an option are no letters of it.
    """
    if not word or len(word) > 60:
        return None
    folded = {_fold(name): name for name in known}
    typed = _fold(word)
    if len(typed) >= _PART:
        begun = [name for name in folded if name.startswith(typed)]
        if len(begun) == 1:
            return folded[begun[0]]
    import difflib  # only where something was mistyped

    near = difflib.get_close_matches(typed, folded, n=1, cutoff=_ALIKE)
    if not near and len(typed) >= _PART:
        part = re.compile(rf"\b{re.escape(typed)}")
        near = [name for name in folded if part.search(name)][:1]
    return folded[near[0]] if near else None


def meant(word: str, known: Iterable[str]) -> str | None:
    """The known words that may be meant by `word`, in words: the few that hold it as a part, else the nearest one."""
    names = sorted(known)
    typed = _fold(word)
    several = [name for name in names if typed in _fold(name)] if len(typed) >= _PART else []
    if len(several) < 2:
        return nearest(word, names)
    if len(several) > _FEW:
        return None
    return f"{', '.join(several[:-1])} or {several[-1]}"


def _fold(word: str) -> str:
    return word.casefold().replace("_", "-").strip().removeprefix("--")
