"""Reads one regular file whole, never through a link and never past a size.

Why: a signature and its token come from strangers, and a pipe or a device must not be waited for.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

LARGEST: Final = 512 * 1024 * 1024


def read_plain(path: Path, largest: int = LARGEST) -> bytes:
    """The bytes of a regular file of at most `largest` bytes. Raises OSError for anything else."""
    # O_NONBLOCK: opening a pipe must not wait for somebody to write into it.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(number).st_mode):
        os.close(number)
        raise OSError(f"{path.name} is not a regular file")
    with os.fdopen(number, "rb") as file:
        data = file.read(largest + 1)
    if len(data) > largest:
        raise OSError(f"{path.name} has more than {largest:,} bytes")
    return data
