"""One act of the user is one bundle: an editor's save at once, a program's thousand files when it is through."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st
from pytest import approx

from lotproof.watch.settle import CROWD, LONGEST, MANY, OPEN, QUIET, Settling

FILE = Path("/w/cases/a/case.yaml")


def test_nothing_heard_is_nothing_to_wait_for() -> None:
    assert Settling().wait(7.0) is None


def test_a_file_its_writer_closed_is_whole_almost_at_once() -> None:
    settling = Settling()
    settling.hear("modified", FILE, 1.0)
    assert settling.wait(1.0) == approx(OPEN)
    settling.hear("closed", FILE, 1.01)
    assert settling.wait(1.01) == approx(QUIET)
    assert settling.wait(1.01 + QUIET) == 0.0
    assert settling.take() == {FILE}
    assert settling.wait(2.0) is None


def test_a_file_renamed_into_place_is_whole() -> None:
    settling = Settling()
    settling.hear("moved", FILE, 1.0)
    assert settling.wait(1.0) == approx(QUIET)


def test_a_file_put_aside_is_waited_for() -> None:
    settling = Settling()
    settling.hear("left", FILE, 1.0)
    assert settling.wait(1.0) == approx(OPEN)
    settling.hear("closed", FILE, 1.1)
    assert settling.wait(1.1) == approx(QUIET)


def test_many_files_wait_for_the_program_that_writes_them() -> None:
    settling = Settling()
    for number in range(MANY + 1):
        settling.hear("closed", FILE.with_name(str(number)), 1.0)
    assert settling.wait(1.0) == approx(CROWD)


@given(st.lists(st.floats(0.0, QUIET * 0.9), min_size=1, max_size=400))
def test_a_file_that_never_rests_holds_nothing_up(gaps: list[float]) -> None:
    settling, now = Settling(), 1.0
    for gap in gaps:
        now += gap
        settling.hear("modified", FILE, now)
        left = settling.wait(now)
        assert left is not None and 0.0 <= left <= LONGEST
    left = settling.wait(now)
    assert left is not None and now + left <= 1.0 + gaps[0] + LONGEST + 1e-6
