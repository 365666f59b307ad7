"""Digests that were read before: when they stand for a file, and when it is read again."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from lotproof.case.case import Original
from lotproof.read import originals
from lotproof.read.originals import Known, read_original


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were read, in order."""
    names: list[str] = []
    whole = originals.hashlib.file_digest

    def noted(opened: object, kind: str) -> object:
        names.append(Path(opened.name if isinstance(opened.name, str) else "file").name)  # type: ignore[attr-defined]
        return whole(opened, kind)  # type: ignore[type-var]

    monkeypatch.setattr(originals.hashlib, "file_digest", noted)
    return names


def digest(folder: Path, known: Known) -> str:
    found = read_original(folder, "evidence/a.pdf", known)
    assert isinstance(found, Original)
    return found.sha256


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """A minute after everything was written: what was just saved could change within the same tick of a clock."""
    monkeypatch.setattr(
        originals.time, "time_ns", lambda: time.clock_gettime_ns(time.CLOCK_REALTIME) + 60_000_000_000
    )


def case(folder: Path, data: bytes = b"one") -> Path:
    (folder / "evidence").mkdir()
    (folder / "evidence/a.pdf").write_bytes(data)
    return folder


@pytest.mark.usefixtures("later")
def test_a_file_that_was_left_alone_is_read_once(tmp_path: Path, read: list[str]) -> None:
    known = Known()
    assert digest(case(tmp_path), known) == digest(tmp_path, known)
    assert len(read) == 1


def test_a_file_just_written_is_read_again(tmp_path: Path, read: list[str]) -> None:
    known = Known()
    assert digest(case(tmp_path), known) == digest(tmp_path, known)
    assert len(read) == 2


@pytest.mark.usefixtures("later")
def test_a_change_that_keeps_size_and_time_is_seen(tmp_path: Path) -> None:
    known, file = Known(), case(tmp_path) / "evidence/a.pdf"
    before, told = digest(tmp_path, known), file.stat()
    time.sleep(0.02)  # two ticks of the disk's clock
    file.write_bytes(b"two")
    os.utime(file, ns=(told.st_atime_ns, told.st_mtime_ns))
    assert digest(tmp_path, known) != before


@pytest.mark.usefixtures("later")
def test_another_file_of_the_same_name_is_seen(tmp_path: Path) -> None:
    known, file = Known(), case(tmp_path) / "evidence/a.pdf"
    before, told = digest(tmp_path, known), file.stat()
    other = file.with_name("b.pdf")
    other.write_bytes(b"two")
    os.utime(other, ns=(told.st_atime_ns, told.st_mtime_ns))
    other.replace(file)
    assert digest(tmp_path, known) != before
