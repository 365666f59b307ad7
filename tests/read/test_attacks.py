"""Folders made to break the reader: each gives findings, none an exception, and nothing outside is ever opened."""

from __future__ import annotations

import errno
import os
import shutil
import socket
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.read import files
from lotproof.read.case import read_case
from lotproof.read.files import Refusal, open_regular, read_bytes
from lotproof.read.originals import path_problem

SOUND = Path(__file__).parent.parent / "cases" / "sound"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SOUND, tmp_path / "psi-1"))


def found(folder: Path) -> tuple[Case | None, dict[str, Finding]]:
    case, findings = read_case(folder)
    return case, {f"{f.place.file} {f.code}": f for f in findings}


def put(path: Path, how: str) -> None:
    """Replace `path` by something that is no regular file, or one that cannot be read."""
    if path.exists():
        path.unlink()
    if how == "pipe":
        os.mkfifo(path)
    elif how == "folder":
        path.mkdir()
    elif how == "loop":
        path.symlink_to(path.name)
    elif how == "link":
        path.symlink_to("/etc/hostname")
    elif how == "device":
        path.symlink_to("/dev/zero")
    elif how == "socket":
        here = Path.cwd()
        os.chdir(path.parent)  # the name of a socket may not be long
        with socket.socket(socket.AF_UNIX) as end:
            end.bind(path.name)
        os.chdir(here)
    elif how == "large":
        with path.open("wb") as out:
            out.truncate(100_000_000)
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "binary":
        path.write_bytes(bytes(range(256)) * 40)


HOW = {
    "pipe": "NOT_REGULAR",
    "folder": "NOT_REGULAR",
    "socket": "NOT_REGULAR",
    "loop": "LINK",
    "link": "LINK",
    "device": "LINK",
    "large": "TOO_LARGE",
}


@pytest.mark.parametrize("how", HOW)
@pytest.mark.parametrize("file", ["case.yaml", "evidence.yaml", "findings.md", "log/2026-08-13-0915-car.md"])
def test_what_is_no_plain_file_is_named_and_not_opened(folder: Path, file: str, how: str) -> None:
    put(folder / file, how)
    case, findings = found(folder)
    assert f"{file} FILE_{HOW[how]}" in findings
    assert (case is None) == (file == "case.yaml")


@pytest.mark.parametrize("how", ["empty", "binary"])
def test_a_file_without_text_is_a_finding(folder: Path, how: str) -> None:
    for file in ("case.yaml", "evidence.yaml", "log/2026-08-13-0915-car.md"):
        put(folder / file, how)
    case, findings = found(folder)
    assert case is None
    codes = {"empty": ("FILE_EMPTY", "REGISTER_MISSING", "NO_FRONT_MATTER"), "binary": ("NOT_UTF8",) * 3}[how]
    for file, code in zip(("case.yaml", "evidence.yaml", "log/2026-08-13-0915-car.md"), codes, strict=True):
        assert f"{file} {code}" in findings


@pytest.mark.parametrize("how", ["pipe", "folder", "socket", "loop", "link", "device"])
def test_an_original_that_is_no_plain_file_is_not_opened(folder: Path, how: str) -> None:
    put(folder / "evidence" / "order.txt", how)
    case, findings = found(folder)
    assert case is not None
    assert f"evidence.yaml EXHIBIT_{HOW[how]}" in findings
    assert set(case.originals) == {"E1", "E3", "E4", "E5"}


def test_a_huge_original_is_measured_not_read(folder: Path) -> None:
    with (folder / "evidence" / "order.txt").open("wb") as out:
        out.truncate(2_000_000_000)
    case, findings = found(folder)
    assert case is not None and "E2" not in case.originals
    assert "evidence.yaml EXHIBIT_TOO_LARGE" in findings


@pytest.mark.parametrize("name", ["evidence", "log"])
def test_a_folder_that_is_a_link_is_not_followed(folder: Path, tmp_path: Path, name: str) -> None:
    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    case, findings = found(folder)
    assert case is not None
    assert (case.originals if name == "evidence" else case.log) in ({}, ())
    assert {"evidence": "evidence.yaml EXHIBIT_LINK", "log": "log FILE_LINK"}[name] in findings


def test_a_link_in_evidence_is_named_and_not_followed(folder: Path) -> None:
    (folder / "evidence" / "loop").symlink_to(".")
    (folder / "evidence" / "below").mkdir()
    (folder / "evidence" / "below" / "again").symlink_to("../..")
    _, findings = found(folder)
    assert {key for key in findings if key.startswith("evidence/")} == {
        "evidence/loop EVIDENCE_NOT_A_FILE",
        "evidence/below/again EVIDENCE_NOT_A_FILE",
    }


