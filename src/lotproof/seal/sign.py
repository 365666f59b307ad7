"""Signs a finished PDF of ours: PAdES B-T or B-LT (ETSI EN 319 142-1), by an update that leaves every byte as it was.

Why: the signature says who stands behind the file and, by an authority's word, since when; it comes last, so that
both conformities and the digest of the unsigned file stay what they were.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from typing import Any, Final, Literal

from asn1crypto import cms  # type: ignore[import-untyped]
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.validation import add_validation_info
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import CertificateValidator
from pyhanko_certvalidator.errors import (
    InsufficientRevinfoError,
    PathBuildingError,
    PathError,
    RevokedError,
    ValidationError,
)

from lotproof.seal.sign_key import Key, usable
from lotproof.seal.sign_trust import Trust, context
from lotproof.seal.signature import SignatureReport
from lotproof.seal.signature_check import checked
from lotproof.seal.signature_reader import QuickReader
from lotproof.seal.signature_words import Refused, instant, plain
from lotproof.seal.timestamp_http import Authority
from lotproof.seal.timestamp_token import fresh

Level = Literal["B-T", "B-LT"]
FIELD: Final = "Signature1"
TOOLTIP: Final = (
    "Signature of the sender of this document"  # what a screen reader says of the invisible field
)
_TOKEN: Final = 16 * 1024  # room for a timestamp; usual ones have 3 to 8 thousand bytes
_CLAIMS: Final = (re.compile(rb'pdfaid:part(="|>)3'), re.compile(rb'pdfaid:conformance(="|>)A'),
                  re.compile(rb'pdfuaid:part(="|>)1'))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Statement:
    """What the signature says about itself: none of it is proved by it."""

    reason: str | None = None
    location: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """The signed file and what a check of it, made at once, says."""

    data: bytes = field(repr=False)
    report: SignatureReport


def titled(data: bytes) -> str:
    """The title of a PDF that may be signed. Raises Refused for one that is damaged, encrypted, not ours or signed."""
    try:
        reader = QuickReader(data)
        if reader.encrypted:
            raise Refused("it is encrypted, so it is not as lotproof built it.")
        info, metadata = reader.trailer["/Info"], reader.root["/Metadata"].data
        creator, title = str(info["/Creator"]), str(info["/Title"])
        taken = next(fields.enumerate_sig_fields(reader), None) is not None
    except Refused:
        raise
    except KeyError:
        raise Refused("it was not built by lotproof.") from None
    except Exception:  # whatever hostile bytes make the parser raise
        raise Refused("it is no PDF, or a damaged one.") from None
    if not creator.startswith("Lotproof "):
        raise Refused("it was not built by lotproof.")
    if not all(claim.search(metadata) for claim in _CLAIMS):
        raise Refused("it does not claim PDF/A-3a and PDF/UA-1, so it is not a finished document.")
    if taken:
        raise Refused("it has a signature already; sign the unsigned file.")
    return title


def sign_pdf(
    data: bytes,
    key: Key,
    authority: Authority,
    *,
    level: Level,
    trust: Trust,
    statement: Statement,
    now: datetime,
) -> Signed:
    """`data` with one invisible signature by `key`, timestamped by `authority`.

    `now` (UTC) is the signer's own time, which the authority's must bear out. B-LT also embeds the revocation lists of
    `trust`, so that the file can be judged after they are gone. One question is asked of the authority.
    Raises Refused, among others for a revoked or expired certificate, and when the result does not pass its own check.
    """
    titled(data)
    usable(key, now)
    if level == "B-LT":
        _vouched(key, trust, now)
    try:
        made = asyncio.run(_signed(data, key, _Stamper(authority, trust, now), statement, now))
        if level == "B-LT":
            made = _with_revocation(made, trust, now)
    except SigningError as problem:
        raise Refused(f"the signature could not be made: {plain(problem)}.") from None
    (report,) = checked(made, trust, now)
    if not report.valid or report.level != level or (level == "B-LT" and not report.trusted):
        raise Refused(f"the signature does not pass its own check: {report.sentence}")
    return Signed(made, report)


class _Stamper(TimeStamper):
    """pyHanko's way to a timestamp, by our questions and our checks, and without a trial one: each may cost money."""

    def __init__(self, authority: Authority, trust: Trust, now: datetime) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.ask: Callable[[bytes, str], tuple[bytes, cms.ContentInfo]] = lambda digest, name: fresh(
            authority, digest, name, trust, now
        )

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        # in a thread, because the check of the answer runs a loop of its own
        return (await asyncio.to_thread(self.ask, message_digest, md_algorithm))[1]


async def _signed(data: bytes, key: Key, stamper: _Stamper, statement: Statement, now: datetime) -> bytes:
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=fields.SigSeedSubFilter.PADES,
        name=key.name,
        reason=statement.reason,
        location=statement.location,
        contact_info=statement.contact,
    )
    spec = fields.SigFieldSpec(FIELD, readable_field_name=TOOLTIP)
    signer = signers.PdfSigner(meta, key.signer, timestamper=stamper, new_field_spec=spec)
    session = signer.init_signing_session(IncrementalPdfFileWriter.from_reader(QuickReader(data)))
    session.system_time = now  # pyHanko would write the machine's own clock and zone
    room = _TOKEN + 4096 + sum(len(one.dump()) for one in (key.certificate, *key.chain))
    prepared = session.prepare_tbs_document(validation_info=None, bytes_reserved=2 * room)
    out = BytesIO()
    digest, _ = prepared.digest_tbs_document(output=out)
    claimed = PdfCMSSignedAttributes(signing_time=now)
    done = await prepared.perform_signature(digest.document_digest, pdf_cms_signed_attrs=claimed)
    await done.post_signature_processing(out)
    return out.getvalue()


def _vouched(key: Key, trust: Trust, now: datetime) -> None:
    """Raises Refused unless the key's chain leads to a root and current lists say that nothing in it is revoked."""
    if not trust.roots or not trust.crls:
        raise Refused(
            "level B-LT needs the root certificates (trust) and the revocation lists (crls) to embed."
        )
    judged = context(trust, now, others=key.chain, mode="require")
    validator = CertificateValidator(key.certificate, validation_context=judged)
    try:
        asyncio.run(validator.async_validate_usage(set()))  # type: ignore[no-untyped-call]
    except RevokedError as revoked:
        raise Refused(
            f"the certificate of {key.name} was revoked on {instant(revoked.revocation_dt)}."
        ) from None
    except PathBuildingError:
        raise Refused(
            f"the certificate of {key.name} leads to none of the root certificates given."
        ) from None
    except InsufficientRevinfoError:
        raise Refused(f"no current revocation list is given for the certificate of {key.name}.") from None
    except (PathError, ValidationError) as problem:
        raise Refused(f"the certificate of {key.name} does not hold: {plain(problem)}.") from None


def _with_revocation(data: bytes, trust: Trust, now: datetime) -> bytes:
    (embedded,) = QuickReader(data).embedded_regular_signatures
    try:
        out: Any = add_validation_info(embedded, context(trust, now, mode="require"))
    except (SignatureValidationError, PathError, ValidationError) as problem:
        raise Refused(
            f"revocation lists for the authority's certificate are lacking or old: {plain(problem)}."
        ) from None
    return bytes(out.getvalue())
