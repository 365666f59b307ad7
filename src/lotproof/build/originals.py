"""The bytes of a case's originals, held to the digests that its pages print.

Why: between reading a case and embedding its originals an editor or a sync program may change one; a dossier whose
digest is not that of the file inside it would be worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from lotproof.case.case import Original
from lotproof.case.finding import Finding, Place
from lotproof.render.plain_file import read_plain
from lotproof.seal.digest import sha256_bytes


class OriginalChanged(Exception):  # noqa: N818
    """An original is no longer the file that was read; the message names it."""


class Originals:
    """The originals of one case, each read at most once a build."""

    def __init__(self, originals: Mapping[str, Original]) -> None:
        self._wanted = {original.path: original.sha256 for original in originals.values()}
        self._read: dict[Path, bytes] = {}

    def bytes_of(self, path: Path) -> bytes:
        """The content of an original. Raises OriginalChanged when it is gone or no longer has its digest."""
        if path not in self._read:
            try:
                data = read_plain(path)
            except OSError:
                raise OriginalChanged(f"{path.name} could not be read again") from None
            if sha256_bytes(data) != self._wanted.get(path):
                raise OriginalChanged(f"{path.name} was changed")
            self._read[path] = data
        return self._read[path]


def changed(sentence: str) -> Finding:
    return Finding(
        "CHANGED_WHILE_BUILDING", "error", sentence, Place("."), "nothing was put in place; build again."
    )
