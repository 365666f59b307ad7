"""What must hold whatever is asked: what rises with what, which two ways of asking agree, what covers what."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotproof.sampling import (
    AQLS,
    EDITIONS,
    LETTERS,
    LEVELS,
    SEVERITIES,
    DoublePlan,
    Plan,
    accepted_from_process,
    accepted_in_lot,
    average_sample,
    code_letter,
    consumers_risk_in_lot,
    consumers_risk_quality,
    decided_at,
    double_plan,
    lot_limits,
    origins,
    passing_from_here,
    passing_in_lot,
    plan,
    producers_risk,
    progress,
    repeat_chance,
)
from lotproof.sampling.hypergeometric import at_most

NAMES = [edition.name for edition in EDITIONS]
OF_UNITS = AQLS[:16]  # above AQL 10 the tables count nonconformities
LARGEST = 10_000_000
CONFIDENCES = st.decimals("0.5", "0.999", places=3)

plans = st.builds(
    plan, st.integers(2, 30_000), st.sampled_from(LEVELS), st.sampled_from(OF_UNITS), st.sampled_from(SEVERITIES),
    st.sampled_from(NAMES),
)  # fmt: skip


def samples(data: st.DataObject, lot_to: int = 20_000, sample_to: int = 500) -> tuple[int, int, int]:
    lot = data.draw(st.integers(2, lot_to))
    sample = data.draw(st.integers(1, min(lot, sample_to)))
    return data.draw(st.integers(0, sample)), sample, lot


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_limits_rise_with_the_units_found(data: st.DataObject) -> None:
    units, sample, lot = samples(data)
    fewer = lot_limits(max(0, units - 1), sample, lot)
    more = lot_limits(units, sample, lot)
    assert (fewer.lower, fewer.upper, fewer.at_least) <= (more.lower, more.upper, more.at_least)
    assert fewer.lower <= more.lower and fewer.upper <= more.upper and fewer.at_least <= more.at_least


@settings(max_examples=60, deadline=None)
@given(st.data(), st.integers(1, 5_000))
def test_limits_rise_with_the_lot(data: st.DataObject, added: int) -> None:
    units, sample, lot = samples(data)
    small, large = lot_limits(units, sample, lot), lot_limits(units, sample, lot + added)
    assert small.lower <= large.lower and small.upper <= large.upper and small.at_least <= large.at_least


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_limits_fall_with_the_sample_the_same_units_came_from(data: st.DataObject) -> None:
    units, sample, lot = samples(data)
    larger = data.draw(st.integers(sample, min(lot, 2 * sample)))
    small, large = lot_limits(units, sample, lot), lot_limits(units, larger, lot)
    assert large.lower <= small.lower and large.upper <= small.upper and large.at_least <= small.at_least


@settings(max_examples=60, deadline=None)
@given(st.data(), CONFIDENCES, CONFIDENCES)
def test_limits_widen_with_the_confidence(data: st.DataObject, one: Fraction, other: Fraction) -> None:
    units, sample, lot = samples(data)
    unsure, sure = (lot_limits(units, sample, lot, each) for each in sorted((one, other)))
    assert sure.lower <= unsure.lower <= unsure.upper <= sure.upper
    assert sure.at_least <= unsure.at_least
    assert units <= sure.lower and sure.upper <= lot - sample + units
    assert sure.lower <= sure.at_least <= sure.upper


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_limits_are_the_edge_up_to_the_largest_lots_and_samples(data: st.DataObject) -> None:
    lot = data.draw(st.integers(3_150, LARGEST))
    sample = data.draw(st.sampled_from([2, 13, 125, 800, 3_150]))
    units = data.draw(st.integers(0, sample))
    got = lot_limits(units, sample, lot)
    tail = Fraction(1, 40)
    assert at_most(units, sample, lot, got.upper) > tail
    assert got.upper == lot or at_most(units, sample, lot, got.upper + 1) <= tail
    if units:
        assert 1 - at_most(units - 1, sample, lot, got.lower) > tail
        assert got.lower == 0 or 1 - at_most(units - 1, sample, lot, got.lower - 1) <= tail


@pytest.mark.parametrize("lot", [2, 7, 16, 24])
def test_limits_cover_in_every_small_lot_however_it_is_sampled(lot: int) -> None:
    for sample in range(1, lot + 1):
        for confidence in ("0.8", "0.95"):
            limits = [lot_limits(units, sample, lot, confidence) for units in range(sample + 1)]
            for held in range(lot + 1):
                ways = [comb(held, x) * comb(lot - held, sample - x) for x in range(sample + 1)]
                two_sided = sum(
                    w for w, each in zip(ways, limits, strict=True) if each.lower <= held <= each.upper
                )
                one_sided = sum(w for w, each in zip(ways, limits, strict=True) if each.at_least <= held)
                assert Fraction(min(two_sided, one_sided), comb(lot, sample)) >= Fraction(confidence)


@pytest.mark.parametrize("edition", ["ISO 2859-1:1999", "MIL-STD-105E"])
@pytest.mark.parametrize("severity", SEVERITIES)
def test_acceptance_numbers_rise_along_every_row(severity: str, edition: str) -> None:
    for level, lot in (("II", 10), *((level, 4**n) for level in LEVELS for n in range(2, 12))):
        row = [plan(lot, level, aql, severity, edition) for aql in AQLS]
        assert [each.ac for each in row] == sorted(each.ac for each in row)
        assert [each.re for each in row] == sorted(each.re for each in row)


def test_a_lighter_aql_accepts_more_in_the_row_itself() -> None:
    # An arrow changes the sample size: at lot 280 AQL 0.65 inspects 20 units and 1.0 inspects 50, and accepts less.
    share = Fraction(1, 20)
    for lot in (50, 280, 3_200, 35_000):
        for severity in SEVERITIES:
            row = [plan(lot, "II", aql, severity) for aql in OF_UNITS]
            chances = [accepted_from_process(each, share) for each in row if each.arrow is None]
            assert all(a < b for a, b in pairwise(chances)), (lot, severity)


@given(st.integers(2, LARGEST), st.integers(0, LARGEST), st.sampled_from(LEVELS))
def test_code_letters_rise_with_the_lot_and_the_level(lot: int, added: int, level: str) -> None:
    def row(size: int, at: str) -> int:
        return LETTERS.index(code_letter(size, at))

    assert row(lot, level) <= row(lot + added, level)
    for lighter, heavier in (*pairwise(("I", "II", "III")), *pairwise(("S-1", "S-2", "S-3", "S-4", "I"))):
        assert row(lot, lighter) <= row(lot, heavier)


@settings(max_examples=40, deadline=None)
@given(plans)
def test_plan_and_curve_are_consistent(got: Plan) -> None:
    assert accepted_from_process(got, 0) == 1
    assert accepted_in_lot(got, 0) == 1
    assert accepted_from_process(got, 1) == (got.re > got.sample)
    assert accepted_in_lot(got, got.re - 1) == 1  # fewer than Re in the lot can never reject it
    risk = producers_risk(got)
    assert risk is not None
    assert 1 - risk == accepted_from_process(got, Fraction(got.aql) / 100)
    quality = consumers_risk_quality(got)
    assert quality * 100 > Fraction(got.aql)
    held = consumers_risk_in_lot(got)
    assert accepted_in_lot(got, held) > Fraction(1, 10)
    assert held == got.lot_size or accepted_in_lot(got, held + 1) <= Fraction(1, 10)


@settings(max_examples=30, deadline=None)
@given(plans, st.integers(0, 400))
def test_a_whole_inspection_leaves_nothing_to_chance(got: Plan, per_thousand: int) -> None:
    if got.full_inspection:
        held = got.lot_size * per_thousand // 1_000
        assert accepted_in_lot(got, held) == (got.verdict(held) == "accept")


MATCH = Fraction(9, 100)


def test_single_and_double_plans_match() -> None:
    """No curve of a double plan leaves its single plan's by more than the documented tolerance, in any cell."""
    compared, worst = 0, Fraction(0)
    for edition in ("ISO 2859-1:1999", "MIL-STD-105E"):
        for severity in ("normal", "tightened"):
            seen: set[tuple[int, int]] = set()
            for lot in (15, 25, 50, 90, 150, 280, 500, 1_200, 3_200, 10_000, 35_000):
                for aql in OF_UNITS:
                    double = double_plan(lot, "II", aql, severity, edition)
                    if not isinstance(double, DoublePlan) or (double.first, double.ac2) in seen:
                        continue
                    seen.add((double.first, double.ac2))
                    top = consumers_risk_quality(double.single) * 2
                    for step in range(1, 13):
                        share = min(Fraction(1), Fraction(top) * step / 12).limit_denominator(10_000)
                        single = accepted_from_process(double.single, share)
                        worst = max(worst, abs(accepted_from_process(double, share) - single))
                    compared += 1
    assert compared > 100
    assert worst < MATCH, float(worst)


