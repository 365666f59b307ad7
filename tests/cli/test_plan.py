"""`plan`: the sentence a buyer quotes, the object a program reads, and slips in words."""

from __future__ import annotations

import json

import pytest

from lotproof import sampling
from lotproof.cli import main

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
        "accept on 3 or fewer nonconforming units, accept but return to normal inspection on 4 or 5, reject on 6"
        in text
    )


def test_the_object() -> None:
    assert json.loads(quoted("--lot", "3000", "--level", "II", "--aql", "2.5", "--json")) == {
        "lot": 3000, "level": "II", "aql": "2.5", "severity": "normal", "edition": "ISO 2859-1:1999", "letter": "K",
        "sample": 125, "ac": 7, "re": 8, "first_letter": "K", "arrow": None, "table_sample": 125,
        "full_inspection": False, "counts_nonconformities": False, "open_cell": None,
    }  # fmt: skip


WORKED = "--lot 3000 --level II --aql 2.5"
KNOWN_LEVELS = "known are I, II, III, S-1, S-2, S-3, S-4"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("--lot 0", "the lot size must be at least 2, not 0"),
        ("--lot 1", "the lot size must be at least 2, not 1"),
        ("--lot -5", "the lot size must be at least 2, not -5"),
        ("--lot 2.5", "the lot size must be a whole number, not '2.5'"),
        ("--lot 3,000", "the lot size must be a whole number, not '3,000' (did you mean 3000?)"),
        ("--lot ３０", "the lot size must be a whole number, not '３０'"),
        (f"--lot {'9' * 5000}", f"the lot size must be a whole number, not '{'9' * 56}.."),
        ("--level IV", f"unknown inspection level 'IV'; {KNOWN_LEVELS}"),
        ("--level ii", f"unknown inspection level 'ii' (did you mean II?); {KNOWN_LEVELS}"),
        ("--level GII", f"unknown inspection level 'GII' (did you mean II?); {KNOWN_LEVELS}"),
        ("--level 2", f"unknown inspection level '2' (did you mean II?); {KNOWN_LEVELS}"),
        ("--level S3", f"unknown inspection level 'S3' (did you mean S-3?); {KNOWN_LEVELS}"),
        ("--aql 2.6", "AQL 2.6 is not in the table; the nearest are 2.5 and 4.0"),
        (
            "--aql 2,5",
            "the AQL must be a number of the table such as 2.5, or not-allowed, not '2,5' (did you mean 2.5?)",
        ),
        (
            "--aql zero",
            "the AQL must be a number of the table such as 2.5, or not-allowed, not 'zero' (did you mean not-allowed?)",
        ),
        (
            "--severity tight",
            "unknown severity 'tight' (did you mean tightened?); known are normal, tightened, reduced",
        ),
        ("--units 126", "126 nonconforming units cannot come from 125 units checked"),
        ("--units 9 --checked 8", "9 nonconforming units cannot come from 8 units checked"),
        ("--units 9 --checked 126", "126 units checked is more than the sample of 125"),
        ("--units -1", "the count of nonconforming units must be at least 0, not -1"),
        (
            "--units 3 --confidence 95",
            "the confidence must lie between 0 and 1, such as 0.95, not '95' (did you mean 0.95?)",
        ),
        ("--double --units 81", "81 nonconforming units cannot come from a first sample of 80"),
        (
            "--double --units 3 --second-units 4",
            "the first sample decides (accept on 3); there is no second sample",
        ),
        (
            "--double --severity reduced",
            "double sampling is available for normal and tightened inspection, not for reduced",
        ),
    ],
    ids=lambda text: text[:24],
)
def test_a_slip_is_one_sentence_and_exit_2(arguments: str, says: str) -> None:
    ran = run("plan", *WORKED.split(), *arguments.split())
    assert (ran.code, ran.out, ran.err) == (2, "", f"error: {says}.\n")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Z1.4", "ANSI/ASQ Z1.4"),
        ("ANSI Z1.4", "ANSI/ASQ Z1.4"),
        ("ISO 2859", "ISO 2859-1:1999"),
        ("MIL-STD-105", "MIL-STD-105E"),
        ("GB/T 2828", "GB/T 2828.1"),
        ("ISO 9001", None),
        ("ISO 2859-2", None),
    ],
)
def test_an_edition_is_offered_and_never_assumed(typed: str, meant: str | None) -> None:
    ran = run("plan", *WORKED.split(), "--edition", typed)
    assert (ran.code, ran.out) == (2, "")
    assert f"unknown edition '{typed}'" in ran.err
    assert ("did you mean" in ran.err) == (meant is not None)
    assert meant is None or f"(did you mean {meant}?)" in ran.err
    assert ("ISO 2859-2 is for isolated lots" in ran.err) == (typed == "ISO 2859-2")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ("--lot 3000 --level II", "--aql is missing: a plan needs --lot, --level and --aql"),
        ("", "--lot is missing"),
        ("--inverse --sample 125", "--ac is missing: --inverse needs --sample and --ac"),
        (f"{WORKED} --sample 125", "--sample belongs to the question which plan gives it: add --inverse"),
        (f"{WORKED} --checked 8", "--checked needs --units"),
        (f"{WORKED} --units 8 --second-units 3", "--second-units needs --double"),
        (f"{WORKED} --double --second-units 3", "--second-units needs --units"),
        (f"{WORKED} --confidence 0.9", "--confidence needs --units"),
        (f"{WORKED} --double --units 3 --checked 9", "--checked and --double do not go together"),
        (f"{WORKED} --double --units 3 --confidence 0.9", "--double and --confidence do not go together"),
        (f"{WORKED} --units 3 --checked 9 --confidence 0.9", "--checked and --confidence do not go together"),
        ("--inverse --ranges", "--inverse and --ranges are two questions"),
        ("--inverse --sample 125 --ac 7 --oc", "--oc does not go with --inverse"),
        ("--inverse --sample 125 --ac 7 --aql 2.5", "--aql does not go with --inverse"),
        ("--ranges --level II --lot 30", "--lot does not go with --ranges"),
        ("--ranges --aql 2.5", "--aql needs --level"),
        ("--lot 5 --level II --aql 0.65 --double --units 0 --second-units 0", "there is no second sample"),
        ("--lot 3000 --level II --aql 25 --oc", "AQL 25 counts nonconformities per 100 units"),
        ("--lot 3000 --level II --aql 25 --units 3 --confidence 0.9", "AQL 25 counts nonconformities"),
    ],
)
def test_options_that_do_not_fit_together(arguments: str, says: str) -> None:
    ran = run("plan", *arguments.split())
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("error: ")
    assert ran.err.count("\n") == 1
    assert says in ran.err


