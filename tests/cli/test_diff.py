"""`lotproof diff`: words for what changed, from git alone, whatever the repository configures."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from .running import picture, run

ENV = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=T", "-c", "user.email=t@t.example", *arguments],
        cwd=folder, env=os.environ | ENV, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout


@pytest.fixture
def kept(here: Path) -> Path:
    shutil.rmtree(here / "cases" / "bracket-never-closed")
    git(here, "init", "-q")
    git(here, "add", "-A")
    git(here, "commit", "-qm", "one")
    return here


def change(root: Path, old: str, new: str, file: str = "case.yaml") -> None:
    path = root / "cases" / "sound" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_figures_change_in_words_with_old_and_new(kept: Path) -> None:
    change(kept, "units: 11", "units: 12")
    lines = run("diff", "sound").out.splitlines()
    assert "major units 11 → 12" in lines
    assert "major units projected 264 → 288" in lines
    assert "exposure USD 2,402.40 → USD 2,620.80" in lines
    assert run("diff", "sound", "HEAD", "HEAD").out == ""


def test_exhibits_events_and_facts(kept: Path) -> None:
    change(kept, "Cups with", "Mugs with")
    register = kept / "cases" / "sound" / "evidence.yaml"
    register.write_text(register.read_text("utf-8").rstrip("\n") + "\n- {id: E99, file: evidence/x, kind: other, "
                        f"title: A quote, sha256: {'0' * 64}}}\n", "utf-8")  # fmt: skip
    run(
        "log",
        "sound",
        "--kind",
        "note",
        "--at",
        "2026-08-20T10:00:00Z",
        "--channel",
        "none",
        "--from",
        "buyer",
    )
    out = run("diff", "sound").out
    assert "title Cups with scratched rims → Mugs with scratched rims" in out
    assert "exhibit E99 added: A quote" in out
    assert "event note added: 20 Aug 2026, 10:00 UTC, buyer" in out
    assert "new finding EXHIBIT_MISSING" in out


def test_two_revisions_and_as_data(kept: Path) -> None:
    change(kept, "units: 11", "units: 12")
    git(kept, "commit", "-qam", "two")
    found = json.loads(run("diff", "sound", "HEAD~1", "HEAD", "--json").out)
    assert {"about": "major units", "old": "11", "new": "12", "sentence": "major units 11 → 12"} in found[
        "changes"
    ]
    assert (found["case"], found["old"], found["new"]) == ("sound", "HEAD~1", "HEAD")


def test_an_option_that_closes_says_why(kept: Path) -> None:
    old = "class: major, title: Rim scratched"
    change(kept, old, old.replace("title", 'regulation: "EN 71-1 8.4", title'))
    out = run("diff", "sound").out
    assert "option D now blocked: not offered while there is an open regulatory finding (EN 71-1 8.4)" in out
    assert "inspections.R-1.defects.D1.regulation added: EN 71-1 8.4" in out


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("nope", "nope: there is no such revision here."),
        ("--output=x", "No such option"),
        ("a;b", "this cannot be a revision."),
    ],
)
def test_a_slip_in_a_revision(kept: Path, typed: str, said: str) -> None:
    ran = run("diff", "sound", typed)
    assert ran.code == 2 and said in ran.err


def test_outside_git_and_before_the_case_came(here: Path, kept: Path, tmp_path: Path) -> None:
    shutil.copytree(kept / "cases" / "sound", kept / "cases" / "later")
    assert "the case is not in this revision." in run("diff", "later").err
    shutil.rmtree(kept / ".git")
    assert "no git repository" in run("diff", "sound").err


def test_before_the_first_commit_it_is_said_that_there_is_none(here: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=here, check=True)
    ran = run("diff", "sound")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == "error: HEAD: nothing is committed here yet, so there is no revision to compare with.\n"


def test_nothing_is_touched_and_nothing_configured_is_run(kept: Path) -> None:
    trap = kept / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {kept}/sprung\ncat\n")
    trap.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "diff.external",
        "core.pager",
        "filter.x.smudge",
        "filter.x.clean",
        "core.hooksPath",
    ):
        git(kept, "config", key, str(trap))
    (kept / ".gitattributes").write_text("* filter=x diff=x\n")
    change(kept, "units: 11", "units: 12")
    before = picture(kept)
    assert "major units 11 → 12" in run("diff", "sound").out
    assert picture(kept) == before and not (kept / "sprung").exists()


def test_links_and_odd_names_of_a_revision_are_not_laid_out(kept: Path, tmp_path: Path) -> None:
    (kept / "cases" / "sound" / "evidence" / "link").symlink_to("/etc/passwd")
    git(kept, "add", "-A")
    git(kept, "commit", "-qm", "a link")
    from lotproof.read.revision import laid_out, revision

    folder = kept / "cases" / "sound"
    with laid_out(folder, revision(folder, "HEAD")) as there:
        assert there.name == "sound" and (there / "case.yaml").is_file()
        assert not (there / "evidence" / "link").exists() and not (there / "evidence" / "link").is_symlink()
    assert not there.exists()