def test_files_in_place_of_folders_and_folders_in_place_of_cases(folder: Path, tmp_path: Path) -> None:
    shutil.rmtree(folder / "log")
    (folder / "log").write_text("x")
    shutil.rmtree(folder / "evidence")
    (folder / "evidence").write_text("x")
    case, findings = found(folder)
    assert case is not None
    assert "log FILE_UNREADABLE" in findings
    assert "evidence.yaml EXHIBIT_MISSING" in findings
    for odd in (tmp_path / "absent", folder / "case.yaml", tmp_path / ("x" * 300), tmp_path / "a\0b"):
        assert [f.code for f in read_case(odd)[1]] == ["CASE_MISSING"]


def test_a_file_that_may_not_be_read_is_a_finding(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.open

    def refuse(path: str, flags: int, **more: int) -> int:
        if path == "case.yaml":
            raise PermissionError(errno.EACCES, "refused")
        return real(path, flags, **more)

    monkeypatch.setattr(files.os, "open", refuse)
    case, findings = found(folder)
    assert case is None
    assert findings["case.yaml FILE_UNREADABLE"].message == "case.yaml may not be read."


def test_a_name_cannot_write_a_line_of_ours(folder: Path) -> None:
    (folder / "evidence" / "a\nerror X: y\u202egpj.exe").write_bytes(b"x")
    (folder / "log" / "note\n2.txt").write_bytes(b"x")
    (folder / "evidence" / os.fsdecode(b"\xff\xfe.pdf")).write_bytes(b"x")
    for finding in read_case(folder)[1]:
        text = finding.message + finding.place.file
        assert text.isprintable(), ascii(text)
        text.encode()


def test_names_that_some_systems_take_for_the_same_are_said(folder: Path) -> None:
    for name in ("Photo.TXT", "ﬁle.txt", "file.txt", "e\u0301.txt", "é.txt"):
        (folder / "evidence" / name).write_bytes(name.encode())
    _, findings = read_case(folder)
    assert sum(f.code == "NAMES_ALIKE" for f in findings) == 3


REFUSED = [
    "../x", "evidence/../../x", "/etc/passwd", "evidence//x", "evidence/./x", "evidence/", "evidence", "x.pdf", "",
    "evidence\\x", "C:/x", "c:x", "evidence/a\0b", "evidence/a\nb", "evidence/\u202ex", "Evidence/x",
]  # fmt: skip


@pytest.mark.parametrize("path", REFUSED)
def test_paths_that_are_refused(path: str) -> None:
    assert path_problem(path) is not None


def test_paths_that_are_taken() -> None:
    for path in ("evidence/x.pdf", "evidence/照片/一.jpg", "evidence/a b (1).pdf", "evidence/..x"):
        assert path_problem(path) is None


def test_a_file_that_grows_while_it_is_read_is_not_read_past_the_cap(tmp_path: Path) -> None:
    (tmp_path / "x").write_bytes(b"0123456789")
    assert read_bytes(tmp_path, "x", 10) == b"0123456789"
    refused = read_bytes(tmp_path, "x", 9)
    assert isinstance(refused, Refusal) and refused.code == "TOO_LARGE"
    for name in ("y", "x/y", "a\0b", "n" * 300):
        assert isinstance(open_regular(tmp_path, name, 10), Refusal)


_PIECES = [
    "lotproof", "order", "evidence", "- id: E1", ": ", "\n", "  ", "- ", "[", "]", "{", "}", '"', "'", "|", "&a", "*a",
    "#", "---\n", "at: 2026-08-13T09:15:00Z", "kind: car", "1", "é",
]  # fmt: skip


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.sampled_from(_PIECES), max_size=25).map(lambda parts: "".join(parts).encode())
    | st.binary(max_size=80)
)
def test_no_content_raises(tmp_path: Path, content: bytes) -> None:
    folder = tmp_path / "psi-1"
    (folder / "log").mkdir(parents=True, exist_ok=True)
    for file in ("case.yaml", "evidence.yaml", "findings.md", "log/one.md"):
        (folder / file).write_bytes(content)
    (folder / "log" / "two.md").write_bytes(b"---\n" + content + b"\n---\n" + content)
    case, findings = read_case(folder)
    assert case is not None or any(f.place.file == "case.yaml" and f.severity == "error" for f in findings)
    assert read_case(folder) == (case, findings)


def test_a_hundred_thousand_slips_are_read_in_bounded_time_and_words(folder: Path) -> None:
    (folder / "case.yaml").write_text("".join(f"k{i}: *x\n" for i in range(40_000)))
    (folder / "evidence.yaml").write_text("- {id: E1, x: 1, y: [}\n" * 3 + "- {id: E1, kind: a}\n" * 8_000)
    _, findings = read_case(folder)
    assert len(findings) < 300
