"""`plan --inverse` and `plan --ranges`: the tables read backwards and across."""

from __future__ import annotations

import json
from typing import Any

import pytest

from lotproof.sampling import plan

from .running import run


def out(*arguments: str) -> str:
    ran = run("plan", *arguments)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def data(*arguments: str) -> Any:
    return json.loads(out(*arguments, "--json"))


def test_the_way_back_to_the_worked_plan() -> None:
    assert out("--inverse", "--sample", "125", "--ac", "7") == (
        "ISO 2859-1:1999: one way leads to a sample of 125 with Ac 7.\n"
        "\n"
        "severity  AQL  Re  letter  lots by inspection level\n"
        "normal    2.5   8  K       I: 10,001 to 35,000; II: 1,201 to 3,200; III: 501 to 1,200; S-4: 500,001 and more\n"
    )
    (way,) = data("--inverse", "--sample", "125", "--ac", "7")["plans"]
    assert (way["severity"], way["aql"], way["re"], way["letter"], way["by_arrow"]) == (
        "normal",
        "2.5",
        8,
        "K",
        False,
    )
    assert {"level": "II", "first": 1_201, "last": 3_200} in way["lots"]


def test_arrows_and_narrowing() -> None:
    assert "E by an arrow" in out("--inverse", "--sample", "20", "--ac", "1", "--severity", "normal")
    (way,) = data(
        "--inverse", "--sample", "20", "--ac", "1", "--lot", "90", "--level", "II", "--severity", "normal"
    )["plans"]
    assert (way["letter"], way["lots"]) == ("E", [{"level": "II", "first": 51, "last": 90}])
    assert data("--inverse", "--sample", "125", "--ac", "7", "--lot", "900", "--level", "I")["plans"] == []


def test_the_whole_lot_as_sample() -> None:
    ways = data("--inverse", "--sample", "15", "--ac", "0", "--lot", "15", "--level", "II")["plans"]
    assert {(way["severity"], way["aql"]) for way in ways} >= {("normal", "0.65"), ("tightened", "1.0")}
    for way in ways:
        assert plan(15, "II", way["aql"], way["severity"]).sample == 15


@pytest.mark.parametrize(
    ("sample", "ac", "says"),
    [
        (
            "125",
            "4",
            "Its plans under normal inspection have Ac 0 (AQL 0.10), 1 (AQL 0.40), 2 (AQL 0.65), 3 (AQL 1.0)",
        ),
        ("126", "7", "The sample sizes under normal inspection are 2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200"),
    ],
)
def test_a_plan_there_is_not(sample: str, ac: str, says: str) -> None:
    text = out("--inverse", "--sample", sample, "--ac", ac)
    assert text.startswith(f"ISO 2859-1:1999: no single plan has a sample of {sample} with Ac {ac}.\n")
    assert says in text


def test_accept_on_zero_is_named_beside_the_table() -> None:
    assert "Accept on zero (--aql not-allowed) has Ac 0 as well" in out(
        "--inverse", "--sample", "50", "--ac", "0"
    )


def test_a_sample_above_the_lot() -> None:
    ran = run("plan", "--inverse", "--sample", "125", "--ac", "7", "--lot", "100")
    assert (ran.code, ran.err) == (2, "error: a sample of 125 cannot be drawn from a lot of 100.\n")


def test_table_1() -> None:
    text = out("--ranges").splitlines()
    assert text[0] == "ISO 2859-1:1999, table 1: code letters."
    assert text[2].split() == ["lot", "S-1", "S-2", "S-3", "S-4", "I", "II", "III"]
    assert text[12].split() == ["1,201", "to", "3,200", "C", "D", "E", "G", "H", "K", "L"]
    assert text[17].split() == ["500,001", "and", "more", "D", "E", "H", "K", "N", "Q", "R"]
    assert len(data("--ranges")["ranges"]) == 15


def test_the_lots_of_a_level_with_the_plans_of_an_aql() -> None:
    text = out("--ranges", "--level", "II", "--aql", "2.5")
    assert (
        "2 to 8              A            5   0   1  arrow down to C; inspect 100 % of lots up to 5\n" in text
    )
    assert "1,201 to 3,200      K          125   7   8\n" in text
    assert text.endswith("500,001 and more    Q          500  21  22  arrow up to N\n")
    for row in data("--ranges", "--level", "II", "--aql", "2.5", "--severity", "tightened")["ranges"]:
        for lot in (row["first"], row["last"] or 10**7):
            got = plan(lot, "II", "2.5", "tightened")
            assert (got.first_letter, got.letter, got.table_sample, got.ac, got.re) == (
                row["letter"], row["plan_letter"], row["sample"], row["ac"], row["re"],
            )  # fmt: skip
            assert got.full_inspection == (lot <= (row["full_inspection_up_to"] or 0))


def test_a_level_alone_has_every_letters_own_sample() -> None:
    text = out("--ranges", "--level", "S-1")
    assert text.splitlines()[2:4] == [
        "lot              letter  sample",
        "2 to 50          A            2  inspect 100 % of lots up to 2",
    ]
    assert (
        "error: unknown inspection level 'ii' (did you mean II?)"
        in run("plan", "--ranges", "--level", "ii").err
    )
    assert run("plan", "--ranges", "--edition", "ISO").code == 2
