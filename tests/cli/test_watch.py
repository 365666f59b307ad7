"""`watch`: builds, waits, builds again only what was touched, and goes on after an error."""

from __future__ import annotations

import json
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from .running import run, start


@pytest.fixture
def watched(here: Path) -> Iterator[tuple[Path, list[str]]]:
    """A watch of the workspace in its own process, and what it has said so far."""
    heard: list[str] = []
    with start("watch", "--as-of", "2026-08-14T00:00:00Z", cwd=here) as child:
        assert child.stdout is not None and child.stderr is not None
        ears = [threading.Thread(target=heard.extend, args=(each,)) for each in (child.stdout, child.stderr)]
        for ear in ears:
            ear.start()
        try:
            yield here, heard
        finally:
            child.send_signal(signal.SIGINT)
            code = child.wait(timeout=60)
            for ear in ears:
                ear.join()
    assert code == 130
    assert not [line for line in heard if "Traceback" in line]


def wait_for(said: str, heard: list[str], count: int = 1) -> None:
    deadline = time.monotonic() + 120
    while sum(said in line for line in heard) < count:
        assert time.monotonic() < deadline, heard
        time.sleep(0.05)


def test_a_saved_case_alone_is_built_again(watched: tuple[Path, list[str]]) -> None:
    root, heard = watched
    wait_for("watching", heard)
    facts = root / "cases" / "sound" / "case.yaml"
    good = facts.read_text("utf-8")
    facts.write_text("lotproof: [1\n", "utf-8")
    wait_for("sound: nothing was written", heard)
    facts.write_text(good.replace("presented: 3000", "presented: 2999"), "utf-8")
    wait_for("build/sound: ", heard, 2)
    figures = json.loads((root / "build" / "sound" / "figures.json").read_text("utf-8"))
    assert figures["inspections"][0]["lot"] == 2999
    assert sum("bracket-never-closed: nothing was written" in line for line in heard) == 1


def test_watching_a_case_outside_the_folder_cases_is_refused(here: Path) -> None:
    shutil.copytree(here / "cases" / "sound", here / "more" / "sound")
    ran = run("watch", "more/sound")
    assert (ran.code, ran.out) == (2, "")
