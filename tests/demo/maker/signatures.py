"""DKIM signatures (RFC 6376) of domains that do not exist, with keys that anybody can make again: they protect nothing.

Needs dkimpy and cryptography.
"""

from __future__ import annotations

import random
from base64 import b64encode
from datetime import datetime
from functools import cache
from unittest.mock import patch

import dkim
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat

HEADERS = [b"from", b"to", b"date", b"subject", b"message-id"]
EXPONENT = 65537


def signed(message: bytes, domain: str, selector: str, at: datetime) -> bytes:
    """The message with the signature of its sender's domain before it; relaxed, RSA-SHA256."""
    secret = _key(domain).private_bytes(Encoding.PEM, PrivateFormat.TraditionalOpenSSL, NoEncryption())
    with patch("dkim.time.time", return_value=at.timestamp()):
        head: bytes = dkim.sign(
            message,
            selector.encode(),
            domain.encode(),
            secret,
            canonicalize=(b"relaxed", b"relaxed"),
            include_headers=HEADERS,
        )
    return head + message


def record(domain: str) -> str:
    """The TXT record that publishes the key of a domain."""
    public = _key(domain).public_key().public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    return f"v=DKIM1; k=rsa; p={b64encode(public).decode()}"


@cache
def _key(domain: str) -> rsa.RSAPrivateKey:
    draw = random.Random(f"a key of {domain} that is no secret")
    p, q = _prime(draw), _prime(draw)
    d = pow(EXPONENT, -1, (p - 1) * (q - 1))
    public = rsa.RSAPublicNumbers(EXPONENT, p * q)
    numbers = rsa.RSAPrivateNumbers(
        p, q, d, rsa.rsa_crt_dmp1(d, p), rsa.rsa_crt_dmq1(d, q), rsa.rsa_crt_iqmp(p, q), public
    )
    return numbers.private_key()


def _prime(draw: random.Random) -> int:
    while True:
        number = draw.getrandbits(1024) | 1 | 3 << 1022
        if (
            number % EXPONENT != 1
            and all(number % small for small in (3, 5, 7, 11, 13))
            and _probably(number, draw)
        ):
            return number


def _probably(number: int, draw: random.Random) -> bool:
    """Miller and Rabin, 24 rounds."""
    odd, twos = number - 1, 0
    while odd % 2 == 0:
        odd, twos = odd // 2, twos + 1
    for _ in range(24):
        power = pow(draw.randrange(2, number - 1), odd, number)
        if power in (1, number - 1):
            continue
        for _ in range(twos - 1):
            power = power * power % number
            if power == number - 1:
                break
        else:
            return False
    return True
