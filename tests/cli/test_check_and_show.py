"""`check` and `show`: what goes to which stream, which code they leave with, and that they only read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lotproof.build.look import look
from lotproof.check.all import CHECKS
from lotproof.view.data import as_data

from .running import picture, process, run

BROKEN = "bracket-never-closed"


def test_a_sound_case_has_nothing_to_say(here: Path) -> None:
    ran = run("check", "sound")
    looked = f"looked at 1 case (10 files, 5 exhibits) with {len(CHECKS)} checks"
    assert (ran.code, ran.out, ran.err) == (0, "", f"{looked}: no finding\n")


def test_a_finding_shows_its_line_and_how_to_mend_it(here: Path) -> None:
    facts = here / "cases" / "sound" / "case.yaml"
    facts.write_text(facts.read_text("utf-8").replace("  number: P-1", "  nunber: P-1"), "utf-8")
    ran = run("check", "sound")
    assert ran.code == 1
    assert ran.out.splitlines()[0] == "sound"
    assert "cases/sound/case.yaml:15:3: error UNKNOWN_KEY: " in ran.out
    assert "    15 |   nunber: P-1\n       |   ^\n  hint: " in ran.out
    assert ran.err.endswith(": 2 errors\n")


def test_the_caret_counts_a_chinese_character_as_two_columns(here: Path) -> None:
    facts = here / "cases" / "sound" / "case.yaml"
    text = facts.read_text("utf-8")
    facts.write_text(text.replace("order:\n", 'order: {product: "划痕", nunber: 1}\nwas:\n'), "utf-8")
    lines = run("check", "sound").out.splitlines()
    at = next(n for n, line in enumerate(lines) if "nunber" in line and "error UNKNOWN_KEY" in line)
    assert ":14:24: " in lines[at]
    assert lines[at + 1 : at + 3] == [
        '    14 | order: {product: "划痕", nunber: 1}',
        f"       | {' ' * 25}^",
    ]


def test_each_finding_on_a_line_and_as_data(here: Path) -> None:
    concise, data = run("check", "--format", "concise"), run("check", "--format", "json")
    assert concise.code == data.code == 1
    groups = {group["case"]: group["findings"] for group in json.loads(data.out)["cases"]}
    assert list(groups) == [BROKEN, "sound"]
    finding = next(finding for finding in groups[BROKEN] if finding["code"] == "YAML_SYNTAX")
    assert list(finding) == ["code", "severity", "message", "file", "line", "column", "hint"]
    place = f"{finding['file']}:{finding['line']}:{finding['column']}"
    assert f"{place}: YAML_SYNTAX {finding['message']}\n" in concise.out
    assert len(concise.out.splitlines()) == len(groups[BROKEN])
    assert data.err == concise.err


def test_strict_counts_what_is_no_error(here: Path) -> None:
    (here / "cases" / "sound" / "findings.md").unlink()
    (here / "cases" / "sound" / "evidence" / "stray.txt").write_text("x", "utf-8")
    assert run("check", "sound").code == 0
    assert run("check", "sound", "--strict").code == 1


def test_private_findings_are_the_houses_own(here: Path) -> None:
    (here / "cases" / "sound" / "private.yaml").write_text("objectives: {opening: 4711.00}\n", "utf-8")
    ran = run("check", "sound")
    assert ran.code == 1
    assert "cases/sound/private.yaml:1:1: error UNKNOWN_KEY" in ran.out
    assert "4711" not in ran.out + ran.err
    assert json.loads(run("show", "sound", "--json").out)["findings"] == []
    (finding,) = json.loads(run("show", "sound", "--json", "--private").out)["findings"]
    assert finding["file"] == "private.yaml"


def test_show_prints_the_contracts_object(here: Path) -> None:
    ran = run("show", "sound", "--json", "--as-of", "2026-08-14T00:00:00+08:00")
    seen = look(here / "cases" / "sound", None)
    assert seen.figures is not None
    assert list(json.loads(ran.out)) == list(as_data(seen.figures, ()))
    assert json.loads(ran.out)["as_of"] == "2026-08-13T16:00:00Z"
    assert (ran.code, ran.err) == (0, "")
    assert "永康" not in ran.out or "\\u" not in ran.out


def test_show_adds_negotiation_only_when_asked(here: Path) -> None:
    (here / "cases" / "sound" / "private.yaml").write_text("objective: {opening: 4711.00}\n", "utf-8")
    assert "4711" not in run("show", "sound", "--json").out
    found = json.loads(run("show", "sound", "--json", "--private").out)["negotiation"]
    assert list(found) == ["opening", "target", "walk_away", "ceiling", "costs", "overlap"]
    assert found["opening"] == "4711.00"
    assert "4711" in run("show", "sound", "--private").out
    assert "4711" not in run("show", "sound").out


def test_show_on_one_screen(here: Path) -> None:
    ran = run("show", "sound")
    assert ran.code == 0
    assert "visual major: 11 of 125, Ac 7, fail; about 264 in the lot (137 to 452)" in ran.out
    assert len(ran.out.splitlines()) <= 30


def test_show_prints_its_object_whatever_the_findings(here: Path) -> None:
    (here / "cases" / "sound" / "evidence" / "order.txt").write_text("changed", "utf-8")
    ran = run("show", "sound", "--json")
    assert ran.code == 1
    assert "EXHIBIT_CHANGED" in {finding["code"] for finding in json.loads(ran.out)["findings"]}


def test_a_case_that_cannot_be_read_gives_no_object(here: Path) -> None:
    ran = run("show", BROKEN, "--json")
    assert (ran.code, ran.out) == (1, "")
    assert "error YAML_SYNTAX" in ran.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("show", "sund"), "there is no case sund. Did you mean sound?"),
        (("check", "sound", "soun"), "Did you mean sound?"),
        (("show", "sound", "--as-of", "2026-08-14T00:00:00"), "has no offset"),
        (("show", "sound", "--as-of", "yesterday"), "a time is wanted here"),
        (("show", "sound", "--as-of", "soundd=now"), "Did you mean sound?"),
        (("check", "--as-of", "now", "--as-of", "now"), "given twice"),
        (("show",), "Missing argument 'CASE'"),
        (("chek",), "Did you mean 'check'?"),
        (("check", "--fromat", "json"), "Did you mean '--format'?"),
        (("check", "--format", "xml"), "'xml' is not one of"),
        (("check", "--format", "jsom"), "Did you mean 'json'?"),
        (("explain", "UNKNOWN_KY"), "Did you mean UNKNOWN_KEY?"),
        (("explain", "chat"), "Did you mean CHAT_NOT_COMPLETE?"),
        (("explain", "not_read"), "lotproof explain lists them all."),
        (("explain", "notice"), "Did you mean NOTICE_LATE?"),
        (("show", "soun"), "Did you mean sound?"),
        (("show", "never"), "Did you mean bracket-never-closed?"),
        (("check", "."), "the folder . is no case and in none. Leave the name out to take every case"),
        (("check", "cases"), "the folder cases is no case and in none."),
        (("check", ""), "a name is empty."),
        ((), "Commands:"),
    ],
)
def test_slips_leave_with_two_and_print_no_data(here: Path, arguments: tuple[str, ...], says: str) -> None:
    ran = run(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert says in ran.err


def test_an_instant_for_one_case_and_for_the_others(here: Path) -> None:
    when = ("--as-of", "2026-08-14T00:00:00Z", "--as-of", "sound=2026-08-15T00:00:00Z")
    assert json.loads(run("show", "sound", "--json", *when).out)["as_of"] == "2026-08-15T00:00:00Z"
    other = ("--as-of", f"{BROKEN}=2026-08-15T00:00:00Z", "--as-of", "2026-08-14T00:00:00Z")
    assert json.loads(run("show", "sound", "--json", *other).out)["as_of"] == "2026-08-14T00:00:00Z"


def test_nothing_to_look_at_is_no_success(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check").code == 2
    (tmp_path / "cases").mkdir()
    assert run("check").code == 2
    (tmp_path / "cases" / "Bad Name").mkdir()
    (tmp_path / "cases" / "Bad Name" / "case.yaml").write_text("lotproof: 1\n", "utf-8")
    ran = run("check")
    assert ran.code == 2
    assert "cannot be a case id" in ran.err


def test_a_folder_that_can_be_no_case_is_an_error_beside_the_others(here: Path) -> None:
    (here / "cases" / "Bad Name").mkdir()
    (here / "cases" / "Bad Name" / "case.yaml").write_text("lotproof: 1\n", "utf-8")
    ran = run("check", "--format", "concise")
    assert "cases/Bad Name: CASE_NAME " in ran.out


def test_dot_inside_a_case_is_that_case(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(here / "cases" / "sound" / "log")
    assert json.loads(run("show", ".", "--json").out)["case"] == "sound"
    assert run("check").err.startswith("looked at 2 cases")


def test_looking_writes_nothing(here: Path) -> None:
    before = picture(here)
    for arguments in (
        ["check"],
        ["check", "--format", "json"],
        ["show", "sound", "--private"],
        ["show", "sound", "--json"],
    ):
        process(*arguments, cwd=here)
    assert picture(here) == before


def test_output_is_utf8_in_any_language_and_plain_in_a_pipe(here: Path) -> None:
    facts = here / "cases" / "sound" / "case.yaml"
    facts.write_text(facts.read_text("utf-8").replace("title: Cups", "title: 杯 Cups"), "utf-8")
    (here / "cases" / "sound" / "evidence" / "stray.txt").write_text("x", "utf-8")
    ran = process("show", "sound", cwd=here, LC_ALL="POSIX", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert "杯 Cups" in ran.out
    ran = process("check", "sound", cwd=here, FORCE_COLOR="1", TERM="xterm")
    assert "UNREGISTERED_FILE" in ran.out
    assert "\x1b" not in ran.out + ran.err
