"""A certificate authority and an RFC 3161 server of the test's own, honest or lying by the path it is asked at.

Why: nothing of signing may be tested against somebody else's machine, and every lie must be told by something that
could also have told the truth.
"""

from __future__ import annotations

import os
import socket
import threading
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from asn1crypto import algos, cms, core, tsp
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from lotproof.render.pdf import write_pdf

NOW = datetime.now(UTC).replace(microsecond=0)  # when the run began: certificates are made around it
PASSPHRASE = b"correct horse"
DAY = timedelta(days=1)
Private = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey


@dataclass(frozen=True)
class Holder:
    """A certificate with its private key, and the holder of the key that signed it."""

    certificate: x509.Certificate
    key: Private
    issuer: Holder | None = None

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def asn1(self) -> asn1.Certificate:
        return asn1.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    def p12(self, passphrase: bytes = PASSPHRASE) -> bytes:
        above = [self.issuer.certificate] if self.issuer else None
        # few rounds, because a test opens it often
        how = (
            serialization.PrivateFormat.PKCS12.encryption_builder().kdf_rounds(100).build(passphrase)
            if passphrase
            else serialization.NoEncryption()
        )
        return pkcs12.serialize_key_and_certificates(b"key", self.key, self.certificate, above, how)


@cache
def key(kind: str, name: str) -> Private:
    """A key of its own for each name, made once."""
    return (
        ec.generate_private_key(ec.SECP256R1()) if kind == "ecdsa" else rsa.generate_private_key(65537, 2048)
    )


def holder(
    name: str,
    issuer: Holder | None = None,
    *,
    kind: str = "ecdsa",
    authority: bool = False,
    usage: Any = None,
    critical: bool = True,
    until: datetime = NOW + 3650 * DAY,
    signs: bool = True,
) -> Holder:
    """A certificate by `issuer`, or by itself; `usage` is its only extended key usage."""
    own = key(kind, name)
    subject = x509.Name([x509.NameAttribute(NameOID.ORGANIZATION_NAME, "Larkspur & Nowhere"),
                         x509.NameAttribute(NameOID.COMMON_NAME, name)])  # fmt: skip
    by = issuer.certificate.subject if issuer else subject
    above = issuer.key if issuer else own
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by)
        .public_key(own.public_key())
        .serial_number(int.from_bytes(sha256(name.encode()).digest()[:8]) >> 1)
        .not_valid_before(min(NOW, until) - 30 * DAY)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(authority, None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(above.public_key()), False)
        .add_extension(x509.KeyUsage(signs, signs and not usage, not signs, False, False, authority, authority,
                                     False, False), True)
    )  # fmt: skip
    if usage:
        made = made.add_extension(x509.ExtendedKeyUsage([usage]), critical)
    return Holder(made.sign(above, hashes.SHA256()), own, issuer)


