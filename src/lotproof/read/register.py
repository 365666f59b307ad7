"""`evidence.yaml`: the register of exhibits, each compared with its original as it is on disk now.

A dossier is only as good as its originals, so one that changed, vanished or was never registered is said each time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping as Mapping_
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

from lotproof.case.case import Original, Path_
from lotproof.case.exhibits import Exhibit
from lotproof.case.finding import Finding, Place
from lotproof.read.facts import MOST_OF_A_CODE, limited, validate
from lotproof.read.files import Refusal
from lotproof.read.nodes import Mapping, Scalar, Sequence
from lotproof.read.originals import (
    FOLDER,
    Known,
    alike,
    files_in_evidence,
    path_problem,
    read_original,
    why_changed,
)
from lotproof.read.shown import one_line
from lotproof.read.yaml_file import read_text, tree_of

FILE: Final = "evidence.yaml"
_Spot = tuple[str, Path_]  # a file and a path in it
_DIGEST: Final = re.compile(r"[0-9a-f]{64}\Z")


class Register(NamedTuple):
    exhibits: tuple[Exhibit, ...]
    originals: dict[str, Original]
    findings: tuple[Finding, ...]
    spots: Mapping_[_Spot, tuple[int, int]]


def read_register(folder: Path, known: Known | None = None) -> Register:
    """The exhibits of the case in `folder` with their originals. Paths of `spots` begin with the exhibit's index.

    Of two entries with one id the first is kept; one without an id is dropped. Originals with `known` digests are not
    read again.
    """
    text, unreadable = read_text(folder, FILE)
    exhibits, wrong, spots = _entries(text) if text is not None else ((), (), {})
    findings = [_milder(finding) for finding in (*unreadable, *wrong)]
    originals: dict[str, Original] = {}
    missing: list[tuple[Exhibit, Place]] = []
    for index, exhibit in enumerate(exhibits):
        found = _compare(folder, exhibit, _Places(spots, index), known)
        findings += found.findings
        if found.original is not None and exhibit.id is not None:
            originals[exhibit.id] = found.original
        elif found.gone is not None:
            missing.append((exhibit, found.gone))
    findings += _unregistered(folder, exhibits, missing)
    return Register(exhibits, originals, limited(findings), spots)


@lru_cache(maxsize=4)  # while a case is worked on its register is mostly what it was
def _entries(text: str) -> tuple[tuple[Exhibit, ...], tuple[Finding, ...], Mapping_[_Spot, tuple[int, int]]]:
    """The exhibits in the register's text, what is wrong in it, and where things stand. Nobody may change these."""
    tree, wrong = tree_of(text, FILE)
    findings = [*wrong]
    spots: dict[_Spot, tuple[int, int]] = {}
    if tree is None or (isinstance(tree, Scalar) and tree.absent):
        return (), wrong, spots
    if not isinstance(tree, Sequence):
        place = Place(FILE, tree.line, tree.column)
        sentence, hint = "a list of exhibits is wanted here.", "begin each exhibit with - id: E1."
        return (), (*wrong, Finding("WRONG_TYPE", "error", sentence, place, hint)), spots
    exhibits: list[Exhibit] = []
    first: dict[str, int] = {}
    for item in tree.items:
        name = _name(item, len(first) + 1)
        exhibit, wrong, places = validate(item, Exhibit, FILE, name)
        findings += wrong
        if exhibit is None or exhibit.id is None or not exhibit.id.strip():
            continue
        line, column = places["id",]
        if exhibit.id in first:
            sentence = (
                f"{name}: this id was given on line {first[exhibit.id]} already; the entry here was not read."
            )
            hint = "give it another id, or remove it."
            findings.append(Finding("DUPLICATE_EXHIBIT", "error", sentence, Place(FILE, line, column), hint))
            continue
        first[exhibit.id] = line
        spots |= {(FILE, (len(exhibits), *path)): spot for path, spot in places.items()}
        exhibits.append(exhibit)
    return tuple(exhibits), tuple(findings), spots


def _milder(finding: Finding) -> Finding:
    """A register that is not there or empty is a weakness of the case, not a file that could not be read."""
    if finding.code not in ("FILE_MISSING", "FILE_EMPTY"):
        return finding
    lacks = "is not there" if finding.code == "FILE_MISSING" else "is empty"
    sentence = f"{FILE} {lacks}, so no statement can cite anything."
    return Finding("REGISTER_MISSING", "warning", sentence, finding.place, "register the originals in it.")


def _name(item: object, number: int) -> str:
    entry = item.entries.get("id") if isinstance(item, Mapping) else None
    if entry is not None and isinstance(entry.value, Scalar) and entry.value.text.strip():
        return one_line(entry.value.text, 30)
    return f"exhibit {number}"


class _Places(NamedTuple):
    spots: Mapping_[_Spot, tuple[int, int]]
    number: int

    def of(self, key: str) -> Place:
        spot = self.spots.get((FILE, (self.number, key)), self.spots[FILE, (self.number,)])
        return Place(FILE, *spot)


