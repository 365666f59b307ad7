"""An inspection in progress: when the verdict is certain, and the chance of passing from here."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.sampling import (
    accepted_from_process,
    accepted_in_lot,
    decided_at,
    passing_from_here,
    passing_in_lot,
    plan,
    progress,
)

WORKED = plan(3_000, "II", "2.5")  # 125 units, Ac 7, Re 8


def test_rejectable_as_soon_as_re_is_reached() -> None:
    bad = {3, 17, 20, 41, 60, 77, 90, 96, 110}
    got = decided_at(WORKED, (unit in bad for unit in range(1, 126)))
    assert got is not None
    assert (got.checked, got.units, got.verdict) == (96, 8, "reject")
    state = progress(WORKED, 95, 7)
    assert (state.verdict, state.to_reject, state.to_accept) == (None, 1, 30)
    assert progress(WORKED, 96, 8).verdict == "reject"


def test_acceptable_as_soon_as_re_is_out_of_reach() -> None:
    got = decided_at(WORKED, [False] * 125)
    assert got is not None
    assert (got.checked, got.units, got.verdict) == (118, 0, "accept")
    assert progress(WORKED, 117, 0).to_accept == 1
    assert decided_at(WORKED, [False] * 117) is None
    assert progress(WORKED, 125, 7).verdict == "accept"


def test_between_ac_and_re_reduced_inspection_accepts() -> None:
    got = plan(3_000, "II", "2.5", "reduced", "MIL-STD-105E")  # 50 units, 3/6
    assert progress(got, 50, 5).verdict == "accept"
    assert progress(got, 45, 0).verdict == "accept"
    assert progress(got, 44, 0).verdict is None


def test_contradictions_are_refused() -> None:
    for checked, units, sentence in (
        (126, 0, "more than the sample"),
        (5, 6, "cannot come from"),
        (-1, 0, "least 0"),
    ):
        with pytest.raises(ValueError, match=sentence):
            progress(WORKED, checked, units)
    with pytest.raises(ValueError, match="cannot show"):
        passing_in_lot(WORKED, 100, 5, 4)
    with pytest.raises(ValueError, match="cannot show"):
        passing_in_lot(WORKED, 100, 5, 2_906)


@given(st.lists(st.booleans(), min_size=20, max_size=20))
def test_curtailed_and_full_inspection_agree(outcomes: list[bool]) -> None:
    got = plan(150, "II", "4.0")  # 20 units, Ac 2
    assert got.sample == 20
    decided = decided_at(got, outcomes)
    assert decided is not None
    assert decided.verdict == got.verdict(sum(outcomes))
    assert decided_at(got, outcomes[: decided.checked - 1]) is None


def test_the_chance_before_the_first_unit_is_the_plans() -> None:
    chance = passing_from_here(WORKED, 0, 0, "0.05")
    assert chance.at_share == accepted_from_process(WORKED, "0.05")
    assert chance.as_so_far is None
    assert chance.even_prior == Fraction(8, 126)  # every count from 0 to 125 equally likely
    assert passing_in_lot(WORKED, 0, 0, 200) == accepted_in_lot(WORKED, 200)


def test_the_chance_from_here_by_enumeration() -> None:
    got = plan(25, "II", "10")  # letter C: 5 units, Ac 1
    assert (got.sample, got.ac) == (5, 1)
    p = Fraction(2, 5)
    passing = Fraction(0)
    for rest in product((False, True), repeat=3):
        if 1 + sum(rest) <= 1:
            passing += p ** sum(rest) * (1 - p) ** (3 - sum(rest))
    chance = passing_from_here(got, 2, 1, p)
    assert chance.at_share == passing
    assert chance.as_so_far == Fraction(1, 8)
    # Beta(2, 2) after one of two: P(none of the next 3) = 6 times the integral of p (1 - p)^4
    assert chance.even_prior == Fraction(6, 30)
    # 25 units, 10 nonconforming, one of two seen: three more from the other 23, 9 of them nonconforming
    draws = list(combinations(range(23), 3))
    good = sum(all(unit >= 9 for unit in draw) for draw in draws)
    assert passing_in_lot(got, 2, 1, 10) == Fraction(good, len(draws))


def test_nonconformities_accept_only_on_the_whole_sample() -> None:
    got = plan(25, "II", "25")  # letter C: 5 units, Ac 3; one unit may carry all four that reject
    assert got.counts_nonconformities
    assert (progress(got, 4, 0).verdict, progress(got, 4, 0).to_accept) == (None, 1)
    assert progress(got, 5, 3).verdict == "accept"
    assert progress(got, 1, 4).verdict == "reject"
    assert progress(got, 2, 3).verdict is None  # three on two units, which is no contradiction
    for ask in (lambda: passing_from_here(got, 2, 3, "0.1"), lambda: passing_in_lot(got, 2, 3, 5)):
        with pytest.raises(ValueError, match="chances are for nonconforming units"):
            ask()
    assert not plan(25, "II", "10").counts_nonconformities
    assert not plan(25, "II", "not-allowed").counts_nonconformities


def test_a_decided_inspection_has_no_chance_left() -> None:
    for checked, units, certain in ((96, 8, 0), (118, 0, 1), (125, 7, 1)):
        chance = passing_from_here(WORKED, checked, units, "0.025")
        assert {chance.at_share, chance.as_so_far, chance.even_prior} == {certain}
        assert passing_in_lot(WORKED, checked, units, 300) == certain
