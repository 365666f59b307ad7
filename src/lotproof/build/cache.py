"""Display copies kept between builds under `build/.cache`, by the digest of their source and how they were made.

Why: half of a build's time is decoding photos that have not changed. Deleting the folder is always safe, and an
entry that is not whole is made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from lotproof.build.folder import OutputRefused, opened, read, write_new

FOLDER: Final = ".cache"


class Cache:
    """The cache of one workspace. Where it cannot be read or written, everything is made afresh."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def get(self, how: str, source: str, make: Callable[[], bytes]) -> bytes:
        """What `make` returns, from the cache when it is there whole.

        `how` names the way of making with every parameter and version it depends on, `source` the digest of what it
        is made from. Whatever `make` raises is raised, and nothing is kept.
        """
        name = hashlib.sha256(f"{how}\n{source}".encode()).hexdigest()
        try:
            with opened(self._root, FOLDER) as folder:
                kept = _whole(read(folder, name))
                if kept is not None:
                    return kept
        except (OutputRefused, OSError):
            return make()
        made = make()
        with contextlib.suppress(OutputRefused, OSError), opened(self._root, FOLDER) as folder:
            part = f"{name}.{os.getpid()}-{threading.get_ident()}.part"
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part, dir_fd=folder)
            write_new(folder, part, hashlib.sha256(made).digest() + made)
            os.replace(part, name, src_dir_fd=folder, dst_dir_fd=folder)
        return made


def _whole(entry: bytes | None) -> bytes | None:
    if entry is None or hashlib.sha256(entry[32:]).digest() != entry[:32]:
        return None
    return entry[32:]
