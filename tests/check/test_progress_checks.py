"""What `check` says of an inspection that is going on: impossible counts, a missing count, a verdict now certain."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lotproof.check.all import check
from lotproof.compute.all import compute
from lotproof.read.case import read_case

CASE = Path(__file__).parent.parent / "cases" / "in-progress"
ABOUT = {"UNITS_CHECKED_IMPOSSIBLE", "SAMPLE_UNFINISHED", "VERDICT_CERTAIN", "NO_FAILED_INSPECTION"}


def found(folder: Path, *changes: tuple[str, str]) -> list[tuple[str, str, str]]:
    """Code, severity and message of the findings this file is about, after `changes` to the text of case.yaml."""
    facts = folder / "case.yaml"
    text = facts.read_text("utf-8").replace("weight\n        level: S-2\n        sample: 8\n", WEIGHT)
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    facts.write_text(text, "utf-8")
    case, _ = read_case(folder)
    assert case is not None
    findings = check(case, compute(case, datetime(2026, 12, 31, tzinfo=UTC)))
    return [(f.code, f.severity, f.message) for f in findings if f.code in ABOUT]


WEIGHT = "weight\n        level: S-2\n        sample: 8\n        units_checked: 8\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CASE, tmp_path / "in-progress"))


def test_an_open_inspection_has_nothing_to_say(folder: Path) -> None:
    assert found(folder) == []


def test_the_deciding_unit_is_said_as_far_as_it_is_known(folder: Path) -> None:
    said = found(folder, ("units: 5", "units: 9"))
    assert said == [
        (
            "VERDICT_CERTAIN",
            "note",
            (
                "major is rejectable after 60 of 125 units checked: 9 nonconforming, Re 8, certain at or"
                " before unit 59."
            ),
        )
    ]


def test_an_acceptance_that_nothing_can_change_is_said_too(folder: Path) -> None:
    said = found(folder, ("units_checked: 60", "units_checked: 123"))
    assert [message for _, _, message in said] == [
        (
            "major is accepted already after 123 of 125 units checked: 5 nonconforming, Re 8, certain at or"
            " before unit 123."
        ),
        (
            "minor is accepted already after 123 of 125 units checked: 2 nonconforming, Re 11, certain at or"
            " before unit 117."
        ),
    ]


def test_a_whole_sample_is_not_said_to_be_certain_early(folder: Path) -> None:
    said = found(folder, ("units_checked: 60", "units_checked: 125"))
    assert [code for code, _, _ in said] == ["NO_FAILED_INSPECTION"]


@pytest.mark.parametrize(
    ("checked", "message"),
    [
        ("126", "126 units are said to be checked of a sample of 125."),
        ("6", "7 nonconforming units are counted in 6 units checked."),
    ],
)
def test_impossible_counts(folder: Path, checked: str, message: str) -> None:
    said = found(folder, ("units_checked: 60", f"units_checked: {checked}"))
    assert ("UNITS_CHECKED_IMPOSSIBLE", "error", message) in said


def test_a_finished_report_on_an_unfinished_sample_is_attacked(folder: Path) -> None:
    said = found(folder, ("status: in-progress", "status: final"))
    assert (
        "SAMPLE_UNFINISHED",
        "warning",
        "only 60 of the 125 units drawn were checked, but nothing says in progress.",
    ) in said


def test_progress_without_a_count_is_asked_for(folder: Path) -> None:
    said = found(folder, ("        units_checked: 60\n", ""))
    assert [(code, severity) for code, severity, _ in said] == [("SAMPLE_UNFINISHED", "note")]
