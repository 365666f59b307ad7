"""A finished file on its way into `build/`: small ones in memory, large ones in a nameless file on the disk.

Why: a dossier carries every original, and a case has a dozen documents; held in memory they would take as much as all
of them together. A nameless file is gone with the process, however that ends.
"""

from __future__ import annotations

import hashlib
import os
import weakref
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TypeAlias

from lotproof.read.files import Refusal, open_regular

_CAP: Final = 512 * 1024 * 1024  # bytes of a file of the last build
_PIECE: Final = 1 << 20  # bytes
_MEMORY: Final = 1 << 20  # bytes of a file that is kept in memory


class Finished:
    """The content of one file, which does not change. `bytes(it)` reads it whole, `len(it)` is its size in bytes."""

    __slots__ = ("__weakref__", "_data", "_number", "_size", "sha256")

    def __init__(self, pieces: Iterable[bytes], place: Path | None = None) -> None:
        """From `pieces`, kept below the folder `place` (the system's for such files where None) from 1 MB on.

        Raises OSError.
        """
        self._data, self._number, self._size = b"", -1, 0
        digest, head = hashlib.sha256(), list[bytes]()
        for piece in pieces:
            digest.update(piece)
            self._size += len(piece)
            if self._number < 0:
                head.append(piece)
                if self._size > _MEMORY:
                    self._own(_nameless(place))
                    _write(self._number, b"".join(head))
            else:
                _write(self._number, piece)
        if self._number < 0:
            self._data = b"".join(head)
        self.sha256: str = digest.hexdigest()

    @classmethod
    def lying(cls, folder: Path, name: str, sha256: str) -> Finished | None:
        """The file `name` below `folder`, if it is a regular file of this digest."""
        file = open_regular(folder, name, _CAP)
        if isinstance(file, Refusal):
            return None
        with file:
            if hashlib.file_digest(file, "sha256").hexdigest() != sha256:
                return None
            return cls.on_disk(os.dup(file.fileno()), sha256)

    @classmethod
    def on_disk(cls, number: int, sha256: str) -> Finished:
        """From an open file that is this object's own from now on; it has the digest given."""
        made = cls(())
        made._own(number)
        made._size, made.sha256 = os.fstat(number).st_size, sha256
        return made

    def _own(self, number: int) -> None:
        self._number = number
        weakref.finalize(self, os.close, number)

    def pieces(self) -> Iterator[bytes]:
        """The content in order. Raises OSError."""
        if self._number < 0:
            yield self._data
            return
        at = 0
        while piece := os.pread(self._number, _PIECE, at):
            at += len(piece)
            yield piece

    def __bytes__(self) -> bytes:
        return self._data if self._number < 0 else b"".join(self.pieces())

    def __len__(self) -> int:
        return self._size


Content: TypeAlias = bytes | Finished


def sha256_of(content: Content) -> str:
    """The digest of a content, as 64 hexadecimal digits."""
    return content.sha256 if isinstance(content, Finished) else hashlib.sha256(content).hexdigest()


def pieces_of(content: Content) -> Iterator[bytes]:
    """A content in pieces. Raises OSError."""
    return content.pieces() if isinstance(content, Finished) else iter((content,))


def _nameless(place: Path | None) -> int:
    import tempfile  # loads every kind of archive

    with tempfile.TemporaryFile(dir=place, buffering=0) as file:
        return os.dup(file.fileno())


def _write(number: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(number, rest) :]
