"""Puts the finished files of one case in place: all of them or none, and the manifest last.

Why: a reader must never meet half a dossier, and a manifest must never vouch for files that are not there yet.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lotproof.build.folder import BUILD, OutputRefused, mode_of, opened, read, why, write_new

MANIFEST: Final = "manifest-sha256.txt"
_PART: Final = ".part"
_DIGEST: Final = 64  # hexadecimal digits, then two blanks, then the name


def put(root: Path, case_id: str, files: Mapping[str, bytes]) -> tuple[str, ...]:
    """Write `files` (plain name to bytes, the manifest among them) into `root/build/<case_id>/`.

    Everything is on disk under another name before the first file is replaced. Files that the manifest of an earlier
    build lists and this one does not are removed and returned by name; whatever else lies there stays.
    Raises OutputRefused, before anything is changed, for a link, a folder where a file belongs, or a full disk.
    """
    with opened(root, case_id) as folder:
        fcntl.flock(folder, fcntl.LOCK_EX)  # a second build of the case waits for the first
        for name in files:
            mode = mode_of(folder, name)
            if mode is not None and not stat.S_ISREG(mode):
                raise OutputRefused(f"{BUILD}/{case_id}/{name} is no regular file; nothing was written.")
        stale = sorted(_listed(folder) - set(files))
        try:
            _sweep(folder)
            for name, data in files.items():
                write_new(folder, _part(name), data)
            for name in sorted(files, key=lambda name: (name == MANIFEST, name)):
                os.replace(_part(name), name, src_dir_fd=folder, dst_dir_fd=folder)
            for name in stale:
                os.unlink(name, dir_fd=folder)
            os.fsync(folder)
        except OSError as problem:
            raise OutputRefused(f"{BUILD}/{case_id} cannot be written: {why(problem)}.") from None
        finally:
            with contextlib.suppress(OSError):
                _sweep(folder)
    return tuple(stale)


def _part(name: str) -> str:
    return f".{name}{_PART}"


def _sweep(folder: int) -> None:
    """Remove what a build that was killed left half written."""
    for name in os.listdir(folder):
        if name.startswith(".") and name.endswith(_PART):
            os.unlink(name, dir_fd=folder)


def _listed(folder: int) -> set[str]:
    """The files of the folder itself that its manifest names and that are still there."""
    text = (read(folder, MANIFEST) or b"").decode("utf-8", "replace")
    names = {line[_DIGEST + 2 :] for line in text.split("\n")}
    return {name for name in names if name and "/" not in name and name[0] != "." and _regular(folder, name)}


def _regular(folder: int, name: str) -> bool:
    mode = None if "\0" in name else mode_of(folder, name)
    return mode is not None and stat.S_ISREG(mode)
