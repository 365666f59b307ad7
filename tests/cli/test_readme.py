"""The README says what is so: its case can be read, its commands exist, and what it lists is built."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lotproof.cli import main
from lotproof.sampling import lot_limits, plan

from .running import run

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_the_case_in_20_lines_can_be_read_and_fails_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (typed,) = re.findall(r"```yaml\n(.*?)```", README, re.S)
    assert len(typed.splitlines()) == 20
    folder = tmp_path / "cases" / "my-first-case"
    folder.mkdir(parents=True)
    (folder / "case.yaml").write_text(typed, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert run("check").code == 0
    assert (
        "visual major: 11 of 125, Ac 7, fail; about 264 in the lot (137 to 452)"
        in run("show", "my-first-case").out
    )


def test_commands_and_targets_exist_and_none_is_forgotten() -> None:
    assert set(re.findall(r"^lotproof (\w+)", README, re.M)) == set(main.commands)
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.M))
    assert set(re.findall(r"(?:^|`)make (\w+)", README, re.M)) <= targets


def test_the_library_answers_as_printed() -> None:
    assert (plan(3000, "II", "2.5").ac, lot_limits(11, 125, 3000).lower) == (7, 137)


def test_links_lead_to_files() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text("utf-8")):
            assert (ROOT / target).is_file(), f"{name}: {target}"
