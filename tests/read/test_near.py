"""Which known word a mistyped one means."""

from __future__ import annotations

import pytest

from lotproof.case.near import nearest

CASES = ("psi-2026-101-otter-tower", "psi-2026-102-tumblers", "psi-2026-103-desk-lamps")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("psi-2026-102-tumbler", CASES[1]),
        ("psi-2026-101", CASES[0]),  # looks more like the second, which is shorter
        ("PSI_2026_103", CASES[2]),
        ("otter", CASES[0]),
        ("lamps", CASES[2]),
        ("xy", None),
        ("", None),
        ("o" * 61, None),
    ],
)
def test_the_only_one_that_begins_so_then_the_most_alike_then_a_part(typed: str, meant: str | None) -> None:
    assert nearest(typed, CASES) == meant


def test_a_letter_is_no_beginning() -> None:
    assert nearest("E", ("EXHIBIT",)) is None
    assert nearest("nunber", ("number", "product")) == "number"
    assert nearest("Upper", ("upper",)) == "upper"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("--timout", "--timeout"),
        ("--imeout", "--timeout"),
        ("--pass", "--passphrase-file"),
        ("--file", "--passphrase-file"),
        ("--outpt", None),
        ("--output", None),
        ("--out", None),
        ("--", None),
    ],
)
def test_the_dashes_of_an_option_make_none_look_alike(typed: str, meant: str | None) -> None:
    assert nearest(typed, ("--timeout", "--trust", "--passphrase-file", "--crl")) == meant
