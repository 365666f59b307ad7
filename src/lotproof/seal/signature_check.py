"""Checks every signature of a PDF with pyHanko, each at the instant that counts for it.

Why: a certificate that has run out since still signed while it was good, if an authority that the reader trusts says
when; and a later update may be harmless or a forgery, which only a comparison of the revisions tells.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from asn1crypto import cms  # type: ignore[import-untyped]
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko.sign.validation.errors import NoDSSFoundError
from pyhanko.sign.validation.generic_cms import extract_tst_data_iter
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko.sign.validation.status import SignatureCoverageLevel

from lotproof.seal.sign_trust import Trust, called, context, self_made
from lotproof.seal.signature import SignatureReport
from lotproof.seal.signature_reader import QuickReader
from lotproof.seal.signature_sentence import Seen, sentence
from lotproof.seal.signature_words import Refused, plain
from lotproof.seal.timestamp_token import Token, examined

SIGNING: Final = KeyUsageConstraints(key_usage={"non_repudiation", "digital_signature"})
PADES: Final = ("/ETSI.CAdES.detached",)


@dataclass(frozen=True)
class _Store:
    """The validation data in the file: certificates, revocation lists and answers (ISO 32000-2, 12.8.4.3)."""

    certificates: tuple[Any, ...] = ()
    crls: tuple[Any, ...] = ()
    ocsps: tuple[Any, ...] = ()


def checked(data: bytes, trust: Trust, now: datetime | None = None) -> list[SignatureReport]:
    """A report for each signature of `data`, in the order they were made, and for each empty field after them.

    Raises Refused when the file cannot be read at all.
    """
    try:
        reader = QuickReader(data, strict=False)
        found = [(name, value, ref) for name, value, ref in enumerate_sig_fields(reader)]
        store = _store(reader)
    except Exception:  # whatever hostile bytes make the parser raise
        raise Refused("the PDF is damaged or encrypted, so its signatures cannot be read.") from None
    filled, empty = [], []
    for name, value, ref in found:
        if value is None:
            empty.append(_empty(name))
        else:
            filled.append(_one(reader, name, ref, trust, store, now))
    filled.sort(key=lambda pair: pair[0])
    reports = [report for _, report in filled]
    stamped = any(report.level == "time" and report.valid for report in reports)
    return [_archived(report) if stamped else report for report in reports] + empty


def _archived(report: SignatureReport) -> SignatureReport:
    return replace(report, level="B-LTA") if report.level == "B-LT" else report


def _store(reader: QuickReader) -> _Store:
    try:
        dss: Any = DocumentSecurityStore.read_dss(reader)
    except NoDSSFoundError:
        return _Store()
    with_all = dss.as_validation_context({"trust_roots": []})
    manager = with_all.revinfo_manager
    return _Store(tuple(dss.load_certs()), tuple(manager.crls), tuple(manager.ocsps))


def _empty(name: str) -> SignatureReport:
    said = f"The signature field {plain(name)} is empty: it was never signed, or its signature was taken out."
    return SignatureReport("", False, False, False, False, "none", None, None, said)


def _one(
    reader: QuickReader, name: str, field: Any, trust: Trust, store: _Store, now: datetime | None
) -> tuple[int, SignatureReport]:
    revision = -1
    try:
        embedded = EmbeddedPdfSignature(reader, field, name)
        revision = embedded.signed_revision
        if embedded.sig_object_type == "/DocTimeStamp":
            return revision, _document_time(embedded, trust, store)
        return revision, _signature(embedded, trust, store, now)
    except Exception:  # whatever hostile bytes make the parser raise
        said = f"The signature in the field {plain(name)} is damaged and proves nothing."
        return revision, SignatureReport("", False, False, False, False, "none", None, None, said)


def _signature(
    embedded: EmbeddedPdfSignature, trust: Trust, store: _Store, now: datetime | None
) -> SignatureReport:
    token = _token(embedded, trust, store)
    sound = token is not None and token.problem is None
    told = token is not None and sound and token.doubt is None
    at = token.at if token is not None and told else now
    status: Any = _status(embedded, trust, store, at, "soft-fail", compare=True)
    backed = False
    if status.trusted and (store.crls or store.ocsps):
        # pyHanko looks into lists at hand only where it must have one, or where the certificate names its own
        strict = _status(embedded, Trust(trust.roots), store, at, "require", compare=False)
        backed = strict.trusted
        if strict.revoked:
            status = replace(status, trust_problem_indic=strict.trust_problem_indic,
                             revocation_details=strict.revocation_details)  # fmt: skip
    covers, level = _extent(status.coverage, status.modification_level)
    fits = bool(status.intact and status.valid and covers)
    valid = fits and level < ModificationLevel.OTHER
    certificate = status.signing_cert
    seen = Seen(
        name=called(certificate),
        fits=fits,
        trusted=valid and status.trusted,
        trouble=getattr(status.trust_problem_indic, "name", None),
        revoked=getattr(status.revocation_details, "revocation_date", None),
        self_made=self_made(certificate),
        roots=bool(trust.roots),
        change=level.name,
        token=token,
        claimed=status.signer_reported_dt,
    )
    return SignatureReport(
        name=seen.name,
        valid=valid,
        trusted=seen.trusted,
        covers_all=fits and level <= ModificationLevel.LTA_UPDATES,
        modified_after=level > ModificationLevel.LTA_UPDATES,
        level=_level(embedded, sound, backed or not trust.roots, store),
        signed_at=token.at if token is not None and sound else status.signer_reported_dt,
        timestamp_by=token.authority if token is not None and sound else None,
        sentence=sentence(seen),
    )


def _extent(coverage: Any, level: Any) -> tuple[bool, ModificationLevel]:
    """Whether the signature covers its revision whole, and how far later ones go; what is unclear goes all the way."""
    covers = coverage is not None and coverage >= SignatureCoverageLevel.ENTIRE_REVISION
    return covers, ModificationLevel.OTHER if level is None else level


def _status(
    embedded: EmbeddedPdfSignature, trust: Trust, store: _Store, at: datetime | None, mode: Any, compare: bool
) -> Any:
    judged = context(trust, at, others=store.certificates, crls=store.crls, ocsps=store.ocsps, mode=mode)
    checking = async_validate_pdf_signature(
        embedded, judged, key_usage_settings=SIGNING, skip_diff=not compare
    )
    return asyncio.run(checking)


def _token(embedded: EmbeddedPdfSignature, trust: Trust, store: _Store) -> Token | None:
    value = embedded.signer_info["signature"].native
    for content in _tokens(embedded.signer_info):
        return examined(
            content, lambda name: hashlib.new(name, value).digest(), trust, store.crls, store.certificates
        )
    return None


def _tokens(signer_info: Any) -> Iterator[Any]:
    """The tokens over a signature's value, as whole CMS objects."""
    for signed in extract_tst_data_iter(signer_info, signed=False):
        yield cms.ContentInfo({"content_type": "signed_data", "content": signed})


