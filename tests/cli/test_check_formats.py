"""What `check` prints for other programs, and that accepted findings count nowhere but are told when asked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from .running import run

ACCEPTED = (
    'accepted:\n  - {code: UNREGISTERED_FILE, where: evidence/stray.txt, reason: "kept: a note", by: A, date:'
    " 2026-11-02}\n"
)


@pytest.fixture
def stray(here: Path) -> Path:
    (here / "cases" / "sound" / "evidence" / "stray.txt").write_text("x", "utf-8")
    return here


@pytest.fixture
def settled(stray: Path) -> Path:
    (stray / "cases" / "sound" / "accepted.yaml").write_text(ACCEPTED, "utf-8")
    return stray


def test_the_data_says_how_much_was_looked_at(stray: Path) -> None:
    told = json.loads(run("check", "sound", "--format", "json").out)
    assert list(told) == ["cases", "looked_at", "counts"]
    assert list(told["looked_at"]) == ["cases", "files", "exhibits", "checks"]
    assert told["looked_at"]["cases"] == 1 and told["looked_at"]["exhibits"] == 5
    assert told["counts"] == {"error": 0, "warning": 1, "note": 0, "accepted": 0}
    both = json.loads(run("check", "--format", "json").out)["looked_at"]
    assert both["cases"] == 2 and both["checks"] == told["looked_at"]["checks"] + 1


def test_what_is_accepted_does_not_count_and_is_told_when_asked(settled: Path) -> None:
    ran = run("check", "sound", "--strict")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.endswith(": no finding; 1 accepted\n")
    shown = run("check", "sound", "--show-accepted").out
    assert "cases/sound/evidence/stray.txt: accepted UNREGISTERED_FILE: " in shown
    assert "  reason: kept: a note (A, 2026-11-02)\n" in shown
    (group,) = json.loads(run("check", "sound", "--format", "json", "--show-accepted").out)["cases"]
    assert group["findings"] == []
    assert [(one["code"], one["reason"], one["by"], one["date"]) for one in group["accepted"]] == [
        ("UNREGISTERED_FILE", "kept: a note", "A", "2026-11-02")
    ]
    (group,) = json.loads(run("check", "sound", "--format", "json").out)["cases"]
    assert list(group) == ["case", "findings"]


def test_what_is_accepted_is_no_open_point_on_the_desk(settled: Path) -> None:
    rows = {row["case"]: row["findings"] for row in json.loads(run("status", "--json").out)["cases"]}
    assert rows["sound"] == {"error": 0, "warning": 0, "note": 0}
    (settled / "cases" / "sound" / "accepted.yaml").unlink()
    rows = {row["case"]: row["findings"] for row in json.loads(run("status", "--json").out)["cases"]}
    assert rows["sound"] == {"error": 0, "warning": 1, "note": 0}


def test_what_is_accepted_stays_in_the_figures(settled: Path) -> None:
    findings = json.loads(run("show", "sound", "--json").out)["findings"]
    assert [finding["code"] for finding in findings] == ["UNREGISTERED_FILE"]


def test_commands_for_github_are_one_line_each_and_escaped(here: Path) -> None:
    (here / "cases" / "sound" / "evidence" / "100%, a:b.txt").write_text("x", "utf-8")
    lines = run("check", "sound", "--format", "github").out.splitlines()
    assert (lines[0], lines[-1], len(lines)) == ("::group::sound", "::endgroup::", 3)
    assert lines[1].startswith(
        "::warning file=cases/sound/evidence/100%25%2C a%3Ab.txt,title=UNREGISTERED_FILE::"
    )
    assert run("check", "sound", "--format", "github").code == 0


@pytest.mark.parametrize("name", ["a\nb.txt", "a\r::error::b.txt"])
def test_a_name_cannot_write_a_command(here: Path, name: str) -> None:
    (here / "cases" / "sound" / "evidence" / name).write_text("x", "utf-8")
    for line in re.split(r"[\r\n]", run("check", "sound", "--format", "github").out.strip()):
        assert re.match(r"::(group|endgroup|warning file=|error file=|notice file=)", line)


def sarif(*more: str) -> dict[str, Any]:
    told = json.loads(run("check", *more, "--format", "sarif").out)
    assert told["version"] == "2.1.0" and told["$schema"].endswith("sarif-schema-2.1.0.json")
    (one,) = told["runs"]
    assert one["tool"]["driver"]["name"] == "lotproof"
    found: dict[str, Any] = one
    return found


def test_sarif_has_a_rule_with_its_page_for_every_code(stray: Path) -> None:
    one = sarif()
    rules = one["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({result["ruleId"] for result in one["results"]})
    for rule in rules:
        assert "helpUri" not in rule
        assert rule["name"].isalnum()
        assert "## How to mend it" in rule["help"]["markdown"]
        assert "```" not in rule["help"]["text"]
        assert rule["shortDescription"]["text"].endswith(".")
    for result in one["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("error", "warning", "note")
        assert result["message"]["text"]


def test_sarif_places_are_relative_to_the_workspace(stray: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (stray / "cases" / "sound" / "evidence" / "a b#ü.txt").write_text("x", "utf-8")
    monkeypatch.chdir(stray / "cases" / "sound" / "log")
    one = sarif()
    assert one["columnKind"] == "unicodeCodePoints"
    places = [result["locations"][0]["physicalLocation"] for result in one["results"]]
    uris = {place["artifactLocation"]["uri"] for place in places}
    assert "cases/sound/evidence/a%20b%23%C3%BC.txt" in uris
    assert all(place["artifactLocation"]["uriBaseId"] == "%SRCROOT%" for place in places)
    syntax = next(result for result in one["results"] if result["ruleId"] == "YAML_SYNTAX")
    region = syntax["locations"][0]["physicalLocation"]["region"]
    assert region["startLine"] >= 1 and region["startColumn"] >= 1


def test_sarif_of_a_case_outside_names_it_whole(
    stray: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "elsewhere" / "cases").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "elsewhere")
    one = sarif("../work/cases/sound")
    (place,) = [result["locations"][0]["physicalLocation"] for result in one["results"]]
    assert place["artifactLocation"] == {
        "uri": (stray / "cases" / "sound" / "evidence" / "stray.txt").as_uri()
    }


def test_sarif_suppresses_what_is_accepted(settled: Path) -> None:
    assert sarif("sound")["results"] == []
    (result,) = sarif("sound", "--show-accepted")["results"]
    assert result["suppressions"] == [{"kind": "external", "justification": "kept: a note (A, 2026-11-02)"}]
