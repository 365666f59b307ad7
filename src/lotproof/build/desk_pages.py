"""Puts the desk's pages in place: those of the suppliers first, then the page that links to them, each in one move.

Why only what differs: a build after a small change would otherwise sync the pages of a hundred suppliers to disk.
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

ENDS: Final = ".html"


def put_pages(root: Path, above: Mapping[str, bytes], name: str, pages: Mapping[str, bytes]) -> None:
    """Write `pages` into `root/build/<name>` and `above` into `root/build`; pages there of no supplier now are removed.

    The folder is made when there is a page for it. Raises OutputRefused; what stood there stands then.
    """
    with opened(root, None) as build:
        fcntl.flock(build, fcntl.LOCK_EX)
        for page in above:
            _refuse(build, BUILD, page)
        if pages or mode_of(build, name) is not None:
            with opened(root, name) as folder:
                shown = f"{BUILD}/{name}"
                for page in pages:
                    _refuse(folder, shown, page)
                _put(folder, shown, pages)
                _put(build, BUILD, above)
                _swept(folder, pages)
                return
        _put(build, BUILD, above)


def _refuse(folder: int, shown: str, page: str) -> None:
    mode = mode_of(folder, page)
    if mode is not None and not stat.S_ISREG(mode):
        raise OutputRefused(f"{shown}/{page} is no regular file; nothing was written.")


def _put(folder: int, shown: str, pages: Mapping[str, bytes]) -> None:
    moved = False
    for page, data in pages.items():
        if read(folder, page) == data:
            continue
        part, moved = f".{page}.part", True
        try:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part, dir_fd=folder)  # left by a build that was killed
            write_new(folder, part, data)
            os.replace(part, page, src_dir_fd=folder, dst_dir_fd=folder)
        except OSError as problem:
            raise OutputRefused(f"{shown}/{page} cannot be written: {why(problem)}.") from None
        finally:
            with contextlib.suppress(OSError):
                os.unlink(part, dir_fd=folder)
    if moved:
        os.fsync(folder)


def _swept(folder: int, pages: Mapping[str, bytes]) -> None:
    """Away with the pages of suppliers that no case names now, and with what a killed build left."""
    for name in os.listdir(folder):
        ours = name.endswith(ENDS) or (name.startswith(".") and name.endswith(f"{ENDS}.part"))
        mode = mode_of(folder, name)
        if ours and name not in pages and mode is not None and stat.S_ISREG(mode):
            with contextlib.suppress(OSError):
                os.unlink(name, dir_fd=folder)