def _level(embedded: EmbeddedPdfSignature, sound: bool, backed: bool, store: _Store) -> str:
    """The PAdES level that the parts of a signature amount to.

    `backed`: the lists in the file bear its chain out; where no root is named they are taken at their word.
    """
    if str(embedded.sig_object.get("/SubFilter")) not in PADES:
        return "PKCS#7"
    if not sound:
        return "B-B"
    return "B-LT" if backed and (store.crls or store.ocsps) else "B-T"


def _document_time(embedded: EmbeddedPdfSignature, trust: Trust, store: _Store) -> SignatureReport:
    content = cms.ContentInfo({"content_type": "signed_data", "content": embedded.signed_data})
    token = examined(content, embedded.compute_digest, trust, store.crls, store.certificates)
    embedded.compute_integrity_info()  # type: ignore[no-untyped-call]
    about = embedded.summarise_integrity_info()
    result = about.get("diff_result")
    level = getattr(result, "modification_level", None)
    if result is None and about["coverage"] == SignatureCoverageLevel.ENTIRE_FILE:
        level = ModificationLevel.NONE
    covers, level = _extent(about["coverage"], level)
    fits = token.problem is None and covers
    seen = Seen(
        name=token.authority or "somebody unnamed", fits=fits, trusted=False, trouble=None, revoked=None,
        self_made=False, roots=bool(trust.roots), change=level.name, token=token, claimed=None, stamps_all=True,
    )  # fmt: skip
    return SignatureReport(
        name=seen.name,
        valid=fits and level < ModificationLevel.OTHER,
        trusted=fits and level < ModificationLevel.OTHER and token.doubt is None,
        covers_all=fits and level <= ModificationLevel.LTA_UPDATES,
        modified_after=level > ModificationLevel.LTA_UPDATES,
        level="time",
        signed_at=token.at,
        timestamp_by=token.authority,
        sentence=sentence(seen),
    )
