"""Display copies kept between builds under `build/.cache`, by the digest of their source and how they were made.

Why: half of a build's time is decoding photos that have not changed. Deleting the folder is always safe, and an
entry that is not whole, or that another machine made, is made again: a workspace that came from somebody else must
not bring its own picture of an exhibit.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import threading
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from lotproof.build.folder import BUILD, OutputRefused, opened, read, write_new

FOLDER: Final = ".cache"
_SEAL: Final = 32  # bytes before the content of an entry
PART: Final = ".part"  # the end of the name of a file that is worth nothing once its process is gone
_MACHINE: Final = ("/etc/machine-id", "/var/lib/dbus/machine-id")


class Cache:
    """The cache of one workspace. Where it cannot be read or written, everything is made afresh.

    With `forget` nothing that is kept is given back, and what is made is kept in its place.
    """

    def __init__(self, root: Path, *, forget: bool = False) -> None:
        self._root, self._forget = root, forget

    def get(self, how: str, source: str, make: Callable[[], bytes]) -> bytes:
        """What `make` returns, from the cache when it is there whole.

        `how` names the way of making with every parameter and version it depends on, `source` the digest of what it
        is made from. Whatever `make` raises is raised, and nothing is kept.
        """
        name = entry_name(how, source)
        kept = self.read(name)
        if kept is not None:
            return kept
        made = make()
        self.write(name, made)
        return made

    def read(self, name: str) -> bytes | None:
        """The content of an entry, or None where there is none that was written whole on this machine."""
        if self._forget or not os.path.lexists(self._root / BUILD / FOLDER):
            return None  # looking makes no folder
        try:
            with opened(self._root, FOLDER) as folder:
                return _whole(name, read(folder, name))
        except (OutputRefused, OSError):
            return None

    def write(self, name: str, content: bytes) -> None:
        """Keep an entry, whole or not at all; where it cannot be kept, nothing is."""
        with contextlib.suppress(OutputRefused, OSError), opened(self._root, FOLDER) as folder:
            _sweep(folder)
            part = f"{name}.{os.getpid()}-{threading.get_ident()}{PART}"
            write_new(folder, part, _seal(name, content) + content)
            os.replace(part, name, src_dir_fd=folder, dst_dir_fd=folder)

    def place(self) -> Path | None:
        """The folder, for files that are gone when they are closed; None where nothing can be written there."""
        with contextlib.suppress(OutputRefused, OSError), opened(self._root, FOLDER) as folder:
            _sweep(folder)
            if os.access(".", os.W_OK | os.X_OK, dir_fd=folder):
                return self._root / BUILD / FOLDER
        return None

    def clock(self) -> int | None:
        """The disk's own time in nanoseconds, to hold against the times of files; None where it cannot be asked."""
        name = f"clock.{os.getpid()}-{threading.get_ident()}{PART}"
        try:
            with opened(self._root, FOLDER) as folder:
                number = os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC,
                                 dir_fd=folder)  # fmt: skip
                try:
                    os.utime(number)
                    return os.fstat(number).st_mtime_ns
                finally:
                    os.close(number)
                    os.unlink(name, dir_fd=folder)
        except (OutputRefused, OSError):
            return None


def entry_name(how: str, source: str) -> str:
    """The name of the entry for what is made in the way `how` from `source`."""
    return hashlib.sha256(f"{how}\n{source}".encode()).hexdigest()


def _whole(name: str, entry: bytes | None) -> bytes | None:
    if entry is None or not hmac.compare_digest(_seal(name, entry[_SEAL:]), entry[:_SEAL]):
        return None
    return entry[_SEAL:]


def _seal(name: str, content: bytes) -> bytes:
    return hmac.digest(_machine(), name.encode() + hashlib.sha256(content).digest(), "sha256")


@cache
def _machine() -> bytes:
    """What is known on this machine and not to somebody who packs a workspace elsewhere."""
    for path in _MACHINE:
        with contextlib.suppress(OSError):
            known = Path(path).read_bytes().strip()
            if known:
                return known
    import uuid

    return uuid.getnode().to_bytes(6)


def _sweep(folder: int) -> None:
    """Remove the half entries of builds that were killed."""
    for name in os.listdir(folder):
        process, _, _ = name.partition(".")[2].partition("-")
        if name.endswith(PART) and process.isascii() and process.isdigit() and not _runs(int(process)):
            with contextlib.suppress(OSError):
                os.unlink(name, dir_fd=folder)


def _runs(process: int) -> bool:
    if process == os.getpid():
        return True
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except OSError:
        return True
    return True
