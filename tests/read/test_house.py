"""The settings of a workspace and the files they name: read once, by place, and never from outside the workspace."""

from __future__ import annotations

import shutil
from decimal import Decimal
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from lotproof.case.house import House
from lotproof.read.house import read_house
from lotproof.render.templates import template_dir

WHOLE = """\
letterhead:
  name: Larkspur & Nowhere
  name_zh: 云雀
  lines: [1 Imaginary Plaza]
  logo: house/logo.png
addresses:
  buyer: [1 Imaginary Plaza, Denver]
reply_to: qa@larkspur.example
inspector: {rate: {per_man_day: 199.00, currency: USD, source: Price list, dated: 2026-01-05}}
paper: letter
languages: [en]
calendars: [calendars/cn-2027.yaml]
bank: {calendar: us-ny}
"""
YEAR = "calendar: cn\nyear: 2027\nsource: A notice\nholidays:\n  - {name: New Year, from: 2027-01-01}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("cases", "house", "calendars"):
        (tmp_path / name).mkdir()
    picture = BytesIO()
    Image.new("RGB", (40, 20), "teal").save(picture, "PNG")
    (tmp_path / "house" / "logo.png").write_bytes(picture.getvalue())
    (tmp_path / "calendars" / "cn-2027.yaml").write_text(YEAR, "utf-8")
    (tmp_path / "lotproof.yaml").write_text(WHOLE, "utf-8")
    return tmp_path


def told(root: Path, text: str) -> list[str]:
    (root / "lotproof.yaml").write_text(text, "utf-8")
    return [f"{f.place.file}:{f.place.line}:{f.place.column} {f.code}" for f in read_house(root)[1]]


def test_everything_that_can_be_set(root: Path) -> None:
    house, findings = read_house(root)
    assert findings == ()
    assert (house.letterhead.name, house.letterhead.name_zh, house.letterhead.lines) == (
        "Larkspur & Nowhere", "云雀", ("1 Imaginary Plaza",),
    )  # fmt: skip
    assert house.letterhead.logo is not None and house.letterhead.logo.path.endswith(".png")
    assert dict(house.addresses) == {"buyer": ("1 Imaginary Plaza", "Denver")}
    assert house.rate is not None and house.rate.per_man_day == Decimal("199.00")
    assert (house.paper, house.languages, house.reply_to) == ("letter", ("en",), "qa@larkspur.example")
    assert [(year.calendar, year.year) for year in house.years] == [("cn", 2027)]
    assert house.bank_calendar == "us-ny"
    assert list(house.inputs) == ["calendars/cn-2027.yaml", "house/logo.png", "lotproof.yaml"]


def test_no_settings_are_the_defaults(tmp_path: Path) -> None:
    assert read_house(tmp_path) == (House(), ())


def test_settings_that_no_page_shows_are_no_input(root: Path) -> None:
    assert told(root, "signing: {level: B-T}\n") == []
    assert read_house(root)[0].inputs == {}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("papr: a4\n", "lotproof.yaml:1:1 UNKNOWN_KEY"),
        ("paper: A5\n", "lotproof.yaml:1:8 UNKNOWN_WORD"),
        ("languages: [en, fr]\n", "lotproof.yaml:1:17 UNKNOWN_WORD"),
        ("reply_to: Larkspur <qa@larkspur.example>\n", "lotproof.yaml:1:11 WRONG_TYPE"),
        ("reply_to: \"qa@larkspur.example\\nBcc: a@b.example\"\n", "lotproof.yaml:1:11 WRONG_TYPE"),
        ("inspector: {rate: {per_man_day: 199, currency: USD}}\n", "lotproof.yaml:1:19 REQUIRED_KEY_MISSING"),
        ("addresses: {supplier: [x]}\n", "lotproof.yaml:1:13 UNKNOWN_KEY"),
        ("calendars: [calendars/none.yaml]\n", "lotproof.yaml:1:13 FILE_MISSING"),
        ("calendars: [calendars/cn-2027.yaml, calendars/again.yaml]\n", "lotproof.yaml:1:37 CALENDAR_TWICE"),
        ("letterhead:\n  logo: ../logo.png\n", "lotproof.yaml:2:9 SETTING_PATH"),
        ("letterhead:\n  logo: /etc/passwd\n", "lotproof.yaml:2:9 SETTING_PATH"),
        ("letterhead:\n  logo: house/link.png\n", "lotproof.yaml:2:9 FILE_LINK"),
        ("letterhead:\n  logo: calendars/cn-2027.yaml\n", "lotproof.yaml:2:9 LOGO_UNREADABLE"),
    ],
)  # fmt: skip
def test_a_slip_is_found_at_its_place(root: Path, text: str, found: str) -> None:
    (root / "house" / "link.png").symlink_to("logo.png")
    shutil.copy(root / "calendars" / "cn-2027.yaml", root / "calendars" / "again.yaml")
    assert told(root, text) == [found]


def test_a_slip_in_a_calendar_is_told_in_the_calendars_own_file(root: Path) -> None:
    (root / "calendars" / "cn-2027.yaml").write_text(YEAR.replace("2027-01-01", "2026-01-01"), "utf-8")
    house, findings = read_house(root)
    assert [(f.code, f.place.file, f.place.line) for f in findings] == [
        ("CALENDAR_WRONG", "calendars/cn-2027.yaml", 5)
    ]
    assert house.years == ()


def test_templates_are_plain_files_of_one_folder(root: Path) -> None:
    folder = root / "templates"
    (folder / "below").mkdir(parents=True)
    for name in ("letters.css", "car.html.j2", "notes.txt", ".hidden.css", "below/base.css"):
        (folder / name).write_text("/* ours */", "utf-8")
    (folder / "base.css").symlink_to("letters.css")
    (folder / "print.css").write_bytes(b"a\n\xff")
    house, findings = read_house(root)
    assert list(house.templates) == ["car.html.j2", "letters.css"]
    assert [(f.code, f.place.file, f.place.line) for f in findings] == [
        ("FILE_LINK", "templates/base.css", None),
        ("NOT_UTF8", "templates/print.css", 2),
    ]
    assert {name for name in house.inputs if name.startswith("templates/")} == {
        "templates/car.html.j2",
        "templates/letters.css",
    }


def test_a_style_that_is_slow_on_paper_is_said_at_its_line_and_used(root: Path) -> None:
    folder = root / "templates"
    folder.mkdir()
    for name in ("letters.css", "screen.css"):
        (folder / name).write_text("p { margin: 0 }\n.digest { overflow-wrap: anywhere }\n", "utf-8")
    house, findings = read_house(root)
    assert list(house.templates) == ["letters.css", "screen.css"]
    (finding,) = findings
    assert (finding.code, finding.severity, finding.place.file, finding.place.line) == (
        "STYLE_SLOW", "note", "templates/letters.css", 2,
    )  # fmt: skip


def test_the_programs_own_folder_overrides_nothing(root: Path) -> None:
    assert (template_dir() / "base.css").is_file()
    assert read_house(template_dir().parent)[0].templates == {}
