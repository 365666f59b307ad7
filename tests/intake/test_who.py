"""Who ran it is taken from git, else from the login, and says which: neither was checked by anybody."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from lotproof.intake.who import at_the_keyboard


@pytest.fixture
def nobody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "absent"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("USER", "qa")
    return tmp_path


def test_the_name_git_writes_into_commits(nobody: Path) -> None:
    subprocess.run(["git", "init", "-q", nobody], check=True)
    subprocess.run(["git", "-C", nobody, "config", "user.name", "A.\tPlaceholder\u202e"], check=True)
    assert at_the_keyboard(nobody) == "A. Placeholder\ufffd (as git is set up)"


def test_the_login_where_git_knows_nobody(nobody: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert at_the_keyboard(nobody) == "qa (login name)"
    monkeypatch.setenv("PATH", "")
    assert at_the_keyboard(nobody) == "qa (login name)"
    monkeypatch.delenv("USER")
    monkeypatch.delenv("LOGNAME", raising=False)
    assert at_the_keyboard(nobody) == "not known"
