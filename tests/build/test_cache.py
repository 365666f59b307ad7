"""The cache gives back what was made, makes again what is not whole, and is never needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from lotproof.build.cache import FOLDER, Cache


class Maker:
    def __init__(self) -> None:
        self.made = 0

    def __call__(self) -> bytes:
        self.made += 1
        return b"picture"


def test_made_once_for_one_source_and_way(tmp_path: Path) -> None:
    make = Maker()
    for how, source in (("1", "a"), ("1", "a"), ("2", "a"), ("1", "b"), ("1", "b")):
        assert Cache(tmp_path).get(how, source, make) == b"picture"
    assert make.made == 3


@pytest.mark.parametrize("damage", [b"", b"short", b"\0" * 60])
def test_an_entry_that_is_not_whole_is_made_again(tmp_path: Path, damage: bytes) -> None:
    make = Maker()
    Cache(tmp_path).get("1", "a", make)
    (entry,) = (tmp_path / "build" / FOLDER).iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(damage)
    assert Cache(tmp_path).get("1", "a", make) == b"picture"
    assert (make.made, entry.read_bytes()) == (2, whole)


def test_a_cache_that_is_a_link_is_not_used(tmp_path: Path) -> None:
    make, away = Maker(), tmp_path / "away"
    away.mkdir()
    (tmp_path / "build").mkdir()
    (tmp_path / "build" / FOLDER).symlink_to(away)
    assert Cache(tmp_path).get("1", "a", make) == b"picture"
    assert list(away.iterdir()) == []


def test_one_that_forgets_makes_everything_again_and_keeps_that(tmp_path: Path) -> None:
    Cache(tmp_path).get("1", "a", lambda: b"before")
    assert Cache(tmp_path, forget=True).get("1", "a", lambda: b"now") == b"now"
    assert Cache(tmp_path).get("1", "a", lambda: b"never") == b"now"


def test_what_fails_is_raised_and_not_kept(tmp_path: Path) -> None:
    def fail() -> bytes:
        raise ValueError("damaged")

    with pytest.raises(ValueError, match="damaged"):
        Cache(tmp_path).get("1", "a", fail)
    assert Cache(tmp_path).get("1", "a", lambda: b"good") == b"good"
