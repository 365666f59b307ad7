"""Asks one time-stamping authority over HTTP, within a time and a size (RFC 3161, 3.4).

Why: the authority is the only place the program ever connects to, so a silent, lying or endless one must cost a
sentence and not the build.
"""

from __future__ import annotations

import ssl
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Final
from urllib.parse import urlsplit

from lotproof.seal.signature_words import Refused

LARGEST: Final = 64 * 1024  # bytes of an answer; usual ones have 3 to 8 thousand
_PIECE: Final = 16 * 1024
_HEADERS: Final = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}


@dataclass(frozen=True, slots=True)
class Authority:
    """Where timestamps come from, and how many seconds it has for one."""

    url: str
    seconds: float = 30

    def __post_init__(self) -> None:
        """Raises Refused for what is no http or https address, or holds a password."""
        try:
            parts = urlsplit(self.url)
            usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
        except ValueError:
            usable = False
        if not usable or not self.url.isprintable() or " " in self.url:
            raise Refused(
                "the authority's address is not one that begins with https:// or http:// and a host."
            )
        if parts.username is not None or parts.password is not None:
            raise Refused("the authority's address holds a user name or password, which would stand in git.")

    @property
    def host(self) -> str:
        """Its host as sentences name it; the rest of the address may hold a key."""
        return urlsplit(self.url).netloc


class _NoDetour(urllib.request.HTTPRedirectHandler):
    """Follows no redirection: only the configured address is ever asked."""

    def redirect_request(self, *_: Any) -> None:
        return None


def ask(authority: Authority, query: bytes) -> bytes:
    """The authority's whole answer to a DER-encoded request. Raises Refused with the reason."""
    got: list[bytes | Exception] = []

    def work() -> None:
        try:
            got.append(_answer(authority, query))
        except Exception as problem:
            got.append(problem)

    # a thread, because neither the look-up of a name nor a trickle of bytes obeys a socket's timeout
    worker = threading.Thread(target=work, daemon=True, name="timestamp")
    worker.start()
    worker.join(authority.seconds)
    if not got:
        raise Refused(_silent(authority))
    if isinstance(got[0], bytes):
        return got[0]
    raise Refused(_reason(authority, got[0])) from None


def _answer(authority: Authority, query: bytes) -> bytes:
    until = time.monotonic() + authority.seconds
    request = urllib.request.Request(authority.url, data=query, headers=_HEADERS, method="POST")
    opener = urllib.request.build_opener(_NoDetour)
    with opener.open(request, timeout=authority.seconds) as response:
        pieces = b""
        while len(pieces) <= LARGEST and (piece := response.read1(_PIECE)):
            pieces += piece
            if time.monotonic() > until:
                raise TimeoutError
    if len(pieces) > LARGEST:
        raise Refused(
            f"the authority {authority.host} sent more than {LARGEST:,} bytes, which is no timestamp."
        )
    if pieces.lstrip()[:1] == b"<":
        raise Refused(f"the authority {authority.host} answered with a web page, not with a timestamp.")
    return bytes(pieces)


def _reason(authority: Authority, problem: Exception) -> str:
    if isinstance(problem, Refused):
        return str(problem)
    if isinstance(problem, urllib.error.HTTPError):
        problem.close()
        if 300 <= problem.code < 400:
            return f"the authority {authority.host} points to another address (HTTP {problem.code}); it was not asked."
        return f"the authority {authority.host} answered with HTTP {problem.code}."
    cause = problem.reason if isinstance(problem, urllib.error.URLError) else problem
    if isinstance(cause, TimeoutError):
        return _silent(authority)
    if isinstance(cause, ssl.SSLCertVerificationError):
        return f"this machine does not trust the TLS certificate of the authority {authority.host}."
    if isinstance(cause, HTTPException):
        return f"the authority {authority.host} does not answer in HTTP."
    why = cause.strerror if isinstance(cause, OSError) and cause.strerror else "no connection"
    return f"the authority {authority.host} could not be reached: {why}."


def _silent(authority: Authority) -> str:
    return f"the authority {authority.host} did not answer within {authority.seconds:g} seconds."
