"""Asks for RFC 3161 timestamps and holds every one, fresh or old, to the standard before it is believed.

Why: a token that another verifier will refuse, or that is for other data, is worse than none: it looks like proof.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from asn1crypto import algos, cms, core, tsp  # type: ignore[import-untyped]
from pyhanko.sign.validation.generic_cms import get_signing_cert_attr, validate_tst_signed_data
from pyhanko.sign.validation.status import TimestampSignatureStatus

from lotproof.seal.sign_trust import Trust, called, context
from lotproof.seal.signature_words import NOBODY_NAMED, Refused, instant, plain
from lotproof.seal.timestamp_http import Authority, ask

DIGESTS: Final = ("sha256", "sha384", "sha512")
CLOCKS: Final = timedelta(minutes=10)  # how far the authority's clock and this machine's may be apart


class Response(core.Sequence):  # type: ignore[misc]
    """TimeStampResp of RFC 3161, 2.4.2: asn1crypto's own asks for a token in a refusal too, where there is none."""

    _fields = [  # noqa: RUF012  asn1crypto rewrites the list
        ("status", tsp.PKIStatusInfo),
        ("time_stamp_token", cms.ContentInfo, {"optional": True}),
    ]


@dataclass(frozen=True)
class Token:
    """What a token says and whether it holds. `problem` (a clause) is why it is worth nothing; `doubt` why, though
    sound, it may be worth nothing to a stranger."""

    problem: str | None
    doubt: str | None = None
    at: datetime | None = None
    authority: str | None = None
    expires: datetime | None = None


def fresh(
    authority: Authority, digest: bytes, algorithm: str, trust: Trust, now: datetime
) -> tuple[bytes, cms.ContentInfo]:
    """A new timestamp over `digest`: the whole answer, and the token in it.

    Raises Refused unless the answer is for this question (nonce), this digest and this hour, and its signature, its
    certificate and, where roots are named, its chain hold (RFC 3161, 2.4.2; RFC 5816).
    """
    nonce = secrets.randbits(63) | 1 << 62
    imprint = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": algorithm}), "hashed_message": digest}
    query = tsp.TimeStampReq(
        {"version": 1, "message_imprint": tsp.MessageImprint(imprint), "nonce": nonce, "cert_req": True}
    )
    answer = ask(authority, query.dump())
    content = _granted(authority, answer)
    said = _info(content)
    if said is None:
        raise Refused(f"the authority {authority.host} answered with something that is no timestamp.")
    if said["nonce"].native != nonce:
        raise Refused(f"the authority {authority.host} answered another question than ours (wrong nonce).")
    token = examined(content, lambda name: digest if name == algorithm else b"", trust)
    if token.problem is not None or (trust.roots and token.doubt is not None):
        raise Refused(f"the timestamp of {authority.host} is refused: {token.problem or token.doubt}.")
    if token.at is None or abs(token.at - now) > CLOCKS:
        told = instant(token.at) if token.at is not None else "no time"
        raise Refused(
            f"the authority {authority.host} says {told}, this machine {instant(now)}: one of the clocks is wrong."
        )
    return answer, content


def _granted(authority: Authority, answer: bytes) -> cms.ContentInfo:
    try:
        response = Response.load(answer, strict=True)
        status = response["status"]["status"].native
        words = response["status"]["status_string"].native or []
        failed = response["status"]["fail_info"].native or ()
        if status in ("granted", "granted_with_mods"):
            return response["time_stamp_token"]
    except (ValueError, TypeError, KeyError, AttributeError):
        raise Refused(
            f"the authority {authority.host} answered with something that is no timestamp."
        ) from None
    told = plain("; ".join([*words, *sorted(failed)])) or "no reason given"
    raise Refused(f"the authority {authority.host} refused to give a timestamp: {told}.")


