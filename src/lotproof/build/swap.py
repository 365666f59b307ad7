"""Puts a finished folder in the place of another in one step, and mends what a killed build left between two steps.

Why: replaced file by file, a folder holds for a moment the pages of two builds; a reader who opens it then, or a
build that is killed then, would have a manifest that does not vouch for what lies beside it.

Beside `build/<case>` a build uses three names, all taken care of at its next run:
`.<case>.new` is being written and worth nothing; `.<case>.next` is whole; `.<case>.old` was in place before.
"""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import stat
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from typing import Any, Final

from lotproof.build.folder import mode_of, read
from lotproof.view.document import INTERNAL

MANIFEST: Final = "manifest-sha256.txt"
_DIGEST: Final = 64  # hexadecimal digits, then two blanks, then the name
_FOLDER: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY | os.O_NOFOLLOW
_EXCHANGE: Final = 2  # RENAME_EXCHANGE, linux/fs.h
_NOT_HERE: Final = (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP)


def new_name(case_id: str) -> str:
    """The name under which the next folder is written."""
    return f".{case_id}.new"


def swap(build: int, case_id: str) -> None:
    """Put `.<case>.new`, whole and on disk, in the place of `<case>`; what is not of a build's making moves over.

    With Linux's renameat2 the exchange is one step. Elsewhere it is two renames, between which neither is in place;
    killed there, the next run puts the old one back. Raises OSError.
    """
    name, ready, old = case_id, f".{case_id}.next", f".{case_id}.old"
    os.rename(new_name(name), ready, src_dir_fd=build, dst_dir_fd=build)
    if mode_of(build, name) is None:
        os.rename(ready, name, src_dir_fd=build, dst_dir_fd=build)
    elif not exchange(build, ready, name):
        os.rename(name, old, src_dir_fd=build, dst_dir_fd=build)
        os.rename(ready, name, src_dir_fd=build, dst_dir_fd=build)
    os.fsync(build)


def recover(build: int, case_id: str, ours: Collection[str] = ()) -> None:
    """Mend what a swap left behind: an old folder back in place, or emptied into the new one. Raises OSError.

    `ours` are the files a build makes, beside those that a manifest lists.
    """
    _remove(build, new_name(case_id))
    left = (f".{case_id}.old", f".{case_id}.next")
    for name in left:
        if mode_of(build, case_id) is None and _is_folder(build, name):
            os.rename(name, case_id, src_dir_fd=build, dst_dir_fd=build)
    for name in left:
        if _is_folder(build, name):
            with entered(build, name) as old, entered(build, case_id) as new:
                _empty(old, new, {*ours, *listed(old), *listed(new), MANIFEST}, "")
            os.rmdir(name, dir_fd=build)
        else:
            _remove(build, name)


def exchange(build: int, one: str, other: str) -> bool:
    """Let two names of one folder change places in one step; False where the system cannot. Raises OSError."""
    call = _renameat2()
    if call is None:
        return False
    if call(build, os.fsencode(one), build, os.fsencode(other), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in _NOT_HERE:
        return False
    raise OSError(number, os.strerror(number))


@cache
def _renameat2() -> Any:
    try:
        call = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return None
    call.argtypes = (ctypes.c_int, ctypes.c_char_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_uint)
    return call


def keep_visible(old: int, new: int, ours: Collection[str]) -> None:
    """Give the files beside those of a build a second name in the new folder, so that they are never out of sight."""
    for name in os.listdir(old):
        if name not in ours and _is_file(old, name) and not _is_part(name):
            with suppress(OSError):  # a disk without second names: they move over after the swap
                os.link(name, name, src_dir_fd=old, dst_dir_fd=new, follow_symlinks=False)


def _empty(old: int, new: int, ours: Collection[str], above: str) -> None:
    """Move from one folder to the other whatever is not `ours`; of two, the newer stays."""
    # the manifest last: killed before that, the next run must still know which files are ours
    for name in sorted(os.listdir(old), key=MANIFEST.__eq__):
        path = f"{above}{name}"
        mode = os.stat(name, dir_fd=old, follow_symlinks=False).st_mode
        if stat.S_ISREG(mode) and (path in ours or (not above and _is_part(name))):
            os.unlink(name, dir_fd=old)
        elif not stat.S_ISDIR(mode):
            if _newer(old, new, name):
                os.replace(name, name, src_dir_fd=old, dst_dir_fd=new)
            with suppress(FileNotFoundError):
                os.unlink(name, dir_fd=old)
        elif mode_of(new, name) is None and not any(one.startswith(f"{path}/") for one in ours):
            os.rename(name, name, src_dir_fd=old, dst_dir_fd=new)
        else:
            with suppress(FileExistsError):
                os.mkdir(name, dir_fd=new)
            with entered(old, name) as below, entered(new, name) as there:
                _empty(below, there, ours, f"{path}/")
            os.rmdir(name, dir_fd=old)
            with suppress(OSError):  # only when nothing is in it
                os.rmdir(name, dir_fd=new)


def _newer(old: int, new: int, name: str) -> bool:
    try:
        there = os.stat(name, dir_fd=new, follow_symlinks=False)
    except FileNotFoundError:
        return True
    return os.stat(name, dir_fd=old, follow_symlinks=False).st_mtime_ns > there.st_mtime_ns


def listed(folder: int) -> set[str]:
    """The paths that the folder's manifests name and that can be a build's own, whether they are there or not."""
    names = _named(folder)
    if _is_folder(folder, INTERNAL):
        with entered(folder, INTERNAL) as inside:
            names |= {f"{INTERNAL}/{name}" for name in (*_named(inside), MANIFEST)}
    return {name for name in names if name and all(part and part[0] != "." for part in name.split("/"))}


def _named(folder: int) -> set[str]:
    text = (read(folder, MANIFEST) or b"").decode("utf-8", "replace")
    return {line[_DIGEST + 2 :] for line in text.split("\n")} - {""}


@contextmanager
def entered(above: int, name: str) -> Iterator[int]:
    """A descriptor of the folder `name`, never through a link. Raises OSError."""
    number = os.open(name, _FOLDER, dir_fd=above)
    try:
        yield number
    finally:
        os.close(number)


def _remove(build: int, name: str) -> None:
    if _is_folder(build, name):
        shutil.rmtree(name, dir_fd=build)
    elif mode_of(build, name) is not None:
        os.unlink(name, dir_fd=build)


def _is_folder(above: int, name: str) -> bool:
    mode = mode_of(above, name)
    return mode is not None and stat.S_ISDIR(mode)


def _is_file(above: int, name: str) -> bool:
    mode = mode_of(above, name)
    return mode is not None and stat.S_ISREG(mode)


def _is_part(name: str) -> bool:
    """What a program that writes beside us and was killed left half written."""
    return name.startswith(".") and name.endswith(".part")
