"""Names and numbers as people type them: what was probably meant is offered in the refusal, and never assumed.

A report whose level or edition was guessed would be worth nothing; a refusal without the right name wastes a morning.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from lotproof.sampling.exact import shown

_LIKE_ENOUGH = 0.6  # of difflib's ratio: "tightend" is "tightened", "ISO 9001" is nothing here
_LONGEST = 60


def unknown(
    kind: str, value: object, known: Sequence[str], folded: Mapping[str, str], *, similar: bool = True
) -> ValueError:
    """The refusal of a name: what was given, what was probably meant, and all that is known.

    `folded` leads from a name without blanks, signs and letter case to the known one. Without `similar` only these
    spellings count: of names as short as I and II every slip is similar to some other.
    """
    near = nearest(value, folded) if similar else folded.get(fold(value))
    meant = f" (did you mean {near}?)" if near else ""
    return ValueError(f"unknown {kind} {shown(value)}{meant}; known are {', '.join(known)}")


def nearest(value: object, folded: Mapping[str, str]) -> str | None:
    """The known name most like the one given, or None when none is near."""
    text = fold(value)
    if not text:
        return None
    if text in folded:
        return folded[text]
    inside = [name for each, name in folded.items() if len(text) > 2 and text in each]
    if inside:
        return inside[0]
    from difflib import get_close_matches

    close = get_close_matches(text, folded, n=1, cutoff=_LIKE_ENOUGH)
    return folded[close[0]] if close else None


def fold(value: object) -> str:
    """A name reduced to its letters and digits, small; empty for what is no name."""
    if not isinstance(value, str) or len(value) > _LONGEST:
        return ""
    return re.sub("[^a-z0-9]", "", unicodedata.normalize("NFKC", value).casefold())
