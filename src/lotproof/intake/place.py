"""New files below a folder: each beside what is there, none over it, and no link followed on the way.

Why: whoever starts in a folder that already holds work must be able to run `init` or `new` without a second thought.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lotproof.intake.remark import Refused
from lotproof.intake.store import why

_FOLDER: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY | os.O_NOFOLLOW
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
_OLD: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK
_LARGEST: Final = 4_000_000  # bytes of a file that may be one of ours


@dataclass(frozen=True, slots=True)
class Placed:
    """Paths from the folder, in the order given: written now, and left as they were."""

    made: tuple[str, ...]
    kept: tuple[str, ...]


def place(root: Path, files: Mapping[str, bytes], renewed: Callable[[bytes], bool] | None = None) -> Placed:
    """Write each of `files` (by `/` separated path below `root`) that is not there; `root` is made where it lacks.

    A path that ends in / is an empty folder. A file that is there is kept, unless `renewed` says of its bytes that
    this program wrote them. Raises Refused, with what was made so far in place, when the system refuses.
    """
    made: list[str] = []
    kept: list[str] = []
    try:
        root.mkdir(parents=True, exist_ok=True)
        top = os.open(root, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY)
    except (OSError, ValueError) as problem:
        raise Refused(f"the folder cannot be made or opened: {_why(problem)}.") from None
    try:
        for name, data in files.items():
            folder, _, file = name.rpartition("/")
            below, new = _below(top, folder)
            try:
                written = _write(below, file, data, renewed) if file else new
            except OSError as problem:
                raise Refused(f"{name} could not be written: {why(problem)}.") from None
            finally:
                os.close(below)
            (made if written else kept).append(name)
    finally:
        os.close(top)
    return Placed(tuple(made), tuple(kept))


def _below(top: int, folder: str) -> tuple[int, bool]:
    """The folder opened, part by part, and whether its last part is new."""
    here, new = os.dup(top), False
    for part in filter(None, folder.split("/")):
        try:
            new = False
            with contextlib.suppress(FileExistsError):
                os.mkdir(part, dir_fd=here)
                new = True
            below = os.open(part, _FOLDER, dir_fd=here)
        except OSError as problem:
            os.close(here)
            raise Refused(
                f"{folder}/ is no folder of its own, or cannot be written: {why(problem)}.",
                "a link is not followed: put the folder itself there.",
            ) from None
        os.close(here)
        here = below
    return here, new


def _write(folder: int, name: str, data: bytes, renewed: Callable[[bytes], bool] | None) -> bool:
    try:
        number = os.open(name, _NEW, 0o666, dir_fd=folder)
    except FileExistsError:
        old = _bytes_of(folder, name)
        if renewed is None or old is None or old == data or not renewed(old):
            return False
        os.unlink(name, dir_fd=folder)
        number = os.open(name, _NEW, 0o666, dir_fd=folder)
    with os.fdopen(number, "wb") as file:
        file.write(data)
    return True


def _bytes_of(folder: int, name: str) -> bytes | None:
    try:
        with os.fdopen(os.open(name, _OLD, dir_fd=folder), "rb") as file:
            return file.read(_LARGEST)
    except OSError:
        return None


def _why(problem: OSError | ValueError) -> str:
    return why(problem) if isinstance(problem, OSError) else "its name is not a name for a folder"
