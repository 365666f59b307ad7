"""What is said about signatures and timestamps: names, instants, and sentences that claim no more than was proved.

Why: whoever reads them may rest a payment on them, so each names the reason and the limit of what it says.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

EXTRA: Final = "this needs the extra sign: pip install 'lotproof[sign]'"
SELF_MADE: Final = (
    "its certificate was made by the signer, so it proves only that nothing has changed since, not who signed"
)
NOBODY_NAMED: Final = "no certificate that you named as trusted stands behind it"
NO_TIME: Final = "it proves nothing about time to a stranger"
_LONGEST: Final = 120


class Refused(Exception):  # noqa: N818
    """Nothing was signed, stamped or written; the message is one sentence that says why."""


class SignExtraMissing(Exception):  # noqa: N818
    """The packages of the extra `sign` are not installed; the message names the command that installs them."""

    def __init__(self) -> None:
        super().__init__(EXTRA)


def plain(text: object) -> str:
    """Foreign text (of a certificate, of an authority's answer) on one line: printable, short."""
    seen = " ".join("".join(char if char.isprintable() else " " for char in str(text)).split())
    return seen if len(seen) <= _LONGEST else seen[: _LONGEST - 1] + "…"


def instant(at: datetime) -> str:
    """2026-08-13 15:15:00 UTC; parts of a second are left out."""
    return at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def first_upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
