"""What the signatures in a PDF prove, one report each, in sentences that claim no more than was checked.

Why: a green tick hides what it rests on; a bank must read who vouches for the name and for the time, and what not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from lotproof.seal.sign_files import read_plain
from lotproof.seal.signature_words import Refused, SignExtraMissing
from lotproof.seal.timestamp import TimestampReport, timestamps

__all__ = ["Refused", "SignExtraMissing", "SignatureReport", "TimestampReport", "signatures", "timestamps"]


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """One signature field.

    `name`: whom the certificate names. `valid`: it fits the bytes it covers, and what came after it, if anything,
    changes nothing that is read. `trusted`: its certificate led to a root the reader named, and was not revoked, when
    it signed. `covers_all`: it covers the whole file, but for validation data added to it. `modified_after`: something
    else was added or changed after it. `level`: "B-B", "B-T", "B-LT" or "B-LTA" (ETSI EN 319 142-1), "PKCS#7" for
    older ones, "time" for a timestamp of the whole document, "none" for an empty field. `signed_at`: the authority's
    instant, or the signer's own claim where `timestamp_by` is None.
    """

    name: str
    valid: bool
    trusted: bool
    covers_all: bool
    modified_after: bool
    level: str
    signed_at: datetime | None
    timestamp_by: str | None
    sentence: str


def signatures(
    pdf: Path, trust: Sequence[Path] = (), *, now: datetime | None = None
) -> list[SignatureReport]:
    """The signatures of a PDF in the order they were made, empty signature fields last; none: an empty list.

    `trust` are files of root certificates (PEM or DER); with none given nothing is trusted. `now` is when signatures
    without a trusted timestamp are judged (None: by the machine's clock). Nothing is fetched. pyHanko is imported only
    when there is a signature. Raises OSError when a file is no regular file that can be read, Refused for a file of
    `trust` without a certificate or a PDF that cannot be read, SignExtraMissing.
    """
    data = read_plain(pdf)
    # a signature's byte range cannot be compressed, and an empty field leaves its type; a file with neither has none
    if b"/ByteRange" not in data and b"/Sig" not in data:
        return []
    try:
        from lotproof.seal.sign_trust import trust_of
        from lotproof.seal.signature_check import checked
    except ModuleNotFoundError:
        raise SignExtraMissing from None
    return checked(data, trust_of((path.name, read_plain(path)) for path in trust), now)
