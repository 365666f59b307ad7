"""The only writer into a case folder: new files beside what is there, never over it, and none left when a run fails.

Why: an original is kept once and for good. Every folder is opened below the one before without following links, and
every copy is on disk and read again before anything refers to it.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from lotproof.intake.remark import Refused
from lotproof.read.files import TEXT_CAP

_FOLDER: Final = os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY | os.O_NOFOLLOW
_NEW: Final = os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC | os.O_NOFOLLOW
_PIECE: Final = 1 << 20


class Store:
    """An opened case folder that keeps in mind which files this run has made."""

    def __init__(self, case: int) -> None:
        self._case = case
        self._written: list[tuple[str, str]] = []
        self._made: list[str] = []

    def put(self, folder: str, name: str, source: BinaryIO, expected: str) -> None:
        """Copy `source` to `folder/name`, which must not be there. `expected` is its SHA-256, taken before.

        Raises Refused, and leaves nothing then: when the name is taken, the disk refuses, the source changed meanwhile,
        or the copy read again is not the source.
        """
        with self._folder(folder) as below:
            number = _created(below, f"{folder}/{name}", name)
            try:
                with os.fdopen(number, "w+b") as copy:
                    _copy(source, copy, expected)
                os.fsync(below)
            except BaseException as problem:
                os.unlink(name, dir_fd=below)
                if isinstance(problem, OSError):
                    raise Refused(f"{folder}/{name} could not be written: {why(problem)}.") from None
                raise
        self._written.append((folder, name))

    def undo(self) -> None:
        """Remove the files and folders this run has made."""
        while self._written:
            folder, name = self._written.pop()
            with contextlib.suppress(OSError, Refused), self._folder(folder) as below:
                os.unlink(name, dir_fd=below)
        for folder in self._made:
            with contextlib.suppress(OSError):  # somebody else put a file into it
                os.rmdir(folder, dir_fd=self._case)

    def replace(self, name: str, before: bytes | None, after: bytes) -> None:
        """Put `after` in place of the file `name` of the case itself, whose bytes must still be `before`.

        Whole or not at all; its mode is kept. `before` None: there is no such file yet. Raises Refused.
        """
        part = f".{name}.part"
        try:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(part, dir_fd=self._case)  # of a run that was killed
            mode = self._mode(name)
            number = os.open(part, _NEW, 0o666, dir_fd=self._case)
            try:
                with os.fdopen(number, "wb") as file:
                    file.write(after)
                    file.flush()
                    if mode is not None:
                        os.fchmod(number, mode)
                    os.fsync(number)
                if self.bytes_of(name) != before:
                    raise Refused(f"{name} was changed while this ran; nothing was added.", "run it again.")
                os.replace(part, name, src_dir_fd=self._case, dst_dir_fd=self._case)
            finally:
                with contextlib.suppress(FileNotFoundError):
                    os.unlink(part, dir_fd=self._case)
            os.fsync(self._case)
        except OSError as problem:
            raise Refused(f"{name} could not be written: {why(problem)}.") from None

    def put_back(self, name: str, before: bytes | None) -> None:
        """Undo `replace`: the file `name` of the case holds `before` again, or is gone. Raises Refused."""
        found = self.bytes_of(name)
        if before is not None:
            self.replace(name, found, before)
        elif found is not None:
            os.unlink(name, dir_fd=self._case)

    def bytes_of(self, name: str) -> bytes | None:
        """The bytes of a regular file of the case itself, None when there is none. Raises Refused for a link.

        Of a file larger than the reader reads, only as much as shows that it is.
        """
        mode = self._mode(name)
        if mode is None:
            return None
        try:
            number = os.open(
                name, os.O_RDONLY | os.O_CLOEXEC | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=self._case
            )
            with os.fdopen(number, "rb") as file:
                return file.read(TEXT_CAP + 1)
        except OSError as problem:
            raise Refused(f"{name} could not be read: {why(problem)}.") from None

    def _mode(self, name: str) -> int | None:
        try:
            mode = os.stat(name, dir_fd=self._case, follow_symlinks=False).st_mode
        except FileNotFoundError:
            return None
        if not stat.S_ISREG(mode):
            raise Refused(
                f"{name} is a link or no regular file; nothing was written.", "put the file itself there."
            )
        return stat.S_IMODE(mode)

    @contextmanager
    def _folder(self, name: str) -> Iterator[int]:
        try:
            with contextlib.suppress(FileExistsError):
                os.mkdir(name, dir_fd=self._case)
                self._made.append(name)
            below = os.open(name, _FOLDER, dir_fd=self._case)
        except OSError as problem:
            sentence = f"{name}/ is no folder of its own, or cannot be written: {why(problem)}."
            raise Refused(sentence, "a link is not followed: put the folder itself there.") from None
        try:
            yield below
        finally:
            os.close(below)


@contextmanager
def opened(folder: Path) -> Iterator[Store]:
    """The case folder, held alone until the end; what was written is removed again when the block raises.

    Raises Refused when it cannot be opened or another run holds it.
    """
    try:
        case = os.open(folder, os.O_RDONLY | os.O_CLOEXEC | os.O_DIRECTORY)
    except OSError as problem:
        raise Refused(f"the case cannot be opened: {why(problem)}.") from None
    try:
        try:
            fcntl.flock(case, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Refused(
                "another lotproof add is writing into this case.", "run it again when it is done."
            ) from None
        except OSError:
            pass  # some network folders know no locks; a change of the register is noticed all the same
        store = Store(case)
        try:
            yield store
        except BaseException:
            store.undo()
            raise
    finally:
        os.close(case)


def why(problem: OSError) -> str:
    """The system's reason, without any path."""
    return os.strerror(problem.errno) if problem.errno else "the system refused"


def _created(below: int, shown: str, name: str) -> int:
    try:
        return os.open(name, _NEW, 0o666, dir_fd=below)
    except FileExistsError:
        raise Refused(f"{shown} is there already; it was not touched.", "run it again.") from None
    except OSError as problem:
        raise Refused(f"{shown} could not be written: {why(problem)}.") from None


def _copy(source: BinaryIO, copy: BinaryIO, expected: str) -> None:
    source.seek(0)
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
        copy.write(piece)
    copy.flush()
    os.fsync(copy.fileno())
    if digest.hexdigest() != expected:
        raise Refused("it was changed while it was read; nothing of it was kept.", "add it again.")
    copy.seek(0)
    if hashlib.file_digest(copy, "sha256").hexdigest() != expected:  # type: ignore[arg-type]
        raise Refused("its copy on the disk is not what was written.", "check the disk.")
