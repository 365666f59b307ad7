"""Certificates and revocation lists from files, and the context in which a chain of trust is judged.

Why: whom to trust is the reader's decision alone: only roots named by them count, never the machine's list for web
sites, and nothing is ever fetched from an address that stands in a certificate.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from asn1crypto import crl, pem, x509  # type: ignore[import-untyped]
from pyhanko_certvalidator import ValidationContext

from lotproof.seal.signature_words import Refused, plain

# What pyHanko logs is said in our own sentences; without a handler Python would print it beside them.
for _name in ("pyhanko", "pyhanko_certvalidator"):
    logging.getLogger(_name).addHandler(logging.NullHandler())


@dataclass(frozen=True)
class Trust:
    """Certificates held to be true, and revocation lists at hand."""

    roots: tuple[Any, ...] = ()
    crls: tuple[Any, ...] = ()


def trust_of(roots: Iterable[tuple[str, bytes]], crls: Iterable[tuple[str, bytes]] = ()) -> Trust:
    """Named files (PEM, several in one allowed, or DER) as trust. Raises Refused for any that cannot be read so."""
    certificates = [found for name, data in roots for found in _read(name, data, "CERTIFICATE")]
    lists = [found for name, data in crls for found in _read(name, data, "X509 CRL")]
    return Trust(tuple(certificates), tuple(lists))


def _read(name: str, data: bytes, kind: Literal["CERTIFICATE", "X509 CRL"]) -> list[Any]:
    read = x509.Certificate if kind == "CERTIFICATE" else crl.CertificateList
    try:
        parts = (
            [der for what, _, der in pem.unarmor(data, multiple=True) if what == kind]
            if pem.detect(data)
            else [data]
        )
        found = [read.load(part, strict=True) for part in parts]
        for one in found:
            one.native  # noqa: B018  asn1crypto reads late; what is damaged must be known now
    except (ValueError, TypeError, KeyError):
        found = []
    if not found:
        what = "certificate" if kind == "CERTIFICATE" else "revocation list"
        raise Refused(f"{name} holds no {what} in PEM or DER that can be read.")
    return found


def context(
    trust: Trust,
    at: datetime | None,
    *,
    others: Sequence[Any] = (),
    crls: Sequence[Any] = (),
    ocsps: Sequence[Any] = (),
    mode: Literal["soft-fail", "require"] = "soft-fail",
) -> ValidationContext:
    """The pyHanko context that judges chains at `at` (None: now, by the machine's clock) by `trust` and nothing else.

    In mode "require" each certificate below a root needs a current revocation list or answer.
    """
    return ValidationContext(
        trust_roots=list(trust.roots),
        other_certs=list(others),
        crls=[*trust.crls, *crls],
        ocsps=list(ocsps),
        moment=at,
        allow_fetching=False,
        revocation_mode=mode,
        # a list issued after the signature still tells what had been revoked before it
        retroactive_revinfo=True,
    )


def called(certificate: Any) -> str:
    """Whom a certificate names: its common name, and the organisation where that differs."""
    try:
        names = certificate.subject.native
        common, organisation = names.get("common_name"), names.get("organization_name")
    except (ValueError, TypeError):
        return "somebody unnamed"
    parts = dict.fromkeys(plain(_first(part)) for part in (common, organisation) if part)
    return ", ".join(parts) or "somebody unnamed"


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def self_made(certificate: Any) -> bool:
    """Whether it vouches for itself."""
    return bool(certificate.issuer.dump() == certificate.subject.dump())
