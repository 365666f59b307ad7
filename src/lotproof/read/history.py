"""The git history of a case: its commits, and whether the folder is as committed. The only door to a repository.

The repository may come from a stranger, and git runs programs that a repository's configuration names; every call
here switches those off, reads only, and takes no lock.
"""

from __future__ import annotations

import os
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, NamedTuple

from lotproof.case.history import Commit, History
from lotproof.read.shown import one_line

COMMITS_CAP: Final = 1_000
_TIMEOUT: Final = 20  # seconds; a status of 2,000 cases takes a thirtieth of one
_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_INSIDE: Final = frozenset({"private.yaml", "accepted.yaml"})
_MARK: Final = "\x01"  # begins no other line: git quotes it in names, and subjects come behind a bar
_ENVIRONMENT: Final = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "LC_ALL": "C",
}
_SETTINGS: Final = (
    "safe.directory=*",
    "core.fsmonitor=false",
    f"core.hooksPath={os.devnull}",
    "core.untrackedCache=false",
    "log.showSignature=false",
    "status.submoduleSummary=false",
)
_LISTING: Final = (
    "core.quotePath=true",
    "log.showRoot=true",
    "log.follow=false",
    "diff.relative=false",
    f"diff.orderFile={os.devnull}",
)


class GitState(NamedTuple):
    """`history`: the newest commit that touched the folder. `uncommitted`: in git, but not as committed."""

    history: History | None
    uncommitted: bool


OUTSIDE: Final = GitState(None, False)


def read_history(folder: Path) -> GitState:
    """The git state of `folder`; `OUTSIDE` without git, outside a work tree, or when the folder is ignored there.

    `committed_at` is the committer's date in UTC, as the newest commit reachable from HEAD that touched it claims.
    """
    folder = folder.absolute()
    if not any((above / ".git").exists() for above in (folder, *folder.parents)):
        return OUTSIDE
    quiet = _filters_off(folder)
    status = _git(folder, quiet, "status", "--porcelain", "-z", "--ignored=no", "--untracked-files=all",
                  "--ignore-submodules=all", "--", ".")  # fmt: skip
    if status is None:
        return OUTSIDE
    newest = _git(folder, quiet, "rev-list", "-1", "--timestamp", "HEAD", "--", ".") or ""
    seconds, _, commit = newest.strip().partition(" ")
    if not commit:
        ignored = _git(folder, quiet, "check-ignore", "--quiet", "--", ".") is not None
        return OUTSIDE if ignored else GitState(None, True)
    try:
        at = datetime.fromtimestamp(int(seconds), UTC)
    except (ValueError, OverflowError, OSError):
        return GitState(None, True)
    return GitState(History(commit, at, clean=not status), uncommitted=bool(status))


def touched(root: Path, names: tuple[str, ...]) -> tuple[str | None, bool]:
    """The newest commit that touched one of the files `names` below `root`, and whether one is not as committed."""
    root = root.absolute()
    if not any((above / ".git").exists() for above in (root, *root.parents)):
        return None, False
    quiet = ("core.quotePath=true", *_filters_off(root))
    status = _git(root, quiet, "--literal-pathspecs", "status", "--porcelain", "-z", "--ignored=no",
                  "--untracked-files=all", "--", *names)  # fmt: skip
    newest = _git(root, quiet, "--literal-pathspecs", "rev-list", "-1", "HEAD", "--", *names) or ""
    if status is None:
        return None, False
    commit = newest.strip()
    return (commit if _COMMIT.fullmatch(commit) else None), bool(status)


def read_commits(folder: Path) -> tuple[Commit, ...]:
    """The newest 1,000 commits reachable from HEAD that touched `folder`, newest first; none where git has none.

    Walks the whole history, so it is asked for only when its answer is printed. A commit that touched nothing here
    but `private.yaml` or `accepted.yaml` is left out, and one that touched it among others has no subject.
    """
    folder = folder.absolute()
    listed = _git(folder, _LISTING, "log", f"--max-count={COMMITS_CAP}", "--name-only", "--no-renames",
                  "--no-ext-diff", "--no-textconv", "--no-color", "--no-notes", "--encoding=UTF-8",
                  f"--format={_MARK}%H %at %ct%n|%an%n|%s", "HEAD", "--", ".")  # fmt: skip
    found = (_commit(entry.split("\n")) for entry in (listed or "").split(f"\n{_MARK}"))
    return tuple(commit for commit in found if commit is not None)


def _commit(lines: list[str]) -> Commit | None:
    head = lines[0].removeprefix(_MARK).split(" ")
    names = [name.strip('"').rpartition("/")[2] for name in lines[3:] if name]
    if (
        len(lines) < 3
        or len(head) != 3
        or not _COMMIT.fullmatch(head[0])
        or (names and _INSIDE.issuperset(names))
    ):
        return None
    try:
        authored, committed = (datetime.fromtimestamp(int(seconds), UTC) for seconds in head[1:])
    except (ValueError, OverflowError, OSError):
        return None
    outward = bool(names) and _INSIDE.isdisjoint(names)  # a merge names no files
    return Commit(
        head[0],
        one_line(lines[1][1:], 60),
        authored,
        committed,
        one_line(lines[2][1:], 120) if outward else None,
    )


def _filters_off(folder: Path) -> tuple[str, ...]:
    """Settings that empty every content filter the repository configures: status would run them."""
    listed = _git(folder, (), "config", "-z", "--name-only", "--get-regexp", r"^filter\.") or ""
    names = {key.rpartition(".")[0] for key in listed.split("\0") if key}
    return tuple(
        f"{name}.{what}"
        for name in sorted(names)
        for what in ("clean=", "smudge=", "process=", "required=false")
    )


def _git(folder: Path, settings: tuple[str, ...], *arguments: str) -> str | None:
    """What git printed, or `None` when there is no git, it failed or took too long."""
    printed = git_bytes(folder, settings, *arguments)
    return None if printed is None else printed.decode("utf-8", "replace")


def git_bytes(folder: Path, settings: tuple[str, ...], *arguments: str, feed: bytes = b"") -> bytes | None:
    """The same as bytes; `feed` is what git reads."""
    command = ["git", "--no-pager"]
    for setting in (*_SETTINGS, *settings):
        command += ("-c", setting)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(
            [*command, *arguments],
            cwd=folder,
            env=environment | _ENVIRONMENT,
            input=feed,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=_TIMEOUT,
            check=False,
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
