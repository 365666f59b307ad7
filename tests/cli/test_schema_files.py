"""`lotproof schema`: on standard output or as files, and no file of anybody else is written over."""

from __future__ import annotations

import json
from pathlib import Path

from lotproof.cli.schema_files import NAMES, file_of

from .running import picture, run


def test_one_schema_and_all_of_them() -> None:
    one = json.loads(run("schema", "case").out)
    assert one["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert json.loads(run("schema").out) == {
        file_of(name): json.loads(run("schema", name).out) for name in NAMES
    }
    ran = run("schema", "cases")
    assert ran.code == 2 and "'case'" in ran.err


def test_files_are_renewed_and_foreign_ones_kept(here: Path) -> None:
    assert run("schema", "--out", "schemas").code == 0
    before = picture(here / "schemas")
    assert set(before) == {file_of(name) for name in NAMES}
    assert run("schema", "--out", "schemas").out == ""
    old = here / "schemas" / "case.schema.json"
    old.write_text(json.dumps({"$comment": "written by lotproof schema, lotproof 0.0.1"}))
    assert run("schema", "--out", "schemas").out == "schemas/case.schema.json\n"
    assert picture(here / "schemas") == before
    old.write_text("{}")
    ran = run("schema", "--out", "schemas")
    assert ran.code == 2 and "case.schema.json: there already" in ran.err and old.read_text() == "{}"
