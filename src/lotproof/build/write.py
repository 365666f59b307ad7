"""Puts the finished files of one case in place: all of them or none, in one step.

Why: a reader must never meet half a dossier, and a manifest must never vouch for files that are not there yet.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import stat
from collections.abc import Mapping
from pathlib import Path

from lotproof.build.finished import Content
from lotproof.build.folder import BUILD, OutputRefused, mode_of, opened, why, write_new
from lotproof.build.swap import MANIFEST, entered, keep_visible, listed, new_name, recover, swap

__all__ = ["MANIFEST", "mend", "put"]


def put(root: Path, case_id: str, files: Mapping[str, Content]) -> tuple[str, ...]:
    """Write `files` (name, or folder and name, to content; the manifest among them) as `root/build/<case_id>/`.

    Everything is on disk in a folder of its own before that takes the place of the last one (`swap.swap`). Files
    that the manifest of the earlier build lists and this one does not are gone then and returned by name; whatever
    else lay there stays. Raises OutputRefused, with the last build as it was, for a link, a folder where a file
    belongs, or a full disk.
    """
    with opened(root, None) as build:
        fcntl.flock(build, fcntl.LOCK_EX)  # a second build waits for the first
        try:
            recover(build, case_id, files)
            stale = _refuse_or_list(build, case_id, files)
            _stage(build, case_id, files)
            swap(build, case_id)
        except OSError as problem:
            raise OutputRefused(f"{BUILD}/{case_id} cannot be written: {why(problem)}.") from None
        finally:
            with contextlib.suppress(OSError):  # what is in place is whole; the next run tries again
                recover(build, case_id, files)
                os.fsync(build)
    return tuple(sorted(stale))


def mend(root: Path, case_id: str) -> None:
    """Put back what a build of the case that was killed took away; nothing is made where nothing was."""
    if not any(os.path.lexists(root / BUILD / f".{case_id}.{end}") for end in ("old", "next")):
        return
    with contextlib.suppress(OutputRefused, OSError), opened(root, None) as build:
        fcntl.flock(build, fcntl.LOCK_EX)
        recover(build, case_id)


def _refuse_or_list(build: int, case_id: str, files: Mapping[str, Content]) -> set[str]:
    """The files that only the last build made. Raises OutputRefused when something of ours would not be a file."""
    shown = f"{BUILD}/{case_id}"
    mode = mode_of(build, case_id)
    if mode is None:
        return set()
    if stat.S_ISLNK(mode):
        raise OutputRefused(f"{shown} is a link; nothing was written through it.")
    with entered(build, case_id) as folder:
        for name in files:
            mode = _mode(folder, name)
            if mode is not None and not stat.S_ISREG(mode):
                raise OutputRefused(f"{shown}/{name} is no regular file; nothing was written.")
        return {name for name in listed(folder) - set(files) if stat.S_ISREG(_mode(folder, name) or 0)}


def _mode(folder: int, path: str) -> int | None:
    """The mode of what bears a path below the folder; a link or a file on the way is what bears it."""
    name, _, below = path.partition("/")
    if "\0" in path:
        return None
    try:
        mode = mode_of(folder, name)
    except (OSError, ValueError):  # a manifest is text that anybody may have written
        return None
    if not below or mode is None:
        return mode
    if not stat.S_ISDIR(mode):
        return stat.S_IFLNK
    with entered(folder, name) as inside:
        return _mode(inside, below)


def _stage(build: int, case_id: str, files: Mapping[str, Content]) -> None:
    name = new_name(case_id)
    os.mkdir(name, dir_fd=build)
    with entered(build, name) as new:
        for path in sorted(files, key=lambda path: (path == MANIFEST, path)):
            _write(new, path, files[path])
        if mode_of(build, case_id) is not None:
            with entered(build, case_id) as old:
                os.fchmod(new, stat.S_IMODE(os.fstat(old).st_mode))
                keep_visible(old, new, {*files, *listed(old), MANIFEST})
        os.fsync(new)


def _write(folder: int, path: str, content: Content) -> None:
    name, _, below = path.partition("/")
    if not below:
        write_new(folder, name, content)
        return
    with contextlib.suppress(FileExistsError):
        os.mkdir(name, dir_fd=folder)
    with entered(folder, name) as inside:
        _write(inside, below, content)
        os.fsync(inside)
