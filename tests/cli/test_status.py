"""`lotproof status`: the desk in a terminal, in the order and words of the page, for eyes and for programs."""

from __future__ import annotations

import json
import re
import shutil
import signal
import time
from pathlib import Path

import pytest

from .running import picture, run, start

NOON = "2026-08-14T12:00:00Z"


@pytest.fixture
def three(here: Path) -> Path:
    """`here`, and the same sound case again, looked at a week later."""
    shutil.copytree(here / "cases" / "sound", here / "cases" / "late")
    return here


def test_one_line_a_case_what_is_due_first(three: Path) -> None:
    ran = run("status", "--as-of", NOON, "--as-of", "late=2026-08-20T00:00:00Z")
    head, *lines = ran.out.splitlines()
    assert head.split() == ["DUE", "CASE", "STATE", "EXPOSURE", "STAGES", "FINDINGS", "NEXT"]
    assert [re.split(r"  +", line)[1] for line in lines] == ["bracket-never-closed", "late", "sound"]
    assert " ▲ case.yaml:4: " in lines[0]
    assert re.match(r"ran out 4 d 8 h ago  late +no response ", lines[1])
    assert lines[2].startswith("1 d 3 h left ")
    assert "USD 2,402.40" in lines[2]
    assert lines[2].endswith("reply due 15 Aug 2026, 15:15 UTC (23:15 in Shanghai)")
    starts = {
        line.index(name)
        for name, line in zip(("CASE", "bracket", "late", "sound"), [head, *lines], strict=True)
    }
    assert len(starts) == 1, "the columns are not aligned"


def test_the_page_on_the_desk_shows_what_is_printed(here: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "desk.md").read_text("utf-8")
    (command, shown), *_ = re.findall(r"(?s)```console\n\$ lotproof (.*?)\n(.*?)```", page)
    assert run(*command.split()).out == shown


def test_it_exits_as_its_findings_earn_and_writes_nothing(three: Path) -> None:
    before = picture(three)
    assert run("status", "--as-of", NOON).code == 1
    shutil.rmtree(three / "cases" / "bracket-never-closed")
    before = {name: kind for name, kind in before.items() if "bracket-never-closed" not in name}
    assert run("status", "--as-of", NOON).code == 0
    assert picture(three) == before


