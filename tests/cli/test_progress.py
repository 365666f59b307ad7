"""Counts that arrive while an inspection goes on: each save is built again, and the verdict moves with it."""

from __future__ import annotations

import json
import re
import signal
import threading
import time
from html import unescape
from pathlib import Path

import pytest

from .running import run, start, workspace

NOW = "2026-08-11T10:00:00+08:00"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = workspace(tmp_path / "work", "in-progress")
    monkeypatch.chdir(root)
    return root


def arrive(root: Path, checked: int, major: int) -> None:
    """The inspector reports: so many units looked at, so many of them major."""
    facts = root / "cases" / "in-progress" / "case.yaml"
    text = re.sub(r"(id: visual\n.*\n.*\n +units_checked: )\d+", rf"\g<1>{checked}", facts.read_text("utf-8"))
    facts.write_text(re.sub(r"(major: \{aql: 2.5, units: )\d+", rf"\g<1>{major}", text), "utf-8")


def figures(root: Path) -> dict[str, object]:
    data = json.loads((root / "build" / "in-progress" / "figures.json").read_text("utf-8"))
    found = data["inspections"][0]["scopes"][0]["classes"]["major"]
    return {"verdict": found["verdict"], "projected": found["projected"], **found["progress"]}


def page(root: Path) -> str:
    html = (root / "build" / "in-progress" / "index.html").read_text("utf-8")
    bare = re.sub(r"(?s)<(style|script)\b.*?</\1>|<[^>]+>", " ", html)
    return " ".join(unescape(bare).replace("\u00a0", " ").split())


def wait_for(said: str, heard: list[str]) -> None:
    deadline = time.monotonic() + 120
    while not any(said in line for line in heard):
        assert time.monotonic() < deadline, heard
        time.sleep(0.05)


def test_a_person_watching_sees_the_verdict_move(here: Path) -> None:
    heard: list[str] = []
    with start("watch", "--as-of", NOW, cwd=here) as child:
        assert child.stdout is not None and child.stderr is not None
        ears = [threading.Thread(target=heard.extend, args=(each,)) for each in (child.stdout, child.stderr)]
        for ear in ears:
            ear.start()
        try:
            wait_for("watching", heard)
            wait_for(
                "R-1 visual major: open after 60 of 125 units checked: 5 nonconforming; 3 more nonconforming "
                "reject, 63 more conforming accept; estimated chance to pass: 77.8 % at AQL 2.5, 8.43 % at the "
                "share so far",
                heard,
            )
            arrive(here, 96, 8)
            wait_for(
                "R-1 visual major: rejectable after 96 of 125 units checked: 8 nonconforming, Re 8; certain at or "
                "before unit 96",
                heard,
            )
            wait_for("note VERDICT_CERTAIN: major is rejectable after 96 of 125", heard)
        finally:
            child.send_signal(signal.SIGINT)
            code = child.wait(timeout=60)
            for ear in ears:
                ear.join()
    assert code == 130
    assert not [line for line in heard if "Traceback" in line]
    assert figures(here)["decided"] == {"not_before": 8, "at_or_before": 96}


def test_the_pages_and_the_data_move_with_the_counts(here: Path) -> None:
    run("build", "--as-of", NOW)
    before = page(here)
    assert "Of 8 units drawn from the 3,000 presented, not all known to be checked yet, none had" in before
    assert figures(here)["verdict"] is None
    assert "The inspection is in progress" in before
    assert "Of 60 units checked so far, of the 125 units drawn from the 3,000 presented, 5 had" in before
    assert "Where the count stands: 60 of 125 units checked" in before
    assert "77.8 % P(Y ≤ 2), n = 65, p = 2.5 %" in before
    assert "8.43 % P(Y ≤ 2), n = 65, p = 5 ÷ 60" in before
    assert "Nothing is projected" not in before  # the sample of the other scope is whole
    arrive(here, 96, 9)
    run("build", "--as-of", NOW)
    after = page(here)
    assert (figures(here)["verdict"], figures(here)["projected"]) == ("fail", None)
    assert "The lot fails on major defects" in after
    assert "rejectable certain at or before unit 95" in after
    assert "9 of 96 checked" in after and "9 of 125" not in after
    arrive(here, 125, 11)
    run("build", "--as-of", NOW)
    assert (figures(here)["verdict"], figures(here)["projected"]) == ("fail", 264)
    assert "137 to 452" in page(here)


def test_show_says_in_a_terminal_where_each_class_stands(here: Path) -> None:
    out = run("show", "in-progress", "--as-of", NOW).out
    assert "visual major: open after 60 of 125 units checked: 5 nonconforming; 3 more" in out
    assert "fit major: accepted after 8 of 8 units checked: none nonconforming, below Re 1" in out
    arrive(here, 121, 3)
    out = run("show", "in-progress", "--as-of", NOW).out
    assert (
        "visual major: accepted already after 121 of 125 units checked: 3 nonconforming, 4 to come cannot reach "
        "Re 8; certain at or before unit 121"
    ) in out
    assert "R-1: no verdict" in out
