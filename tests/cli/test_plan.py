"""`plan`: the sentence a buyer quotes, the object a program reads, and slips in words."""

from __future__ import annotations

import json

import pytest

from .running import run


def quoted(*arguments: str) -> str:
    ran = run("plan", *arguments)
    assert (ran.code, ran.err) == (0, "")
    return ran.out


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            "--lot 3000 --level II --aql 2.5",
            "ISO 2859-1:1999, single sampling, normal: lot 3,000, level II, AQL 2.5 -> code letter K: inspect 125 "
            "units; accept on 7 or fewer nonconforming units, reject on 8 or more.\n",
        ),
        (
            "--lot 3000 --level II --aql not-allowed",
            "ISO 2859-1:1999, single sampling, normal: lot 3,000, level II, accept on zero -> code letter K: inspect "
            "125 units; accept on no nonconforming unit, reject on 1 or more.\n",
        ),
        (
            "--lot 30 --level S-1 --aql 0.65",
            "ISO 2859-1:1999, single sampling, normal: lot 30, level S-1, AQL 0.65 -> code letter F: inspect 20 units; "
            "accept on no nonconforming unit, reject on 1 or more.\n"
            "The lot's own code letter is A; there an arrow leads down to F, whose sample size, acceptance and "
            "rejection numbers are used.\n",
        ),
    ],
)
def test_the_sentence(arguments: str, sentence: str) -> None:
    assert quoted(*arguments.split()) == sentence


def test_a_sample_larger_than_the_lot_is_the_whole_lot() -> None:
    assert "inspect 100 %" in quoted("--lot", "10", "--level", "II", "--aql", "0.65")


def test_between_the_numbers_of_reduced_inspection() -> None:
    text = quoted(
        "--lot", "3000", "--level", "II", "--aql", "2.5", "--severity", "reduced", "--edition", "MIL-STD-105E"
    )
    assert (
        "accept on 3 or fewer nonconforming units, accept but return to normal inspection on 4 to 5, reject on 6"
        in text
    )


def test_the_object() -> None:
    assert json.loads(quoted("--lot", "3000", "--level", "II", "--aql", "2.5", "--json")) == {
        "lot": 3000, "level": "II", "aql": "2.5", "severity": "normal", "edition": "ISO 2859-1:1999", "letter": "K",
        "sample": 125, "ac": 7, "re": 8, "first_letter": "K", "full_inspection": False, "open_cell": None,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("--lot 3000 --level IV --aql 2.5", "error: unknown inspection level 'IV'; known are I, II, III"),
        ("--lot 3000 --level II --aql 2.6", "error: "),
        ("--lot 1 --level II --aql 2.5", "error: "),
        ("--lot 3,000 --level II --aql 2.5", "'3,000' is not a valid integer"),
        ("--lot 3000 --level II --aql 2.5 --severity hard", "error: "),
        ("--lot 3000 --level II --aql 2.5 --edition ISO", "error: unknown edition"),
        ("--lot 3000 --level II", "Missing option '--aql'"),
    ],
)
def test_slips_are_sentences_and_usage(arguments: str, says: str) -> None:
    ran = run("plan", *arguments.split())
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err
