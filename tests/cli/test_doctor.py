"""`lotproof doctor`: a broken machine is described, never a traceback."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from lotproof.cli import machine

from .running import process, run


def test_every_part_is_one_line_and_the_exit_code_says_the_rest(here: Path) -> None:
    ran = run("doctor")
    found = json.loads(run("doctor", "--json").out)["parts"]
    assert len(ran.out.splitlines()) == len(found)
    assert {part["state"] for part in found} <= {"ok", "missing", "optional"}
    assert ran.code == int(any(part["state"] == "missing" for part in found)) == 0
    assert {"python", "renderer", "fonts", "git", "build folder", "extra sign"} <= {
        part["name"] for part in found
    }


def test_a_renderer_that_cannot_be_loaded_is_said(here: Path, tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "weasyprint.py").write_text("raise OSError('no pango')\n")
    path = os.pathsep.join([str(tmp_path / "broken"), *filter(None, [os.environ.get("PYTHONPATH")])])
    ran = process("doctor", cwd=here, PYTHONPATH=path)
    assert ran.code == 1
    assert "MISSING   renderer      WeasyPrint cannot be loaded (OSError)" in ran.out


def test_without_git_and_without_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "bin").mkdir()
    ran = process("doctor", "--json", cwd=tmp_path, PATH=str(tmp_path / "bin"))
    parts = {part["name"]: part for part in json.loads(ran.out)["parts"]}
    assert ran.code == 1 and parts["git"]["state"] == "missing" and parts["git"]["hint"] == "install git."
    assert parts["build folder"]["state"] == "optional"


def test_a_part_that_cannot_be_looked_at_hides_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> machine.Part:
        raise RuntimeError("no")

    monkeypatch.setattr(machine, "_fonts", broken)
    monkeypatch.setattr(machine, "NEEDED", ("pydantic", "no_such_library"))
    monkeypatch.setattr(machine, "LIBRARIES", (("no-such-library", "libnone"),))
    found = {part.name: part for part in machine.parts(None)}
    assert found["packages"].says == "not installed: no_such_library"
    assert "apt-get install libnone" in (found["type setting"].hint or "")
    assert found["broken"].state == "missing" and found["python"].state == "ok"


def test_an_old_python_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "OLDEST", (sys.version_info[0], sys.version_info[1] + 1))
    assert next(iter(machine.parts(None))).state == "missing"
