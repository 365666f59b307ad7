"""The name a file gets in `evidence/`: as near to the one it came with as every system and every reader allows.

Why: a name from outside can climb out of a folder, look like another, or not exist on Windows; people still want to
recognise their file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from lotproof.read.log import set_aside
from lotproof.read.originals import alike

LONGEST: Final = 150  # bytes in UTF-8, so that a number still fits behind it on every file system
_DEVICES: Final = frozenset(
    (
        "con",
        "prn",
        "aux",
        "nul",
        "conin$",
        "conout$",
        *(f"{port}{i}" for port in ("com", "lpt") for i in "0123456789¹²³"),
    )
)
_REFUSED: Final = (
    '<>:"|?*\\/%'  # Windows' list, and the per cent sign, which a BagIt manifest writes otherwise
)
_UNSAFE: Final = ("Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp")


def safe_name(name: str) -> str:
    """`name` in NFC without characters that hide, climb, or are not allowed somewhere; never empty."""
    name = unicodedata.normalize("NFC", name[-2000:])
    kept = "".join("" if unicodedata.category(c) in _UNSAFE else "-" if c in _REFUSED else c for c in name)
    kept = re.sub(r"\s+", " ", kept)
    kept = re.sub(r"-{2,}", "-", kept).lstrip(" .-#").rstrip(" .")
    stem, dot, ending = kept.rpartition(".")
    if not dot:
        stem, ending = kept, ""
    if not stem:
        stem = "file"
    if len(ending.encode()) > 12:
        stem, ending = f"{stem}.{ending}", ""
    if stem.split(".")[0].strip().casefold() in _DEVICES:
        stem = f"file-{stem}"
    whole = _joined(_cut(stem, LONGEST - len(ending.encode()) - 1), ending)
    # a reader of the folder leaves such files alone, so an exhibit must not look like one
    return whole.rstrip("~").replace(".", "-") + "-file" if set_aside(whole) else whole


def free_name(name: str, taken: Collection[str]) -> str:
    """`name`, or with a number behind it when one that some system takes for the same is in `taken`."""
    folded = {alike(other) for other in taken}
    stem, dot, ending = name.rpartition(".")
    if not dot:
        stem, ending = name, ""
    numbered, number = name, 1
    while alike(numbered) in folded:
        number += 1
        numbered = _joined(f"{stem}-{number}", ending)
    return numbered


def _joined(stem: str, ending: str) -> str:
    return f"{stem}.{ending}" if ending else stem


def _cut(text: str, longest: int) -> str:
    return text.encode()[:longest].decode("utf-8", "ignore").rstrip(" .") or "file"