def test_the_library_refuses_with_the_same_sentence() -> None:
    for typed, ask in (
        (("--lot", "1"), lambda: sampling.plan(1, "II", "2.5")),
        (("--level", "ii"), lambda: sampling.plan(3_000, "ii", "2.5")),
        (("--lot", "3,000"), lambda: sampling.plan("3,000", "II", "2.5")),  # type: ignore[arg-type]
        (("--edition", "Z1.4"), lambda: sampling.plan(3_000, "II", "2.5", edition="Z1.4")),
        (("--units", "126"), lambda: sampling.progress(sampling.plan(3_000, "II", "2.5"), 125, 126)),
    ):
        with pytest.raises(ValueError) as refused:
            ask()
        assert run("plan", *WORKED.split(), *typed).err == f"error: {refused.value}.\n"


def test_help_has_sections_examples_that_run_and_every_option() -> None:
    text = quoted("--help")
    for title in ("The lot and its rules:", "What was found:", "The curve:", "Other questions:", "Output:"):
        assert f"\n{title}\n" in text
    for parameter in main.commands["plan"].params:
        assert parameter.opts[0] in text
    examples = [line.split()[2:] for line in text.splitlines() if line.startswith("    lotproof plan ")]
    assert len(examples) == 8
    for arguments in examples:
        if "--svg" not in arguments:
            assert quoted(*arguments)


def test_nonconformities_are_called_so() -> None:
    text = quoted("--lot", "3000", "--level", "II", "--aql", "25", "--units", "30")
    assert "accept on 21 or fewer nonconformities, reject on 22 or more" in text
    assert "one unit may carry several" in text
    assert "Verdict on 30 nonconformities in the sample of 50: reject (22 or more reject)." in text


def test_an_open_cell_is_said() -> None:
    assert "\nOpen: the sources of this edition disagree" in quoted(*WORKED.split(), "--severity", "reduced")
