"""Which folders a person means by what they typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from lotproof.read.workspace import Workspace, all_cases, case_folders, find_workspace


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("psi-1-cups", "psi-2-lamps", "Bad Name", ".hidden"):
        folder = tmp_path / "work" / "cases" / name
        (folder / "log").mkdir(parents=True)
        (folder / "case.yaml").write_text("lotproof: 1\n")
    (tmp_path / "work" / "cases" / "notes.txt").write_text("x")
    (tmp_path / "alone").mkdir()
    (tmp_path / "alone" / "case.yaml").write_text("lotproof: 1\n")
    return tmp_path / "work"


def meant(root: Path, here: str, *names: str) -> tuple[list[str], list[tuple[str, str | None]]]:
    folders, findings = case_folders(find_workspace(root / here), names, root / here)
    return [folder.name for folder in folders], [(f.code, f.hint) for f in findings]


def test_the_nearest_folder_upwards_that_holds_cases(root: Path) -> None:
    expected = Workspace(root, root / "cases")
    assert find_workspace(root) == expected
    assert find_workspace(root / "cases" / "psi-1-cups" / "log") == expected
    assert find_workspace(root.parent / "alone") is None


def test_no_name_means_every_case_and_a_bad_folder_name_is_said(root: Path) -> None:
    assert meant(root, ".")[0] == ["psi-1-cups", "psi-2-lamps"]
    folders, findings = all_cases(Workspace(root, root / "cases"))
    assert [(f.code, f.place.file) for f in findings] == [("CASE_NAME", "cases/Bad Name")]
    assert all(folder.is_absolute() for folder in folders)


@pytest.mark.parametrize(
    ("here", "typed"),
    [
        (".", "psi-1-cups"),
        ("cases/psi-2-lamps", "psi-1-cups"),
        (".", "cases/psi-1-cups"),
        (".", "cases/psi-1-cups/"),
        (".", "./cases/psi-2-lamps/../psi-1-cups"),
        ("cases/psi-1-cups", "."),
        ("cases/psi-1-cups/log", "."),
        ("cases", "psi-1-cups/case.yaml"),
    ],
)
def test_ids_and_paths(root: Path, here: str, typed: str) -> None:
    assert meant(root, here, typed) == (["psi-1-cups"], [])


def test_an_absolute_path_outside_any_workspace(root: Path) -> None:
    folders, findings = case_folders(None, [str(root.parent / "alone")], root)
    assert (folders, findings) == ((root.parent / "alone",), ())


def test_a_case_named_twice_is_meant_once(root: Path) -> None:
    assert meant(root, ".", "psi-1-cups", "cases/psi-1-cups", "psi-2-lamps")[0] == [
        "psi-1-cups",
        "psi-2-lamps",
    ]


def test_an_unknown_name_shows_the_nearest(root: Path) -> None:
    assert meant(root, ".", "psi-1-cup") == ([], [("CASE_UNKNOWN", "did you mean psi-1-cups?")])
    for typed in ("nothing-like-it", "/etc", ".", "a\0b", "", "x" * 5000, "cases/psi-1-cups/nothing"):
        folders, findings = meant(root, ".", typed)
        assert folders == [] and findings[0][0] == "CASE_UNKNOWN", typed


def test_outside_any_workspace_no_name_is_a_finding(root: Path) -> None:
    assert [f.code for f in case_folders(None, [], root)[1]] == ["WORKSPACE_MISSING"]
