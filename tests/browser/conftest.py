"""The browser of these tests: one for a test module, a clean tab for every test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from .chromium import Page, chromium, lacking


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = lacking()
    for item in items:
        if missing is not None and "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason=missing))


@pytest.fixture(scope="module")
def _chromium() -> Iterator[Page]:
    with chromium() as page:
        yield page


@pytest.fixture
def browser(_chromium: Page) -> Iterator[Page]:
    """A tab 1440 px wide, in light colours, with scripts on; nothing is left of the test before."""
    page = _chromium
    page.script(True)
    page.look("light")
    page.size(1440)
    page.open("about:blank")
    page.problems.clear()
    page.asked.clear()
    yield page
