"""SHA-256 of bytes and of files, as the 64 lower-case hexadecimal digits `sha256sum` prints.

Why: a digest vouches for one file; one taken through a link or of a device vouches for nothing.
"""

import hashlib
import os
import stat
from pathlib import Path


def sha256_bytes(data: bytes) -> str:
    """The digest of `data` (FIPS 180-4)."""
    return hashlib.sha256(data).hexdigest()


def sha256_file(path: Path) -> str:
    """The digest of a regular file, read once in pieces.

    Raises OSError when it is missing, a symbolic link, a folder, a pipe or a device. Folders above it are the
    caller's to check.
    """
    # O_NONBLOCK: opening a pipe must not wait for somebody to write into it.
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
    with os.fdopen(number, "rb") as file:
        if not stat.S_ISREG(os.fstat(number).st_mode):
            raise OSError(f"{path.name} is not a regular file")
        return hashlib.file_digest(file, "sha256").hexdigest()
