"""Digests vouch for one regular file and for nothing behind a link."""

import os
from pathlib import Path

import pytest

from lotproof.seal.digest import sha256_bytes, sha256_file

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-4, example "abc"


def test_the_published_example() -> None:
    assert sha256_bytes(b"abc") == ABC


def test_a_file_has_the_digest_of_its_bytes(tmp_path: Path) -> None:
    file = tmp_path / "abc"
    file.write_bytes(b"abc")
    assert sha256_file(file) == ABC


def test_links_folders_pipes_and_missing_files_are_refused(tmp_path: Path) -> None:
    (tmp_path / "abc").write_bytes(b"abc")
    (tmp_path / "link").symlink_to("abc")
    os.mkfifo(tmp_path / "pipe")
    for name in ("link", ".", "pipe", "missing"):
        with pytest.raises(OSError):
            sha256_file(tmp_path / name)
