"""Builds a case again from its commit, in a folder of its own, and says whether every file came out the same.

Why: "the same commit gives the same bytes" is a promise that anybody with the repository can test. The user's own
folders are only read: the commit is taken out of the object store by a new, empty repository beside it, which brings
no configuration, no hook and no filter of the old one.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final

from lotproof.build.case import build_case
from lotproof.build.manifest import LIBRARIES, PROVENANCE, program_digest
from lotproof.build.verify import listed, provenance_of
from lotproof.build.write import MANIFEST
from lotproof.read.history import _git as git  # that module is the only door to git
from lotproof.seal.manifest import ManifestError
from lotproof.seal.verdict import Fact, counted, named
from lotproof.view.documents import AUDIENCES

_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")
_CASE: Final = re.compile(r"(?:[A-Za-z0-9._-]+/)*[a-z0-9][a-z0-9-]*")


def rebuilt(folder: Path) -> Iterator[Fact]:
    """What building the case of a build folder again from its commit finds: one fact.

    Raises EnvironmentLacking when this machine cannot print at all.
    """
    told = provenance_of(folder)
    reason = _cannot(folder, told)
    if reason is not None or told is None:
        yield Fact("rebuild", "unknown", f"It was not built again: {reason}")
        return
    with tempfile.TemporaryDirectory(prefix="lotproof-rebuild-") as name:
        case = str(told["case"])
        workspace = folder.resolve().parents[1]
        root = _taken_out(
            workspace, Path(name).resolve(), _newer(workspace, told), case, _house(folder, case)
        )
        if root is None:
            yield Fact(
                "rebuild",
                "unknown",
                f"It was not built again: commit {_short(told)} is not in this repository.",
            )
            return
        instant = datetime.fromisoformat(str(told["as_of"]))
        built = build_case(root, root / case, instant, tuple(told.get("for") or ()))
        if not built.files:
            yield Fact("rebuild", "bad", f"commit {_short(told)} cannot be built again.")
            return
        yield _same(folder, root / "build" / built.look.id, told)


def _cannot(folder: Path, told: dict[str, Any] | None) -> str | None:
    """Why there is nothing to build again, or None."""
    if told is None:
        return "it does not say from which commit it was made."
    if told.get("draft"):
        return "it is a draft, made to be looked at; build it without --draft."
    if told["uncommitted"] or told["commit"] is None:
        return "it was made from changes that no commit holds."
    if (
        not _COMMIT.fullmatch(str(told["commit"]))
        or not _CASE.fullmatch(str(told["case"]))
        or ".." in str(told["case"])
    ):
        return "what it says of its commit cannot be read."
    readers = told.get("for") or []
    if not isinstance(readers, list) or not all(isinstance(one, str) and one in AUDIENCES for one in readers):
        return "what it says of its readers cannot be read."
    try:
        if datetime.fromisoformat(str(told["as_of"])).utcoffset() is None:
            raise ValueError
    except ValueError:
        return "what it says of its instant cannot be read."
    if git(folder.resolve(), (), "rev-parse", "--git-dir") is None:
        return "it does not lie in a git repository."
    return None


def _newer(workspace: Path, told: dict[str, Any]) -> str:
    """The commit to build from: the case's, or that of the settings where it came after it."""
    commit, settings = str(told["commit"]), str(told.get("settings_commit") or "")
    if not _COMMIT.fullmatch(settings):
        return commit
    after = git(workspace, (), "merge-base", "--is-ancestor", commit, settings) is not None
    return settings if after else commit


def _house(folder: Path, case: str) -> list[str]:
    """The files of the workspace, beside the case, that the build lists among what it was made from."""
    try:
        inputs = listed((folder / MANIFEST).read_text("utf-8")).inputs
    except (OSError, ManifestError, UnicodeError):
        return []
    return [name for name in inputs if not name.startswith(f"{case}/")]


def _taken_out(workspace: Path, root: Path, commit: str, case: str, house: list[str]) -> Path | None:
    """The workspace in a new repository in `root` that has the case and the files of the house as that commit does.

    None without the case; a file of the house that the commit lacks is left out, and then the pages come out otherwise.
    """
    within = git(
        workspace, (), "rev-parse", "--show-prefix"
    )  # the workspace may be a folder of the repository
    objects = git(workspace, (), "rev-parse", "--path-format=absolute", "--git-path", "objects")
    shallow = git(workspace, (), "rev-parse", "--path-format=absolute", "--git-path", "shallow")
    form = "sha256" if len(commit) == 64 else "sha1"
    if not (
        within is not None
        and objects
        and shallow
        and git(root, (), "init", f"--object-format={form}") is not None
    ):
        return None
    own = root / ".git"
    (own / "objects" / "info" / "alternates").write_text(objects, "utf-8")
    cut = Path(shallow.removesuffix("\n"))
    if cut.is_file():
        (own / "shallow").write_bytes(cut.read_bytes())
    way = within.removesuffix("\n")
    steps = (
        ("update-ref", "--no-deref", "HEAD", commit),
        ("read-tree", commit),  # whole, because the attributes of the files may stand at the top
        ("--literal-pathspecs", "checkout", "HEAD", "--", f"{way}{case}"),
    )
    done = all(git(root, (), *step) is not None for step in steps)
    for name in house:
        git(root, (), "--literal-pathspecs", "checkout", "HEAD", "--", f"{way}{name}")
    return root / way if done and (root / way / case).is_dir() else None


def _same(folder: Path, again: Path, told: dict[str, Any]) -> Fact:
    try:
        was, now = (listed((where / MANIFEST).read_text("utf-8")).outputs for where in (folder, again))
    except (OSError, ManifestError, UnicodeError):
        return Fact("rebuild", "bad", "it was built again, and its list of digests cannot be read.")
    other = sorted(name for name in {*was, *now} if was.get(name) != now.get(name))
    why = list(_changes(told))
    made_by = (
        f"; it was made by another program: {named(why)}" if why else ", by the same program and libraries"
    )
    begin = f"Built again from commit {_short(told)}, "
    if not other:
        return Fact("rebuild", "good", f"{begin}all {len(now):,} files have the same bytes.")
    if other == [PROVENANCE] and why:
        return Fact("rebuild", "good", f"{begin}every document has the same bytes{made_by}.")
    said = f"{counted(len(other), 'file')} came out otherwise: {named(other)}{made_by}."
    return Fact("rebuild", "bad", f"{begin[0].lower()}{begin[1:]}{said}")


def _changes(told: dict[str, Any]) -> Iterator[str]:
    from lotproof import __version__

    if told["lotproof"] != __version__:
        yield f"Lotproof {told['lotproof']} then, {__version__} now"
    elif told["program_sha256"] != program_digest():
        yield "Lotproof's own files differ"
    libraries = told["libraries"] if isinstance(told["libraries"], dict) else {}
    for name in LIBRARIES:
        then, now = libraries.get(name), version(name)
        if then != now:
            yield f"{name} {then} then, {now} now"


def _short(told: dict[str, Any]) -> str:
    return str(told["commit"])[:12]
