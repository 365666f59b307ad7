"""The files of `evidence/`: which there are, their digests and sizes, without ever following a link.

An original is only hashed, never opened by what it claims to be.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import time
import unicodedata
from collections.abc import Iterator
from io import BufferedReader
from pathlib import Path
from typing import Final

from lotproof.case.case import Original
from lotproof.case.finding import Finding, Place
from lotproof.read.files import Refusal, open_regular
from lotproof.read.log import set_aside
from lotproof.read.shown import one_line

FOLDER: Final = "evidence"
ORIGINAL_CAP: Final = 512 * 1024 * 1024  # bytes; a longer video is cut before it is put in a dossier
_FILES_CAP: Final = 10_000
_DEPTH_CAP: Final = 8
_DRIVE: Final = re.compile(r"[A-Za-z]:")
_LINE_ENDS_CAP: Final = 16 * 1024 * 1024
_POINTER: Final = b"version https://git-lfs.github.com/spec/"


def path_problem(name: str) -> str | None:
    """Why `name` is not a plain path of a file below `evidence/`, in words, or `None` when it is one."""
    parts = name.split("/")
    if (
        not name
        or "\0" in name
        or "\\" in name
        or any(unicodedata.category(c) in ("Cc", "Cf", "Cs") for c in name)
    ):
        return "it holds a character that no path of ours holds"
    if name.startswith("/") or _DRIVE.match(name):
        return "it is not relative to the case"
    if ".." in parts or "." in parts or "" in parts:
        return "a part of it is empty, . or .."
    if parts[0] != FOLDER or len(parts) < 2:
        return f"it does not lie in {FOLDER}/"
    return None


class Known:
    """Digests of files that were read before, each for as long as what the system says of its file stays the same.

    As in git's index a file counts only once it has been left alone for longer than the coarsest clock of a disk.
    """

    _SLACK: Final = 2_000_000_000  # nanoseconds

    def __init__(self) -> None:
        self._digests: dict[tuple[int, ...], str] = {}

    def digest(self, opened: BufferedReader) -> str:
        """The SHA-256 of an open file, lower-case hex. Raises OSError."""
        now, told = time.time_ns(), _told(opened)
        found = self._digests.get(told)
        if found is None:
            found = hashlib.file_digest(opened, "sha256").hexdigest()
            if max(told[-2:]) < now - self._SLACK and _told(opened) == told:
                self._digests[told] = found
        return found


def _told(opened: BufferedReader) -> tuple[int, ...]:
    """What no program can keep as it was while it writes to a file."""
    said = os.fstat(opened.fileno())
    return said.st_dev, said.st_ino, said.st_size, said.st_mtime_ns, said.st_ctime_ns


def read_original(folder: Path, name: str, known: Known | None = None) -> Original | Refusal:
    """The digest (SHA-256, lower-case hex) and size in bytes of the original `name` below the case's folder.

    It is read, but for a file whose digest is `known`.
    """
    opened = open_regular(folder, name, ORIGINAL_CAP)
    if isinstance(opened, Refusal):
        return opened
    with opened:
        try:
            digest = (known or Known()).digest(opened)
            size = os.fstat(opened.fileno()).st_size
        except OSError as problem:
            return Refusal(
                "UNREADABLE", f"{one_line(name)} could not be read: {os.strerror(problem.errno or 0)}."
            )
    return Original(folder / name, digest, size)


def why_changed(folder: Path, name: str, registered: str) -> str | None:
    """A hint on why an original no longer has its registered digest, for the causes that can be told apart."""
    opened = open_regular(folder, name, _LINE_ENDS_CAP)
    if isinstance(opened, Refusal):
        return None
    with opened:
        data = opened.read()
    if data.startswith(_POINTER):
        return "this is a Git LFS pointer, not the file: run git lfs pull."
    unix = data.replace(b"\r\n", b"\n")
    for variant in (unix, unix.replace(b"\n", b"\r\n")):
        if hashlib.sha256(variant).hexdigest() == registered:
            return "only its line ends were changed, as git does with core.autocrlf: add 'evidence/** -text' to .gitattributes and restore the file."  # noqa: E501
    return None


def files_in_evidence(folder: Path) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Every file below `evidence/` (paths relative to the case, sorted) and a finding for what is no file."""
    names: list[str] = []
    findings: list[Finding] = []
    for name, mode in _walk(folder, FOLDER, 1):
        if len(names) + len(findings) >= _FILES_CAP:
            sentence = f"{FOLDER}/ holds more than {_FILES_CAP:,} files; the rest was not looked at."
            findings.append(Finding("EVIDENCE_TOO_LARGE", "error", sentence, Place(FOLDER)))
            break
        if stat.S_ISREG(mode):
            names.append(name)
        else:
            what = "a link" if stat.S_ISLNK(mode) else "not a regular file"
            sentence = f"this is {what} and was not looked at."
            findings.append(Finding("EVIDENCE_NOT_A_FILE", "warning", sentence, Place(one_line(name))))
    return tuple(sorted(names)), tuple(findings)


def _walk(folder: Path, below: str, depth: int) -> Iterator[tuple[str, int]]:
    try:
        if stat.S_ISLNK((folder / below).lstat().st_mode):
            yield below, stat.S_IFLNK
            return
        with os.scandir(folder / below) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        name = f"{below}/{entry.name}"
        if set_aside(entry.name):
            continue
        try:
            mode = entry.stat(follow_symlinks=False).st_mode
        except OSError:
            continue
        if not stat.S_ISDIR(mode):
            yield name, mode
        elif depth < _DEPTH_CAP:
            yield from _walk(folder, name, depth + 1)


def alike(name: str) -> str:
    """The form under which names that some system or reader would take for the same come out equal (NFKC, folded)."""
    return unicodedata.normalize("NFKC", name).casefold()
