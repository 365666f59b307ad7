"""What the shell offers after TAB, asked as bash asks it."""

from __future__ import annotations

from pathlib import Path

import pytest

from .running import run


def offered(line: str, word: int) -> list[str]:
    """The completions of the word at place `word` of `line`."""
    ran = run(env={"_LOTPROOF_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(word)})
    return ran.out.splitlines()


@pytest.mark.parametrize("command", ["check", "build", "watch", "show", "add", "bag", "log"])
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


def test_exhibits_of_the_case_before(here: Path) -> None:
    every = [f"plain,E{number}" for number in range(1, 6)]
    assert offered("lotproof log sound --exhibit ", 4) == every
    assert offered("lotproof log sound --exhibit E3", 4) == ["plain,E3"]
    assert offered("lotproof log sound --attaches E1,E2", 4) == ["plain,E1,E2"]
    assert offered("lotproof log sound --attaches E1,", 4) == [f"plain,E1,E{n}" for n in range(1, 6)]
    assert offered("lotproof log nowhere --exhibit ", 4) in ([], [""])


def test_a_register_that_is_a_pipe_offers_nothing(here: Path) -> None:
    import os

    (here / "cases" / "sound" / "evidence.yaml").unlink()
    os.mkfifo(here / "cases" / "sound" / "evidence.yaml")
    assert offered("lotproof log sound --exhibit ", 4) in ([], [""])
