"""A case as git kept it at a revision, laid out in a folder of its own; the work tree is never touched.

Why not `git archive` or a checkout: both run what the repository configures (filters, hooks, export rules). Here git is
asked for names and for bytes, and nothing but regular files is written, below a folder this program made.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from lotproof.read.history import git_bytes

FILES_CAP: Final = 5_000
BYTES_CAP: Final = 1_000_000_000  # of all files of a case together; a thousand photos are a tenth of it
_REVISION: Final = re.compile(r"[A-Za-z0-9_.@~^/{}: +-]{1,200}", re.ASCII)
_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


class RevisionMissing(Exception):  # noqa: N818
    """There is no such revision, or the case is not in it; the sentence says which."""


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit: its full id, and when the newest commit that touched the case up to it was committed (UTC)."""

    commit: str
    touched_at: datetime


class _Blob(NamedTuple):
    name: str
    id: str
    size: int


def revision(folder: Path, typed: str) -> Revision:
    """What `typed` (a branch, a tag, HEAD~2, an id) means in the repository of the case in `folder`.

    Raises RevisionMissing outside git, for what names no commit, and for one up to which nothing touched the case.
    """
    if not any((above / ".git").exists() for above in (folder, *folder.parents)):
        raise RevisionMissing("the case lies in no git repository, so there is no revision to compare with.")
    if typed.startswith("-") or not _REVISION.fullmatch(typed):
        raise RevisionMissing("this cannot be a revision.")
    named = _text(
        folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{typed}^{{commit}}"
    ).strip()
    if not _COMMIT.fullmatch(named):
        if not _text(folder, "rev-list", "-n1", "--all").strip():
            raise RevisionMissing("nothing is committed here yet, so there is no revision to compare with.")
        raise RevisionMissing("there is no such revision here.")
    newest = _text(folder, "rev-list", "-1", "--timestamp", named, "--", ".").split()
    if len(newest) != 2 or not newest[0].isdecimal():
        raise RevisionMissing("the case is not in this revision.")
    try:
        return Revision(named, datetime.fromtimestamp(int(newest[0]), UTC))
    except (ValueError, OverflowError, OSError):
        raise RevisionMissing("its newest commit has no date that can be read.") from None


@contextmanager
def laid_out(folder: Path, at: Revision) -> Iterator[Path]:
    """The files the case in `folder` had at `at`, in a temporary folder of the same name, gone at the end.

    Links and nested repositories are left out, as the reader would refuse them. Raises RevisionMissing when the case
    is not there or too large to be laid out.
    """
    blobs = _listed(folder, at)
    with TemporaryDirectory(prefix="lotproof-") as place:
        root = Path(place) / folder.name
        root.mkdir()
        for blob, data in _contents(folder, blobs):
            path = root.joinpath(*PurePosixPath(blob.name).parts)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        yield root


def _listed(folder: Path, at: Revision) -> list[_Blob]:
    prefix = _text(folder, "rev-parse", "--show-prefix").strip("\n")
    printed = _text(
        folder, "--literal-pathspecs", "ls-tree", "-r", "-z", "-l", "--full-tree", at.commit, prefix or "."
    )
    blobs = []
    for entry in filter(None, printed.split("\0")):
        facts, _, name = entry.partition("\t")
        mode, kind, number, size = facts.split()
        name = name.removeprefix(prefix)
        if kind == "blob" and mode in ("100644", "100755") and _safe(name) and size.isdecimal():
            blobs.append(_Blob(name, number, int(size)))
    if not any(blob.name == "case.yaml" for blob in blobs):
        raise RevisionMissing("the case is not in this revision.")
    if len(blobs) > FILES_CAP or sum(blob.size for blob in blobs) > BYTES_CAP:
        raise RevisionMissing("the case is too large there to be laid out.")
    return blobs


def _safe(name: str) -> bool:
    parts = name.split("/")
    bad = any(part in ("", ".", "..") or part.lower() == ".git" for part in parts)
    return not bad and "\\" not in name and "\ufffd" not in name and len(os.fsencode(name)) < 1_000


def _contents(folder: Path, blobs: list[_Blob]) -> Iterator[tuple[_Blob, bytes]]:
    feed = "".join(f"{blob.id}\n" for blob in blobs).encode()
    printed = git_bytes(folder, (), "cat-file", "--batch", feed=feed)
    position = 0
    for blob in blobs:
        end = -1 if printed is None else printed.find(b"\n", position)
        if (
            printed is None
            or printed[position:end].decode("ascii", "replace") != f"{blob.id} blob {blob.size}"
        ):
            raise RevisionMissing("git does not hold every file of this revision.")
        yield blob, printed[end + 1 : end + 1 + blob.size]
        position = end + 1 + blob.size + 1


def _text(folder: Path, *arguments: str) -> str:
    return (git_bytes(folder, (), *arguments) or b"").decode("utf-8", "replace")
