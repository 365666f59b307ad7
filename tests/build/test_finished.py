"""Finished files: the same content whether it lies in memory or on the disk, and nothing left behind."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.build.finished import Finished, pieces_of, sha256_of

LARGE = [bytes([n]) * 300_000 for n in range(9)]


def test_a_large_file_lies_on_the_disk_without_a_name(tmp_path: Path) -> None:
    whole = b"".join(LARGE)
    made = Finished(iter(LARGE), tmp_path)
    assert (bytes(made), len(made), sha256_of(made)) == (whole, len(whole), hashlib.sha256(whole).hexdigest())
    assert b"".join(pieces_of(made)) == whole
    assert max(map(len, pieces_of(made))) < len(whole)
    assert list(tmp_path.iterdir()) == []


@given(st.lists(st.binary(max_size=40)))
def test_a_small_one_is_kept_in_memory_and_is_the_same(pieces: list[bytes]) -> None:
    whole, made = b"".join(pieces), Finished(pieces, Path("/nowhere"))
    assert (bytes(made), len(made), sha256_of(made)) == (whole, len(whole), sha256_of(whole))
    assert b"".join(pieces_of(made)) == b"".join(pieces_of(whole)) == whole


def test_the_file_is_given_back_with_the_last_that_uses_it(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
    made = [Finished(LARGE, tmp_path) for _ in range(5)]
    assert len(made) == 5
    made.clear()
    assert not before or len(list(Path("/proc/self/fd").iterdir())) == before


def test_where_nothing_can_be_written_that_is_said() -> None:
    with pytest.raises(OSError, match="No such file"):
        Finished(LARGE, Path("/nowhere"))


def test_a_file_that_lies_there_is_taken_by_its_digest_alone(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"whole")
    digest = hashlib.sha256(b"whole").hexdigest()
    found = Finished.lying(tmp_path, "a.pdf", digest)
    assert found is not None
    (tmp_path / "a.pdf").unlink()
    assert bytes(found) == b"whole"
    (tmp_path / "a.pdf").write_bytes(b"whale")
    assert Finished.lying(tmp_path, "a.pdf", digest) is None
    (tmp_path / "a.pdf").unlink()
    (tmp_path / "b.pdf").write_bytes(b"whole")
    (tmp_path / "a.pdf").symlink_to("b.pdf")
    assert Finished.lying(tmp_path, "a.pdf", digest) is None
