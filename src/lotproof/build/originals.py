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
from lotproof.seal.digest import sha256_bytes, sha256_file


class OriginalChanged(Exception):  # noqa: N818
    """An original is no longer the file that was read; the message names it."""


class Originals:
    """The originals of one case. They are not kept in memory: all of them together may be larger than it."""

    def __init__(self, originals: Mapping[str, Original]) -> None:
        self._wanted = {original.path: original.sha256 for original in originals.values()}
        self._held: set[Path] = set()

    def bytes_of(self, path: Path) -> bytes:
        """The content of an original. Raises OriginalChanged when it is gone or no longer has its digest."""
        try:
            data = read_plain(path)
        except OSError:
            raise OriginalChanged(f"{path.name} could not be read again") from None
        self._hold(path, sha256_bytes(data))
        return data

    def held(self, path: Path) -> str:
        """The digest of an original, which is read once a build. Raises OriginalChanged as `bytes_of` does."""
        if path not in self._held:
            try:
                self._hold(path, sha256_file(path))
            except OSError:
                raise OriginalChanged(f"{path.name} could not be read again") from None
        return self._wanted[path]

    def _hold(self, path: Path, found: str) -> None:
        if found != self._wanted.get(path):
            raise OriginalChanged(f"{path.name} was changed")
        self._held.add(path)


def changed(sentence: str) -> Finding:
    return Finding(
        "CHANGED_WHILE_BUILDING", "error", sentence, Place("."), "nothing was put in place; build again."
    )