def revocations(
    issuer: Holder, *revoked: Holder, age: timedelta = timedelta(hours=1), on: datetime = NOW - 10 * DAY
) -> bytes:
    """A revocation list of `issuer`, `age` old, in PEM; what it names was revoked `on` that day."""
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(NOW - age)
        .next_update(NOW - age + 7 * DAY)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), False)
        .add_extension(x509.CRLNumber(1), False)
    )
    for one in revoked:
        entry = x509.RevokedCertificateBuilder().serial_number(one.certificate.serial_number)
        made = made.add_revoked_certificate(entry.revocation_date(on).build())
    return made.sign(issuer.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def present() -> datetime:
    """The machine's time, for what an authority bears out: a run may last longer than two clocks may differ."""
    return datetime.now(UTC).replace(microsecond=0)


@cache
def root() -> Holder:
    return holder("Larkspur root", authority=True)


@cache
def other_root() -> Holder:
    return holder("Another root", authority=True)


@cache
def desk(kind: str = "ecdsa") -> Holder:
    """Who signs in these tests."""
    return holder(f"Claims desk {kind}", root(), kind=kind)


@cache
def clock(kind: str = "ecdsa") -> Holder:
    """Who says the time in these tests."""
    return holder(f"Clock {kind}", root(), kind=kind, usage=ExtendedKeyUsageOID.TIME_STAMPING)


@dataclass(frozen=True)
class Teller:
    """How an answer is made; each field but the first is a lie."""

    by: Holder
    off: timedelta = timedelta()
    nonce: int | None = None
    digest: bytes | None = None
    unsigned_info: bool = False
    nameless: bool = False

    def answer(self, query: bytes) -> bytes:
        """The RFC 3161 response to a request, signed by ECDSA or RSA over its attributes (RFC 5652, 5.4)."""
        asked = tsp.TimeStampReq.load(query)
        at = present() + self.off
        imprint = asked["message_imprint"].copy()
        if self.digest is not None:
            imprint["hashed_message"] = self.digest
        info = tsp.TSTInfo(
            {
                "version": "v1",
                "policy": "1.3.6.1.4.1.99999.1",
                "message_imprint": imprint,
                "serial_number": 7,
                "gen_time": at,
                "nonce": asked["nonce"].native if self.nonce is None else self.nonce,
            }
        ).dump()
        token = cms.ContentInfo({"content_type": "signed_data", "content": self._signed(info)})
        return tsp.TimeStampResp({"status": {"status": "granted"}, "time_stamp_token": token}).dump()

    def _signed(self, info: bytes) -> cms.SignedData:
        mine = self.by.asn1
        reference = {"hash_algorithm": algos.DigestAlgorithm({"algorithm": "sha256"}),
                     "cert_hash": sha256(mine.dump()).digest()}  # fmt: skip
        attributes = [
            cms.CMSAttribute({"type": "content_type", "values": ["tst_info"]}),
            cms.CMSAttribute({"type": "message_digest", "values": [sha256(info).digest()]}),
        ]
        if not self.nameless:
            value = tsp.SigningCertificateV2({"certs": [tsp.ESSCertIDv2(reference)]})
            attributes.append(cms.CMSAttribute({"type": "signing_certificate_v2", "values": [value]}))
        signed = cms.CMSAttributes(attributes)
        elliptic = isinstance(self.by.key, ec.EllipticCurvePrivateKey)
        text = b"something else" if self.unsigned_info else signed.dump()
        signature = (
            self.by.key.sign(text, ec.ECDSA(hashes.SHA256()))
            if isinstance(self.by.key, ec.EllipticCurvePrivateKey)
            else self.by.key.sign(text, padding.PKCS1v15(), hashes.SHA256())
        )
        signer = cms.SignerInfo(
            {
                "version": "v1",
                "sid": cms.SignerIdentifier(
                    {
                        "issuer_and_serial_number": cms.IssuerAndSerialNumber(
                            {"issuer": mine.issuer, "serial_number": mine.serial_number}
                        )
                    }
                ),
                "digest_algorithm": {"algorithm": "sha256"},
                "signed_attrs": signed,
                "signature_algorithm": {"algorithm": "sha256_ecdsa" if elliptic else "rsassa_pkcs1v15"},
                "signature": signature,
            }
        )
        chain = [mine] + ([self.by.issuer.asn1] if self.by.issuer else [])
        return cms.SignedData(
            {
                "version": "v3",
                "digest_algorithms": [{"algorithm": "sha256"}],
                "encap_content_info": {"content_type": "tst_info", "content": core.ParsableOctetString(info)},
                "certificates": chain,
                "signer_infos": [signer],
            }
        )


@cache
def tellers() -> dict[str, Teller]:
    """Who answers at which path."""
    true = Teller(clock())
    stamping = ExtendedKeyUsageOID.TIME_STAMPING
    return {
        "/true": true,
        "/rsa": Teller(clock("rsa")),
        "/wrong-nonce": replace(true, nonce=1),
        "/wrong-digest": replace(true, digest=bytes(32)),
        "/wrong-signature": replace(true, unsigned_info=True),
        "/nameless": replace(true, nameless=True),
        "/slow-clock": replace(true, off=timedelta(hours=-3)),
        "/expired": Teller(holder("Old clock", root(), usage=stamping, until=NOW - DAY)),
        "/wrong-usage": Teller(holder("Web server", root(), usage=ExtendedKeyUsageOID.SERVER_AUTH)),
        "/lax-usage": Teller(holder("Lax clock", root(), usage=stamping, critical=False)),
        "/stranger": Teller(holder("Stranger's clock", other_root(), usage=stamping)),
        "/self-made": Teller(holder("Own clock", usage=stamping)),
    }


class Refusal(core.Sequence):
    """A response without a token, which asn1crypto cannot write (RFC 3161, 2.4.2)."""

    _fields = [("status", tsp.PKIStatusInfo)]  # noqa: RUF012


class _Desk(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        server: Any = self.server
        query = self.rfile.read(int(self.headers["Content-Length"]))
        server.asked.append((self.path, query))
        if self.path in tellers():
            self._send(200, tellers()[self.path].answer(query))
        elif self.path == "/refusing":
            refusal = {
                "status": "rejection",
                "status_string": ["no\x1b[31m more \u202estamps"],
                "fail_info": {"bad_alg"},
            }
            self._send(200, Refusal({"status": refusal}).dump())
        elif self.path == "/html":
            self._send(200, b"<!doctype html><title>Please log in</title>", "text/html")
        elif self.path == "/error":
            self._send(503, b"later")
        elif self.path == "/elsewhere":
            self.send_response(307)
            self.send_header("Location", "/true")
            self.end_headers()
        elif self.path == "/nonsense":
            self._send(200, b"\x30\x03\x02\x01\x00")
        elif self.path == "/truncated":
            self._send(200, tellers()["/true"].answer(query)[:-200])
        elif self.path == "/endless":
            self._pour()
        elif self.path == "/silent":
            server.closing.wait(5)

    def _send(self, code: int, body: bytes, kind: str = "application/timestamp-reply") -> None:
        self.send_response(code)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _pour(self) -> None:
        """A hundred megabytes, or as many as are taken."""
        self.send_response(200)
        self.end_headers()
        piece = bytes(1024 * 1024)
        server: Any = self.server
        try:
            for _ in range(100):
                self.wfile.write(piece)
                server.poured += len(piece)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: Any) -> None:
        """Says nothing: what a test prints is its finding."""


class Server(ThreadingHTTPServer):
    """The time-stamping server; `asked` holds the path and body of every request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.asked: list[tuple[str, bytes]] = []
        self.poured = 0
        self.closing = threading.Event()

    def handle_error(self, *_: Any) -> None:
        """A client that hangs up is what some tests are about."""

    def url(self, path: str = "/true") -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


@cache
def server() -> Server:
    """One for the whole run of tests; it ends with the process."""
    os.environ["no_proxy"] = "127.0.0.1"  # a proxy of the machine would be asked instead
    made = Server()
    threading.Thread(target=made.serve_forever, daemon=True).start()
    return made


def dead_url() -> str:
    """An address where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}/"


@cache
def document(mark: str = "", program: str = "Lotproof 0.1.0") -> bytes:
    """A document as lotproof builds them; `mark` stands before the title in its running head."""
    title = "Evidence dossier"
    html = (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} ·'
        f' psi-2026-102</title><meta name="generator" content="{program}"><meta name="dcterms.created"'
        ' content="2025-10-23T13:30:05Z"><meta name="dcterms.modified"'
        ' content="2025-10-23T13:30:05Z"><style>body{font-family:"Source Serif 4"}'
        f' @page{{@top-right{{content:"{mark}{title}"}}}}</style></head><body><h1>The lot fails</h1><p>Of 125'
        " units drawn, 11 had a major nonconformity.</p></body></html>"
    )
    return write_pdf(html, files={}, attachments=[], identifier=b"sign").data


def files(folder: Path, **data: bytes) -> tuple[Path, ...]:
    """Files named by the keywords, an underscore for the point."""
    made = []
    for name, content in data.items():
        path = folder / name.replace("_", ".")
        path.write_bytes(content)
        made.append(path)
    return tuple(made)
