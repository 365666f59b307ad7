"""What the shell offers after TAB, asked as bash asks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .running import run


def offered(line: str, word: int) -> list[str]:
    """The completions of the word at place `word` of `line`."""
    ran = run(env={"_LOTPROOF_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(word)})
    return ran.out.splitlines()


@pytest.mark.parametrize("command", ["check", "build", "watch", "show", "add", "bag"])
def test_cases_of_the_workspace(here: Path, command: str) -> None:
    assert offered(f"lotproof {command} s", 2) == ["plain,sound"]
    assert offered(f"lotproof {command} ", 2) == ["plain,bracket-never-closed", "plain,sound"]
    assert offered(f"lotproof {command} ../x", 2) == ["dir,../x"]


def test_codes(here: Path) -> None:
    assert offered("lotproof explain unknown-k", 2) == ["plain,UNKNOWN_KEY"]


def test_words_of_an_option(here: Path) -> None:
    assert offered("lotproof check --format s", 3) == ["plain,sarif"]


def test_no_workspace_offers_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert offered("lotproof check ", 2) == ["dir,"]
