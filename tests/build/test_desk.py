"""The desk of a workspace: whole or not at all, of every case, the same bytes, and nothing private in it."""

from __future__ import annotations

import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lotproof.build import desk as module
from lotproof.build import desk_pages
from lotproof.build.desk import Desk, desk_of, put_desk, series_findings
from lotproof.build.look import look

SMALL = Path(__file__).parents[1] / "cases"
WHEN = datetime(2026, 8, 14, tzinfo=UTC)


def at(_: str) -> datetime:
    return WHEN


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("sound", "weak-case", "bracket-never-closed"):
        shutil.copytree(SMALL / name, tmp_path / "cases" / name)
    return tmp_path


def page(root: Path) -> str:
    assert put_desk(root, desk_of(root, at)) == ()
    return (root / "build" / "index.html").read_text("utf-8")


def test_every_case_is_on_it_and_one_that_cannot_be_read_with_its_error(root: Path) -> None:
    text = page(root)
    for name in ("sound", "weak-case", "bracket-never-closed"):
        assert f">{name}" in text
    first, *_ = re.findall(r'<section class="group" id="(.*?)".*?</section>', text, re.DOTALL)
    assert first == "unreadable"
    assert "case.yaml:4: " in text[: text.index("</section>")]


def test_a_folder_that_can_be_no_case_is_told(root: Path) -> None:
    shutil.copytree(SMALL / "sound", root / "cases" / "Not A Name")
    found = desk_of(root, at)
    assert [finding.code for finding in found.findings] == ["CASE_NAME"]
    assert "Not A Name" not in [entry.id for entry in found.entries]


