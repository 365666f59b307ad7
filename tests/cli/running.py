"""Runs the program the two ways it is run: inside the test's process, and as a process of its own."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from lotproof.cli import main

SMALL = Path(__file__).parents[1] / "cases"
COMMAND = (sys.executable, "-m", "lotproof")


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def run(*arguments: str, env: dict[str, str] | None = None) -> Ran:
    """The command in this process, as a pipe would see it. Nothing but an exit may come out of it."""
    result = CliRunner().invoke(main, arguments, prog_name="lotproof", env=env)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.stderr + result.stdout
    return Ran(result.exit_code, result.stdout, result.stderr)


def start(*arguments: str, cwd: Path, **env: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *arguments],
        cwd=cwd,
        env=os.environ | env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def process(*arguments: str, cwd: Path, **env: str) -> Ran:
    """The command as a process of its own."""
    with start(*arguments, cwd=cwd, **env) as child:
        out, err = child.communicate(timeout=120)
    assert "Traceback" not in out + err
    return Ran(child.returncode, out, err)


def workspace(folder: Path, *names: str) -> Path:
    """A workspace outside git with the small cases of those names."""
    for name in names:
        shutil.copytree(SMALL / name, folder / "cases" / name, ignore=shutil.ignore_patterns("expected.txt"))
    return folder


def picture(folder: Path) -> dict[str, str]:
    """Everything below a folder: digests of files, and what is no file by its kind."""
    return {
        path.relative_to(folder).as_posix(): (
            f"link to {path.readlink()}"
            if path.is_symlink()
            else "folder"
            if path.is_dir()
            else hashlib.sha256(path.read_bytes()).hexdigest()
        )
        for path in sorted(folder.rglob("*"))
    }
