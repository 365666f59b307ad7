"""Opens a PKCS#12 file and says whether what is in it may sign today.

Why: a key that has run out, or that was issued for a web site, makes a signature that every reader rejects later.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from asn1crypto import pkcs12  # type: ignore[import-untyped]
from cryptography.exceptions import UnsupportedAlgorithm
from pyhanko.sign.signers import SimpleSigner

from lotproof.seal.sign_trust import called
from lotproof.seal.signature_words import Refused, instant

_SIGNING = {"digital_signature", "non_repudiation"}


@dataclass(frozen=True)
class Key:
    """A private key with its certificate and the certificates above it. `name` is whom it speaks for."""

    signer: Any = field(repr=False)
    name: str

    @property
    def certificate(self) -> Any:
        return self.signer.signing_cert

    @property
    def chain(self) -> tuple[Any, ...]:
        """The other certificates of the file."""
        return tuple(self.signer.cert_registry)


def open_key(data: bytes, passphrase: bytes, name: str) -> Key:
    """The key in a PKCS#12 file (RFC 7292) called `name`; an empty passphrase is none. Raises Refused."""
    try:
        pkcs12.Pfx.load(data, strict=True).native  # noqa: B018  asn1crypto reads late
    except (ValueError, TypeError, KeyError):
        raise Refused(f"{name} is not a PKCS#12 file (.p12 or .pfx).") from None
    try:
        signer = SimpleSigner.load_pkcs12_data(data, (), passphrase or None)
    except (ValueError, UnsupportedAlgorithm):
        raise Refused(f"the passphrase does not open {name}.") from None
    except (AttributeError, TypeError):  # pyHanko, when one of the two is not there
        raise Refused(f"{name} does not hold a private key with its certificate.") from None
    return Key(signer, called(signer.signing_cert))


def usable(key: Key, now: datetime) -> None:
    """Raises Refused when the key's certificate is not valid `now`, or not one to sign with (RFC 5280, 4.2.1.3)."""
    certificate = key.certificate
    if now > certificate.not_valid_after:
        raise Refused(f"the certificate of {key.name} ran out on {instant(certificate.not_valid_after)}.")
    if now < certificate.not_valid_before:
        raise Refused(
            f"the certificate of {key.name} is not valid before {instant(certificate.not_valid_before)}."
        )
    usage = certificate.key_usage_value
    if usage is not None and not _SIGNING & usage.native:
        raise Refused(f"the certificate of {key.name} is not one for signing.")
