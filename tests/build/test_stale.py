"""Which cases are built: only those whose outputs would come out otherwise, and then it is said why."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lotproof.build import cache, ground, stale
from lotproof.build.cache import Cache
from lotproof.build.case import Built
from lotproof.build.listing import fingerprint, fingerprint_of, listing
from lotproof.build.look import look
from lotproof.build.pool import run
from lotproof.build.records import read_record
from lotproof.build.stale import Survey, survey
from lotproof.build.terms import Terms
from lotproof.build.where import Asked
from lotproof.build.write import MANIFEST, put
from lotproof.read.repository import touched_since

SOUND = Path(__file__).parents[1] / "cases" / "sound"
WHO = ("-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false")
NEW_YEAR = datetime(2027, 1, 1, tzinfo=UTC)
Build = Callable[..., dict[str, tuple[str, ...]]]


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with two cases whose files are old, and builds that print nothing but put real files in place."""

    def build_case(
        root: Path, folder: Path, as_of: datetime | None, readers: tuple[str, ...], _: Terms
    ) -> Built:
        seen = look(folder, as_of)
        told = json.dumps({"for": sorted(readers) or None})
        assert seen.figures is not None
        made = {"dossier.pdf": b"%PDF", "internal/brief.pdf": b"%PDF", "provenance.json": told.encode(),
                "figures.json": str(seen.figures.as_of).encode(), MANIFEST: b""}  # fmt: skip
        put(root, folder.name, made)
        return Built(seen, seen.findings, {name: int(name.endswith("pdf")) for name in made})

    monkeypatch.setattr("lotproof.build.case.build_case", build_case)
    monkeypatch.setattr(ground, "_program", lambda kept, clock: ([], "as it is"))
    # nothing waits for two seconds: in these tests each write takes a tick of the clock of its own
    monkeypatch.setattr("lotproof.build.listing.SLACK", 0)
    for name in ("one", "two"):
        shutil.copytree(SOUND, tmp_path / "cases" / name, ignore=shutil.ignore_patterns("expected.txt"))
    (tmp_path / "cases" / "one" / "private.yaml").write_text("leverage: [a]\n", "utf-8")
    return tmp_path.resolve()


def looked(root: Path, *readers: str, as_of: datetime | None = None, force: bool = False) -> Survey:
    folders = sorted((root / "cases").iterdir())
    return survey(root, [Asked(folder, as_of) for folder in folders], readers, force=force)


def built(
    root: Path, *readers: str, as_of: datetime | None = None, force: bool = False
) -> dict[str, tuple[str, ...]]:
    """Build what is stale; why, by case, those alone that were."""
    seen = looked(root, *readers, as_of=as_of, force=force)
    late = [answer for answer in seen.answers if answer.outcome is None]
    for outcome in run([answer.order for answer in late], 0):
        assert outcome.mistake == () and outcome.record is not None
        seen.built(outcome)
    seen.close()
    return {answer.asked.folder.name: answer.reasons for answer in late}


