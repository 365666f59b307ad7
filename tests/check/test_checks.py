"""Each check on the smallest case that shows it: one change to a sound case, one finding."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lotproof.case.uscc import ALPHABET, check_character, uscc_problem
from lotproof.check.all import check
from lotproof.compute.all import compute
from lotproof.read.case import read_case

SOUND = Path(__file__).parent.parent / "cases" / "sound"
AS_OF = datetime(2026, 12, 31, tzinfo=UTC)
CAR, FROZEN = "log/2026-08-13-0915-car.md", "log/2026-08-12-2100-frozen.md"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "psi-1"))


def found(folder: Path) -> list[tuple[str, str, str, int | None]]:
    case, reading = read_case(folder)
    assert case is not None and reading == ()
    checked = check(case, compute(case, AS_OF))
    return [(f.code, f.severity, f.place.file, f.place.line) for f in checked]


def line_of(folder: Path, file: str, text: str) -> int:
    return next(i for i, line in enumerate((folder / file).read_text().split("\n"), 1) if text in line)


CHANGES = [
    (
        "case.yaml",
        "units: 11, defects: 12, ac",
        "units: 126, defects: 130, ac",
        "UNITS_EXCEED_SAMPLE",
        "error",
        "major:",
    ),
    (
        "case.yaml",
        "units: 8, defects: 10, ac",
        "units: 115, defects: 130, ac",
        "UNITS_EXCEED_SAMPLE",
        "error",
        "critical:",
    ),
    (
        "case.yaml",
        "presented: 3000, packed: 3000",
        "presented: 100, packed: 90",
        "SAMPLE_EXCEEDS_LOT",
        "error",
        "sample:",
    ),
    ("case.yaml", "packed: 3000", "packed: 3001", "QUANTITIES_DISAGREE", "warning", "packed:"),
    (
        "case.yaml",
        "units: 11, defects: 12, exh",
        "units: 11, defects: 10, exh",
        "UNITS_EXCEED_DEFECTS",
        "warning",
        "D1",
    ),
    (
        "case.yaml",
        "units: 8, defects: 10, exh",
        "units: 7, defects: 10, exh",
        "DEFECT_UNITS_DIFFER",
        "note",
        "minor:",
    ),
    ("case.yaml", "exhibits: [E4]", "exhibits: [E14]", "UNKNOWN_EXHIBIT", "warning", "id: D1"),
    ("case.yaml", "id: D2", "id: D1", "DUPLICATE_ID", "error", "Logo"),
    ("case.yaml", "class: major, rate", "class: major, scope: T1, rate", "UNKNOWN_SCOPE", "error", "id: L1"),
    (
        "case.yaml",
        "class: minor, title",
        "class: minor, scope: T1, title",
        "UNKNOWN_SCOPE",
        "warning",
        "id: D2",
    ),
    (
        "case.yaml",
        "class: major, rate",
        "replaces: [L1], class: major, rate",
        "UNKNOWN_LOSS_LINE",
        "error",
        "id: L1",
    ),
    ("case.yaml", "class: major, rate", "currency: EUR, class: major, rate", "FX_MISSING", "error", "id: L1"),
    (
        "case.yaml",
        "options:",
        "fx: [{from: EUR, to: USD, rate: 1.1}]\noptions:",
        "FX_UNSOURCED",
        "warning",
        "fx:",
    ),
    ("case.yaml", "T24X", "T24Y", "USCC_WRONG", "warning", "uscc:"),
    ("case.yaml", "  uscc: 91990000MA0TE5T24X\n", "", "USCC_MISSING", "note", "name: Yongkang"),
    ("case.yaml", "qa@larkspur.example", "qa@larkspur", "EMAIL_WRONG", "warning", "qa@larkspur"),
    ("case.yaml", ", exhibit: E2, page: 1", "", "CLAUSE_WITHOUT_SOURCE", "warning", "acceptance"),
    ("case.yaml", "kind: [acceptance]", "kind: [other]", "ACCEPTANCE_NOT_AGREED", "warning", "kind: [other]"),
    ("case.yaml", "preferred: A", "preferred: B", "PREFERENCE_WITHOUT_REASON", "warning", "preferred:"),
    ("evidence.yaml", "2026-08-11T10", "2026-08-10T10", "PHOTO_OUTSIDE_INSPECTION", "warning", "E4"),
    ("evidence.yaml", "2026-08-11T10", "2026-08-12T10", "PHOTO_OUTSIDE_INSPECTION", "warning", "E4"),
    (CAR, "Sent to", "Sent at last!", "WORDING", "warning", "Sent"),
    (CAR, "exhibit: E5", "exhibit: E9", "UNKNOWN_EXHIBIT", "warning", "exhibit:"),
    (FROZEN, "2026-08-12T21", "2026-08-14T21", "CONTACT_BEFORE_EVIDENCE", "warning", "at:"),
]


@pytest.mark.parametrize(("file", "old", "new", "code", "severity", "at"), CHANGES)
def test_one_change_to_a_sound_case(
    folder: Path, file: str, old: str, new: str, code: str, severity: str, at: str
) -> None:
    assert found(folder) == []
    text = (folder / file).read_text()
    assert old in text
    (folder / file).write_text(text.replace(old, new, 1))
    where = CAR if code == "CONTACT_BEFORE_EVIDENCE" else file
    assert (code, severity, where, line_of(folder, where, at)) in found(folder)


def add(folder: Path, at: str, kind: str, sender: str, more: str = "", body: str = "") -> str:
    file = f"log/{kind}.md"
    (folder / file).write_text(
        f"---\nat: {at}\nkind: {kind}\nchannel: email\nfrom: {sender}\n{more}---\n{body}\n"
    )
    return file


@pytest.mark.parametrize(
    ("kind", "more", "code"),
    [
        ("reply", "", "ANSWER_BEFORE_REQUEST"),
        ("confirmation", "option: B\n", "ANSWER_BEFORE_REQUEST"),
        ("shipment", "", "SHIPPED_WITHOUT_RELEASE"),
        ("waiver", "reason: season\n", "WAIVER_UNREASONED"),
        ("reply", "disputes: [D7]\n", "UNKNOWN_DEFECT"),
        ("reinspection", "inspection: R-9\n", "UNKNOWN_INSPECTION"),
        ("confirmation", "documents: {sorting-process: E77}\n", "UNKNOWN_EXHIBIT"),
        ("shipment", "document: E77\n", "UNKNOWN_EXHIBIT"),
    ],
)
def test_one_event_too_early_or_too_little(folder: Path, kind: str, more: str, code: str) -> None:
    file = add(folder, "2026-08-13T10:00:00+08:00", kind, "supplier", more)
    assert (code, file) in [(code, file) for code, _, file, _ in found(folder)]


def test_an_answer_after_the_request_and_a_shipment_after_the_release_are_right(folder: Path) -> None:
    add(folder, "2026-08-14T10:00:00+08:00", "reply", "supplier", "disputes: [D1]\n")
    add(folder, "2026-08-15T10:00:00+08:00", "release", "buyer")
    add(folder, "2026-08-16T10:00:00+08:00", "shipment", "supplier")
    add(folder, "2026-08-16T10:00:00+08:00", "waiver", "buyer", "reason: season\napproved_by: A. P.\n")
    codes = {code for code, *_ in found(folder)}
    assert not codes & {
        "ANSWER_BEFORE_REQUEST",
        "SHIPPED_WITHOUT_RELEASE",
        "WAIVER_UNREASONED",
        "UNKNOWN_DEFECT",
    }


def test_words_of_others_and_pictures_are_left_alone(folder: Path) -> None:
    (folder / "findings.md").write_text(
        'They wrote "unacceptable!".\n> terrible!\n![a photo](evidence/photo.txt)\n`x != y`\nThe dent is 4 mm'
        " deep.\n"
    )
    add(folder, "2026-08-14T10:00:00+08:00", "note", "supplier", body="You are liars!")
    assert "WORDING" not in {code for code, *_ in found(folder)}


def test_wording_is_shown_where_it_stands(folder: Path) -> None:
    (folder / "findings.md").write_text("# Found\n\nThis is a terrible result.\n")
    assert ("WORDING", "warning", "findings.md", 3) in found(folder)


def test_events_after_the_instant_are_not_judged(folder: Path) -> None:
    add(folder, "2026-08-16T10:00:00+08:00", "shipment", "supplier")
    case, _ = read_case(folder)
    assert case is not None
    early = check(case, compute(case, datetime(2026, 8, 15, tzinfo=UTC)))
    assert "SHIPPED_WITHOUT_RELEASE" not in {f.code for f in early}


@pytest.mark.parametrize("code", ["91990000MA0TE5T163", "91990000MA0TE5T24X", "91990000MA0TE5T32Q"])
def test_codes_with_a_right_check_character(code: str) -> None:
    assert uscc_problem(code) is None
    for place, char in enumerate(code):
        other = ALPHABET[(ALPHABET.index(char) + 1) % len(ALPHABET)]
        assert uscc_problem(code[:place] + other + code[place + 1 :]) is not None


def test_swapped_neighbours_change_the_check_character() -> None:
    assert check_character("91990000MA0TE5T24") == "X"
    assert uscc_problem("91990000AM0TE5T24X") is not None


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("91990000MA0TE5T24", "17 characters"),
        ("91990000ma0te5t24x", "not capitals"),
        ("91990000MA0TE5T2IX", "the character I"),
        ("91990000MA0TE5T２4X", "the character ２"),
        ("", "0 characters"),
    ],
)
def test_what_is_wrong_with_a_code_is_said(code: str, words: str) -> None:
    assert words in str(uscc_problem(code))


@pytest.mark.parametrize(
    ("file", "text", "code"),
    [
        ("findings.md", "The supplier is clearly in breach.\n", "OVERCLAIM"),
        ("findings.md", "毫无疑问，这是违法的。\n", "OVERCLAIM"),
        ("findings.md", 'He wrote "clearly illegal".\n', None),
        ("findings.md", "The report is certified by nobody.\n", "OVERCLAIM"),
        ("findings.md", "这批货是垃圾。\n", "WORDING"),
        ("findings.md", "11 of 125 units had a scratch.\n", None),
    ],
)
def test_words_that_claim_more_than_the_record(folder: Path, file: str, text: str, code: str | None) -> None:
    (folder / file).write_text(text)
    found_here = {(c, f) for c, _, f, _ in found(folder)}
    assert found_here == ({(code, file)} if code else set())


def test_the_buyers_own_words_in_the_facts_are_read_too(folder: Path) -> None:
    text = (folder / "case.yaml").read_text().replace("title: Replacement", "title: Obviously ruined goods")
    (folder / "case.yaml").write_text(text)
    assert ("OVERCLAIM", "note", "case.yaml", line_of(folder, "case.yaml", "Obviously")) in found(folder)
