"""The Unified Social Credit Code (统一社会信用代码): which texts can be one.

Source: GB 32100-2015, clause 4 and annex A: 18 characters of 31, the last a weighted sum of the others.
"""

from __future__ import annotations

from typing import Final

ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
LENGTH: Final = 18


def check_character(body: str) -> str:
    """The check character of the first 17 characters: weights 3^i mod 31, then 31 minus the sum mod 31.

    Raises `ValueError` for a character outside the alphabet.
    """
    total = sum(ALPHABET.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return ALPHABET[-total % 31]


def uscc_problem(code: str) -> str | None:
    """Why `code` cannot be a Unified Social Credit Code, in words, or `None` when it can."""
    if len(code) != LENGTH:
        return f"it has {len(code)} characters, not {LENGTH}"
    wrong = [char for char in code if char not in ALPHABET]
    if wrong and not any(char.upper() not in ALPHABET for char in wrong):
        return "its letters are not capitals"
    if wrong:
        return f"it holds {'the character ' if wrong[0].isprintable() else 'a character like U+'}" + (
            wrong[0] if wrong[0].isprintable() else f"{ord(wrong[0]):04X}"
        )
    wanted = check_character(code[:-1])
    return None if code[-1] == wanted else f"its last character is {code[-1]}, the others give {wanted}"
