"""`watch`: builds, waits, builds again only what was touched, and goes on after an error."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.watch.watching import watching

from .running import run, workspace

AS_OF = ("--as-of", "2026-08-14T00:00:00Z")
GIT = ("git", "-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false")


def test_a_saved_case_alone_is_built_again(tmp_path: Path) -> None:
    root = workspace(tmp_path, "sound", "bracket-never-closed")
    with watching(root, *AS_OF) as watched:
        watched.until("bracket-never-closed: nothing was written")
        facts = root / "cases" / "sound" / "case.yaml"
        good = facts.read_text("utf-8")
        facts.write_text("lotproof: [1\n", "utf-8")
        watched.until("sound: nothing was written")
        facts.write_text(good.replace("presented: 3000", "presented: 2999"), "utf-8")
        watched.built("sound")
        watched.until("internal/brief.pdf", of="data")
        figures = json.loads((root / "build" / "sound" / "figures.json").read_text("utf-8"))
        assert figures["inspections"][0]["lot"] == 2999
        assert watched.said.count("bracket-never-closed: nothing was written") == 1


def test_a_checkout_is_one_change_and_a_commit_takes_the_word_draft_away(tmp_path: Path) -> None:
    root = workspace(tmp_path, "sound")
    case = root / "cases" / "sound"
    (root / ".gitignore").write_text("build/\n", "utf-8")
    for step in (("init", "-q", "-b", "main"), ("add", "-A"), ("commit", "-qm", "one")):
        subprocess.run([*GIT, *step], cwd=root, check=True)
    (case / "findings.md").write_text("Another account.\n", "utf-8")
    with watching(root, *AS_OF) as watched:
        watched.built("sound")
        manifest = root / "build" / "sound" / "provenance.json"
        assert json.loads(manifest.read_text("utf-8"))["uncommitted"] is True
        subprocess.run([*GIT, "commit", "-qam", "two"], cwd=root, check=True)
        watched.built("sound", 2)
        assert json.loads(manifest.read_text("utf-8"))["uncommitted"] is False
        for number in range(200):
            (case / "evidence" / f"more-{number}.txt").write_text("more", "utf-8")
        subprocess.run([*GIT, "add", "-A"], cwd=root, check=True)
        subprocess.run([*GIT, "commit", "-qm", "three"], cwd=root, check=True)
        watched.built("sound", 3)
        subprocess.run([*GIT, "checkout", "-q", "HEAD~2"], cwd=root, check=True)
        watched.built("sound", 4)
        assert "Another account" not in (root / "build" / "sound" / "index.html").read_text("utf-8")


def test_watching_a_case_outside_the_folder_cases_is_refused(here: Path) -> None:
    shutil.copytree(here / "cases" / "sound", here / "more" / "sound")
    ran = run("watch", "more/sound")
    assert (ran.code, ran.out) == (2, "")


def test_a_port_that_is_taken_is_said(here: Path) -> None:
    with watching(here, *AS_OF) as watched:
        ran = run("watch", "--port", str(watched.port))
    assert (ran.code, ran.out) == (2, "")
    assert f"port {watched.port} is taken on this machine; --port 0 takes one that is free." in ran.err


@pytest.mark.parametrize("typed", ["-1", "65536", "http"])
def test_a_port_is_a_number_a_port_has(typed: str) -> None:
    assert run("watch", "--port", typed).code == 2