def git(root: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", root, *WHO, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


def test_nothing_changed_nothing_is_built(root: Path) -> None:
    assert built(root) == {"one": (stale.UNKEPT,), "two": (stale.UNKEPT,)}
    assert built(root) == {}
    assert built(root, "bank") == {}
    assert set(built(root, force=True)) == {"one", "two"}


def test_what_is_told_of_a_fresh_case_is_what_its_build_told(root: Path) -> None:
    first = looked(root)
    outcomes = list(run([answer.order for answer in first.answers], 0))
    for outcome in outcomes:
        first.built(outcome)
    first.close()
    for answer, outcome in zip(looked(root).answers, outcomes, strict=True):
        assert answer.outcome is not None and answer.outcome.fresh
        for name in ("name", "files", "findings", "standings", "as_of", "state", "later"):
            assert getattr(answer.outcome, name) == getattr(outcome, name), name


def written(name: str, text: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")

    return change


def removed(name: str) -> Callable[[Path], object]:
    return lambda root: (root / name).unlink()


ONE = {
    "a typed file": (written("cases/one/findings.md", "More.\n"), "findings.md changed"),
    "an original": (written("cases/one/evidence/photo.txt", "other"), "evidence/photo.txt changed"),
    "a new original": (written("cases/one/evidence/more.txt", "more"), "evidence/more.txt is new"),
    "an event gone": (removed("cases/one/log/2026-08-13-0915-car.md"), "log/2026-08-13-0915-car.md is gone"),
    "what is private": (written("cases/one/private.yaml", "leverage: [b]\n"), "private.yaml changed"),
    "a draft": (written("cases/one/drafts/a.md", "---\n---\n"), "drafts/a.md is new"),
    "an output edited": (written("build/one/dossier.pdf", "%PDX"), "build/one/dossier.pdf changed"),
    "an output gone": (removed("build/one/internal/brief.pdf"), "build/one/internal/brief.pdf is gone"),
    "all outputs gone": (lambda root: shutil.rmtree(root / "build" / "one"), "build/one/dossier.pdf is gone"),
}
BOTH = {
    "settings": (written("lotproof.yaml", "paper: letter\n"), "lotproof.yaml changed"),
    "a template": (written("templates/print.css", "/* ours */"), "templates/print.css is new"),
    "a program": (None, "the program changed"),
}


@pytest.mark.parametrize("what", ONE)
def test_what_one_case_rests_on(root: Path, what: str) -> None:
    change, reason = ONE[what]
    built(root)
    assert built(root) == {}
    change(root)
    found = built(root)
    assert set(found) == {"one"} and reason in found["one"]
    assert built(root) == {}


@pytest.mark.parametrize("what", BOTH)
def test_what_every_case_rests_on(root: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    change, reason = BOTH[what]
    built(root)
    if change is not None:
        change(root)
    else:
        monkeypatch.setattr(ground, "_program", lambda kept, clock: ([], "another"))
    found = built(root)
    assert set(found) == {"one", "two"}
    assert all(reason in reasons for reasons in found.values())
    assert built(root) == {}


@pytest.mark.parametrize("part", ["_libraries", "_system", "_zones"])
def test_the_ground_under_the_program(root: Path, part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root)
    monkeypatch.setattr(ground, part, lambda: "upgraded")
    assert set(built(root)) == {"one", "two"}


def test_a_template_of_ours_is_part_of_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.css").write_text("a", "utf-8")
    monkeypatch.setattr(ground, "template_dir", lambda: tmp_path)
    late = (tmp_path / "a.css").stat().st_mtime_ns + 10**12
    kept, before = ground._program(None, late)
    assert ground._program(kept, late) == (kept, before)
    (tmp_path / "a.css").write_text("b", "utf-8")
    assert ground._program(kept, late)[1] != before


def test_an_instant_and_a_reader_of_its_own(root: Path) -> None:
    built(root, "bank")
    assert built(root, "bank") == {}
    assert built(root)["one"] == ("it was built for bank only",)
    found = built(root, as_of=NEW_YEAR)
    assert found["one"] == ("as of 2027-01-01T00:00:00+00:00, and not the case's own instant",)
    assert built(root, as_of=NEW_YEAR) == {}
    assert set(built(root)) == {"one", "two"}


def test_a_file_that_was_only_touched_changes_nothing(root: Path) -> None:
    built(root)
    os.utime(root / "cases" / "one" / "case.yaml")
    assert built(root) == {}
    assert built(root) == {}


def test_a_change_that_hides_its_size_and_time_is_seen(root: Path) -> None:
    built(root)
    path = root / "cases" / "one" / "findings.md"
    before, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.swapcase(), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_mtime_ns == before.st_mtime_ns and path.stat().st_size == before.st_size
    assert built(root) == {"one": ("findings.md changed",)}


def test_a_file_as_new_as_the_look_at_it_is_not_relied_upon(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within one tick of a clock a file may change again and keep its times: then only its content tells."""
    monkeypatch.setattr("lotproof.build.listing.SLACK", 10**15)
    built(root)
    found = listing(root / "cases" / "one", lambda _: False)
    clock = Cache(root).clock()
    assert clock is not None and fingerprint(found, clock) == ""
    record = read_record(Cache(root), "cases/one")
    assert record is not None and {stat for stat, _ in record["files"].values()} == {(0, 0, 0, 0, 0)}
    assert built(root) == {}  # by the content of each


def test_outputs_behind_a_link_are_gone_though_each_is_the_file_it_was(root: Path) -> None:
    built(root)
    (root / "build" / "one" / "internal").rename(root / "away")
    (root / "build" / "one" / "internal").symlink_to(root / "away")
    one, two = looked(root).answers
    assert two.reasons == () and "build/one/internal/brief.pdf is gone" in one.reasons


def test_the_fingerprint_of_named_files_is_that_of_a_folder_that_holds_no_more(tmp_path: Path) -> None:
    for name in ("b", "a", "below/c"):
        written(name, name)(tmp_path)
    late, names = (tmp_path / "a").stat().st_mtime_ns + 10**12, ["a", "b", "below/c"]
    whole = fingerprint(listing(tmp_path), late)
    assert whole and fingerprint_of(str(tmp_path), names, late) == whole
    assert fingerprint_of(str(tmp_path), names, late - 10**12) == ""
    assert fingerprint_of(str(tmp_path), [*names, "d"], late) == ""
    written("d", "beside")(tmp_path)
    assert fingerprint_of(str(tmp_path), names, late) == whole


def test_a_child_finds_what_this_process_would(tmp_path: Path) -> None:
    """In a process without threads, where a child is made; the second time the child tells half a word."""
    for name in ("a", "b"):
        written(f"{name}/file", name)(tmp_path)
    told = subprocess.run(
        [sys.executable, "-c", _WITH_A_CHILD, tmp_path], check=True, capture_output=True, text=True
    )
    assert told.stdout == "True True True True True\n"


_WITH_A_CHILD = """
import os, sys
from lotproof.build import listing
folders, late, real = [f"{sys.argv[1]}/{name}" for name in ("a", "b", "lost")], 2**62, listing.listing
here = [listing.fingerprint(real(folder), late) for folder in folders]
listing._MANY, fork, forks = 1, os.fork, []
os.fork = lambda: forks.append(fork()) or forks[-1]
def looked(folder, left_out):
    if 0 in forks and len(forks) == 2 and folder == folders[1]:
        os._exit(1)
    return real(folder, left_out)
listing.listing = looked
for _ in range(2):
    looking = listing.fingerprints(folders, lambda name: False, late)
    print(looking() == here, end=" ")
print(len(forks) == 2, len(here[0]) == 64, here[2] == "")
"""


def test_an_editors_own_files_are_none_of_the_case_but_evidence_is(root: Path) -> None:
    built(root)
    for name in (".case.yaml.swp", "case.yaml~", "log/4913.tmp"):
        written(f"cases/one/{name}", "x")(root)
    assert built(root) == {}
    written("cases/one/evidence/photo.tmp", "x")(root)
    assert built(root) == {"one": ("evidence/photo.tmp is new",)}


def test_what_others_put_beside_the_outputs_is_theirs(root: Path) -> None:
    built(root)
    written("build/one/dossier.signed.pdf", "%PDF")(root)
    assert built(root) == {}


@pytest.mark.parametrize("spoil", [lambda data: data[:-1] + b"?", lambda data: b"", lambda data: data[:40]])
def test_a_spoilt_cache_is_as_good_as_none(root: Path, spoil: Callable[[bytes], bytes]) -> None:
    built(root)
    for path in (root / "build" / ".cache").iterdir():
        path.write_bytes(spoil(path.read_bytes()))
    assert built(root) == {"one": (stale.UNKEPT,), "two": (stale.UNKEPT,)}
    assert built(root) == {}


def test_the_index_alone_may_go(root: Path) -> None:
    built(root)
    (root / "build" / ".cache" / stale.read_index.__globals__["_INDEX"]).unlink()
    assert built(root) == {}


def test_a_cache_of_another_machine_is_as_good_as_none(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    built(root)
    monkeypatch.setattr(cache, "_machine", lambda: b"another")
    assert set(built(root)) == {"one", "two"}


def test_everything_in_build_may_go(root: Path) -> None:
    built(root)
    shutil.rmtree(root / "build")
    assert set(built(root)) == {"one", "two"}
    assert (root / "build" / "one" / "dossier.pdf").is_file()


def test_a_cache_that_is_a_link_is_not_used(root: Path, tmp_path: Path) -> None:
    built(root)
    (root / "build" / ".cache").rename(root / "away")
    (root / "build" / ".cache").symlink_to(root / "away")
    assert {answer.asked.folder.name for answer in looked(root).answers if answer.outcome is None} == {
        "one",
        "two",
    }


def test_a_case_that_changed_while_it_was_built_is_built_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lotproof.build import case as real

    build = real.build_case

    def meddled(root: Path, folder: Path, as_of: datetime | None, readers: tuple[str, ...] = ()) -> Built:
        done = build(root, folder, as_of, readers)
        (folder / "private.yaml").write_text("leverage: [c]\n", "utf-8")
        return done

    monkeypatch.setattr("lotproof.build.case.build_case", meddled)
    seen = looked(root)
    assert [outcome.record for outcome in run([answer.order for answer in seen.answers], 0)] == [None, None]


@pytest.fixture
def repository(root: Path) -> Iterator[Path]:
    (root / ".gitignore").write_text("/build/\n", "utf-8")
    git(root, "init", "-q", "-b", "main")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "cases")
    built(root)
    assert built(root) == {}
    yield root


def test_uncommitted_changes_stamp_the_pages(repository: Path) -> None:
    path = repository / "cases" / "one" / "findings.md"
    text = path.read_text("utf-8")
    path.write_text("More.\n", "utf-8")
    assert built(repository) == {"one": ("findings.md changed", "what is not committed changed")}
    path.write_text(text, "utf-8")
    assert set(built(repository)) == {"one"}
    git(repository, "rm", "-q", "--cached", "cases/one/findings.md")  # the files are as they were
    assert built(repository) == {"one": ("what is not committed changed",)}


def test_a_commit_builds_the_cases_it_touched_and_no_other(repository: Path) -> None:
    (repository / "cases" / "one" / "findings.md").write_text("More.\n", "utf-8")
    built(repository)
    git(repository, "commit", "-q", "-am", "more")
    assert built(repository) == {"one": ("what is not committed changed", "its history in git is another")}
    (repository / "notes.txt").write_text("beside", "utf-8")
    git(repository, "add", "notes.txt")
    git(repository, "commit", "-q", "-m", "beside")
    assert built(repository) == {}


def test_a_commit_amended_is_another_history(repository: Path) -> None:
    git(repository, "commit", "-q", "--amend", "-m", "cases, in other words")
    assert built(repository) == {
        "one": ("its history in git is another",),
        "two": ("its history in git is another",),
    }


def test_another_branch_with_the_same_history_of_a_case_changes_nothing(repository: Path) -> None:
    git(repository, "checkout", "-q", "-b", "beside")
    (repository / "cases" / "one" / "findings.md").write_text("More.\n", "utf-8")
    git(repository, "commit", "-q", "-am", "more")
    assert set(built(repository)) == {"one"}
    git(repository, "checkout", "-q", "main")
    found = built(repository)
    assert set(found) == {"one"} and "its history in git is another" in found["one"]


def test_a_commit_of_the_settings_is_printed(repository: Path) -> None:
    (repository / "lotproof.yaml").write_text("paper: letter\n", "utf-8")
    found = built(repository)
    assert set(found) == {"one", "two"}
    git(repository, "add", ".")
    git(repository, "commit", "-q", "-m", "settings")
    assert "the commit of the settings changed" in built(repository)["two"]
    assert built(repository) == {}


def test_a_repository_in_a_case_has_a_history_of_its_own(root: Path) -> None:
    built(root)
    case = root / "cases" / "two"
    git(case, "init", "-q")
    git(case, "add", ".")
    git(case, "commit", "-q", "-m", "own")
    assert set(built(root)) == {"two"}
    assert built(root) == {}


def test_only_the_line_of_first_parents_is_relied_upon(repository: Path) -> None:
    start = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "-q", "-b", "side")
    (repository / "cases" / "one" / "findings.md").write_text("More.\n", "utf-8")
    git(repository, "commit", "-q", "-am", "side")
    side = git(repository, "rev-parse", "HEAD")
    git(repository, "checkout", "-q", "main")
    git(repository, "commit", "-q", "--allow-empty", "-m", "main")
    git(repository, "merge", "-q", "--no-ff", "-m", "merged", "side")
    merged = git(repository, "rev-parse", "HEAD")
    touched = touched_since(repository, start, merged)
    assert touched is not None and "cases/one" in touched and "cases/two" not in touched
    assert touched_since(repository, side, merged) is None
    assert touched_since(repository, merged, start) is None
    assert touched_since(repository, start, start) is None
