"""What git says of a case, and that a hostile repository runs nothing."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lotproof.read import history
from lotproof.read.history import OUTSIDE, read_commits, read_history

WHEN = "2026-08-26T09:00:00-06:00"


def git(folder: Path, *arguments: str) -> str:
    settings = ("-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false")
    environment = {
        "PATH": "/usr/bin:/bin",
        "GIT_COMMITTER_DATE": WHEN,
        "GIT_AUTHOR_DATE": "2020-01-01T00:00:00Z",
    }
    done = subprocess.run(
        ["git", *settings, *arguments],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    return done.stdout.strip()


@pytest.fixture
def case(tmp_path: Path) -> Path:
    folder = tmp_path / "repo" / "cases" / "psi-1"
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_text("lotproof: 1\n")
    return folder


@pytest.fixture
def committed(case: Path) -> Path:
    root = case.parent.parent
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-qm", "first")
    return case


def test_outside_git_there_is_no_history(case: Path) -> None:
    assert read_history(case) == OUTSIDE


def test_without_the_program_there_is_no_history(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    assert read_history(committed) == OUTSIDE


def test_the_committers_date_of_the_newest_commit_that_touched_the_case(committed: Path) -> None:
    first = git(committed, "rev-parse", "HEAD")
    (committed.parent / "other.txt").write_text("x")
    git(committed.parent, "add", ".")
    git(committed.parent, "commit", "-qm", "elsewhere")
    found = read_history(committed)
    assert found.history is not None
    assert found.history.commit == first
    assert found.history.committed_at == datetime(2026, 8, 26, 15, 0, tzinfo=UTC)
    assert found.history.clean and not found.uncommitted


@pytest.mark.parametrize("change", ["edit", "new", "delete", "stage"])
def test_a_folder_that_is_not_as_committed_is_not_clean(committed: Path, change: str) -> None:
    if change == "delete":
        (committed / "case.yaml").unlink()
    elif change == "new":
        (committed / "new file\n.txt").write_text("x")
    else:
        (committed / "case.yaml").write_text("lotproof: 2\n")
    if change == "stage":
        git(committed, "add", ".")
    found = read_history(committed)
    assert found.history is not None and not found.history.clean and found.uncommitted


def test_changes_elsewhere_do_not_matter(committed: Path) -> None:
    (committed.parent / "other.txt").write_text("x")
    found = read_history(committed)
    assert found.history is not None and found.history.clean


def test_never_committed_is_told_from_ignored(case: Path) -> None:
    root = case.parent.parent
    git(root, "init", "-q")
    assert read_history(case) == (None, True)
    (root / ".gitignore").write_text("cases/\n")
    assert read_history(case) == OUTSIDE


def test_the_environment_cannot_lead_to_another_repository(
    committed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "absent"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert read_history(committed).history is not None


def test_a_hostile_repository_runs_nothing(committed: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n")
    program.chmod(0o755)
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    for name in ("post-index-change", "reference-transaction", "fsmonitor-watchman"):
        (hooks / name).write_bytes(program.read_bytes())
        (hooks / name).chmod(0o755)
    for key, value in {
        "core.fsmonitor": str(program),
        "core.hooksPath": str(hooks),
        "core.pager": str(program),
        "core.sshCommand": str(program),
        "gpg.program": str(program),
        "log.showSignature": "true",
        "diff.external": str(program),
        "filter.evil.clean": str(program),
        "filter.evil.process": str(program),
        "filter.evil.required": "true",
        "filter.two words.clean": str(program),
        "diff.evil.textconv": str(program),
        "diff.evil.command": str(program),
    }.items():
        git(committed, "config", key, value)
    (committed / ".gitattributes").write_text("* filter=evil diff=evil\n")
    (committed / "case.yaml").write_text(
        "lotproof: 9\n"
    )  # same size, so status must read it through the filter
    found = read_history(committed)
    assert len(read_commits(committed)) == 1
    assert not ran.exists()
    assert found.history is not None and found.uncommitted


def test_nothing_is_written_into_the_repository(committed: Path) -> None:
    before = {p: p.stat().st_mtime_ns for p in (committed.parent.parent / ".git").rglob("*")}
    (committed / "case.yaml").touch()
    read_history(committed)
    assert {p: p.stat().st_mtime_ns for p in (committed.parent.parent / ".git").rglob("*")} == before


def test_a_broken_repository_is_no_history(case: Path) -> None:
    (case.parent.parent / ".git").write_text("gitdir: /nowhere\n")
    assert read_history(case) == OUTSIDE


def test_a_git_that_hangs_is_left(committed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "_TIMEOUT", 0.0)
    assert read_history(committed) == OUTSIDE


def test_the_commits_that_touched_the_case_are_told_newest_first(committed: Path) -> None:
    (committed.parent / "other.txt").write_text("x")
    git(committed.parent, "add", ".")
    git(committed.parent, "commit", "-qm", "elsewhere")
    (committed / "findings.md").write_text("x")
    git(committed, "add", ".")
    git(committed, "commit", "-qm", "the summary\u202e of it\n\nmore\n")
    newest, oldest = read_commits(committed)
    assert newest.id == git(committed, "rev-parse", "HEAD")
    assert (newest.author, newest.subject) == ("A", "the summary\ufffd of it")
    assert oldest.subject == "first"
    assert newest.authored_at == datetime(2020, 1, 1, tzinfo=UTC)
    assert newest.committed_at == datetime(2026, 8, 26, 15, 0, tzinfo=UTC)


def test_what_a_commit_says_of_internal_files_is_not_told(committed: Path) -> None:
    (committed / "private.yaml").write_text("x")
    git(committed, "add", ".")
    git(committed, "commit", "-qm", "walk away at 2,000")
    (committed / "private.yaml").write_text("y")
    (committed / "findings.md").write_text("x")
    git(committed, "add", ".")
    git(committed, "commit", "-qm", "walk away at 1,900")
    assert [commit.subject for commit in read_commits(committed)] == [None, "first"]


def test_a_name_cannot_pass_for_a_commit(committed: Path) -> None:
    forged = "0" * 40
    (committed / f"x\n\x01{forged} 1 2\nA\nforged").write_text("x")
    git(committed, "add", ".")
    git(committed, "commit", "-qm", f"\x01{forged} 1 2")
    assert forged not in {commit.id for commit in read_commits(committed)}


def test_there_are_no_commits_outside_git_or_before_the_first(case: Path) -> None:
    assert read_commits(case) == ()
    git(case.parent.parent, "init", "-q")
    assert read_commits(case) == ()
