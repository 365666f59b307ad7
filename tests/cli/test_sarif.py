"""What `check --format sarif` prints has the shape SARIF 2.1.0 asks for, whatever stands in the cases.

Why: a scanner refuses a whole log for one property that is out of place. The shape is written from the clauses of the
standard (OASIS, SARIF 2.1.0), narrowed to the properties that are used; its published schema is not copied.
"""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from .running import SMALL, run

TEXT = {"type": "string", "minLength": 1}
INDEX = {"type": "integer", "minimum": 0}
NUMBER = {"type": "integer", "minimum": 1}
SEMVER = {"type": "string", "pattern": r"^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$"}


def closed(required: dict[str, Any], **optional: Any) -> dict[str, Any]:
    """An object of these properties and no others."""
    return {
        "type": "object",
        "properties": required | optional,
        "required": list(required),
        "additionalProperties": False,
    }


MESSAGE = closed({"text": TEXT})  # 3.11.8
DESCRIPTION = closed({"text": TEXT}, markdown=TEXT)  # 3.12
TAGS = closed({"tags": {"type": "array", "items": TEXT, "uniqueItems": True}})  # 3.8.2
RULE = closed(  # 3.49
    {"id": TEXT},
    name=TEXT,
    shortDescription=DESCRIPTION,
    fullDescription=DESCRIPTION,
    help=DESCRIPTION,
    properties=TAGS,
)
DRIVER = closed(  # 3.19
    {"name": TEXT},
    version=TEXT,
    semanticVersion=SEMVER,
    rules={"type": "array", "items": RULE, "uniqueItems": True},
)
URI = {
    "type": "string",
    "pattern": r"^(?:[A-Za-z0-9\-._~:/?#@!$&'()*+,;=]|%[0-9A-F]{2}|[\[\]])+$",
}  # RFC 3986
ARTIFACT = closed({"uri": URI}, uriBaseId=TEXT)  # 3.4
REGION = closed({"startLine": NUMBER}, startColumn=NUMBER)  # 3.30
LOCATION = closed({"physicalLocation": closed({"artifactLocation": ARTIFACT}, region=REGION)})  # 3.28, 3.29
SUPPRESSION = closed({"kind": {"enum": ["inSource", "external"]}}, justification=TEXT)  # 3.35
RESULT = closed(  # 3.27
    {"message": MESSAGE, "ruleId": TEXT, "ruleIndex": INDEX},
    level={"enum": ["none", "note", "warning", "error"]},
    locations={"type": "array", "items": LOCATION, "maxItems": 1},
    suppressions={"type": "array", "items": SUPPRESSION, "uniqueItems": True},
)
RUN = closed(  # 3.14
    {"tool": closed({"driver": DRIVER}), "results": {"type": "array", "items": RESULT}},
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
)
LOG = closed(  # 3.13
    {"version": {"const": "2.1.0"}, "runs": {"type": "array", "items": RUN}},
    **{"$schema": {"type": "string", "format": "uri"}},
)
HOSTILE = "[go](http://evil.example) {0} } <script>"


@pytest.fixture
def every_case(here: Path) -> Path:
    """The small cases with all their slips; a key and a name in one of them write in the scanner's own words."""
    shutil.rmtree(here / "cases")
    shutil.copytree(SMALL, here / "cases")
    sound = here / "cases" / "sound"
    (sound / "evidence" / "[x](http:e) {0}\n\u202e\x01é.txt").write_text("x", "utf-8")
    case = sound / "case.yaml"
    case.write_text(f'{case.read_text("utf-8")}"{HOSTILE}": 1\n', "utf-8")
    return here


def told() -> dict[str, Any]:
    log: dict[str, Any] = json.loads(run("check", "--show-accepted", "--format", "sarif").out)
    return log


def test_the_log_has_the_shape_of_the_standard(every_case: Path) -> None:
    log = told()
    wrong = [f"{'/'.join(map(str, e.path))}: {e.message}" for e in Draft202012Validator(LOG).iter_errors(log)]
    assert wrong == []
    results = log["runs"][0]["results"]
    assert len(results) > 100
    assert {result["level"] for result in results} == {"error", "warning", "note"}


def test_what_a_case_says_is_neither_a_link_nor_a_placeholder(every_case: Path) -> None:
    texts = [result["message"]["text"] for result in told()["runs"][0]["results"]]
    assert any("[go] (http://evil.example) {{0}} }} <script>" in text for text in texts)
    for text in texts:
        assert "](" not in text
        assert re.sub(r"\{\{|\}\}", "", text).count("{") == re.sub(r"\{\{|\}\}", "", text).count("}") == 0


def test_a_hint_behind_a_sentence_begins_as_one(every_case: Path) -> None:
    for text in (
        *(r["message"]["text"] for r in told()["runs"][0]["results"]),
        run("check", "--format", "github").out,
    ):
        assert not re.search(r"\. (did you|known are)", text)
