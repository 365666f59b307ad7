"""`explain`: the page of a code as typed by a person, the list of them, and both as data."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lotproof.check.pages import AREAS, known

from .running import run


def test_a_page_is_printed_with_its_example() -> None:
    ran = run("explain", "SAMPLE_SIZE_DIFFERS")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == "SAMPLE_SIZE_DIFFERS  Sample and verdict"
    assert "        sample: 200    # the units that the report says were drawn" in lines
    assert lines[-1].startswith("  A2 · ISO 2859-1:1999")
    assert "```" not in ran.out and "##" not in ran.out
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("typed", ["unknown_key", "Unknown-Key", "unknown key", " UNKNOWN_KEY "])
def test_a_code_is_known_however_it_is_typed(typed: str) -> None:
    assert run("explain", typed).out.startswith("UNKNOWN_KEY  Typing\n")


def test_without_a_code_all_are_listed_by_area() -> None:
    lines = run("explain").out.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == list(AREAS)
    assert sorted(line.split()[0] for line in lines if line.startswith(" ")) == list(known())


def test_pages_as_data() -> None:
    told = json.loads(run("explain", "--json").out)["codes"]
    assert [one["code"] for one in told] == list(known())
    (one,) = json.loads(run("explain", "WORDING", "--json").out)["codes"]
    assert list(one) == ["code", "area", "meaning", "why", "mend", "rule"]


def test_a_code_there_is_not_prints_no_data() -> None:
    ran = run("explain", "XYZZY")
    assert (ran.code, ran.out) == (2, "")
    assert "lotproof explain lists them all" in ran.err
    assert run("explain", "../codes").code == 2


def test_no_workspace_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("explain", "WORDING").code == 0
