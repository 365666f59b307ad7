"""Each folder of tests/cases is a case with its findings beside it in expected.txt, in the words a person sees."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lotproof.case.finding import Finding
from lotproof.check.all import check
from lotproof.compute.all import compute
from lotproof.read.case import read_case

CASES = Path(__file__).parent.parent / "cases"
AS_OF = datetime(2026, 12, 31, tzinfo=UTC)


def as_text(findings: tuple[Finding, ...]) -> str:
    lines = []
    for finding in findings:
        place = ":".join(
            str(part) for part in (finding.place.file, finding.place.line, finding.place.column) if part
        )
        lines.append(f"{place}: {finding.severity} {finding.code}: {finding.message}")
        if finding.hint:
            lines.append(f"    {finding.hint}")
    return "".join(f"{line}\n" for line in lines)


def found_in(folder: Path) -> str:
    """The findings of reading, then those of the checks, and what could be read at all."""
    case, reading = read_case(folder)
    text = as_text(reading)
    if case is None:
        return text + "-- nothing to check: the case could not be read\n"
    return f"{text}-- checks\n{as_text(check(case, compute(case, AS_OF)))}"


@pytest.mark.parametrize("name", sorted(folder.name for folder in CASES.iterdir() if folder.is_dir()))
def test_findings_of_case(name: str, request: pytest.FixtureRequest) -> None:
    expected = CASES / name / "expected.txt"
    found = found_in(CASES / name)
    if request.config.getoption("--update"):
        expected.write_text(found, encoding="utf-8")
    assert found == expected.read_text(encoding="utf-8")


def test_a_drafted_event_is_said_to_wait_and_is_no_part_of_the_case(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CASES / "sound", tmp_path / "sound"))
    (folder / "drafts").mkdir()
    (folder / "drafts" / "2026-08-14-1140-reply.md").write_text("---\nkind: reply\n---\n")
    (folder / "drafts" / "notes.txt").write_text("not an event")
    case, findings = read_case(folder)
    assert case is not None and len(case.log) == 2
    assert [(f.code, f.severity, f.place.file) for f in findings] == [
        ("DRAFT_WAITING", "note", "drafts/2026-08-14-1140-reply.md")
    ]
