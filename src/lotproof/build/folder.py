"""The only way into `build/`: its folders are opened one below the other and never through a link.

Why: a workspace may come from a stranger, and a link named `build` must not turn a build into a write elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from lotproof.build.finished import Content, pieces_of

BUILD: Final = "build"
_FOLDER: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY | os.O_NOFOLLOW
_READ: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW


class OutputRefused(Exception):  # noqa: N818
    """Nothing was written; the message is one sentence that says where and why."""


@contextmanager
def opened(root: Path, name: str | None) -> Iterator[int]:
    """A descriptor of `root/build/<name>`, or of `root/build` for None, made when not there. Raises OutputRefused."""
    try:
        here = os.open(root, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY)
    except OSError as problem:
        raise OutputRefused(f"the workspace cannot be opened: {why(problem)}.") from None
    try:
        parts = ((BUILD, BUILD), *(((name, f"{BUILD}/{name}"),) if name is not None else ()))
        for part, shown in parts:
            below = _below(here, part, shown)
            os.close(here)
            here = below
        yield here
    finally:
        os.close(here)


def _below(here: int, name: str, shown: str) -> int:
    try:
        try:
            os.mkdir(name, dir_fd=here)
        except FileExistsError:
            if stat.S_ISLNK(os.stat(name, dir_fd=here, follow_symlinks=False).st_mode):
                raise OutputRefused(f"{shown} is a link; nothing was written through it.") from None
        return os.open(name, _FOLDER, dir_fd=here)
    except OSError as problem:
        raise OutputRefused(f"{shown} cannot be written: {why(problem)}.") from None


def why(problem: OSError) -> str:
    """The system's reason, without any path."""
    return os.strerror(problem.errno) if problem.errno else "the system refused"


def read(folder: int, name: str) -> bytes | None:
    """The bytes of a regular file in an opened folder, or None."""
    try:
        number = os.open(name, _READ, dir_fd=folder)
    except OSError:
        return None
    with os.fdopen(number, "rb") as file:
        return file.read() if stat.S_ISREG(os.fstat(number).st_mode) else None


def end_of(folder: int, name: str, most: int) -> bytes:
    """The last bytes of a regular file in an opened folder, `most` at most; none where there is none."""
    with contextlib.suppress(OSError):
        number = os.open(name, _READ, dir_fd=folder)
        try:
            about = os.fstat(number)
            if stat.S_ISREG(about.st_mode):
                return os.pread(number, most, max(0, about.st_size - most))
        finally:
            os.close(number)
    return b""


def write_new(folder: int, name: str, content: Content) -> None:
    """A new file in an opened folder, on disk when this returns. Raises OSError, and leaves nothing then."""
    number = os.open(name, _NEW, 0o666, dir_fd=folder)
    try:
        with os.fdopen(number, "wb") as file:
            for piece in pieces_of(content):
                file.write(piece)
            file.flush()
            os.fsync(number)
    except BaseException:
        os.unlink(name, dir_fd=folder)
        raise


def mode_of(folder: int, name: str) -> int | None:
    """The mode of what bears the name, no link followed; None when there is nothing."""
    try:
        return os.stat(name, dir_fd=folder, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return None