class _Compared(NamedTuple):
    original: Original | None
    findings: list[Finding]
    gone: Place | None = None  # where the file that is not there is named


def _compare(folder: Path, exhibit: Exhibit, places: _Places, known: Known | None) -> _Compared:
    findings: list[Finding] = []

    def say(code: str, key: str, sentence: str, hint: str | None = None) -> None:
        findings.append(
            Finding(code, "error", f"{one_line(str(exhibit.id), 30)}: {sentence}", places.of(key), hint)
        )

    registered = exhibit.sha256.strip().lower() if exhibit.sha256 else None
    if registered and not _DIGEST.match(registered):
        sentence, hint = (
            "this is not a SHA-256 digest.",
            "it has 64 hexadecimal digits, as sha256sum prints it.",
        )
        say("DIGEST_MALFORMED", "sha256", sentence, hint)
        registered = None
    if not exhibit.file or not exhibit.file.strip():
        return _Compared(None, findings)
    problem = path_problem(exhibit.file)
    if problem is not None:
        say("EXHIBIT_PATH", "file", f"the file {one_line(exhibit.file)} was not opened: {problem}.",
            "write it as evidence/NAME, with / between folders.")  # fmt: skip
        return _Compared(None, findings)
    original = read_original(folder, exhibit.file, known)
    if isinstance(original, Refusal):
        if original.code == "MISSING":
            return _Compared(None, findings, places.of("file"))
        say(f"EXHIBIT_{original.code}", "file", original.sentence, original.hint)
        return _Compared(None, findings)
    if original.size == 0:
        say("EXHIBIT_EMPTY", "file", f"{one_line(exhibit.file)} is an empty file.", "put the original back.")
    if registered and original.sha256 != registered:
        cause = why_changed(folder, exhibit.file, registered)
        sentence = f"{one_line(exhibit.file)} is not the file that was registered: its SHA-256 is {original.sha256}, registered {registered}."  # noqa: E501
        hint = cause or "put the original back, or register the new file under its own id."
        say("EXHIBIT_CHANGED", "sha256", sentence, hint)
    elif exhibit.bytes is not None and exhibit.bytes != original.size:
        sentence = f"{one_line(exhibit.file)} has {original.size:,} bytes, registered {exhibit.bytes:,}."
        say("EXHIBIT_SIZE", "bytes", sentence, f"write bytes: {original.size}." if registered else None)
    return _Compared(original, findings)


def _unregistered(
    folder: Path, exhibits: tuple[Exhibit, ...], missing: list[tuple[Exhibit, Place]]
) -> list[Finding]:
    """Findings on files of `evidence/` that no exhibit names, and on exhibits whose file is gone."""
    names, wrong = files_in_evidence(folder)
    findings = list(wrong)
    claimed: dict[str, str] = {}
    for exhibit in exhibits:
        if exhibit.file and exhibit.file in claimed:
            sentence = f"{one_line(str(exhibit.id), 30)}: {one_line(exhibit.file)} is {claimed[exhibit.file]} already."
            hint = "cite one id for one file."
            findings.append(Finding("EXHIBIT_FILE_TWICE", "warning", sentence, Place(FILE), hint))
        elif exhibit.file:
            claimed[exhibit.file] = one_line(str(exhibit.id), 30)
    loose = [name for name in names if name not in claimed]
    digests = _digests(folder, loose) if missing else {}
    for exhibit, place in missing:
        digest = (exhibit.sha256 or "").strip().lower()
        moved = digests.get(digest)
        back = f"{one_line(moved)} has its digest: was it renamed?" if moved else "put the original back."
        sentence = f"{one_line(str(exhibit.id), 30)}: {one_line(str(exhibit.file))} is not there."
        findings.append(Finding("EXHIBIT_MISSING", "error", sentence, place, back))
    if len(loose) > MOST_OF_A_CODE:
        sentence = (
            f"{len(loose) - MOST_OF_A_CODE:,} more files of {FOLDER}/ that are in no entry are not listed."
        )
        findings.append(Finding("FINDINGS_CUT", "warning", sentence, Place(FILE)))
    for name in loose[:MOST_OF_A_CODE]:
        hint = "register it in evidence.yaml, or move it out of evidence/."
        sentence = "this file is in no entry of the register."
        findings.append(Finding("UNREGISTERED_FILE", "warning", sentence, Place(one_line(name)), hint))
    findings += _collisions(sorted({*names, *claimed}))
    return findings


def _digests(folder: Path, names: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in names:
        original = read_original(folder, name)
        if isinstance(original, Original):
            found.setdefault(original.sha256, name)
    return found


def _collisions(names: list[str]) -> list[Finding]:
    seen: dict[str, str] = {}
    findings = []
    for name in names:
        other = seen.setdefault(alike(name), name)
        if other != name:
            sentence = f"some systems take this name for that of {one_line(other)}."
            findings.append(
                Finding("NAMES_ALIKE", "warning", sentence, Place(one_line(name)), "rename one of the two.")
            )
    return findings
