"""Putting files in place: all or none, never through a link, and only what a build made is ever removed."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from lotproof.build import write
from lotproof.build.folder import OutputRefused
from lotproof.build.write import MANIFEST, put

DIGEST = "0" * 64
GOOD = {
    "a.pdf": b"one",
    "b.html": b"two",
    MANIFEST: f"{DIGEST}  ../../cases/x/case.yaml\n{DIGEST}  a.pdf\n{DIGEST}  b.html\n".encode(),
}


def names(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "build" / "x").iterdir()}


def test_files_are_put_in_place(tmp_path: Path) -> None:
    assert put(tmp_path, "x", GOOD) == ()
    assert names(tmp_path) == GOOD


def test_what_is_no_longer_made_is_removed_and_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, "x", GOOD)
    folder = tmp_path / "build" / "x"
    (folder / "notes.txt").write_bytes(b"mine")
    (folder / ".a.pdf.part").write_bytes(b"left by a build that was killed")
    assert put(tmp_path, "x", {"a.pdf": b"three", MANIFEST: b""}) == ("b.html",)
    assert names(tmp_path) == {"a.pdf": b"three", MANIFEST: b"", "notes.txt": b"mine"}


@pytest.mark.parametrize("entry", ["../y/keep", "keep/", ".hidden", "..", "a\0b", "nothing", "\udcff"])
def test_a_manifest_cannot_have_anything_else_removed(tmp_path: Path, entry: str) -> None:
    put(tmp_path, "x", GOOD)
    folder = tmp_path / "build" / "x"
    (tmp_path / "build" / "y").mkdir()
    (tmp_path / "build" / "y" / "keep").write_bytes(b"")
    (folder / "keep").mkdir()
    (folder / ".hidden").write_bytes(b"")
    (folder / MANIFEST).write_bytes(f"{DIGEST}  {entry}\n".encode("utf-8", "surrogateescape"))
    assert put(tmp_path, "x", GOOD) == ()
    assert (
        (tmp_path / "build" / "y" / "keep").exists()
        and (folder / "keep").exists()
        and (folder / ".hidden").exists()
    )


def test_links_and_folders_in_the_way_are_refused_before_anything_changes(tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    (away / "victim").write_bytes(b"safe")
    put(tmp_path, "x", GOOD)
    folder = tmp_path / "build" / "x"
    (folder / "b.html").unlink()
    (folder / "b.html").symlink_to(away / "victim")
    with pytest.raises(OutputRefused, match=r"build/x/b\.html is no regular file"):
        put(tmp_path, "x", {**GOOD, "a.pdf": b"changed"})
    assert (folder / "a.pdf").read_bytes() == b"one"
    (folder / "b.html").unlink()
    (folder / "b.html").mkdir()
    with pytest.raises(OutputRefused):
        put(tmp_path, "x", GOOD)
    (tmp_path / "build" / "linked").symlink_to(away)
    with pytest.raises(OutputRefused, match="build/linked is a link"):
        put(tmp_path, "linked", GOOD)
    assert [path.name for path in away.iterdir()] == ["victim"]
    assert (away / "victim").read_bytes() == b"safe"


def test_a_file_named_build_is_refused(tmp_path: Path) -> None:
    (tmp_path / "build").write_bytes(b"")
    with pytest.raises(OutputRefused, match="build cannot be written: "):
        put(tmp_path, "x", GOOD)


def test_a_full_disk_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, "x", GOOD)
    real = write.write_new

    def write_new(folder: int, name: str, data: bytes) -> None:
        if "b.html" in name:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(folder, name, data)

    monkeypatch.setattr(write, "write_new", write_new)
    with pytest.raises(OutputRefused, match="No space left on device"):
        put(tmp_path, "x", dict.fromkeys(GOOD, b"new"))
    assert names(tmp_path) == GOOD
