"""Single plans as a caller meets them: worked plans, accept on zero, the 100 % rule, and every refusal."""

from __future__ import annotations

from dataclasses import FrozenInstanceError
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.sampling import AQLS, LEVELS, SEVERITIES, ac_for_sample, open_cell, plan


@pytest.mark.parametrize(
    ("lot", "level", "aql", "severity", "expected"),
    [
        (4_000, "II", "2.5", "normal", ("L", 200, 10, 11)),
        (3_000, "II", "2.5", "normal", ("K", 125, 7, 8)),
        (3_000, "II", "4.0", "normal", ("K", 125, 10, 11)),
        (6_000, "II", "4.0", "normal", ("L", 200, 14, 15)),
        (11_600, "II", "1.5", "normal", ("M", 315, 10, 11)),
        (11_600, "II", "4.0", "normal", ("M", 315, 21, 22)),
        (2_711, "II", "2.5", "tightened", ("K", 125, 5, 6)),
        (2_711, "II", "4.0", "tightened", ("K", 125, 8, 9)),
        (90, "II", "2.5", "normal", ("F", 20, 1, 2)),  # an arrow changes the sample size
        (150, "II", "1.0", "normal", ("E", 13, 0, 1)),
        (6_000, "S-3", "not-allowed", "normal", ("F", 20, 0, 1)),
        (3_000, "II", "not-allowed", "reduced", ("K", 50, 0, 1)),
    ],
)
def test_worked_plans(
    lot: int, level: str, aql: str, severity: str, expected: tuple[str, int, int, int]
) -> None:
    got = plan(lot, level, aql, severity)
    assert (got.letter, got.sample, got.ac, got.re) == expected


@pytest.mark.parametrize("aql", ["2.5", "2.50", " 2.5 ", 2.5, Decimal("2.5"), Decimal("2.500")])
def test_one_aql_many_spellings(aql: Any) -> None:
    assert plan(3_000, "II", aql) == plan(3_000, "II", "2.5")


def test_aql_is_given_back_as_the_table_prints_it() -> None:
    assert plan(3_000, "II", "0.01").aql == "0.010"
    assert plan(3_000, "II", 10).aql == plan(3_000, "II", Decimal("1E+1")).aql == "10"
    assert plan(3_000, "II", "4").aql == "4.0"
    assert {plan(3_000, "II", zero).aql for zero in ("not-allowed", "Not-Allowed", 0, "0", 0.0)} == {
        "not-allowed"
    }


def test_a_sample_not_smaller_than_the_lot_means_every_unit() -> None:
    got = plan(5, "II", "0.65")  # letter A, the arrow leads to F
    assert (got.first_letter, got.letter, got.table_sample, got.sample) == ("A", "F", 20, 5)
    assert (got.ac, got.re, got.full_inspection, got.arrow) == (0, 1, True, "down")
    assert plan(20, "II", "0.65").full_inspection
    assert plan(20, "II", "0.65").sample == 20
    assert not plan(21, "II", "0.65").full_inspection


def test_the_gap_of_reduced_inspection_in_mil_std_105e() -> None:
    got = plan(3_000, "II", "2.5", "reduced", "MIL-STD-105E")
    assert (got.sample, got.ac, got.re) == (50, 3, 6)
    assert [got.verdict(units) for units in (3, 4, 5, 6)] == ["accept", "accept", "accept", "reject"]
    assert [got.returns_to_normal(units) for units in (3, 4, 6)] == [False, True, True]
    assert not plan(3_000, "II", "2.5").returns_to_normal(9)


def test_a_plan_is_a_value() -> None:
    got = plan(3_000, "II", "2.5")
    with pytest.raises(FrozenInstanceError):
        got.ac = 21  # type: ignore[misc]
    assert got == plan(3_000, "II", "2.5")
    assert hash(got) == hash(plan(3_000, "II", "2.5"))


@pytest.mark.parametrize("lot", [0, 1, -5, True, 2.0, 4000.5, "4000", None, Decimal(4000)])
def test_lots_that_are_none(lot: Any) -> None:
    with pytest.raises(ValueError, match="lot"):
        plan(lot, "II", "2.5")


@pytest.mark.parametrize(
    ("aql", "sentence"),
    [
        ("3.0", "AQL 3.0 is not in the table; the nearest are 2.5 and 4.0"),
        (Decimal("2000"), "the nearest is 1000"),
        ("0.001", "the nearest is 0.010"),
        ("2,5", "the AQL must be a number of the table"),
        ("-2.5", "the AQL must be a number of the table"),
        (True, "the AQL must be a number of the table"),
        (None, "the AQL must be a number of the table"),
        ("", "the AQL must be a number of the table"),
        ("NaN", "the AQL must be a number of the table"),
        (float("inf"), "the AQL must be a number of the table"),
        (Decimal("sNaN"), "the AQL must be a number of the table"),
        (Decimal("1E+999999999"), "the AQL must be a number of the table"),
        (10**10_000, "the AQL must be a number of the table"),
        ("9" * 100_000, "the AQL must be a number of the table"),
        (Fraction(5, 2), "the AQL must be a number of the table"),
    ],
    ids=lambda value: repr(value)[:12] if not isinstance(value, int) else "int",
)
def test_aqls_that_are_none(aql: Any, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence) as caught:
        plan(3_000, "II", aql)
    assert len(str(caught.value)) < 200


