"""Opening a file of a case: regular files only, no link anywhere on the way, never past a size.

A case folder may come from anybody, so a pipe, a device or a link out of the folder is a refusal with a sentence,
never something that is opened and waited for.
"""

from __future__ import annotations

import errno
import os
import stat
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from lotproof.read.shown import one_line

TEXT_CAP = 2_000_000  # bytes of a file a person types; the largest real case is a hundredth of it
_FILE = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_FOLDER = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_DIRECTORY


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file was not opened: a code without its room's prefix (`MISSING`, `LINK`, ...), a sentence, a hint."""

    code: str
    sentence: str
    hint: str | None = None


def open_regular(folder: Path, name: str, cap: int) -> BufferedReader | Refusal:
    """Open `name` (relative, `/` separated) below `folder` for reading, at most `cap` bytes large.

    Each part of the way is opened from the one before it without following links, so that nothing can be swapped
    in between. The caller closes the file.
    """
    parts = name.split("/")
    try:
        here = os.open(folder, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY)
    except (OSError, ValueError) as problem:
        return _refusal(problem, name)
    try:
        for part in parts[:-1]:
            found = os.stat(part, dir_fd=here, follow_symlinks=False)
            if stat.S_ISLNK(found.st_mode):
                return _link(name)
            below = os.open(part, _FOLDER, dir_fd=here)
            os.close(here)
            here = below
        found = os.stat(parts[-1], dir_fd=here, follow_symlinks=False)
        refusal = _unfit(found, name, cap)
        if refusal is not None:
            return refusal
        opened = os.fdopen(os.open(parts[-1], _FILE, dir_fd=here), "rb")
        refusal = _unfit(os.fstat(opened.fileno()), name, cap)
        if refusal is not None:
            opened.close()
            return refusal
        return opened
    except (OSError, ValueError) as problem:
        return _refusal(problem, name)
    finally:
        os.close(here)


def read_bytes(folder: Path, name: str, cap: int = TEXT_CAP) -> bytes | Refusal:
    """The bytes of `name` below `folder`, or why they were not read."""
    opened = open_regular(folder, name, cap)
    if isinstance(opened, Refusal):
        return opened
    with opened:
        try:
            data = opened.read(cap + 1)
        except OSError as problem:
            return _refusal(problem, name)
    return data if len(data) <= cap else _too_large(name, len(data), cap)


def _unfit(found: os.stat_result, name: str, cap: int) -> Refusal | None:
    if stat.S_ISLNK(found.st_mode):
        return _link(name)
    if not stat.S_ISREG(found.st_mode):
        what = "a folder" if stat.S_ISDIR(found.st_mode) else "not a regular file"
        return Refusal("NOT_REGULAR", f"{one_line(name)} is {what}; it was not opened.")
    return _too_large(name, found.st_size, cap) if found.st_size > cap else None


def _link(name: str) -> Refusal:
    return Refusal(
        "LINK",
        f"{one_line(name)} is reached through a link; it was not followed.",
        "put the file itself there.",
    )


def _too_large(name: str, size: int, cap: int) -> Refusal:
    sentence = f"{one_line(name)} is larger than the {cap:,} bytes read here ({size:,})."
    return Refusal("TOO_LARGE", sentence)


def _refusal(problem: OSError | ValueError, name: str) -> Refusal:
    shown = one_line(name)
    number = problem.errno if isinstance(problem, OSError) else None
    if number in (errno.ENOENT, errno.ENOTDIR):
        return Refusal("MISSING", f"{shown} is not there.")
    if number == errno.ELOOP:
        return _link(name)
    if number in (errno.EACCES, errno.EPERM):
        return Refusal("UNREADABLE", f"{shown} may not be read.", "give yourself the right to read it.")
    reason = os.strerror(number) if number else "its name is not a name for a file"
    return Refusal("UNREADABLE", f"{shown} could not be read: {reason}.")