def test_the_same_cases_and_instant_give_the_same_bytes(
    root: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = tmp_path_factory.mktemp("elsewhere") / "workspace"
    shutil.copytree(root / "cases", other / "cases")
    assert page(root) == page(other) == page(root)


def test_cases_handed_in_are_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {"sound": look(root / "cases" / "sound", WHEN)}
    read: list[str] = []
    real = module.look
    monkeypatch.setattr(module, "look", lambda folder, *at: read.append(folder.name) or real(folder, *at))
    found = desk_of(root, at, seen)
    assert read == ["bracket-never-closed", "weak-case"]
    assert {entry.id for entry in found.entries} == {"sound", *read}


def test_only_what_was_built_is_linked(root: Path) -> None:
    assert 'href="sound/' not in page(root)
    made = root / "build" / "sound"
    made.mkdir(parents=True)
    (made / "index.html").write_text("x")
    assert 'href="sound/index.html"' in page(root) and 'href="sound/dossier.pdf"' not in page(root)


def test_a_mistake_of_ours_in_one_case_leaves_the_others_on_it(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = module.look

    def breaks(folder: Path, as_of: datetime | None, *house: object) -> object:
        if folder.name == "weak-case":
            raise RuntimeError("a mistake")
        return real(folder, as_of)

    monkeypatch.setattr(module, "look", breaks)
    entries = {entry.id: entry for entry in desk_of(root, at).entries}
    assert [finding.code for finding in entries["weak-case"].findings] == ["LOOK_FAILED"]
    assert entries["sound"].figures is not None


def test_nothing_private_is_on_it(root: Path) -> None:
    canary = "canary-5d1f"
    (root / "cases" / "sound" / "private.yaml").write_text(
        f"objective: {{opening: 7654321.98, target: null, walk_away: null}}\nweaknesses: {canary}\n", "utf-8"
    )
    text = page(root)
    assert canary not in text and "7654321" not in text and "7,654,321" not in text


def test_it_needs_no_network_and_no_other_file(root: Path) -> None:
    text = page(root)
    head = text.partition("<main>")[0].replace("url(#", "")
    head, policies = re.subn(r'<meta http-equiv="Content-Security-Policy" content="[^"<>]*">', "", head)
    assert policies == 1
    assert re.findall(r"(?:src|url|@import|<link)[=( ]", head) == []
    assert set(re.findall(r'href="([^"]*)"', text)) <= {
        f"_suppliers/{path.name}" for path in (root / "build" / "_suppliers").iterdir()
    }


def test_hostile_words_stay_words(root: Path) -> None:
    facts = root / "cases" / "sound" / "case.yaml"
    typed = facts.read_text("utf-8")
    hostile = re.sub(r"(?m)^title: .*$", "title: '</script><img src=x onerror=alert(1)>'", typed)
    assert hostile != typed
    facts.write_text(hostile, "utf-8")
    text = page(root)
    assert "<img src=x" not in text and "&lt;img src=x onerror=alert(1)&gt;" in text


@pytest.mark.parametrize("what", ["link", "folder"])
def test_a_link_or_folder_in_the_way_is_refused(root: Path, what: str) -> None:
    build = root / "build"
    build.mkdir()
    victim = root / "victim"
    victim.write_text("safe")
    if what == "link":
        (build / "index.html").symlink_to(victim)
    else:
        (build / "index.html").mkdir()
    (finding,) = put_desk(root, desk_of(root, at))
    assert (finding.code, finding.message) == (
        "OUTPUT_REFUSED",
        "build/index.html is no regular file; nothing was written.",
    )
    assert victim.read_text() == "safe"
    assert [path.name for path in build.iterdir()] == ["index.html"]


def test_a_linked_build_folder_is_refused(root: Path) -> None:
    away = root / "away"
    away.mkdir()
    (root / "build").symlink_to(away)
    (finding,) = put_desk(root, desk_of(root, at))
    assert finding.code == "OUTPUT_REFUSED"
    assert list(away.iterdir()) == []


def test_a_full_disk_leaves_the_last_good_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = page(root)

    def full(folder: int, name: str, data: bytes) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(desk_pages, "write_new", full)
    (finding,) = put_desk(root, Desk((), (), ()))
    assert "No space left on device" in finding.message
    assert (root / "build" / "index.html").read_text("utf-8") == before


def test_what_a_killed_build_left_is_swept(root: Path) -> None:
    (root / "build").mkdir()
    (root / "build" / ".index.html.part").write_text("half")
    (root / "build" / "_suppliers").mkdir()
    (root / "build" / "_suppliers" / ".gone.html.part").write_text("half")
    page(root)
    assert sorted(path.name for path in (root / "build").iterdir()) == ["_suppliers", "index.html"]
    assert [path for path in (root / "build").rglob("*") if path.name.endswith(".part")] == []


def test_a_supplier_no_case_names_any_more_has_no_page_and_other_files_stay(root: Path) -> None:
    page(root)
    folder = root / "build" / "_suppliers"
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    (folder / "gone.html").write_text("x")
    (folder / "notes.txt").write_text("x")
    page(root)
    assert {path.name for path in folder.iterdir()} == {*before, "notes.txt"}
    assert {name: (folder / name).stat().st_mtime_ns for name in before} == before, (
        "unchanged pages were written"
    )
    for name in ("sound", "weak-case"):
        shutil.rmtree(root / "cases" / name)
    page(root)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]


def test_a_link_among_the_suppliers_is_refused_and_nothing_written(root: Path) -> None:
    before = page(root)
    folder = root / "build" / "_suppliers"
    victim = root / "victim"
    victim.write_text("safe")
    first = sorted(folder.iterdir())[0]
    first.unlink()
    first.symlink_to(victim)
    facts = root / "cases" / "sound" / "case.yaml"
    facts.write_text(re.sub(r"(?m)^title: .*$", "title: Another", facts.read_text("utf-8")), "utf-8")
    (finding,) = put_desk(root, desk_of(root, at))
    assert finding.code == "OUTPUT_REFUSED" and finding.message.startswith("build/_suppliers/")
    assert victim.read_text() == "safe" and (root / "build" / "index.html").read_text("utf-8") == before


def test_series_are_found_over_the_cases_at_the_instant_of_each(root: Path) -> None:
    shutil.rmtree(root / "cases" / "weak-case")
    typed = (root / "cases" / "sound" / "case.yaml").read_text("utf-8")
    for number, day in ((1, "2026-06-01"), (2, "2026-07-01")):
        folder = root / "cases" / f"earlier-{number}"
        shutil.copytree(root / "cases" / "sound", folder)
        earlier = re.sub(r"performed: .*", f"performed: [{day}]", typed)
        earlier = re.sub(r"- id: .*", f"- id: R-{number}", earlier, count=1)
        earlier = re.sub(r"(?m)^ *issued: .*\n", "", earlier)
        (folder / "case.yaml").write_text(earlier, "utf-8")
    looks = [look(folder, WHEN) for folder in sorted((root / "cases").iterdir())]
    told = {name: [f.code for f in some] for name, some in series_findings(looks).items()}
    assert told == {
        "bracket-never-closed": [],
        "earlier-1": [],
        "earlier-2": [],
        "sound": ["SERIES_SEVERITY"],
    }
    entries = {entry.id: entry for entry in desk_of(root, at).entries}
    assert "SERIES_SEVERITY" in [finding.code for finding in entries["sound"].findings]
    early = [look(folder, datetime(2026, 6, 15, tzinfo=UTC)) for folder in sorted((root / "cases").iterdir())]
    assert not any(series_findings(early).values())
