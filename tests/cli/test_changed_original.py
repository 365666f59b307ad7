"""An original that changed after it was registered stops the build of its case, and of no other."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest

from lotproof.build import printing
from lotproof.build.finished import Finished
from lotproof.build.originals import Originals
from lotproof.build.printing import Printed
from lotproof.view.document import Document

from .running import run


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    def printed(document: Document, originals: Originals, *rest: object) -> Printed:
        return Printed({f"{document.name}.pdf": Finished([document.title.encode()])}, 1)

    monkeypatch.setattr(printing, "printed", printed)


def test_the_last_good_build_stays_and_both_digests_are_told(here: Path) -> None:
    shutil.rmtree(here / "cases" / "bracket-never-closed")
    shutil.copytree(here / "cases" / "sound", here / "cases" / "other")
    assert run("build").code == 0
    built = here / "build" / "sound"
    before = {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in built.rglob("*") if path.is_file()
    }
    original = here / "cases" / "sound" / "evidence" / "report.txt"
    old = hashlib.sha256(original.read_bytes()).hexdigest()
    original.write_bytes(original.read_bytes() + b" ")
    ran = run("build")
    assert ran.code == 1
    assert "sound: nothing was written" in ran.err
    assert "EXHIBIT_CHANGED" in ran.err
    told = " ".join(ran.err.split())
    assert old in told and hashlib.sha256(original.read_bytes()).hexdigest() in told
    assert {
        path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in built.rglob("*") if path.is_file()
    } == before
    assert "build/other" in ran.out and "build/sound" not in ran.out


def test_a_file_put_back_builds_again(here: Path) -> None:
    original = here / "cases" / "sound" / "evidence" / "report.txt"
    whole = original.read_bytes()
    original.write_bytes(b"another report")
    assert run("build", "sound").code == 1
    assert not (here / "build" / "sound").exists()
    original.write_bytes(whole)
    assert run("build", "sound").code == 0
