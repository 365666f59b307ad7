"""Signed documents for the tests of this folder, each made once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lotproof.seal.sign import Level, Signed, Statement, sign_pdf
from lotproof.seal.sign_key import Key, open_key
from lotproof.seal.sign_trust import Trust, trust_of
from lotproof.seal.timestamp_http import Authority

from .authority import PASSPHRASE, Holder, desk, document, files, present, revocations, root, server

STATEMENT = Statement("Issue of the dossier", "Denver", "qa@larkspur.example")


def trust(*roots: Holder, crls: tuple[bytes, ...] = ()) -> Trust:
    return trust_of([("root.pem", one.pem) for one in roots], [("ca.crl", one) for one in crls])


@cache
def house() -> Trust:
    """The root of signer and authority, with its list on which nobody stands."""
    return trust(root(), crls=(revocations(root()),))


def opened(one: Holder) -> Key:
    return open_key(one.p12(), PASSPHRASE, "desk.p12")


@cache
def signed(kind: str = "ecdsa", level: Level = "B-T", path: str = "/true") -> Signed:
    return sign_pdf(
        document(), opened(desk(kind)), Authority(server().url(path), 10), level=level, trust=house(),
        statement=STATEMENT, now=present(),
    )  # fmt: skip


def root_file(folder: Path, one: Holder | None = None) -> Path:
    return files(folder, root_pem=(one or root()).pem)[0]
