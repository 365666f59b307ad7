"""The checksum line: found by anybody's tools, broken by any byte, and never that of another file."""

from __future__ import annotations

import hashlib
import random
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lotproof.seal.checksum import add_checksum, checksum, untouched, with_checksum

from .small import dossier, resealed, small


def flipped(data: bytes, at: int, bit: int = 0) -> bytes:
    return data[:at] + bytes([data[at] ^ 1 << bit]) + data[at + 1 :]


def test_it_covers_the_whole_file_and_fits() -> None:
    line = checksum(small())
    assert line is not None
    assert (line.intact, line.end) == (True, len(small()))


def test_grep_and_sha256sum_print_the_same_digest(tmp_path: Path) -> None:
    (tmp_path / "dossier.pdf").write_bytes(small())
    command = "LC_ALL=C grep -av '^%lotproof-sha256 ' dossier.pdf | sha256sum"
    done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=True)
    line = checksum(small())
    assert line is not None
    assert done.stdout.split()[0] == line.written


def test_every_one_of_200_bytes_flipped_anywhere_is_found() -> None:
    data, chance = small(), random.Random(20260814)
    places = [chance.randrange(len(data)) for _ in range(200)]
    for at in places:
        line = checksum(flipped(data, at, chance.randrange(8)))
        assert line is None or not line.intact, at


def test_every_byte_of_the_end_is_covered_the_line_itself_included() -> None:
    data = small()
    for at in range(len(data) - 160, len(data)):
        for bit in range(8):
            line = checksum(flipped(data, at, bit))
            assert line is None or not line.intact or line.end != len(data), (at, bit)


def test_what_was_added_behind_is_not_covered() -> None:
    line = checksum(small() + b"\n")
    assert line is not None
    assert (line.intact, line.end) == (True, len(small()))


def test_the_line_of_an_embedded_pdf_is_not_that_of_the_file() -> None:
    outer = dossier({"E001 earlier-dossier.pdf": small()})
    assert outer.count(b"\n%lotproof-sha256 ") == 2
    line = checksum(outer)
    assert line is not None
    assert (line.intact, line.end) == (True, len(outer))
    broken = checksum(flipped(outer, 40))
    assert broken is not None and not broken.intact
    lost = checksum(outer.replace(b"\n%lotproof-sha256 ", b"\n%lotproof-sha257 "))
    assert lost is None
    assert resealed(small()) == small()


def test_many_lines_are_read_in_one_pass() -> None:
    line = b"\n%lotproof-sha256 " + b"0" * 64 + b"\nstartxref\n1\n%%EOF\n"
    found = checksum(line * 20_000)
    assert found is not None and not found.intact


@pytest.mark.parametrize(
    "end", [b"startxref\n12\n%%EOF", b"startxref\n012\n%%EOF\n", b"startxref\r\n12\n%%EOF\n", b""]
)
def test_a_file_that_ends_otherwise_gets_no_line(end: bytes) -> None:
    with pytest.raises(ValueError):
        with_checksum(b"%PDF-1.7\nendobj\n" + end)


@given(st.binary(max_size=3000))
def test_a_file_that_grew_after_our_line_is_not_untouched(body: bytes) -> None:
    made = with_checksum(b"%PDF-1.7\n" + body + b"\nendobj\nstartxref\n9\n%%EOF\n")
    assert untouched(made[-200:])
    assert not untouched((made + b"more\nstartxref\n9\n%%EOF\n")[-200:])
    assert not untouched(b"%PDF-1.7\nendobj\nstartxref\n9\n%%EOF\n")


def test_the_line_is_added_in_place_and_the_digest_is_that_of_the_file(tmp_path: Path) -> None:
    whole = b"%PDF-1.7\n" + b"x" * 3_000_000 + b"\nstartxref\n9\n%%EOF\n"
    (tmp_path / "a.pdf").write_bytes(whole)
    with (tmp_path / "a.pdf").open("r+b") as file:
        digest = add_checksum(file)
    made = (tmp_path / "a.pdf").read_bytes()
    assert made == with_checksum(whole)
    assert hashlib.sha256(made).hexdigest() == digest