def token_in(data: bytes) -> cms.ContentInfo | None:
    """The token in the bytes of a response (.tsr) or of a bare token; None when there is neither."""
    for read, key in ((Response, "time_stamp_token"), (cms.ContentInfo, None)):
        try:
            found = read.load(data, strict=True)
            content = found[key] if key is not None else found
            if _info(content) is not None:
                return content
        except (ValueError, TypeError, KeyError, AttributeError):
            continue
    return None


def _info(content: Any) -> Any:
    """The TSTInfo of a token, read to its last value; None when it is none."""
    try:
        if content["content_type"].native != "signed_data":
            return None
        inner = content["content"]["encap_content_info"]["content"]
        info = inner.parsed if isinstance(inner, core.ParsableOctetString) else None
        if not isinstance(info, tsp.TSTInfo):
            return None
        info.native  # noqa: B018  asn1crypto reads late
        content["content"]["certificates"].native  # noqa: B018
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return info


def examined(
    content: Any, digest: Callable[[str], bytes], trust: Trust, crls: Any = (), others: Any = ()
) -> Token:
    """Whether a token holds for data whose digest under a named algorithm `digest` gives; its chain at its own time.

    A token's certificate may have run out since without making the token wrong: `expires` says when.
    """
    info = _info(content)
    if info is None:
        return Token("it is damaged")
    imprint = info["message_imprint"]
    name, at = imprint["hash_algorithm"]["algorithm"].native, info["gen_time"].native
    if name not in DIGESTS:
        return Token(f"it rests on {plain(name)}, which no longer protects anything")
    if imprint["hashed_message"].native != digest(name):
        return Token("it is for other data")
    try:
        status = _status(content, digest, context(trust, at, crls=crls, others=others))
        if status.trusted and (trust.crls or crls):
            # pyHanko looks into lists at hand only where it must have one, or where the certificate names its own
            strict = _status(content, digest, context(trust, at, crls=crls, others=others, mode="require"))
            status = strict if strict.revoked else status
        named = get_signing_cert_attr(content["content"]["signer_infos"][0]["signed_attrs"])
    except Exception:  # whatever hostile bytes make a parser raise
        return Token("it is damaged")
    certificate = status.signing_cert
    problem = _problem(status, named, certificate, at)
    return Token(problem, _doubt(status, trust), at, called(certificate), certificate.not_valid_after)


def _status(content: Any, digest: Callable[[str], bytes], judged: Any) -> TimestampSignatureStatus:
    told = asyncio.run(validate_tst_signed_data(content["content"], judged, digest))
    return TimestampSignatureStatus(**told)


def _problem(status: Any, named: Any, certificate: Any, at: datetime) -> str | None:
    if not (status.intact and status.valid):
        return "its signature is wrong"
    if named is None:
        return "it does not say which certificate signed it"
    usage = certificate.extended_key_usage_value
    if (
        usage is None
        or usage.native != ["time_stamping"]
        or "extended_key_usage" not in certificate.critical_extensions
    ):
        return f"the certificate of {called(certificate)} is not one for time stamping"
    if not certificate.not_valid_before <= at <= certificate.not_valid_after:
        return f"the certificate of {called(certificate)} was valid only until {instant(certificate.not_valid_after)}"
    if "CRYPTO_CONSTRAINTS" in getattr(status.trust_problem_indic, "name", ""):
        return "it rests on an algorithm that no longer protects anything"
    return None


def _doubt(status: Any, trust: Trust) -> str | None:
    if status.trusted:
        return None
    if status.revocation_details is not None:
        return (
            f"the authority's certificate was revoked on {instant(status.revocation_details.revocation_date)}"
        )
    if not trust.roots:
        return NOBODY_NAMED
    return (
        f"the certificate of {called(status.signing_cert)} leads to no certificate that you named as trusted"
    )


def stamp(data: bytes, authority: Authority, trust: Trust, now: datetime) -> bytes:
    """The RFC 3161 response (for a .tsr file) that timestamps `data` by its SHA-256. Raises Refused."""
    return fresh(authority, hashlib.sha256(data).digest(), "sha256", trust, now)[0]
