"""Ranges as RFC 9110, 14.1.2 and 14.2 have them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.watch.ranges import Unsatisfiable, wanted


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (None, None),
        ("bytes=0-499", (0, 499)),
        ("bytes=500-999", (500, 999)),
        ("bytes=-500", (9500, 9999)),
        ("bytes=9500-", (9500, 9999)),
        ("bytes=0-0", (0, 0)),
        ("bytes=-1", (9999, 9999)),
        ("bytes=0-99999", (0, 9999)),
        ("bytes=-99999", (0, 9999)),
        ("bytes=5-3", None),
        ("bytes=0-0,-1", None),
        ("bytes=-", None),
        ("lines=1-2", None),
        ("bytes=a-b", None),
        ("bytes=١-٢", None),
    ],
)
def test_of_a_file_of_10000_bytes(asked: str | None, found: tuple[int, int] | None) -> None:
    assert wanted(asked, 10_000) == found


@pytest.mark.parametrize(("asked", "size"), [("bytes=10-", 10), ("bytes=10-20", 10), ("bytes=-0", 10), ("bytes=0-", 0),
                                             ("bytes=-5", 0)])  # fmt: skip
def test_behind_the_end(asked: str, size: int) -> None:
    with pytest.raises(Unsatisfiable):
        wanted(asked, size)


@given(
    st.text(max_size=40) | st.from_regex(r"bytes=[0-9]{0,20}-[0-9]{0,20}", fullmatch=True),
    st.integers(0, 10**12),
)
def test_whatever_is_asked_lies_in_the_file(asked: str, size: int) -> None:
    try:
        found = wanted(asked, size)
    except Unsatisfiable:
        return
    assert found is None or 0 <= found[0] <= found[1] < size
