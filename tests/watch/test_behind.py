"""PDFs behind the pages: one case after another, the one saved last first, and what is out of date is left."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest

from lotproof.build.terms import Superseded
from lotproof.watch.behind import Behind

PATIENCE = 30


class Builds:
    """Builds that wait for the test, and what was begun."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.rests = 0
        self.go = threading.Semaphore(0)
        self.started = threading.Semaphore(0)
        self.rested = threading.Semaphore(0)
        self.behind = Behind(self.build, self.rest)

    def build(self, name: str, stop: Callable[[], bool]) -> None:
        self.begun.append(name)
        self.started.release()
        assert self.go.acquire(timeout=PATIENCE)
        if stop():
            raise Superseded
        if name == "broken":
            raise ZeroDivisionError

    def rest(self) -> None:
        self.rests += 1
        self.rested.release()


def test_the_case_saved_last_comes_first_and_the_desk_at_the_end() -> None:
    builds = Builds()
    builds.behind.want(["a", "b", "c"])
    assert builds.started.acquire(timeout=PATIENCE)
    builds.behind.want(["c"], first=True)
    for _ in range(3):
        builds.go.release()
    assert builds.rested.acquire(timeout=PATIENCE)
    builds.behind.close()
    assert builds.begun == ["a", "c", "b"]
    assert builds.rests == 1


def test_a_case_saved_while_it_is_built_is_built_again() -> None:
    builds = Builds()
    builds.behind.want(["a"])
    assert builds.started.acquire(timeout=PATIENCE)
    builds.behind.want(["a"], first=True)
    builds.go.release()
    builds.go.release()
    assert builds.rested.acquire(timeout=PATIENCE)
    builds.behind.close()
    assert builds.begun == ["a", "a"]


def test_the_desk_follows_a_case_that_went() -> None:
    builds = Builds()
    builds.behind.want([])
    assert builds.rested.acquire(timeout=PATIENCE)
    builds.behind.close()
    assert builds.begun == []


def test_a_mistake_is_told_where_it_is_looked_for() -> None:
    builds = Builds()
    builds.behind.want(["broken"])
    builds.go.release()
    builds.behind._thread.join(PATIENCE)
    with pytest.raises(ZeroDivisionError):
        builds.behind.look()
