"""Text from outside made fit to be shown: no control, direction or private characters, bounded length.

File names and mail headers are chosen by strangers; a line break or a right-to-left override in one would let it
write lines of ours, or look like another name.
"""

from __future__ import annotations

import re
import unicodedata

from lotproof.case.near import meant as meant
from lotproof.case.near import nearest as nearest

# what no text of a case may hold: C0/C1 controls save tab and line ends, line breaks only YAML counts, direction
# overrides and isolates, halves of pairs, byte order marks inside the text, non-characters
REFUSED = re.compile(
    "[\x00-\x08\x0b\x0c\x0d-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]"
)
_UNSAFE = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")
_JOINERS = "\u200c\u200d"  # needed by Persian, Indic scripts and emoji; they reorder nothing


def one_line(text: str, longest: int = 200) -> str:
    """`text` on one line without unsafe characters; past `longest` characters it ends in an ellipsis."""
    if len(text) > 4 * longest:
        text = text[: 4 * longest] + "…"
    kept = " ".join("".join(c if _safe(c) else " " if c.isspace() else "\ufffd" for c in text).split())
    return kept if len(kept) <= longest else kept[: longest - 1] + "…"


def several_lines(text: str) -> str:
    """`text` with its line breaks and tabs, `\\n` only, and without unsafe characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(c for c in text if c in "\n\t" or _safe(c))


def _safe(char: str) -> bool:
    return char in _JOINERS or (char.isprintable() or unicodedata.category(char) not in _UNSAFE)
