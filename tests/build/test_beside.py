"""Signatures and times beside the outputs: kept whatever is built, and pointed out when of other bytes."""

from __future__ import annotations

import hashlib
from pathlib import Path

from lotproof.build.case import in_place
from lotproof.build.write import MANIFEST
from lotproof.seal.checksum import with_checksum


def pdf(words: str) -> bytes:
    return with_checksum(f"%PDF-1.7\n{words}\nstartxref\n9\n%%EOF\n".encode())


def put(root: Path, words: str) -> list[str]:
    data = pdf(words)
    files = {"car.pdf": data, MANIFEST: f"{hashlib.sha256(data).hexdigest()}  car.pdf\n".encode()}
    placed, findings = in_place(root, "one", files)
    assert placed and all(
        finding.code == "SEAL_OUTDATED" and finding.severity == "warning" for finding in findings
    )
    return [finding.message for finding in findings]


def test_a_signed_copy_and_a_time_of_these_bytes_are_left_in_peace(tmp_path: Path) -> None:
    put(tmp_path, "first")
    folder = tmp_path / "build" / "one"
    (folder / "car.signed.pdf").write_bytes(pdf("first") + b"signature")
    (folder / "car.pdf.tsr").write_bytes(b"0" + hashlib.sha256(pdf("first")).digest() + b"0")
    assert put(tmp_path, "first") == []
    said = put(tmp_path, "second")
    assert said == [
        "build/one/car.pdf.tsr is of other bytes than the car.pdf that lies beside it now.",
        "build/one/car.signed.pdf is of other bytes than the car.pdf that lies beside it now.",
    ]
    assert (folder / "car.signed.pdf").read_bytes() == pdf("first") + b"signature"
    assert put(tmp_path, "first") == []


def test_a_time_of_the_list_of_digests(tmp_path: Path) -> None:
    put(tmp_path, "first")
    (tmp_path / "build" / "one" / f"{MANIFEST}.tsr").write_bytes(b"of something else")
    assert put(tmp_path, "first") == [
        f"build/one/{MANIFEST}.tsr is of other bytes than the {MANIFEST} that lies beside it now."
    ]


def test_a_pdf_signed_in_its_place_is_set_aside(tmp_path: Path) -> None:
    put(tmp_path, "first")
    folder = tmp_path / "build" / "one"
    (folder / "car.pdf").write_bytes(pdf("first") + b"signature")
    assert put(tmp_path, "first") == []
    assert (folder / "car.signed.pdf").read_bytes() == pdf("first") + b"signature"
    assert (folder / "car.pdf").read_bytes() == pdf("first")


def test_a_file_of_another_name_is_none_of_ours(tmp_path: Path) -> None:
    put(tmp_path, "first")
    for name in ("notes.txt", "other.signed.pdf", "other.tsr"):
        (tmp_path / "build" / "one" / name).write_bytes(b"x")
    assert put(tmp_path, "second") == []
