"""Gets the passphrase of a key from a terminal, a file or an open descriptor, and from nowhere else.

Why: what stands on a command line or in the environment is read by every program of the machine, and stays in logs.
"""

from __future__ import annotations

import getpass
import os
import stat
import sys
import warnings
from pathlib import Path
from typing import Final

import click

from lotproof.cli.chosen import shown_path
from lotproof.cli.door import Unusable

_LONGEST: Final = 4096  # bytes of a passphrase


def passphrase(name: str, file: Path | None, descriptor: int | None) -> bytes:
    """The passphrase of the key file `name`: the first line of `file` or of `descriptor`, else asked without echo.

    Raises Unusable for a file that others may read, a descriptor that cannot be read, or no terminal to ask on.
    """
    if file is not None:
        return _of_file(file)
    if descriptor is not None:
        return _of_descriptor(descriptor)
    if not sys.stdin.isatty():
        raise Unusable(
            f"there is no terminal to ask for the passphrase of {name}; give --passphrase-file or --passphrase-fd."
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", getpass.GetPassWarning)  # it would be typed in sight
            typed = click.prompt(
                f"Passphrase of {name}", default="", show_default=False, hide_input=True, err=True
            )
    except getpass.GetPassWarning:
        raise Unusable("this terminal would show the passphrase; give --passphrase-file.") from None
    return str(typed).encode()


def _of_file(path: Path) -> bytes:
    shown = shown_path(path.absolute())
    try:
        number = os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK)
    except (OSError, ValueError) as problem:
        raise Unusable(f"the passphrase file {shown} cannot be opened: {_why(problem)}.") from None
    try:
        about = os.fstat(number)
        if not stat.S_ISREG(about.st_mode):
            raise Unusable(f"the passphrase file {shown} is not a regular file.")
        if about.st_mode & 0o077 or about.st_uid != os.geteuid():
            raise Unusable(
                f"others may read the passphrase file {shown}; make it yours alone: chmod 600 {shown}"
            )
        return _line(os.read(number, _LONGEST + 1))
    finally:
        os.close(number)


def _of_descriptor(number: int) -> bytes:
    data = b""
    try:
        if os.isatty(number):
            raise Unusable("--passphrase-fd names a terminal, which would show the passphrase.")
        while b"\n" not in data and len(data) <= _LONGEST and (piece := os.read(number, _LONGEST)):
            data += piece
    except OSError as problem:
        raise Unusable(f"the descriptor of --passphrase-fd cannot be read: {_why(problem)}.") from None
    return _line(data)


def _line(data: bytes) -> bytes:
    first = data.split(b"\n", 1)[0].removesuffix(b"\r")
    if len(first) > _LONGEST:
        raise Unusable(f"a passphrase of more than {_LONGEST} bytes is none.")
    return first


def _why(problem: OSError | ValueError) -> str:
    number = problem.errno if isinstance(problem, OSError) else None
    return os.strerror(number) if number else "its name is not a name for a file"
