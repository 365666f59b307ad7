"""`plan` with counts: verdicts, an inspection still going on, the second sample of a double plan, an isolated lot."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .running import run

WORKED = ("--lot", "3000", "--level", "II", "--aql", "2.5")


def lines(*arguments: str, base: tuple[str, ...] = WORKED) -> list[str]:
    ran = run("plan", *base, *arguments)
    assert (ran.code, ran.err) == (0, "")
    return ran.out.splitlines()[1:]


def data(*arguments: str, base: tuple[str, ...] = WORKED) -> dict[str, Any]:
    ran = run("plan", *base, *arguments, "--json")
    assert (ran.code, ran.err) == (0, "")
    found: dict[str, Any] = json.loads(ran.out)
    return found


def test_a_verdict_with_what_the_lot_holds() -> None:
    assert lines("--units", "11") == [
        "Verdict on 11 nonconforming units in the sample of 125: reject (8 or more reject).",
        "If the rest are like the sample, about 264 of the 3,000 units are nonconforming; 137 to 452 covers it with "
        "95 % confidence, and it is at least 153 with 95 % confidence (exact).",
        "Inspected again unsorted, the same lot would pass this plan with a chance of 12.6 % if it holds 264 of them, "
        "of 79.1 % if 137.",
    ]
    got = data("--units", "11")
    assert got["verdict"] == "reject"
    assert got["limits"] == {
        "confidence": "0.95", "estimate": 264, "lower": 137, "upper": 452, "at_least": 153, "up_to": None,
    }  # fmt: skip
    assert got["repeat"] == {"at_estimate": "0.12618757", "at_lower": "0.79084836"}


def test_none_found_proves_nothing() -> None:
    assert lines("--units", "0") == [
        "Verdict on no nonconforming unit in the sample of 125: accept (Ac 7).",
        "That does not prove that the lot of 3,000 holds none: up to 69 nonconforming units would still be consistent "
        "with it at 95 % confidence (exact).",
    ]


def test_any_confidence() -> None:
    assert "5 to 314 covers it with 99.9 % confidence" in lines("--units", "3", "--confidence", "0.999")[1]
    assert "with over 33.333333 % confidence" in lines("--units", "3", "--confidence", "1/3")[1]
    # never rounded up to a confidence that was not asked for
    assert "with 99.99999999 % confidence" in lines("--units", "3", "--confidence", "0.9999999999")[1]


def test_a_lot_inspected_whole() -> None:
    whole = ("--lot", "10", "--level", "II", "--aql", "0.65")
    assert lines("--units", "2", base=whole)[-2:] == [
        "Verdict on 2 nonconforming units in the sample of 10: reject (1 or more reject).",
        "Every unit was inspected: the lot holds 2 nonconforming of 10.",
    ]


def test_between_the_numbers_it_accepts_and_returns_to_normal() -> None:
    reduced = (*WORKED, "--severity", "reduced", "--edition", "MIL-STD-105E")
    got = lines("--units", "4", base=reduced)[0]
    assert got == (
        "Verdict on 4 nonconforming units in the sample of 50: accept (Ac 3), and return to normal inspection."
    )


@pytest.mark.parametrize(
    ("counts", "says"),
    [
        (
            "--checked 96 --units 8",
            ["After 96 of 125 units with 8 nonconforming units: reject; that is certain, whatever the other 29 show."],
        ),
        (
            "--checked 118 --units 0",
            ["After 118 of 125 units with no nonconforming unit: accept; that is certain, whatever the other 7 show."],
        ),
        ("--checked 125 --units 7",
            ["After 125 of 125 units with 7 nonconforming units: accept; the sample is complete."]),
        (
            "--checked 60 --units 4",
            [
                "After 60 of 125 units with 4 nonconforming units: not decided; 4 more nonconforming units reject the "
                "lot, 62 more conforming ones accept it.",
                "Chance of passing from here: 92.0 % if the units to come are from a process at the AQL (2.5 %), 36.3 "
                "% if they are like those so far (6.67 % nonconforming).",
            ],
        ),
        (
            "--checked 95 --units 7",
            [
                "After 95 of 125 units with 7 nonconforming units: not decided; 1 more nonconforming unit rejects the "
                "lot, 30 more conforming ones accept it.",
                "Chance of passing from here: 46.8 % if the units to come are from a process at the AQL (2.5 %), 10.1 "
                "% if they are like those so far (7.37 % nonconforming).",
            ],
        ),
    ],
)  # fmt: skip
def test_an_inspection_that_is_still_going_on(counts: str, says: list[str]) -> None:
    assert lines(*counts.split()) == says


def test_progress_as_data() -> None:
    got = data("--checked", "60", "--units", "4")
    assert {key: got[key] for key in ("checked", "units", "verdict", "to_reject", "to_accept")} == {
        "checked": 60, "units": 4, "verdict": None, "to_reject": 4, "to_accept": 62,
    }  # fmt: skip
    assert set(got["passing"]) == {"at_aql", "as_so_far", "even_prior"}
    assert data("--checked", "0", "--units", "0")["passing"]["as_so_far"] is None
    assert data("--checked", "96", "--units", "8")["passing"] is None


def test_nonconformities_never_accept_early() -> None:
    base = ("--lot", "25", "--level", "II", "--aql", "25")
    got = lines("--checked", "4", "--units", "0", base=base)
    assert got[-1] == (
        "After 4 of 5 units with no nonconformity: not decided; 4 more nonconformities reject the lot, 1 more unit "
        "checked without them accepts it."
    )
    assert data("--checked", "2", "--units", "3", base=base)["verdict"] is None


def test_the_double_plan_and_its_decisions() -> None:
    ran = run("plan", *WORKED, "--double")
    assert ran.out.splitlines() == [
        "ISO 2859-1:1999, double sampling, normal: lot 3,000, level II, AQL 2.5 -> code letter K: inspect 80 units; "
        "accept on 3 or fewer nonconforming units, reject on 6 or more; on 4 or 5 inspect 80 more, and accept on 9 or "
        "fewer in both samples together, reject on 10 or more.",
        "Where lots are exactly at the AQL it inspects 90.0 units on average; the single plan inspects 125 (Ac 7, "
        "Re 8).",
    ]
    decisions = {
        "--units 3": "accept; no second sample is drawn.",
        "--units 6": "reject; no second sample is drawn.",
        "--units 4": "draw the second sample; 5 or fewer more in its 80 units accept the lot.",
        "--units 4 --second-units 5": "accept.",
        "--units 4 --second-units 6": "reject.",
    }
    for counts, decision in decisions.items():
        assert lines("--double", *counts.split())[-1].endswith(f": {decision}")
    got = data("--double", "--units", "4")
    assert got["double"] == {"first": 80, "ac1": 3, "re1": 6, "second": 80, "ac2": 9, "re2": 10}
    assert (got["decision"], got["verdict"]) == ("draw the second sample", None)
    assert data("--double", "--units", "4", "--second-units", "6")["verdict"] == "reject"


def test_where_the_double_table_says_to_use_the_single_plan() -> None:
    ran = run("plan", "--lot", "3000", "--level", "II", "--aql", "0.10", "--double", "--units", "0")
    assert ran.out.startswith("There is no double plan here: the single one is used.\n")
    assert data("--double", base=("--lot", "3000", "--level", "II", "--aql", "0.10"))["double"] is None


def test_an_isolated_lot_is_said_to_be_one() -> None:
    got = lines("--isolated")
    assert "ISO 2859-2 is the standard for lots in isolation" in got[0]
    assert (
        "with 274 nonconforming units (9.13 %) the lot is still accepted with a chance above 10 %" in got[1]
    )
    assert data("--isolated")["isolated"] == {"accepted_above_10_percent": 274, "share": "0.09133333"}
    assert "with 268 nonconforming units" in lines("--isolated", "--double")[-1]
