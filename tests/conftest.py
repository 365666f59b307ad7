"""The one switch of the golden texts: `pytest --update` writes what is found instead of comparing with it."""

from __future__ import annotations

import pytest
from tests import interrupts

interrupts.take()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expected texts of tests/cases anew")
