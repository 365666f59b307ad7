"""Garbage is looked for among what is new; what was kept is looked at once enough of it was let go."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from lotproof.render import heap


class Page:
    """Refers to itself, as laid-out pages do: only a search for cycles frees it."""

    def __init__(self) -> None:
        self.own = self


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    often = gc.get_threshold()
    heap._let_go = 0
    yield
    heap._let_go = 0
    gc.unfreeze()
    gc.set_threshold(*often)


def test_what_a_document_leaves_is_freed_after_it() -> None:
    heap.begin()
    page = Page()
    seen = weakref.ref(page)
    del page
    heap.tidy()
    assert seen() is None


def test_a_kept_page_is_freed_once_enough_were_let_go() -> None:
    page = Page()
    seen = weakref.ref(page)
    heap.tidy()
    del page
    heap.let_go(heap.MANY - 1)
    heap.tidy()
    assert seen() is not None
    heap.let_go(1)
    heap.tidy()
    assert seen() is None


def test_what_is_kept_is_not_searched_again() -> None:
    kept = [Page() for _ in range(1000)]
    heap.tidy()
    assert not any(isinstance(thing, Page) for thing in gc.get_objects())
    assert all(page.own is page for page in kept)
