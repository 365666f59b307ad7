"""Switching rules of both families, on series built so that two readings of a rule give different answers."""

from __future__ import annotations

import pytest

from lotproof.sampling import (
    Plan,
    SeriesLot,
    SeriesState,
    begin_reduced,
    plan,
    resume_tightened,
    series_state,
    series_states,
)

NORMAL = plan(3_000, "II", "2.5")  # 7/8; one AQL tighter 5/6
TIGHTENED = plan(3_000, "II", "2.5", "tightened")  # 5/6
REDUCED_MIL = plan(3_000, "II", "2.5", "reduced", "MIL-STD-105E")  # 3/6


def lots(marks: str, on: Plan = NORMAL) -> list[SeriesLot]:
    """'.' accepted with no nonconforming unit, 'x' not accepted, 'r' a resubmitted lot that is not accepted."""
    return [SeriesLot(on, 0 if mark == "." else on.re, resubmitted=mark == "r") for mark in marks]


@pytest.mark.parametrize(
    ("marks", "severity"),
    [
        ("", "normal"),
        ("x", "normal"),  # one failed inspection alone does not switch
        ("xx", "tightened"),
        ("x...x", "tightened"),  # second of five
        ("x....x", "normal"),  # six lots apart
        ("..x....x...x", "tightened"),
        ("xr", "normal"),  # a resubmitted lot does not count
        ("xr...x", "tightened"),  # and does not stretch the five
    ],
)
def test_normal_to_tightened(marks: str, severity: str) -> None:
    for edition in ("ISO 2859-1:1999", "MIL-STD-105E"):
        assert series_state(lots(marks), edition).severity == severity


def test_tightened_to_normal_after_five_in_a_row() -> None:
    tightened = lots("xx")
    assert series_state(tightened + lots("....", TIGHTENED)).severity == "tightened"
    back = series_state(tightened + lots(".....", TIGHTENED))
    assert back.severity == "normal"
    assert "five consecutive" in (back.because or "")
    assert series_state(tightened + lots("..x...", TIGHTENED)).severity == "tightened"
    assert series_state(tightened + lots("..x.....", TIGHTENED)).severity == "normal"


def test_discontinued_after_five_not_accepted_in_newer_texts() -> None:
    series = lots("xx") + lots("x..x..x..x..", TIGHTENED)
    for edition in ("ISO 2859-1:1999", "ISO 2859-1:2026", "ANSI/ASQ Z1.4"):
        assert not series_state(series, edition).discontinued
        stopped = series_state([*series, *lots("x", TIGHTENED)], edition)
        assert stopped.discontinued
        assert "five lots" in (stopped.because or "")
    with pytest.raises(ValueError, match="only after corrective action"):
        series_state(series + lots("x.", TIGHTENED))
    resumed = resume_tightened(stopped)
    assert (resumed.severity, resumed.discontinued) == ("tightened", False)
    assert series_state(lots(".....", TIGHTENED), start=resumed).severity == "normal"
    with pytest.raises(ValueError, match="not discontinued"):
        resume_tightened(SeriesState())


def test_discontinued_after_ten_on_tightened_in_older_texts() -> None:
    series = lots("xx") + lots("..x..x..x", TIGHTENED)
    assert not series_state(series, "MIL-STD-105E").discontinued
    assert series_state(series + lots(".", TIGHTENED), "MIL-STD-105E").discontinued
    assert not series_state(series + lots(".", TIGHTENED), "ANSI/ASQ Z1.4").discontinued


def test_switching_score_of_the_1999_text() -> None:
    assert series_state([SeriesLot(NORMAL, 5)]).score == 3
    assert series_state([SeriesLot(NORMAL, 6)]).score == 0  # accepted, but not one AQL tighter
    assert series_state([SeriesLot(NORMAL, 5), SeriesLot(NORMAL, 6)]).score == 0
    one = plan(90, "II", "2.5")
    assert (one.ac, series_state([SeriesLot(one, 1)]).score) == (1, 2)
    assert series_state([SeriesLot(one, 1), SeriesLot(one, 2)]).score == 0
    zero = plan(3_000, "II", "not-allowed")
    assert series_state([SeriesLot(zero, 0)] * 3).score == 6
    nine, ten = series_state(lots("." * 9)), series_state(lots("." * 10))
    assert (nine.score, nine.may_reduce, ten.score, ten.may_reduce) == (27, False, 30, True)
    assert ten.severity == "normal"  # offered, never begun unasked
    assert not series_state([*lots("." * 10), SeriesLot(NORMAL, 7)]).may_reduce


def test_ten_accepted_lots_open_reduced_inspection_in_the_older_family() -> None:
    nine, ten = (series_state(lots("." * count), "MIL-STD-105E") for count in (9, 10))
    assert (nine.may_reduce, ten.may_reduce, ten.score) == (False, True, 0)
    assert not series_state(lots("." * 9 + "x." * 1), "MIL-STD-105E").may_reduce


def test_reduced_to_normal() -> None:
    reduced = begin_reduced(series_state(lots("." * 10), "MIL-STD-105E"))
    assert reduced.severity == "reduced"
    assert series_state([SeriesLot(REDUCED_MIL, 3)], "MIL-STD-105E", reduced).severity == "reduced"
    between = series_state([SeriesLot(REDUCED_MIL, 4)], "MIL-STD-105E", reduced)
    assert (between.severity, "between Ac and Re" in (between.because or "")) == ("normal", True)
    assert series_state([SeriesLot(REDUCED_MIL, 6)], "MIL-STD-105E", reduced).severity == "normal"
    assert (
        series_state([SeriesLot(REDUCED_MIL, 0, irregular=True)], "MIL-STD-105E", reduced).severity
        == "normal"
    )
    with pytest.raises(ValueError, match="not open yet"):
        begin_reduced(series_state(lots(".....")))
    with pytest.raises(ValueError, match="not open yet"):
        begin_reduced(series_state(lots("xx")))


def test_a_lot_inspected_on_the_wrong_severity_counts_only_where_it_must() -> None:
    assert (
        series_state(lots("xx") + lots(".....", NORMAL)).severity == "tightened"
    )  # lighter and accepted: no
    refused = series_state(lots("xx") + lots("x", NORMAL))
    assert refused.not_accepted_on_tightened == 1  # not accepted even on the lighter plan
    assert series_state(lots("x") + lots("x", TIGHTENED)).severity == "normal"  # might have passed on normal
    assert series_state(lots(".", TIGHTENED)).accepted_in_a_row == 1


def test_one_state_after_each_lot() -> None:
    states = series_states(lots("x.x"))
    assert [state.severity for state in states] == ["normal", "normal", "tightened"]
    assert series_states([]) == ()
    assert series_state([]) == SeriesState()
    with pytest.raises(ValueError, match="unknown edition"):
        series_state([], "ISO 9001")
    with pytest.raises(ValueError, match="whole number"):
        series_state([SeriesLot(NORMAL, 1.5)])  # type: ignore[arg-type]
