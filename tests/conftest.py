"""The one switch of the golden texts: `pytest --update` writes what is found instead of comparing with it.

And a run in the background of a shell, which ignores interrupts, has them taken again: what tests start inherits that.
"""

from __future__ import annotations

import signal

import pytest

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write the expected texts of tests/cases anew")
