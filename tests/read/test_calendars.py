"""The packaged holidays agree with their notice and with themselves; a file with a slip in it is not used."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from lotproof.case.calendars import CalendarYear
from lotproof.read.calendars import PACKAGED, YearFile, packaged, read_year
from lotproof.read.yaml_file import read_facts

# domain.md 6.5: the State Council's notice of 4 November 2025, days off and weekend days worked, by holiday
NOTICE_2026 = {
    "New Year's Day": (3, ["2026-01-04"]),
    "Spring Festival": (9, ["2026-02-14", "2026-02-28"]),
    "Qingming Festival": (3, []),
    "Labour Day": (5, ["2026-05-09"]),
    "Dragon Boat Festival": (3, []),
    "Mid-Autumn Festival": (3, []),
    "National Day": (7, ["2026-09-20", "2026-10-10"]),
}
YEAR = """\
calendar: cn
year: 2027
source: A notice
dated: 2026-11-05
holidays:
  - {name: Spring Festival, from: 2027-02-05, to: 2027-02-11, days: 7, work: [2027-02-13]}
  - {name: New Year's Day, from: 2027-01-01}
"""


def test_2026_is_what_the_notice_counts() -> None:
    found, findings, _ = read_facts(PACKAGED, "cn-2026.yaml", YearFile)
    assert found is not None and findings == ()
    assert {h.name: (h.days, [day.isoformat() for day in h.work]) for h in found.holidays} == NOTICE_2026
    assert all(h.from_ and h.to and (h.to - h.from_).days + 1 == h.days for h in found.holidays)


@pytest.mark.parametrize("year", packaged(), ids=lambda year: f"{year.calendar}-{year.year}")
def test_every_packaged_year_is_consistent(year: CalendarYear) -> None:
    assert year.source and year.dated is not None and year.dated.year == year.year - 1
    assert all(day.weekday() >= 5 for day in year.work)
    assert not year.holidays & year.work
    assert {day.year for day in year.holidays | year.work} == {year.year}
    # the notice moves a weekend day for each weekday it gives beyond the statutory ones: never more than it gives
    weekdays = sum(day.weekday() < 5 for day in year.holidays)
    assert len(year.work) < weekdays


def test_every_file_of_the_folder_is_read() -> None:
    names = {f"{year.calendar}-{year.year}.yaml" for year in packaged()}
    assert names == {path.name for path in PACKAGED.iterdir()} and "cn-2026.yaml" in names


def written(folder: Path, text: str) -> tuple[object, list[str]]:
    (folder / "y.yaml").write_text(text, "utf-8")
    year, findings = read_year(folder, "y.yaml")
    return year, [f"{f.place.line}:{f.place.column} {f.code} {f.message}" for f in findings]


def test_a_year_as_typed(tmp_path: Path) -> None:
    (tmp_path / "y.yaml").write_text(YEAR, "utf-8")
    year, findings = read_year(tmp_path, "y.yaml")
    assert findings == () and year is not None
    assert year.cited == "A notice, 5 November 2026"
    spring = {date(2027, 2, 5) + timedelta(days=n) for n in range(7)}
    assert year.holidays == spring | {date(2027, 1, 1)} and year.work == {date(2027, 2, 13)}


@pytest.mark.parametrize(
    ("slip", "said"),
    [
        (("days: 7", "days: 8"), "6:69 CALENDAR_WRONG Spring Festival has 8 days by the notice, and 7 by its dates."),
        (("[2027-02-13]", "[2027-02-12]"), "6:79 CALENDAR_WRONG 2027-02-12 is no weekend day of 2027, so it is"
         " not worked in exchange."),
        (("to: 2027-02-11", "to: 2027-03-11"), "6:51 CALENDAR_WRONG Spring Festival cannot have 35 days."),
        (("2027-01-01", "2026-01-01"), "7:34 CALENDAR_WRONG New Year's Day is not within 2027."),
        (("2027-01-01", "2027-02-06"), "7:34 CALENDAR_WRONG 2027-02-06 stands in Spring Festival and in New"
         " Year's Day."),
        (("source: A notice\n", ""), "1:1 REQUIRED_KEY_MISSING the key source is missing."),
        (("calendar: cn", "calendar: ../cn"), "1:11 WRONG_TYPE calendar: ../cn cannot be the name of a calendar."),
        (("to:", "til:"), "6:47 UNKNOWN_KEY holidays[0]: there is no key til here."),
    ],
)  # fmt: skip
def test_a_slip_is_named_and_the_year_is_not_used(tmp_path: Path, slip: tuple[str, str], said: str) -> None:
    year, findings = written(tmp_path, YEAR.replace(*slip))
    assert year is None
    assert said in findings
