"""`verify`: one sentence first, exit codes a script can trust, and a rebuild that touches nobody's folder."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from lotproof.build import rebuild
from lotproof.seal.digest import sha256_file

from .running import picture, process, run, workspace

GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@a.example",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@a.example",
}


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=folder, check=True, capture_output=True, env=os.environ | GIT)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case built from its commit, in a workspace that is a folder of its repository."""
    top = tmp_path_factory.mktemp("repository")
    root = workspace(top / "claims", "sound")
    git(top, "init", "--quiet")
    (top / ".gitignore").write_text("build/\n")
    git(top, "add", ".")
    git(top, "commit", "--quiet", "-m", "A case")
    ran = process("build", "--as-of", "2026-08-14T00:00:00Z", "sound", cwd=root)
    assert (root / "build" / "sound" / "dossier.pdf").is_file(), ran.err
    return top


@pytest.fixture
def here(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of it to be in."""
    shutil.copytree(built, tmp_path / "top", symlinks=True)
    root = tmp_path / "top" / "claims"
    monkeypatch.chdir(root)
    return root


def test_a_lone_pdf_anywhere(here: Path, tmp_path: Path) -> None:
    lone = tmp_path / "received.pdf"
    shutil.copy(here / "build" / "sound" / "dossier.pdf", lone)
    ran = run("verify", str(lone))
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == 1
    assert ran.out.startswith("All 5 originals in ") and sha256_file(lone) in ran.out
    data = lone.read_bytes()
    lone.write_bytes(data[:-200] + bytes([data[-200] ^ 1]) + data[-199:])
    ran = run("verify", str(lone), "--verbose")
    assert ran.code == 1
    assert ran.out.startswith("Do not rely on ")
    assert "\n  NO  checksum " in ran.out


def test_every_pdf_of_a_build_is_good_and_a_list_beside_it_is_asked(here: Path) -> None:
    pdfs = sorted(str(path) for path in (here / "build" / "sound").glob("*.pdf"))
    ran = run("verify", "--json", *pdfs)
    told = json.loads(ran.out)["verified"]
    assert (ran.code, len(told)) == (0, len(pdfs))
    assert all(one["ok"] and one["kind"] == "pdf" and len(one["sha256"]) == 64 for one in told)
    assert all("listed in build/sound/manifest-sha256.txt" in one["sentence"] for one in told)
    shutil.copy(here / "build" / "sound" / "options.pdf", here / "build" / "sound" / "dossier.pdf")
    assert run("verify", "build/sound/dossier.pdf").code == 1


def test_the_digest_as_it_was_read_out(here: Path, tmp_path: Path) -> None:
    lone = tmp_path / "received.pdf"
    shutil.copy(here / "build" / "sound" / "car.pdf", lone)
    digest = sha256_file(lone).upper()
    spoken = " ".join(digest[at : at + 4] for at in range(0, 64, 4))
    ran = run("verify", str(lone), "--digest", spoken)
    assert ran.code == 0 and "is the file it should be. Its SHA-256 is the one you gave." in ran.out
    ran = run("verify", str(lone), "--digest", "0" * 64)
    assert ran.code == 1 and "its SHA-256 is not the one you gave" in ran.out
    manifest = str(here / "build" / "sound" / "manifest-sha256.txt")
    assert run("verify", str(lone), "--manifest", manifest).code == 2
    shutil.copy(lone, tmp_path / "car.pdf")
    assert "is the one listed in " in run("verify", str(tmp_path / "car.pdf"), "--manifest", manifest).out


def test_a_build_is_built_again_from_its_commit_and_nothing_is_touched(here: Path) -> None:
    before = picture(here.parent)
    ran = process("verify", "build/sound", "--verbose", cwd=here)
    assert ran.code == 0, ran.out
    assert "files of the case are as they were when it was built." in ran.out
    commit = json.loads((here / "build" / "sound" / "provenance.json").read_text("utf-8"))["commit"]
    assert f"Built again from commit {commit[:12]}, all " in ran.out
    assert picture(here.parent) == before


def test_a_build_whose_list_was_made_anew_does_not_come_out_of_its_commit(here: Path) -> None:
    ours = here / "build" / "sound"
    page, manifest = ours / "index.html", ours / "manifest-sha256.txt"
    old = sha256_file(page)
    page.write_text(page.read_text("utf-8").replace("11 of 125", "1 of 125") + " ", "utf-8")
    manifest.write_text(manifest.read_text("utf-8").replace(old, sha256_file(page)), "utf-8")
    assert run("verify", "--no-rebuild", "build/sound").code == 0
    ran = run("verify", "build/sound")
    assert ran.code == 1
    assert "1 file came out otherwise: index.html, by the same program and libraries." in ran.out


def test_why_a_rebuild_may_differ(here: Path) -> None:
    told = json.loads((here / "build" / "sound" / "provenance.json").read_text("utf-8"))
    changed = told | {"lotproof": "0.0.9", "libraries": told["libraries"] | {"weasyprint": "69.0"}}
    assert list(rebuild._changes(told)) == []
    lines = list(rebuild._changes(changed))
    assert lines[0] == "Lotproof 0.0.9 then, 0.1.0 now"
    assert lines[1].startswith("weasyprint 69.0 then, ")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"draft": True}, "it is a draft, made to be looked at; build it without --draft."),
        ({"uncommitted": True}, "it was made from changes that no commit holds."),
        ({"commit": "0" * 40}, "commit 000000000000 is not in this repository."),
        ({"commit": "--output=x"}, "what it says of its commit cannot be read."),
        ({"case": "../../etc"}, "what it says of its commit cannot be read."),
        ({"as_of": "yesterday"}, "what it says of its instant cannot be read."),
    ],
)
def test_where_there_is_nothing_to_build_again_it_says_why(
    here: Path, changes: dict[str, object], why: str
) -> None:
    file = here / "build" / "sound" / "provenance.json"
    file.write_text(json.dumps(json.loads(file.read_text("utf-8")) | changes), "utf-8")
    (fact,) = rebuild.rebuilt(here / "build" / "sound")
    assert (fact.state, fact.sentence) == ("unknown", f"It was not built again: {why}")


def test_changed_missing_and_added_files_of_a_build(here: Path) -> None:
    ours = here / "build" / "sound"
    (ours / "car.html").write_text("another letter")
    (ours / "options.html").unlink()
    (ours / "spare.txt").write_text("spare")
    (ours / "manifest-sha256.txt.tsr").write_text("a timestamp")
    (here / "cases" / "sound" / "evidence" / "report.txt").write_text("another report")
    ran = run("verify", "--no-rebuild", "--verbose", "build/sound")
    assert ran.code == 1
    assert "1 file differs from its digest: car.html." in ran.out
    assert "1 file is listed and is not there: options.html." in ran.out
    assert "1 file is there and stands in no list: spare.txt." in ran.out
    assert "1 file of the case changed since it was built: cases/sound/evidence/report.txt." in ran.out
    assert ".tsr" not in ran.out


def test_a_build_away_from_its_workspace_says_so(here: Path, tmp_path: Path) -> None:
    shutil.copytree(here / "build" / "sound", tmp_path / "a" / "b" / "sound")
    ran = run("verify", str(tmp_path / "a" / "b" / "sound"), "--verbose")
    assert ran.code == 0
    assert "files it was made from are not here." in ran.out
    assert "It was not built again: it does not lie in a git repository." in ran.out


def test_a_hostile_list_leads_nowhere(here: Path, tmp_path: Path) -> None:
    folder = tmp_path / "x" / "y" / "z"
    folder.mkdir(parents=True)
    for line in (
        "../../../../etc/passwd",
        "/etc/passwd",
        "../secret",
    ):
        (folder / "manifest-sha256.txt").write_text(f"{'0' * 64}  {line}\n")
        ran = run("verify", str(folder))
        assert ran.code == 1 and "cannot be read: line 1" in ran.out
    (tmp_path / "x" / "way").symlink_to("/etc")
    (folder / "manifest-sha256.txt").write_text(f"{'0' * 64}  ../../way/passwd\n")
    assert "are not here." in run("verify", str(folder), "--verbose").out


def test_what_cannot_be_verified_is_a_slip(here: Path) -> None:
    for arguments, said in (
        (("missing.pdf",), "missing.pdf is not there. Name a PDF"),
        (("cases",), "it is no bag and no build"),
        (("cases/sound/case.yaml",), "case.yaml is no PDF. Name a PDF, a bag, or a folder of build/"),
        (("build/sound/index.html",), "index.html is no PDF. Name a PDF"),
        (("cases/sound",), "This is a case: name its folder in build/."),
        (("build/sound/dossier.pdf", "--digest", "57a3"), "64 hexadecimal digits"),
        (("build/sound/dossier.pdf", "build/sound/car.pdf", "--digest", "0" * 64), "name one PATH"),
    ):
        ran = run("verify", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err
