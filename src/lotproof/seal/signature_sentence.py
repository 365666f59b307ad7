"""One sentence or a few for one signature: what it proves, by whose word, and where its proof ends."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from lotproof.seal.signature_words import NO_TIME, NOBODY_NAMED, SELF_MADE, first_upper, instant

if TYPE_CHECKING:
    from lotproof.seal.timestamp_token import Token

_CHANGES: Final = {
    "NONE": "Nothing in the file was changed after it.",
    "LTA_UPDATES": "Only data to check it by was added after it.",
    "FORM_FILLING": "After it a form was filled in or another signature added; the pages are as signed.",
    "ANNOTATIONS": "After it notes were added to the pages.",
}
_TROUBLES: Final = {
    "OUT_OF_BOUNDS_NO_POE": "its certificate was not valid when it counts",
    "EXPIRED": "its certificate was not valid when it counts",
    "OUT_OF_BOUNDS_NOT_REVOKED": "its certificate was not valid when it counts",
    "NOT_YET_VALID": "its certificate was not valid when it counts",
    "CHAIN_CONSTRAINTS_FAILURE": "its certificate was not issued for signing documents",
    "NO_CERTIFICATE_CHAIN_FOUND": "its certificate leads to none that you named as trusted",
    "CRYPTO_CONSTRAINTS_FAILURE": "it rests on an algorithm that no longer protects anything",
    "CRYPTO_CONSTRAINTS_FAILURE_NO_POE": "it rests on an algorithm that no longer protects anything",
}


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found out about one signature. `trouble` is why its chain failed, as ETSI EN 319 102-1 (5.1.3) names
    it; `change` how far later revisions go; `stamps_all` is true of a timestamp of the whole document."""

    name: str
    fits: bool
    trusted: bool
    trouble: str | None
    revoked: datetime | None
    self_made: bool
    roots: bool
    change: str
    token: Token | None
    claimed: datetime | None
    stamps_all: bool = False


def sentence(seen: Seen) -> str:
    """What may be said of it, the bad news first."""
    what = "timestamp" if seen.stamps_all else "signature"
    if not seen.fits:
        if seen.stamps_all and seen.token is not None and seen.token.problem is not None:
            return f"The timestamp of the document proves nothing: {seen.token.problem}."
        return (
            f"The {what} of {seen.name} does not fit this file: "
            "bytes that it covers were changed, or it was made for another file."
        )
    if seen.change not in _CHANGES:
        return (
            f"The file was changed after the {what} of {seen.name}: what is read now is not what was signed."
        )
    parts = [_time(seen)] if seen.stamps_all else [_who(seen), _time(seen)]
    return " ".join(first_upper(part) for part in (*parts, _CHANGES[seen.change]))


def _who(seen: Seen) -> str:
    if seen.trusted:
        return f"signed by {seen.name}, whose certificate leads to one that you named as trusted."
    if seen.revoked is not None:
        why = f"its certificate was revoked on {instant(seen.revoked)}"
    elif seen.self_made and seen.trouble in ("NO_CERTIFICATE_CHAIN_FOUND", "CHAIN_CONSTRAINTS_FAILURE"):
        why = SELF_MADE
    elif not seen.roots:
        why = f"{NOBODY_NAMED}, so it proves that nothing has changed since, not who signed"
    else:
        why = _TROUBLES.get(seen.trouble or "", "its certificate could not be vouched for")
    return f"signed in the name of {seen.name}, but {why}."


def _time(seen: Seen) -> str:
    token = seen.token
    if token is None or token.at is None or token.problem is not None:
        lost = f"its timestamp is worth nothing ({token.problem}), and " if token is not None else ""
        if seen.claimed is None:
            return f"{lost}when it was signed is not said."
        return f"{lost}the time {instant(seen.claimed)} is only what the signer's own clock said."
    if token.doubt is not None:
        return f"the time {instant(token.at)} is the word of {token.authority}; {token.doubt}, so {NO_TIME}."
    return (
        f"it existed on {instant(token.at)}, by the word of {token.authority}, an authority that you trust."
    )
