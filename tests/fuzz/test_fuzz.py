"""A few seconds of fuzzing with fixed seeds; `make fuzz` goes on from there."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .target import PIECES, TARGETS, broken, mutated, seeds

COUNT = {"yaml": 150, "mail": 150, "case": 15, "register": 15, "front": 15}


@pytest.mark.parametrize("kind", TARGETS)
def test_what_is_sound_breaks_nothing(kind: str) -> None:
    assert [broken(kind, data) for data in seeds(kind)] == [None]


@pytest.mark.parametrize("kind", TARGETS)
def test_mutations_of_what_is_sound_break_nothing(kind: str) -> None:
    chance = random.Random(f"lotproof {kind}")
    for _ in range(COUNT[kind]):
        data = mutated(seeds(kind)[0], chance)
        assert (broken(kind, data), data)[0] is None, data


BYTES = st.lists(st.sampled_from(PIECES) | st.binary(max_size=12), max_size=40).map(b"".join)


@settings(derandomize=True, max_examples=150, deadline=None, database=None)
@given(BYTES)
def test_no_bytes_break_the_yaml_reader(data: bytes) -> None:
    assert broken("yaml", data) is None


@settings(derandomize=True, max_examples=100, deadline=None, database=None)
@given(BYTES)
def test_no_bytes_break_the_mail_reader(data: bytes) -> None:
    assert broken("mail", data) is None
