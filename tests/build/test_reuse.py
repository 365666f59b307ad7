"""A document that would be the same to the byte is taken from the last build; anything else is made."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from lotproof.build import printing, reuse
from lotproof.build.case import build_case
from lotproof.build.pool import run
from lotproof.build.stale import survey
from lotproof.build.terms import Terms
from lotproof.build.where import Asked
from lotproof.render.pdf import Laid

SOUND = Path(__file__).parents[1] / "cases" / "sound"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the documents laid out, which are not: the PDF is the page itself."""
    seen: list[str] = []

    def unlaid(out: Path, html: str, **rest: object) -> Laid:
        seen.append(html.partition("<title>")[2].partition("</title>")[0])
        out.write_bytes(b"%PDF-1.7\n" + html.encode() + b"\nstartxref\n9\n%%EOF\n")
        return Laid(3)

    monkeypatch.setattr(printing, "print_to", unlaid)
    monkeypatch.setattr(printing, "fillable", lambda data, fields: data)
    return seen


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(SOUND, tmp_path / "cases" / "sound", ignore=shutil.ignore_patterns("expected.txt"))
    return tmp_path


def built(root: Path) -> dict[str, int]:
    done = build_case(root, root / "cases" / "sound", None)
    assert done.files
    return done.files


def outputs(root: Path) -> dict[str, bytes]:
    folder = root / "build" / "sound"
    return {path.name: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_nothing_is_laid_out_twice(root: Path, made: list[str]) -> None:
    pages = built(root)
    first, before = len(made), outputs(root)
    assert first > 5
    assert built(root) == pages
    assert len(made) == first
    assert outputs(root) == before


def test_asked_for_by_force_nothing_is_taken_from_an_earlier_build(root: Path, made: list[str]) -> None:
    asked = [Asked(root / "cases" / "sound", None)]
    counts = []
    for force in (False, False, True, False):
        made.clear()
        (answer,) = survey(root, asked, (), force=force).answers  # no index is written: it is never fresh
        (outcome,) = run([answer.order], 0)
        assert outcome.files and not outcome.mistake
        counts.append(len(made))
    first, again, forced, after = counts
    assert first == forced > 5 and again == after == 0


def test_a_draft_is_none_of_the_documents_it_looks_like(root: Path, made: list[str]) -> None:
    folder = root / "cases" / "sound"
    built(root)
    first = outputs(root)
    made.clear()
    assert build_case(root, folder, None, terms=Terms(draft=True)).files
    drafts, drafted = outputs(root), made.copy()
    made.clear()
    built(root)
    assert len(made) == len(drafted) > 5
    assert outputs(root) == first
    assert "car.eml" in first and set(first) - set(drafts) == {"car.eml"}
    assert json.loads(drafts["provenance.json"])["draft"] is True
    assert json.loads(first["provenance.json"])["draft"] is False
    for name in first:
        if name.endswith(".html"):
            assert b"DRAFT" not in first[name] and "DRAFT · ".encode() in drafts[name], name


def test_a_draft_is_made_again_and_what_is_no_draft_is_as_good_as_one(root: Path, made: list[str]) -> None:
    asked = [Asked(root / "cases" / "sound", None)]
    told = []
    for draft in (True, True, False, True):
        seen = survey(root, asked, (), draft=draft)
        (answer,) = seen.answers
        told.append(answer.reasons)
        if answer.outcome is None:
            time.sleep(2.1)  # what was written a moment ago is never taken as unchanged without a look
            (outcome,) = run([answer.order], 0)
            seen.built(outcome)
        seen.close()
    first, again, final, after = told
    assert first and final == ("what is there is a draft",)
    assert again == after == ()


def test_after_an_edit_only_what_shows_it_is_made(root: Path, made: list[str]) -> None:
    built(root)
    made.clear()
    (root / "cases" / "sound" / "findings.md").write_text("The rims are scratched.\n", "utf-8")
    built(root)
    assert 0 < len(made) < 5
    assert not any("Corrective Action Request" in title for title in made)


@pytest.mark.parametrize("harm", ["output", "cache", "tools"])
def test_what_is_not_as_it_was_is_made_again(
    root: Path, made: list[str], harm: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(root)
    before = outputs(root)
    first = len(made)
    made.clear()
    if harm == "output":
        with (root / "build" / "sound" / "car.pdf").open("r+b") as out:
            out.seek(20)
            out.write(b"\0")
    elif harm == "cache":
        for entry in (root / "build" / ".cache").iterdir():
            entry.write_bytes(b"\0" * 32 + b'{"sha256": "0", "pages": 1}')
    else:
        monkeypatch.setattr(reuse, "tools", lambda: "another version of a library")
    built(root)
    assert len(made) == (1 if harm == "output" else first)
    assert outputs(root) == before
