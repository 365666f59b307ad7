"""The files below a folder, or in a zip that stores them as they are, by relative name: listed and hashed.

Why: what is to be verified came from a stranger, so no link is followed, no device is waited for, and nothing is
unpacked: a zip that compresses could hold anything, ours do not.
"""

from __future__ import annotations

import hashlib
import os
import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Final

FILES_CAP: Final = 100_000
MEMBERS_CAP: Final = 5_000  # of a zip, whose directory is read again for each
TEXT_CAP: Final = 16_000_000  # bytes of a list of digests
_PIECE: Final = 1024 * 1024


class TreeRefused(Exception):  # noqa: N818
    """The folder or the zip cannot be verified; the message is the rest of a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Tree:
    """`files` holds names with `/` between; `odd` what is no regular file (links, pipes), never looked into."""

    root: Path
    files: frozenset[str]
    odd: tuple[str, ...]
    inside: str | None = None  # of a zip: the folder in it that everything lies in

    def measured(self, name: str) -> tuple[str, int]:
        """The SHA-256 and the size in bytes of one of the files; no digest where a zip is damaged. Raises OSError."""
        digest, size = hashlib.sha256(), 0
        try:
            with self._opened(name) as file:
                while piece := file.read(_PIECE):
                    digest.update(piece)
                    size += len(piece)
        except OSError:
            if self.inside is None:
                raise
            return "", size
        return digest.hexdigest(), size

    def text(self, name: str) -> str:
        """A small file as UTF-8 text, wrong bytes replaced. Raises OSError, TreeRefused when it is too large."""
        with self._opened(name) as file:
            data = file.read(TEXT_CAP + 1)
        if len(data) > TEXT_CAP:
            raise TreeRefused(f"{name} is larger than {TEXT_CAP:,} bytes.")
        return data.decode("utf-8", "replace")

    @contextmanager
    def _opened(self, name: str) -> Iterator[IO[bytes]]:
        if self.inside is None:
            number = os.open(
                self.root / name, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            )
            with os.fdopen(number, "rb") as file:
                if not stat.S_ISREG(os.fstat(number).st_mode):
                    raise OSError(f"{name} is not a regular file")
                yield file
            return
        try:
            with zipfile.ZipFile(self.root) as packed, packed.open(f"{self.inside}/{name}") as member:
                yield member
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as problem:
            raise OSError(str(problem)) from None


def folder_tree(root: Path) -> Tree:
    """The files below `root`. Raises OSError, TreeRefused for more than 100,000 of them."""
    files: set[str] = set()
    odd: list[str] = []
    for above, folders, names in os.walk(root, followlinks=False, onerror=_raise):
        here = Path(above)
        for name in (*folders, *names):
            path = here / name
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                files.add(path.relative_to(root).as_posix())
            elif not stat.S_ISDIR(mode):
                odd.append(path.relative_to(root).as_posix())
        if len(files) + len(odd) > FILES_CAP:
            raise TreeRefused(f"it holds more than {FILES_CAP:,} files.")
    return Tree(root, frozenset(files), tuple(sorted(odd)))


def _raise(problem: OSError) -> None:
    raise problem


def zip_tree(path: Path) -> Tree:
    """The files in a zip of one folder whose members are stored as they are. Raises OSError, TreeRefused."""
    try:
        with zipfile.ZipFile(path) as packed:
            members = [member for member in packed.infolist() if not member.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise TreeRefused("it is damaged and cannot be opened as a zip.") from None
    if len(members) > MEMBERS_CAP:
        raise TreeRefused(f"it holds more than {MEMBERS_CAP:,} files: unpack it, and verify the folder.")
    if any(member.compress_type != zipfile.ZIP_STORED or member.flag_bits & 1 for member in members):
        raise TreeRefused("it is compressed or encrypted: unpack it, and verify the folder.")
    names = [member.filename for member in members]
    tops = {name.partition("/")[0] for name in names}
    if len(tops) != 1 or len(set(names)) != len(names):
        raise TreeRefused("it does not hold one folder with every file in it once.")
    (top,) = tops
    return Tree(path, frozenset(name.partition("/")[2] for name in names), (), top)