def test_it_is_as_of_now_when_nothing_is_said(three: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime

    from lotproof.cli import chosen

    monkeypatch.setattr(chosen, "now", lambda: datetime(2026, 8, 14, 15, 15, tzinfo=UTC))
    rows = json.loads(run("status", "--json").out)["cases"]
    assert {row["as_of"] for row in rows} == {None, "2026-08-14T15:15:00Z"}
    rows = json.loads(run("status", "--json", "--as-of", f"late={NOON}").out)["cases"]
    assert {row["case"]: row["as_of"] for row in rows} == {
        "bracket-never-closed": None,
        "late": "2026-08-14T12:00:00Z",
        "sound": "2026-08-14T15:15:00Z",
    }


def test_as_json_it_is_the_same_lines_as_data(three: Path) -> None:
    ran = run("status", "--json", "--as-of", NOON, "--as-of", "late=2026-08-20T00:00:00Z")
    found = json.loads(ran.out)["cases"]
    assert [row["case"] for row in found] == ["bracket-never-closed", "late", "sound"]
    assert (found[0]["urgency"], found[0]["state"], found[0]["exposure"]) == (None, "unreadable", None)
    assert found[0]["problem"].startswith("case.yaml:4: ")
    assert found[2] | {"findings": None} == {
        "case": "sound",
        "title": "Cups with scratched rims",
        "supplier": "Yongkang Make-Believe Metalware Co., Ltd.",
        "as_of": "2026-08-14T12:00:00Z",
        "state": "awaiting-response",
        "urgency": "due",
        "stages_done": found[2]["stages_done"],
        "stage": found[2]["stage"],
        "next": found[2]["next"],
        "blocked": found[2]["blocked"],
        "due": "2026-08-15T15:15:00Z",
        "due_of": "written reply",
        "exposure": "2402.40",
        "currency": "USD",
        "findings": None,
        "problem": None,
    }


def test_the_page_and_the_terminal_say_the_same(three: Path) -> None:
    times = ("--as-of", NOON, "--as-of", "late=2026-08-20T00:00:00Z")
    run("build", "sound", *times)
    text = (three / "build" / "index.html").read_text("utf-8").replace("\u00a0", " ")
    rows = json.loads(run("status", "--json", *times).out)["cases"]
    assert re.findall(r'class="case"[^>]*><th[^>]*>(?:<a [^>]*>)?<b>([a-z-]+)</b>', text) == [
        row["case"] for row in rows
    ]
    terminal = run("status", *times).out.splitlines()[1:]
    lines = re.findall(r'(?s)<tr role="row" class="case".*?</tr>', text)
    for row, line, told in zip(rows, lines, terminal, strict=True):
        assert row["next"] in line
        due, _, state, exposure, stages, findings, _ = re.split(r"  +", told)
        for words in (due, exposure, findings, *((state, stages) if row["state"] != "unreadable" else ())):
            assert words in line
    assert 'href="sound/index.html"' in text and 'href="late/index.html"' not in text


def test_on_a_terminal_it_fits_and_colours_only_beside_words(
    three: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from lotproof.cli import report

    monkeypatch.setattr(report, "on_terminal", lambda stream: True)
    monkeypatch.setenv("COLUMNS", "110")
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    out = run("status", "--as-of", NOON, "--as-of", "late=2026-08-20T00:00:00Z").out
    assert "\x1b[" in out and "ran out" in out
    bare = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert max(len(line) for line in bare.splitlines()) <= 110
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in run("status", "--as-of", NOON).out


def test_watch_keeps_the_page_of_every_case_also_of_those_it_does_not_watch(here: Path) -> None:
    page = here / "build" / "index.html"

    def wait_for(words: str) -> None:
        deadline = time.monotonic() + 120
        while not (page.exists() and words in page.read_text("utf-8")):
            assert time.monotonic() < deadline
            time.sleep(0.05)

    with start("watch", "bracket-never-closed", "--as-of", NOON, cwd=here) as child:
        try:
            wait_for("Cups with scratched rims")
            facts = here / "cases" / "sound" / "case.yaml"
            facts.write_text(facts.read_text("utf-8").replace("Cups with", "Mugs with"), "utf-8")
            wait_for("Mugs with scratched rims")
            shutil.rmtree(here / "cases" / "sound")
            deadline = time.monotonic() + 120
            while "Mugs" in page.read_text("utf-8"):
                assert time.monotonic() < deadline
                time.sleep(0.05)
        finally:
            child.send_signal(signal.SIGINT)
            child.communicate(timeout=60)
    assert not (here / "build" / "sound").exists()


def test_words_of_a_case_cannot_write_to_the_terminal(here: Path) -> None:
    (here / "cases" / "evil").mkdir()
    (here / "cases" / "evil" / "case.yaml").write_text('title: "\\x1b]0;owned\\x07\\e[2J\n', "utf-8")
    assert "\x1b" not in run("status", "--as-of", NOON).out


def test_check_of_all_cases_compares_them_and_of_one_does_not(three: Path) -> None:
    shutil.rmtree(three / "cases" / "bracket-never-closed")
    facts = three / "cases" / "late" / "case.yaml"
    typed = facts.read_text("utf-8")
    facts.write_text(typed.replace("sample: 125", "severity: tightened\n        sample: 125", 1), "utf-8")
    assert "SERIES_SEVERITY" in run("check", "--format", "concise").out
    assert "SERIES_SEVERITY" not in run("check", "late", "--format", "concise").out
