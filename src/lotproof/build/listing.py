"""What lies in a folder: every file by what the system says of it, and by its content where that is news.

Why: a thousand cases are told to be unchanged by a look at their inodes; a file whose times could have stood still
while it changed is read again, as git does.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import stat
import threading
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Final

from lotproof.read.files import Refusal, open_regular
from lotproof.seal.digest import sha256_bytes

# type, size, modified, inode, changed: what no program can keep as it was while it writes (times in nanoseconds)
Stat = tuple[int, int, int, int, int]
SLACK: Final = 2_000_000_000  # nanoseconds: the coarsest clock of a disk in use (FAT)
_NOTHING: Final = (0, 0, 0, 0, 0)
_KIND: Final = 0o170000  # of st_mode, inode(7)
_MANY: Final = 200  # folders: below that a child costs more than it saves
_CAP: Final = 512 * 1024 * 1024


def listing(
    folder: Path | str, left_out: Callable[[str], bool] | None = None, only: Collection[str] | None = None
) -> dict[str, Stat]:
    """Every file and link below `folder` by its path from there, no link followed; of a folder only what is in it.

    `left_out` is asked with each path, or `only` those in it, folders among them, are looked at. A folder that
    cannot be read stands for itself.
    """
    found: dict[str, Stat] = {}
    pending = [(os.fspath(folder), "")]
    while pending:
        path, above = pending.pop()
        try:
            with os.scandir(path) as entries:
                for entry in entries:
                    name = above + entry.name
                    if (left_out is not None and left_out(name)) or (only is not None and name not in only):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        pending.append((entry.path, f"{name}/"))
                        continue
                    told = entry.stat(follow_symlinks=False)
                    found[name] = (
                        told.st_mode & _KIND,
                        told.st_size,
                        told.st_mtime_ns,
                        told.st_ino,
                        told.st_ctime_ns,
                    )
        except OSError:
            found[above] = _NOTHING
    return found


def stat_of(told: os.stat_result) -> Stat:
    return (told.st_mode & _KIND, told.st_size, told.st_mtime_ns, told.st_ino, told.st_ctime_ns)


def fingerprint(found: Mapping[str, Stat], clock: int) -> str:
    """One word for a listing that is the same only when the listing is; "" when a file is too new to rely on it.

    `clock` is the disk's time (nanoseconds) before the listing was made.
    """
    limit = clock - SLACK
    if any(each[2] >= limit or each[4] >= limit or each == _NOTHING for each in found.values()):
        return ""
    return plain_fingerprint(found)


def plain_fingerprint(found: Mapping[str, tuple[int, ...]]) -> str:
    # format 2 of marshal has no references, so that equal values are equal bytes
    return sha256_bytes(marshal.dumps(sorted(found.items()), 2))


def fingerprint_of(folder: str, names: Sequence[str], clock: int) -> str:
    """What `fingerprint` says of the files `names` below `folder` (sorted), without a look at what lies beside them.

    "" also where one is not there, or where the way to it leads through a link.
    """
    found = []
    limit = clock - SLACK
    try:
        for above in {name.rpartition("/")[0] for name in names if "/" in name}:
            if not stat.S_ISDIR(os.lstat(f"{folder}/{above}").st_mode):
                return ""
        for name in names:
            told = os.lstat(f"{folder}/{name}")
            modified, changed = told.st_mtime_ns, told.st_ctime_ns
            if modified >= limit or changed >= limit:
                return ""
            found.append((name, (told.st_mode & _KIND, told.st_size, modified, told.st_ino, changed)))
    except OSError:
        return ""
    return sha256_bytes(marshal.dumps(found, 2))


def fingerprints(
    folders: Sequence[str], left_out: Callable[[str], bool], clock: int
) -> Callable[[], list[str]]:
    """The fingerprint of each folder, when what is returned is called.

    For very many a child of this process looks, where that is safe: looking is all it does. It begins at once.
    """

    def look() -> list[str]:
        return [fingerprint(listing(folder, left_out), clock) for folder in folders]

    if len(folders) < _MANY or not hasattr(os, "fork") or threading.active_count() > 1 or os.cpu_count() == 1:
        return look
    here, there = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(here)
            with os.fdopen(there, "w") as told:
                told.write("\n".join(look()))
        finally:
            os._exit(0)
    os.close(there)

    def told_by_child() -> list[str]:
        with os.fdopen(here) as told:
            found = told.read().split("\n")
        os.waitpid(child, 0)
        return found if len(found) == len(folders) and all(len(word) in (0, 64) for word in found) else look()

    return told_by_child


def settled(each: Stat, clock: int) -> bool:
    """Whether whoever changes the file from now on must leave it with other times."""
    return each != _NOTHING and max(each[2], each[4]) < clock - SLACK


def contents(
    folder: Path, found: Mapping[str, Stat], known: Mapping[str, tuple[Stat, str]], clock: int
) -> dict[str, tuple[Stat, str]]:
    """Each path with its stat and the SHA-256 of its content, taken from `known` where the stat is the same.

    The stat of a file that is too new is left out (zeros), so that it is read again. What is no file, or may not be
    read, has a word for that in the place of a digest.
    """
    done = {}
    for name, each in found.items():
        before = known.get(name)
        if before is not None and before[0] == each and each != _NOTHING:
            done[name] = before
        else:
            done[name] = (each if settled(each, clock) else _NOTHING, _content(folder, name, each))
    return done


def _content(folder: Path, name: str, each: Stat) -> str:
    if stat.S_ISLNK(each[0]):
        try:
            return f"link {sha256_bytes(os.fsencode(os.readlink(folder / name)))}"  # noqa: PTH115  bytes as they are
        except OSError:
            return "unreadable"
    if not stat.S_ISREG(each[0]):
        return f"no file {each[0]}"
    opened = open_regular(folder, name, _CAP)
    if isinstance(opened, Refusal):
        return f"{opened.code} {each[1]}"
    with opened:
        try:
            return hashlib.file_digest(opened, "sha256").hexdigest()
        except OSError:
            return "unreadable"
