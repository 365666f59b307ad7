"""docs/extending.md says what is so: its check is announced, found and run; its calendar and stylesheet are taken."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

from lotproof.read.calendars import read_year
from lotproof.read.house import read_house

from .cli.running import process, workspace

PAGE = (Path(__file__).parents[1] / "docs" / "extending.md").read_text("utf-8")


def blocks(kind: str) -> list[str]:
    found: list[str] = re.findall(rf"```{kind}\n(.*?)```", PAGE, re.S)
    return found


def test_the_check_shown_is_found_by_its_entry_point_and_run(tmp_path: Path) -> None:
    (code,), (project,) = blocks("python"), blocks("toml")
    announced = tomllib.loads(project)["project"]["entry-points"]["lotproof.checks"]
    installed = tmp_path / "installed"
    told = installed / "larkspur_rules-1.0.dist-info"
    told.mkdir(parents=True)
    (installed / "larkspur_rules.py").write_text(code, "utf-8")
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: larkspur-rules\nVersion: 1.0\n", "utf-8")
    lines = [f"{name} = {where}" for name, where in announced.items()]
    (told / "entry_points.txt").write_text("\n".join(["[lotproof.checks]", *lines, ""]), "utf-8")
    root = workspace(tmp_path / "desk", "sound")
    register = root / "cases" / "sound" / "evidence.yaml"
    text = register.read_text("utf-8")
    assert "kind: purchase-order" in text
    here = {"PYTHONPATH": os.pathsep.join(filter(None, (str(installed), os.environ.get("PYTHONPATH", ""))))}
    assert "LARKSPUR" not in process("check", "sound", "--format", "concise", cwd=root, **here).out
    register.write_text(text.replace("kind: purchase-order", "kind: other"), "utf-8")
    before = process("check", "sound", "--format", "concise", cwd=root)
    assert "LARKSPUR" not in before.out  # the package is not installed there
    ran = process("check", "sound", "--format", "concise", cwd=root, **here)
    assert "LARKSPUR_NO_CONTRACT no contract or purchase order is registered." in ran.out
    assert "CHECK_BROKEN" not in ran.out


def test_the_calendar_and_the_settings_shown_are_read(tmp_path: Path) -> None:
    year, settings = blocks("yaml")
    (tmp_path / "cases").mkdir()
    (tmp_path / "house").mkdir()
    (tmp_path / "house" / "us-ny-2026.yaml").write_text(year, "utf-8")
    (tmp_path / "lotproof.yaml").write_text(settings, "utf-8")
    found, findings = read_year(tmp_path, "house/us-ny-2026.yaml")
    assert findings == () and found is not None and len(found.holidays) == 3
    assert read_house(tmp_path)[1] == ()


def test_every_block_is_of_a_kind_that_is_looked_at() -> None:
    kinds = re.findall(r"^```(\w+)$", PAGE, re.M)
    # css: a stylesheet no packaged template reads changes nothing, as the page says; tests/render holds own templates
    assert kinds == ["python", "toml", "css", "yaml", "yaml"]
