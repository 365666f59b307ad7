"""Code letters: from lot size and inspection level to a letter, and from a letter to its sample size.

ISO 2859-1:1999 table 1 (MIL-STD-105E table I), the same in every edition, and the sample sizes of tables 2-A to 2-C.
"""

from __future__ import annotations

from bisect import bisect_left

from lotproof.sampling.exact import whole
from lotproof.sampling.names import unknown

# S is the supplementary letter of tightened inspection: one plan, no lots of its own.
LETTERS = "ABCDEFGHJKLMNPQRS"
LEVELS = ("I", "II", "III", "S-1", "S-2", "S-3", "S-4")
SEVERITIES = ("normal", "tightened", "reduced")

BAND_ENDS = (8, 15, 25, 50, 90, 150, 280, 500, 1_200, 3_200, 10_000, 35_000, 150_000, 500_000)
"""The largest lot of each band but the last; the first band begins at 2, the last one has no end."""

_LETTERS_BY_BAND = {
    "S-1": "AAAABBBBCCCCDDD",
    "S-2": "AAABBBCCCDDDEEE",
    "S-3": "AABBCCDDEEFFGGH",
    "S-4": "AABCCDEEFGGHJJK",
    "I": "AABCCDEFGHJKLMN",
    "II": "ABCDEFGHJKLMNPQ",
    "III": "BCDEFGHJKLMNPQR",
}

# what is meant by "ii", "GII", "level 2", "S3" or a typed "Ⅱ", which folds to "ii"
_FOLDED_LEVELS = {
    f"{before}{after}": level
    for level, typed in zip(
        LEVELS, (("i", "1"), ("ii", "2"), ("iii", "3"), ("s1",), ("s2",), ("s3",), ("s4",)), strict=True
    )
    for after in typed
    for before in (
        "",
        "g",
        "level",
        "general",
        "generallevel",
        "special",
        "speciallevel",
        "generalinspectionlevel",
    )
}
_FOLDED_SEVERITIES = {severity: severity for severity in SEVERITIES}

FULL_SIZES = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000, 3150)
REDUCED_SIZES = (2, 2, *FULL_SIZES[:14])


def code_letter(lot_size: int, level: str) -> str:
    """The code letter of table 1 for a lot of `lot_size` units at an inspection level.

    Raises ValueError for a lot below 2 units (the table begins there) or an unknown level.
    """
    lot = whole(lot_size, "lot size", least=2)
    bands = _LETTERS_BY_BAND.get(level) if isinstance(level, str) else None
    if bands is None:
        raise unknown("inspection level", level, LEVELS, _FOLDED_LEVELS, similar=False)
    return bands[bisect_left(BAND_ENDS, lot)]


def row_sizes(severity: str) -> tuple[int, ...]:
    """The sample size of every row, letter A first; reduced inspection has its own, smaller ones.

    Raises ValueError for an unknown severity.
    """
    if severity not in SEVERITIES:
        raise unknown("severity", severity, SEVERITIES, _FOLDED_SEVERITIES)
    return REDUCED_SIZES if severity == "reduced" else FULL_SIZES
