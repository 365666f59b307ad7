"""README.txt of a bag: what lies in it, how to check it with nothing of ours, and what is not in it.

Why: the bag is opened by somebody who never heard of Lotproof, perhaps when Lotproof is no longer there.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

_FOLDERS: Final = {
    "originals": "the exhibits, byte for byte as they were registered; the number before each name is the exhibit's",
    "documents": "the documents as they were built from them; begin with dossier.pdf",
    "case": "the facts as they were typed, and the log",
}
_TEXT: Final = """{case}: evidence of a failed inspection, in a BagIt bag (RFC 8493)

What is in it
{folders}

How to check it, in this folder
  Linux      sha256sum -c manifest-sha256.txt tagmanifest-sha256.txt
  macOS      shasum -a 256 -c manifest-sha256.txt tagmanifest-sha256.txt
  Windows    certutil -hashfile FILE SHA256          (one file at a time; compare with manifest-sha256.txt)
  Python     bagit.py --validate .                   (package bagit, of the Library of Congress)
  Lotproof   lotproof verify .

What that proves
  Every file is the one whose digest is listed. The lists lie beside the files, so whoever can change a file can change
  its list. Ask the sender, by another way than the one this came, for the SHA-256 of tagmanifest-sha256.txt. If it is
  the same, every file here is the one that was sent. It proves nothing about when a file was made, by whom, or whether
  what it says is true.
{left}"""


@dataclass(frozen=True, slots=True)
class Left:
    """An exhibit whose original is not in the bag: its id, its SHA-256, and the reason."""

    exhibit: str
    digest: str
    reason: str


def readme(case: str, names: Sequence[str], left: Sequence[Left]) -> str:
    """The text, in lines that every system reads; `names` are the payload's, below data/."""
    counts = {folder: sum(name.startswith(f"{folder}/") for name in names) for folder in _FOLDERS}
    folders = "\n".join(
        f"  data/{folder}/  {number:,} file{'s' if number > 1 else ''}: {_FOLDERS[folder]}"
        for folder, number in counts.items()
        if number
    )
    lines = "".join(f"  {_plain(one.exhibit)}  {_plain(one.digest)}  {one.reason}\n" for one in left)
    return _TEXT.format(
        case=case,
        folders=folders,
        left=f"\nWhat is not in it (exhibit, SHA-256, reason)\n{lines}" if left else "",
    )


def _plain(text: str) -> str:
    return "".join(char if char.isprintable() else "?" for char in text)[:80]
