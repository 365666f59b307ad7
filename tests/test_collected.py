"""Every folder of tests is run: none is named like those that the runner leaves out of its own accord."""

from __future__ import annotations

from fnmatch import fnmatch
from pathlib import Path

import pytest

TESTS = Path(__file__).parent


def test_no_folder_with_tests_is_left_out(pytestconfig: pytest.Config) -> None:
    folders = {file.parent for file in TESTS.rglob("test_*.py")} - {TESTS}
    names = {part for folder in folders for part in folder.relative_to(TESTS).parts}
    left_out = [
        (name, rule) for name in names for rule in pytestconfig.getini("norecursedirs") if fnmatch(name, rule)
    ]
    assert names and not left_out
