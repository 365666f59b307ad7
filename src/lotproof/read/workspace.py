"""Which folder is the workspace, and which case folders a person means by what they typed."""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from lotproof.case.finding import Finding, Place
from lotproof.read.names import CASE_NAME, FACTS
from lotproof.read.shown import nearest, one_line

CASES: Final = "cases"


@dataclass(frozen=True, slots=True)
class Workspace:
    """`root` holds `cases/`, and `build/` once something was built. Both paths are absolute."""

    root: Path
    cases_dir: Path


def find_workspace(start: Path) -> Workspace | None:
    """The nearest folder at or above `start` that holds a folder `cases`, or `None`."""
    start = _absolute(start)
    for above in (start, *start.parents):
        if _is_folder(above / CASES):
            return Workspace(above, above / CASES)
    return None


def all_cases(workspace: Workspace) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """Every case folder of `cases/` by name, and a finding for a folder whose name cannot be a case id."""
    folders, findings = [], []
    for name in _folders(workspace.cases_dir):
        folder = workspace.cases_dir / name
        if CASE_NAME.match(name):
            folders.append(folder)
        elif os.path.lexists(folder / FACTS):
            sentence = f"the folder's name {one_line(name)} cannot be a case id, so it was left out."
            hint = "use a-z, 0-9 and -, as in psi-2026-102."
            findings.append(Finding("CASE_NAME", "error", sentence, Place(f"{CASES}/{one_line(name)}"), hint))
    return tuple(folders), tuple(findings)


def case_folders(
    workspace: Workspace | None, names: Iterable[str], here: Path
) -> tuple[tuple[Path, ...], tuple[Finding, ...]]:
    """The case folders meant by `names` (ids, or paths from `here`), each once, in the order typed; none typed: all.

    A path may lead to a case outside any workspace. A name that leads nowhere is a finding `CASE_UNKNOWN`.
    """
    names = tuple(names)
    if not names:
        return all_cases(workspace) if workspace is not None else ((), (_no_workspace(here),))
    folders: dict[Path, None] = {}
    findings = []
    for name in names:
        found = _folder(workspace, name, here)
        if found is not None:
            folders[found] = None
        else:
            findings.append(_unknown(workspace, name, here))
    return tuple(folders), tuple(findings)


def _folder(workspace: Workspace | None, name: str, here: Path) -> Path | None:
    if "\0" in name or not name:
        return None
    if workspace is not None and CASE_NAME.match(name) and _is_folder(workspace.cases_dir / name):
        return workspace.cases_dir / name
    typed = _absolute(here / Path(name).expanduser() if name.startswith("~/") else here / name)
    if not os.path.lexists(typed):
        return None
    # a folder or file inside a case means the case
    return next((folder for folder in (typed, *typed.parents) if os.path.lexists(folder / FACTS)), None)


def _unknown(workspace: Workspace | None, name: str, here: Path) -> Finding:
    if not name.strip() or ("\0" not in name and _is_folder(_absolute(here / name))):
        sentence = (
            f"the folder {one_line(name)} is no case and in none." if name.strip() else "a name is empty."
        )
        hint = "leave the name out to take every case, or name one of cases/."
        return Finding("CASE_UNKNOWN", "error", sentence, Place(one_line(name) or "."), hint)
    known = all_cases(workspace)[0] if workspace is not None else ()
    near = nearest(Path(name).name or name, (folder.name for folder in known))
    hint = (
        f"did you mean {near}?"
        if near
        else "name a case of cases/, or the path of a folder that holds case.yaml."
    )
    return Finding(
        "CASE_UNKNOWN", "error", f"there is no case {one_line(name)}.", Place(one_line(name)), hint
    )


def _no_workspace(here: Path) -> Finding:
    sentence = f"neither {one_line(str(here), 300)} nor a folder above it holds {CASES}/."
    return Finding(
        "WORKSPACE_MISSING",
        "error",
        sentence,
        Place("."),
        "lotproof init makes this folder a workspace; or name a case by its path.",
    )


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  a linked case keeps its own name, a loop is no error


def _is_folder(path: Path | os.DirEntry[str]) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _folders(above: Path) -> list[str]:
    """The folders, and links to folders, by name; none that is hidden."""
    try:
        with os.scandir(above) as entries:
            return sorted(entry.name for entry in entries if entry.name[0] != "." and _is_folder(entry))
    except OSError:
        return []
