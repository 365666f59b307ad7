"""docs/checking.md says what is so: its run is repeated, its tables are the program's, its example is accepted."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from tests.cli.running import run, workspace

from lotproof.check.accepted import DONE, settle
from lotproof.check.all import CHECKS
from lotproof.cli.check import FORMATS

PAGE = (Path(__file__).parents[1] / "docs" / "checking.md").read_text("utf-8")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    root = workspace(tmp_path / "work", "sound")
    (root / "cases" / "sound" / "evidence" / "stray.txt").write_text("x", "utf-8")
    monkeypatch.chdir(root)
    return root


def test_the_run_shown_is_the_run(here: Path) -> None:
    (shown,) = re.findall(r"```console\n\$ lotproof check sound\n(.*?)```", PAGE, re.S)
    ran = run("check", "sound")
    assert re.sub(r"\d+ checks", "N checks", shown) == re.sub(r"\d+ checks", "N checks", ran.out + ran.err)
    assert f"with {len(CHECKS)} checks" in shown + ran.err


def test_the_formats_are_all_there_are() -> None:
    table = PAGE.split("## Formats")[1].split("The object")[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", table, re.M)) == FORMATS


def test_the_keys_are_those_of_the_object(here: Path) -> None:
    told = json.loads(run("check", "--format", "json", "--show-accepted").out)
    table = PAGE.split("The object")[1].split("`file` is a path")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.M) == list(told)
    named = set(re.findall(r"`(\w+)`", table))
    assert {*told["cases"][0], *told["cases"][0]["findings"][0], *told["looked_at"], *told["counts"]} <= named


def test_the_acceptance_shown_is_read(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(accepted:.*?)```", PAGE, re.S)
    (tmp_path / "accepted.yaml").write_text(example, "utf-8")
    (own,) = settle(tmp_path, ()).own
    assert own.code == "ACCEPTED_UNMATCHED"
    for code in DONE:
        assert f"`{code}`" in PAGE