@settings(max_examples=20, deadline=None)
@given(st.integers(50, 10_000), st.sampled_from(OF_UNITS), st.sampled_from(("normal", "tightened")))
def test_double_plans_agree_with_themselves(lot: int, aql: str, severity: str) -> None:
    got = double_plan(lot, "II", aql, severity)
    if not isinstance(got, DoublePlan):
        assert got == plan(lot, "II", aql, severity)
        return
    assert accepted_from_process(got, 0) == accepted_in_lot(got, 0) == 1
    assert accepted_from_process(got, 1) == 0
    assert got.first <= average_sample(got, "0.02") <= got.first + got.second
    assert average_sample(got, 0) == got.first
    quality, risk = Fraction(consumers_risk_quality(got)), Fraction(1, 10)
    half = Fraction(1, 20_000)
    assert accepted_from_process(got, quality - half) >= risk > accepted_from_process(got, quality + half)
    held = consumers_risk_in_lot(got)
    assert accepted_in_lot(got, held) > risk >= accepted_in_lot(got, held + 1)
    for first in range(min(got.re1 + 1, got.first) + 1):
        if got.verdict(first) == "draw the second sample":
            assert got.verdict(first, got.ac2 - first) == "accept"
            assert got.verdict(first, got.re2 - first) == "reject"


