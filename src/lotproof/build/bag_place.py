"""Puts a finished bag in its place: whole or not at all, over nothing but an earlier bag.

Why: a bag that was cut off still looks like one, and a folder somebody else filled must not vanish.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lotproof.build.bag import Packed
from lotproof.build.folder import OutputRefused, mode_of, opened, why
from lotproof.seal.bag import BagRefused, write_folder, write_zip
from lotproof.seal.bag_check import DECLARATION


def place(root: Path, name: str, bag: Packed, *, to: Path | None, as_zip: bool) -> Path:
    """Write the bag as the folder `<name>.bag`, or as `<name>.bag.zip`, into `to` (None: `root/build`).

    An earlier bag there is replaced when the new one is complete. Raises BagRefused, and leaves what was there.
    """
    top = f"{name}.bag"
    file = f"{top}.zip" if as_zip else top
    part = f".{file}.part"
    try:
        with _parent(root, to) as parent:
            _may(parent, file, as_zip)
            _remove(parent, part)
            try:
                if as_zip:
                    _zip(parent, part, top, bag)
                    os.replace(part, file, src_dir_fd=parent, dst_dir_fd=parent)
                else:
                    _folder(parent, part, bag)
                    _exchange(parent, part, file)
                os.fsync(parent)
            finally:
                with contextlib.suppress(OSError):
                    _remove(parent, part)
    except OutputRefused as refusal:
        raise BagRefused(str(refusal)) from None
    except OSError as problem:
        raise BagRefused(f"{file} cannot be written: {why(problem)}.") from None
    return (root / "build" if to is None else to) / file


@contextmanager
def _parent(root: Path, to: Path | None) -> Iterator[int]:
    if to is None:
        with opened(root, None) as folder:
            yield folder
        return
    folder = os.open(to, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield folder
    finally:
        os.close(folder)


def _may(parent: int, file: str, as_zip: bool) -> None:
    mode = mode_of(parent, file)
    if mode is None:
        return
    if as_zip and stat.S_ISREG(mode):
        return
    if not as_zip and stat.S_ISDIR(mode) and mode_of(parent, f"{file}/{DECLARATION}") is not None:
        return
    raise BagRefused(f"{file} is there already and is no bag; nothing was written.")


def _zip(parent: int, part: str, top: str, bag: Packed) -> None:
    number = os.open(
        part, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666, dir_fd=parent
    )
    with os.fdopen(number, "w+b") as out:
        write_zip(out, top, bag.items, bag.papers, bag.at)
        out.flush()
        os.fsync(number)


def _folder(parent: int, part: str, bag: Packed) -> None:
    os.mkdir(part, dir_fd=parent)
    folder = os.open(part, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC, dir_fd=parent)
    try:
        write_folder(folder, bag.items, bag.papers)
        os.fsync(folder)
    finally:
        os.close(folder)


def _exchange(parent: int, part: str, file: str) -> None:
    old = f".{file}.old"
    _remove(parent, old)
    there = mode_of(parent, file) is not None
    if there:
        os.rename(file, old, src_dir_fd=parent, dst_dir_fd=parent)
    try:
        os.rename(part, file, src_dir_fd=parent, dst_dir_fd=parent)
    except OSError:
        if there:
            os.rename(old, file, src_dir_fd=parent, dst_dir_fd=parent)
        raise
    _remove(parent, old)


def _remove(parent: int, name: str) -> None:
    mode = mode_of(parent, name)
    if mode is not None and stat.S_ISDIR(mode):
        shutil.rmtree(name, dir_fd=parent)
    elif mode is not None:
        os.unlink(name, dir_fd=parent)