def test_unknown_names_are_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match="I, II, III, S-1, S-2, S-3, S-4"):
        plan(3_000, "IV", "2.5")
    with pytest.raises(ValueError, match="normal, tightened, reduced"):
        plan(3_000, "II", "2.5", "strict")
    with pytest.raises(ValueError, match="ISO 2859-1:1999, ISO 2859-1:2026"):
        plan(3_000, "II", "2.5", edition="ISO 2859-2")
    with pytest.raises(ValueError, match="unknown inspection level"):
        plan(3_000, ["II"], "2.5")  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="unknown severity"):
        plan(3_000, "II", "2.5", ["normal"])  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="unknown code letter"):
        open_cell("I", "2.5")


def test_editions_forgive_case_and_blanks_only() -> None:
    assert plan(3_000, "II", "2.5", edition="iso  2859-1:1999").edition == "ISO 2859-1:1999"
    with pytest.raises(ValueError, match="unknown edition"):
        plan(3_000, "II", "2.5", edition="ISO 2859")


def test_acceptance_numbers_of_the_size_that_was_drawn() -> None:
    assert ac_for_sample(125, "2.5") == ("K", 7, 8)
    assert ac_for_sample(125, "2.5", "tightened") == ("K", 5, 6)
    assert ac_for_sample(50, "2.5", "reduced") == ("K", 5, 6)
    assert ac_for_sample(50, "2.5", "reduced", "ANSI/ASQ Z1.4") == ("K", 3, 6)
    assert ac_for_sample(125, "2.5", "reduced", "MIL-STD-105E") == ("M", 7, 10)
    assert ac_for_sample(126, "2.5") is None  # no such row
    assert ac_for_sample(20, "1.0") is None  # an arrow stands there
    assert ac_for_sample(126, "not-allowed") == (None, 0, 1)
    assert ac_for_sample(125, 0) == ("K", 0, 1)
    with pytest.raises(ValueError, match="sample"):
        ac_for_sample(0, "2.5")


def test_three_reduced_letters_share_two_units() -> None:
    assert ac_for_sample(2, "25", "reduced") == ("A", 1, 2)  # C has 2/3: the strictest answers
    assert ac_for_sample(2, "25", "reduced", letter="C") == ("C", 2, 3)
    assert ac_for_sample(2, "25", "reduced", letter="K") == ("A", 1, 2)
    assert ac_for_sample(2, "15", "reduced") == ("C", 1, 2)  # A and B have arrows
    assert ac_for_sample(2, "25", "reduced", "MIL-STD-105E") == ("A", 1, 2)
    assert ac_for_sample(2, "15", "reduced", "MIL-STD-105E") == ("B", 0, 2)


@given(
    st.integers(2, 2_000_000),
    st.sampled_from(LEVELS),
    st.sampled_from(AQLS),
    st.sampled_from(SEVERITIES),
    st.sampled_from(["ISO 2859-1:1999", "MIL-STD-105E"]),
)
def test_every_plan_is_sane(lot: int, level: str, aql: str, severity: str, edition: str) -> None:
    got = plan(lot, level, aql, severity, edition)
    assert 0 <= got.ac < got.re
    assert got.re == got.ac + 1 or (severity, edition) == ("reduced", "MIL-STD-105E")
    assert 1 <= got.sample <= min(lot, got.table_sample)
    assert got.verdict(got.ac) == "accept"
    assert got.verdict(got.re) == "reject"


@given(
    st.integers(2, 2_000_000),
    st.sampled_from(LEVELS),
    st.integers(0, 24),
    st.sampled_from(SEVERITIES),
    st.sampled_from(["ISO 2859-1:1999", "MIL-STD-105E"]),
)
def test_numbers_never_fall_as_the_aql_rises(
    lot: int, level: str, column: int, severity: str, edition: str
) -> None:
    strict, lax = (plan(lot, level, AQLS[column + step], severity, edition) for step in (0, 1))
    assert lax.ac >= strict.ac
    assert lax.re >= strict.re
    if lax.ac == strict.ac and lax.re == strict.re:
        assert lax.table_sample <= strict.table_sample


@given(st.integers(2, 2_000_000), st.sampled_from(LEVELS), st.sampled_from(AQLS))
def test_tightened_is_at_least_as_strict_as_normal(lot: int, level: str, aql: str) -> None:
    normal, tightened = (plan(lot, level, aql, severity) for severity in ("normal", "tightened"))
    assert Fraction(tightened.re, tightened.table_sample) <= Fraction(normal.re, normal.table_sample)