@settings(max_examples=60, deadline=None)
@given(st.integers(2, LARGEST), st.sampled_from(LEVELS), st.sampled_from(AQLS), st.sampled_from(SEVERITIES),
       st.sampled_from(NAMES))  # fmt: skip
def test_the_way_back_leads_to_where_it_came_from(
    lot: int, level: str, aql: str, severity: str, edition: str
) -> None:
    got = plan(lot, level, aql, severity, edition)
    ways = origins(got.sample, got.ac, severity, edition, lot_size=lot, level=level)
    assert (aql, got.first_letter, got.re) in {(way.aql, way.letter, way.re) for way in ways}
    for way in ways:
        back = plan(lot, level, way.aql, severity, edition)
        assert (back.sample, back.ac, back.re, back.first_letter) == (got.sample, got.ac, way.re, way.letter)


@settings(max_examples=60, deadline=None)
@given(plans, st.data())
def test_curtailed_inspection_never_contradicts_the_full_one(got: Plan, data: st.DataObject) -> None:
    bad = data.draw(st.sets(st.integers(1, got.sample), max_size=got.re + 2))
    outcomes = [unit in bad for unit in range(1, got.sample + 1)]
    decided = decided_at(got, outcomes)
    assert decided is not None
    assert decided.verdict == got.verdict(len(bad))
    before = progress(got, decided.checked - 1, sum(outcomes[: decided.checked - 1]))
    assert before.verdict is None
    assert before.to_reject >= 1 and before.to_accept >= 1
    assert 1 in (before.to_reject, before.to_accept)


@settings(max_examples=40, deadline=None)
@given(plans, st.data())
def test_the_chance_from_here_is_the_mean_of_the_next_two(got: Plan, data: st.DataObject) -> None:
    checked = data.draw(st.integers(0, got.sample - 1))
    units = data.draw(st.integers(0, min(checked, got.re)))
    share = Fraction(data.draw(st.integers(0, 50)), 100)

    def passing(more: int) -> Fraction:
        return passing_from_here(got, checked + 1, units + more, share).at_share

    here = passing_from_here(got, checked, units, share).at_share
    assert here == share * passing(1) + (1 - share) * passing(0)
    left = got.lot_size - checked
    held = units + data.draw(st.integers(0, min(left, 40)))
    bad = Fraction(held - units, left)
    mean = Fraction(0)
    if bad:
        mean += bad * passing_in_lot(got, checked + 1, units + 1, held)
    if bad < 1:
        mean += (1 - bad) * passing_in_lot(got, checked + 1, units, held)
    assert passing_in_lot(got, checked, units, held) == mean


@settings(max_examples=40, deadline=None)
@given(plans, st.data())
def test_a_repeat_is_the_plan_drawn_from_the_lot_it_estimates(got: Plan, data: st.DataObject) -> None:
    units = data.draw(st.integers(0, min(got.sample, got.re + 20)))
    again = repeat_chance(units, got.sample, got)
    limits = lot_limits(units, got.sample, got.lot_size)
    assert again.lower == limits.lower <= again.estimate <= limits.upper
    assert again.at_estimate == accepted_in_lot(got, again.estimate) <= again.at_lower
    if units < got.sample:
        worse = repeat_chance(units + 1, got.sample, got)
        assert worse.at_estimate <= again.at_estimate and worse.at_lower <= again.at_lower
