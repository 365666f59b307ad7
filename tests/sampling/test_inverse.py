"""Reading the tables backwards: every way found leads to the plan asked about, and none is missed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotproof.sampling import AQLS, LEVELS, SEVERITIES, LotRange, code_letter, lot_ranges, origins, plan


def test_the_worked_sample() -> None:
    (got,) = origins(125, 7, "normal")
    assert (got.severity, got.aql, got.letter, got.by_arrow, got.re) == ("normal", "2.5", "K", False, 8)
    assert LotRange("II", 1_201, 3_200) in got.lots
    assert LotRange("III", 501, 1_200) in got.lots
    assert [(each.severity, each.aql, each.letter) for each in origins(125, 8)] == [
        ("tightened", "4.0", "K"),
        ("reduced", "2.5", "M"),
    ]
    assert origins(126, 7) == ()


def test_arrows_lead_there_too() -> None:
    ways = {(each.aql, each.letter, each.by_arrow) for each in origins(20, 1, "normal")}
    assert ways == {("2.5", "F", False), ("2.5", "E", True)}
    assert {each.letter for each in origins(3_150, 1, "tightened")} == {"Q", "R"}


def test_ranges_of_a_letter() -> None:
    assert LotRange("II", 500_001, None) in lot_ranges("Q")
    assert lot_ranges("S") == ()
    assert [each.level for each in lot_ranges("R")] == ["III"]
    for letter in ("", "I", "AB", None):
        with pytest.raises(ValueError, match="unknown code letter"):
            lot_ranges(letter)  # type: ignore[arg-type]
    for letter in "ABCDEFGHJKLMNPQR":
        for each in lot_ranges(letter):
            for lot in (each.first, each.last or 10**9):
                assert code_letter(lot, each.level) == letter


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 2_000_000), st.sampled_from(LEVELS), st.sampled_from(AQLS), st.sampled_from(SEVERITIES))
def test_every_plan_is_found_again(lot: int, level: str, aql: str, severity: str) -> None:
    got = plan(lot, level, aql, severity)
    ways = [
        each
        for each in origins(got.table_sample, got.ac, severity)
        if each.aql == aql and any(r.level == level and r.first <= lot <= (r.last or lot) for r in each.lots)
    ]
    assert [each.letter for each in ways] == [got.first_letter]
    assert ways[0].by_arrow == (got.arrow is not None)


def test_unknown_names_are_refused() -> None:
    with pytest.raises(ValueError, match="unknown severity"):
        origins(125, 7, "strict")
    with pytest.raises(ValueError, match="unknown edition"):
        origins(125, 7, edition="ISO 9001")
    with pytest.raises(ValueError, match="sample"):
        origins(0, 7)
