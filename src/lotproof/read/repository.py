"""The git state of all the cases of a repository at once: where its history stands, and what is not as committed.

Why: three questions to git for a thousand cases, not three for each; asked through history.py, the one door to git.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from lotproof.read.history import _COMMIT, _LISTING, _filters_off, _git, read_commits, read_history
from lotproof.seal.digest import sha256_bytes


@dataclass(frozen=True, slots=True)
class Standing:
    """A repository now. `head` stands for everything that its history says; `dirty` are the paths (from its top)
    that are not as committed, and the folders above them.
    """

    top: Path
    head: str
    dirty: frozenset[str]

    def is_dirty(self, path: str) -> bool:
        """Whether a file below the top, or anything in a folder, is not as committed."""
        top = os.fspath(self.top)
        return (path[len(top) :].strip("/") or ".") in self.dirty


def top_of(folder: Path) -> Path | None:
    """The nearest folder, from `folder` up, in which a repository begins; `folder` holds no link on its way."""
    return next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)


def standing(top: Path, places: Iterable[Path]) -> Standing | None:
    """How the repository at `top` stands, looking for changes in `places` alone; None when git does not say."""
    head = head_of(top)
    names = [os.path.relpath(place, top) for place in places]
    quiet = (*_filters_off(top), "status.renames=false")
    status = _git(top, quiet, "--literal-pathspecs", "status", "--porcelain", "-z", "--ignored=no",
                  "--untracked-files=all", "--ignore-submodules=all", "--", *names)  # fmt: skip
    if head is None or status is None:
        return None
    return Standing(top, head, _with_folders(entry[3:].rstrip("/") for entry in status.split("\0") if entry))


def head_of(top: Path) -> str | None:
    """What the history of every folder below `top` follows from: the commit, and where its history is cut."""
    told = _git(top, (), "rev-parse", "--path-format=absolute", "--show-toplevel", "--git-path", "shallow",
                "--git-path", "info/grafts")  # fmt: skip
    lines = (told or "").splitlines()
    if len(lines) != 3 or lines[0] != os.fspath(top):
        return None
    commit = (_git(top, (), "rev-parse", "--verify", "--quiet", "HEAD^{commit}") or "").strip() or "unborn"
    cuts = [Path(line).read_bytes() for line in lines[1:] if os.path.isfile(line)]  # noqa: PTH113
    return f"{commit} {sha256_bytes(b''.join(cuts))}" if cuts else commit


def touched_since(top: Path, old: str, new: str) -> frozenset[str] | None:
    """The paths, and the folders above them, that the commits after `old` up to `new` touched.

    None unless `old` is on the line of first parents of `new`: only then does git, asked for a folder that none of
    them touched, walk the same history from both (git-log(1), history simplification).
    """
    if not (_COMMIT.fullmatch(old) and _COMMIT.fullmatch(new)):
        return None
    parents = _git(top, (), "rev-list", "--first-parent", "--parents", new, f"^{old}")
    lines = (parents or "").splitlines()
    if not lines or lines[-1].split(" ")[1:2] != [old]:
        return None
    names = _git(top, _LISTING, "log", "-z", "--first-parent", "-m", "--name-only", "--no-renames", "--no-ext-diff",
                 "--no-textconv", "--no-color", "--format=", new, f"^{old}")  # fmt: skip
    return None if names is None else _with_folders(name.strip("\n") for name in names.split("\0"))


def history_digest(folder: Path) -> str:
    """One word for all that a page can say of the folder's history."""
    history = read_history(folder).history
    newest = (history.commit, history.committed_at) if history is not None else None
    return sha256_bytes(repr((newest, read_commits(folder))).encode("utf-8", "replace"))


def _with_folders(names: Iterable[str]) -> frozenset[str]:
    found: set[str] = set()
    for name in names:
        if name:
            found.add(name)
            found.update(os.fspath(above) for above in PurePosixPath(name).parents)
    return frozenset(found)
