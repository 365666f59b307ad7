"""What a new workspace begins with: files to read, to keep evidence as bytes, and to let an editor and git help.

Why as packaged files: a person who wonders what `init` would write can read them.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lotproof.intake.remark import Refused
from lotproof.read.workspace import CASES

SAMPLE: Final = "psi-2026-102-tumblers"
SCAFFOLD: Final = Path(__file__).parents[1] / "scaffold"
FILES: Final = MappingProxyType(
    {
        "README.md": "README.md",
        "lotproof.yaml": "lotproof.yaml",
        ".gitattributes": "gitattributes",
        ".gitignore": "gitignore",
        ".pre-commit-config.yaml": "pre-commit-config.yaml",
        "ci-example.yml": "ci-example.yml",
    }
)


def workspace_files() -> dict[str, bytes]:
    """The files of a new workspace by their path in it, and its empty `cases/`."""
    return {f"{CASES}/": b""} | {name: (SCAFFOLD / source).read_bytes() for name, source in FILES.items()}


def sample_files(name: str = SAMPLE) -> dict[str, bytes]:
    """The packaged sample case as files of a workspace, to stand in `cases/name`. Everything in it is fictitious.

    Raises FileNotFoundError where the program was installed without it.
    """
    folder = _sample()
    found = {}
    for way, folders, files in os.walk(folder):
        folders.sort()
        for file in sorted(files):
            path = Path(way) / file
            found[f"{CASES}/{name}/{path.relative_to(folder).as_posix()}"] = path.read_bytes()
    return found


def _sample() -> Path:
    """In the installed package, or among the cases of the source checkout."""
    package = Path(__file__).parents[1]
    for folder in (package / "sample" / SAMPLE, package.parents[1] / CASES / SAMPLE):
        if (folder / "case.yaml").is_file():
            return folder
    raise FileNotFoundError("the sample case is neither in the package nor beside its source")


def in_git(root: Path) -> bool:
    """Whether a repository begins at `root` or above it."""
    return any((above / ".git").exists() for above in (root.resolve(), *root.resolve().parents))


def git_init(root: Path) -> str:
    """Make `root` a repository, unless it lies in one; what was done, in a sentence. Raises Refused without git."""
    if in_git(root):
        return "git: the folder is in a repository already"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", "init", "--quiet"],
            cwd=root,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=20,
            check=False,
        )
    except (OSError, subprocess.SubprocessError):
        raise Refused("git could not be run.", "install it, or leave --git away.") from None
    if done.returncode != 0:
        raise Refused("git init failed here.", "run it yourself to see why.")
    return "git: made a repository; nothing is committed yet"
