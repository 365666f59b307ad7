"""A real build of cases of which one takes too long: it is ended and fails alone, and it is said why."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SOUND = Path(__file__).parents[1] / "cases" / "sound"


def build(root: Path, *arguments: str, **limits: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "lotproof", "build", "--for", "internal", *arguments]
    return subprocess.run(command, cwd=root, env=os.environ | limits, capture_output=True, text=True, timeout=300,
                          check=False)  # fmt: skip


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Two sound cases and, between them, one whose brief `never_ends` makes long."""
    for name in ("a", "b-endless", "c"):
        shutil.copytree(SOUND, tmp_path / "cases" / name, ignore=shutil.ignore_patterns("expected.txt"))
    return tmp_path


def never_ends(root: Path) -> None:
    """A template of the workspace that lays a page out again and again for the one case."""
    (root / "templates").mkdir()
    ours = Path(__file__).parents[2] / "templates" / "brief.html.j2"
    text = ours.read_text("utf-8")
    row = "{% for n in range(40000) %}<p>line {{ n }} of very many</p>{% endfor %}"
    assert "{% block content %}" in text
    endless = f"{{% block content %}}{{% if 'endless' in (doc|string) %}}{row}{{% endif %}}"
    (root / "templates" / "brief.html.j2").write_text(text.replace("{% block content %}", endless), "utf-8")


@pytest.mark.parametrize("jobs", ["0", "2"])
def test_a_layout_that_takes_too_long_is_ended(root: Path, jobs: str) -> None:
    never_ends(root)
    done = build(root, "--jobs", jobs, LOTPROOF_LAYOUT_SECONDS="8")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["build/a", "build/c"], done.stderr
    assert "LAYOUT_TOO_LONG" in done.stderr and "ended after 8 seconds" in done.stderr
    assert not (root / "build" / "b-endless").exists()


def test_a_case_that_takes_too_long_is_ended_and_fails_alone(root: Path) -> None:
    never_ends(root)
    done = build(root, "--jobs", "2", LOTPROOF_CASE_SECONDS="30")
    assert done.returncode == 1
    assert [line.partition(":")[0] for line in done.stdout.splitlines()] == [
        "build/a",
        "build/c",
    ], done.stderr
    assert "CASE_STOPPED" in done.stderr and "more than 30 seconds" in done.stderr
    assert not (root / "build" / "b-endless").exists()
