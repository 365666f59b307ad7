"""Every cell of every table, in both families of editions, against the transcribed tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lotproof.sampling import EDITIONS, ac_for_sample, code_letter, double_plan, open_cell, plan
from lotproof.sampling.aql import AQLS, column_of
from lotproof.sampling.double import DoublePlan
from lotproof.sampling.editions import edition_named
from lotproof.sampling.letters import LEVELS
from lotproof.sampling.tables import cell

SEVERITIES = ("normal", "tightened", "reduced")

Rows = Callable[[str], list[dict[str, str]]]
Names = dict[str, tuple[str, ...]]
Lots = dict[str, tuple[int, str]]


def test_code_letters_at_both_ends_of_every_band(rows: Rows) -> None:
    expected = rows("code_letters.csv")
    assert len(expected) == 105
    for row in expected:
        for lot in (int(row["lot_min"]), int(row["lot_max"] or 10**7)):
            assert code_letter(lot, row["level"]) == row["letter"], (lot, row["level"])
    assert {row["level"] for row in expected} == set(LEVELS)


def test_the_tables_have_the_transcribed_editions_and_aqls(rows: Rows, edition_names: Names) -> None:
    expected = rows("single_normal.csv")
    assert {known.name for known in EDITIONS} == {name for names in edition_names.values() for name in names}
    assert {row["aql"] for row in expected} == set(AQLS)


@pytest.mark.parametrize("severity", SEVERITIES)
def test_every_single_plan(severity: str, rows: Rows, edition_names: Names, lot_of_letter: Lots) -> None:
    compared = 0
    for row in rows(f"single_{severity}.csv"):
        if row["code_letter"] == "S":
            continue  # no lot leads to S directly: next test
        lot, level = lot_of_letter[row["code_letter"]]
        for edition in edition_names[row["edition"]]:
            got = plan(lot, level, row["aql"], severity, edition)
            where = (edition, row["code_letter"], row["aql"])
            assert (got.letter, got.table_sample, got.ac, got.re) == (
                row["resolved_letter"], int(row["n"]), int(row["ac"]), int(row["re"])
            ), where  # fmt: skip
            assert (got.first_letter, got.aql, got.edition) == (row["code_letter"], row["aql"], edition)
            assert got.arrow == (row["arrow"] or None), where
            assert got.sample == min(got.table_sample, lot)
            assert got.full_inspection == (got.table_sample >= lot)
            compared += 1
    assert compared == 416 * 7


@pytest.mark.parametrize("severity", SEVERITIES)
def test_every_printed_cell(severity: str, rows: Rows, edition_names: Names) -> None:
    for row in rows(f"single_{severity}.csv"):
        text = edition_named(edition_names[row["edition"]][0])
        column = column_of(row["aql"])
        assert column is not None
        got = cell(row["code_letter"], column, severity, text)
        assert got.arrow == (row["arrow"] or None)
        assert (got.ac, got.re) == tuple(
            int(row[key]) if row[key] else None for key in ("printed_ac", "printed_re")
        )


@pytest.mark.parametrize("severity", SEVERITIES)
def test_every_row_by_its_sample_size(severity: str, rows: Rows, edition_names: Names) -> None:
    for row in rows(f"single_{severity}.csv"):
        got = ac_for_sample(
            int(row["row_sample_size"]),
            row["aql"],
            severity,
            edition_names[row["edition"]][0],
            row["code_letter"],
        )
        if not row["arrow"]:
            assert got == (row["code_letter"], int(row["printed_ac"]), int(row["printed_re"]))
        elif severity != "reduced" or row["code_letter"] not in "ABC":
            assert got is None


@pytest.mark.parametrize("severity", ("normal", "tightened"))
def test_every_double_plan(severity: str, rows: Rows, edition_names: Names, lot_of_letter: Lots) -> None:
    compared = 0
    for row in rows(f"double_{severity}.csv"):
        if row["code_letter"] == "S":
            continue
        # The largest lots of level I to III keep "use the single plan for small lots" out of the comparison.
        lot, level = lot_of_letter[row["code_letter"]]
        edition = edition_names[row["edition"]][0]
        got = double_plan(lot, level, row["aql"], severity, edition)
        single = plan(lot, level, row["aql"], severity, edition)
        assert single.letter == row["resolved_letter"]
        assert (single.table_sample, single.ac, single.re) == tuple(
            int(row[f"single_{key}"]) for key in ("n", "ac", "re")
        )
        if row["kind"] == "use_single":
            assert got == single
        elif int(row["n2_cumulative"]) >= lot:
            assert got == single  # both samples would be the lot
        else:
            assert isinstance(got, DoublePlan)
            assert (got.first, got.ac1, got.re1, got.first + got.second, got.ac2, got.re2) == tuple(
                int(row[key]) for key in ("n1", "ac1", "re1", "n2_cumulative", "ac2", "re2")
            ), (edition, row["code_letter"], row["aql"])
            assert got.letter == row["resolved_letter"]
            compared += 1
    assert compared > 520


def test_supplementary_letter_s() -> None:
    for edition in (known.name for known in EDITIONS):
        for lot, level, letter in ((500_001, "II", "Q"), (500_001, "III", "R")):
            got = plan(lot, level, "0.025", "tightened", edition)
            assert (got.first_letter, got.letter, got.sample, got.ac, got.re) == (letter, "S", 3150, 1, 2)
            double = double_plan(lot, level, "0.025", "tightened", edition)
            assert isinstance(double, DoublePlan)
            assert (double.first, double.ac1, double.re1, double.second, double.ac2, double.re2) == (
                2000, 0, 2, 2000, 1, 2
            )  # fmt: skip
    assert ac_for_sample(3150, "0.025", "tightened") == ("S", 1, 2)
    assert ac_for_sample(3150, "0.040", "tightened") is None
    assert ac_for_sample(3150, "0.025", "normal") is None
    assert ac_for_sample(3150, "0.025", "reduced") is None


def test_open_cells_are_said(rows: Rows, lot_of_letter: Lots) -> None:
    open_1999 = {
        (severity, letter, aql)
        for severity in SEVERITIES
        for letter in lot_of_letter
        for aql in AQLS
        if open_cell(letter, aql, severity, "ISO 2859-1:1999")
    }
    fourth_diagonal = {
        ("reduced", row["code_letter"], row["aql"])
        for row in rows("single_reduced.csv")
        if row["edition"] == "ISO1999" and row["printed_ac"] == "5" and row["code_letter"] not in "AB"
    }
    assert len(fourth_diagonal) == 14
    assert open_1999 == fourth_diagonal | {("tightened", "A", "10")}
    assert "Ac 4" in (plan(3_000, "II", "2.5", "reduced").open_cell or "")
    assert "letter A" in (plan(5, "II", "10", "tightened").open_cell or "")
    for aql in AQLS:
        for letter in lot_of_letter:
            assert not open_cell(letter, aql, "reduced", "MIL-STD-105E")
            assert not open_cell(letter, aql, "tightened", "MIL-STD-105E")


def test_the_2026_text_says_what_of_it_was_not_compared() -> None:
    assert plan(3_000, "II", "2.5", edition="ISO 2859-1:2026").open_cell is None
    assert "not compared" in (plan(3_000, "II", "15", edition="ISO 2859-1:2026").open_cell or "")
    assert "arrow" in (plan(3_000, "II", "0.010", edition="ISO 2859-1:2026").open_cell or "")
    assert plan(3_000, "II", "not-allowed", edition="ISO 2859-1:2026").open_cell is None
