"""Puts one signed file or token in place: whole, under its own name, and over nothing that was not meant.

Why: an earlier signature or timestamp is often worth more than a new one, and half a file is worth nothing.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
from pathlib import Path

from lotproof.build.folder import mode_of, read, why, write_new
from lotproof.cli.chosen import shown_path
from lotproof.cli.door import Unusable, with_hint


def free(path: Path, replace: bool) -> None:
    """Raises Unusable when something bears the name that may not be replaced."""
    mode = path.lstat().st_mode if os.path.lexists(path) else None
    _may(path, mode, replace)


def put(path: Path, data: bytes, *, replace: bool, instead_of: bytes | None = None) -> None:
    """Write `data` to `path`, at once. `instead_of` is what the file must still hold when it is replaced.

    Raises Unusable, and leaves what was there.
    """
    try:
        folder = os.open(path.parent, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY)
    except OSError as problem:
        raise Unusable(f"{shown_path(path)} cannot be written: {why(problem)}.") from None
    part = f".{path.name}.part"
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)  # a build into this folder is waited for
        _may(path, mode_of(folder, path.name), replace)
        if instead_of is not None and read(folder, path.name) != instead_of:
            raise Unusable(f"{shown_path(path)} was changed while it was being signed; nothing was written.")
        with contextlib.suppress(FileNotFoundError):
            os.unlink(part, dir_fd=folder)
        write_new(folder, part, data)
        os.replace(part, path.name, src_dir_fd=folder, dst_dir_fd=folder)
        os.fsync(folder)
    except OSError as problem:
        raise Unusable(f"{shown_path(path)} cannot be written: {why(problem)}.") from None
    finally:
        os.close(folder)


def _may(path: Path, mode: int | None, replace: bool) -> None:
    if mode is None:
        return
    if not stat.S_ISREG(mode):
        raise Unusable(f"{shown_path(path)} is there and is no regular file; nothing was written.")
    if not replace:
        hint = "an earlier one may be worth more; --replace writes over it."
        raise Unusable(with_hint(f"{shown_path(path)} is there already; nothing was written.", hint))
