"""Judges a detached timestamp: a token beside a file, as `openssl ts -verify` would.

Why: a manifest that a third party saw on a day cannot have been written afterwards, and anybody can check that alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from lotproof.seal.sign_files import read_plain
from lotproof.seal.signature_words import NO_TIME, Refused, SignExtraMissing, first_upper, instant

_TOKEN: Final = 256 * 1024


@dataclass(frozen=True, slots=True)
class TimestampReport:
    """What a token is worth. `valid`: it is for these bytes and unbroken; `trusted`: its authority leads to a root
    that the reader named. `at` is the authority's instant."""

    valid: bool
    trusted: bool
    at: datetime | None
    authority: str | None
    sentence: str


def timestamps(
    data: Path, token: Path, trust: Sequence[Path] = (), *, now: datetime | None = None
) -> TimestampReport:
    """Whether `token` (a response or a bare token, RFC 3161) stamps the file `data`.

    `trust` are files of root certificates (PEM or DER). `now` (None: the machine's clock) only tells whether the
    authority's certificate has run out since. Raises OSError when a file is no regular file that can be read, Refused
    for a file of `trust` without a certificate, SignExtraMissing.
    """
    try:
        from lotproof.seal.sign_trust import context, trust_of
        from lotproof.seal.timestamp_token import examined, token_in
    except ModuleNotFoundError:
        raise SignExtraMissing from None
    content, answer = read_plain(data), read_plain(token, _TOKEN)
    roots = trust_of((path.name, read_plain(path, _TOKEN)) for path in trust)
    found = token_in(answer)
    if found is None:
        return TimestampReport(False, False, None, None, f"{token.name} holds no timestamp that can be read.")
    seen = examined(found, lambda name: hashlib.new(name, content).digest(), roots)
    if seen.problem is not None or seen.at is None:
        sentence = f"{token.name} proves nothing about {data.name}: {seen.problem}."
        return TimestampReport(False, False, None, seen.authority, sentence)
    said = f"{data.name} existed with exactly these bytes on {instant(seen.at)}, says {seen.authority}"
    if seen.doubt is not None:
        said += f"; {seen.doubt}, so {NO_TIME}"
    elif seen.expires is not None and seen.expires < (now or context(roots, None).moment):
        said += f", whose certificate ran out on {instant(seen.expires)}: the time rests on how its key was kept since"
    else:
        said += ", whose certificate leads to one that you named as trusted"
    return TimestampReport(True, seen.doubt is None, seen.at, seen.authority, first_upper(f"{said}."))


__all__ = ["Refused", "SignExtraMissing", "TimestampReport", "timestamps"]
