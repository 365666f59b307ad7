"""docs/settings.md says what is so: its examples are read without a finding, its tables are those of the program."""

from __future__ import annotations

import re
from pathlib import Path

from lotproof.case.base import Facts, known_keys
from lotproof.case.facts import CaseFacts
from lotproof.cli.build import READERS
from lotproof.read.calendars import read_year
from lotproof.read.facts import validate
from lotproof.read.settings import Settings, read_settings
from lotproof.read.tree import read_tree
from lotproof.render import own
from lotproof.view.documents import AUDIENCES

PAGE = (Path(__file__).parents[1] / "docs" / "settings.md").read_text("utf-8")
SETTINGS, YEAR, CREDIT = re.findall(r"```yaml\n(.*?)```", PAGE, re.S)


def test_the_settings_shown_are_read_and_are_all_there_are(tmp_path: Path) -> None:
    (tmp_path / "lotproof.yaml").write_text(SETTINGS, "utf-8")
    settings, findings = read_settings(tmp_path)
    assert findings == ()
    assert set(re.findall(r"^(\w+):", SETTINGS, re.M)) == set(known_keys(Settings))
    assert settings.letterhead is not None and set(known_keys(type(settings.letterhead))) == set(
        settings.letterhead.model_fields_set
    )


def test_the_calendar_shown_is_read(tmp_path: Path) -> None:
    (tmp_path / "cn-2027.yaml").write_text(YEAR, "utf-8")
    year, findings = read_year(tmp_path, "cn-2027.yaml")
    assert findings == () and year is not None and len(year.holidays) == 10 and len(year.work) == 2


def test_the_credit_shown_is_read() -> None:
    tree, _ = read_tree(CREDIT, "case.yaml")
    case, findings, _ = validate(tree, CaseFacts, "case.yaml")
    assert [f for f in findings if f.code != "REQUIRED_KEY_MISSING"] == []
    assert (
        isinstance(case, Facts)
        and case.letter_of_credit is not None
        and case.letter_of_credit.bank is not None
    )


def test_the_table_of_readers_is_the_programs() -> None:
    rows = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", PAGE, re.M))
    assert tuple(rows) == READERS == (*AUDIENCES, "all")
    assert {
        name: tuple(re.findall("`([^`]+)`", row)) for name, row in rows.items() if name != "all"
    } == AUDIENCES


def test_the_limits_told_are_those_held() -> None:
    assert f"may take {own.SECONDS} seconds and {own.MEGABYTES // 1024} GB" in PAGE
