"""Reads one regular file whole, refusing everything else that a name can point to.

Why: what is shown or embedded must be the file that was registered, not what a link beside it points at.
"""

import os
import stat
from pathlib import Path

LIMIT = 512 * 1024 * 1024


def read_plain(path: Path, *, limit: int = LIMIT) -> bytes:
    """The bytes of a regular file of at most `limit` bytes.

    Raises OSError when the file is missing, is a symbolic link, a folder or a device, or is larger.
    """
    # O_NONBLOCK: opening a pipe must not wait for somebody to write into it.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(number, "rb") as file:
        about = os.fstat(number)
        if not stat.S_ISREG(about.st_mode):
            raise OSError(f"{path.name} is not a regular file")
        if about.st_size > limit:
            raise OSError(f"{path.name} has {about.st_size} bytes; at most {limit} are read")
        return file.read()
