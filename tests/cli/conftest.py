"""A small workspace to be in: a sound case, and one whose file breaks off."""

from __future__ import annotations

from pathlib import Path

import pytest

from .running import workspace


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = workspace(tmp_path / "work", "sound", "bracket-never-closed")
    monkeypatch.chdir(root)
    return root
