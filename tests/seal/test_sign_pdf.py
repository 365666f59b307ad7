"""A finished PDF gets its signature and its time, keeps every byte it had, and is refused when it should not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from lotproof.seal.sign import TOOLTIP, Level, sign_pdf, titled
from lotproof.seal.sign_key import open_key, usable
from lotproof.seal.sign_trust import Trust, trust_of
from lotproof.seal.signature_words import Refused
from lotproof.seal.timestamp_http import Authority

from .authority import (
    DAY,
    NOW,
    PASSPHRASE,
    Holder,
    desk,
    document,
    holder,
    key,
    other_root,
    present,
    revocations,
    root,
    server,
)
from .signing import STATEMENT, house, opened, signed, trust
from .validator import lacking, validate


@pytest.mark.parametrize(
    ("kind", "level", "path"), [("ecdsa", "B-T", "/true"), ("rsa", "B-T", "/rsa"), ("rsa", "B-LT", "/true")]
)
def test_a_signature_says_who_and_since_when(kind: str, level: Level, path: str) -> None:
    made = signed(kind, level, path)
    report = made.report
    assert (report.valid, report.trusted, report.covers_all, report.modified_after) == (
        True,
        True,
        True,
        False,
    )
    assert (report.level, report.name) == (level, f"Claims desk {kind}, Larkspur & Nowhere")
    assert report.timestamp_by == f"Clock {'rsa' if path == '/rsa' else 'ecdsa'}, Larkspur & Nowhere"
    assert report.signed_at is not None and NOW <= report.signed_at <= datetime.now(UTC)
    assert made.data.startswith(document())  # an update: every byte there was is still there


def test_one_signature_costs_one_timestamp() -> None:
    before = len(server().asked)
    sign_pdf(document(), opened(desk()), Authority(server().url()), level="B-LT", trust=house(),
             statement=STATEMENT, now=present())  # fmt: skip
    assert len(server().asked) == before + 1


def test_the_field_is_invisible_named_for_a_screen_reader_and_says_what_was_asked() -> None:
    at = present()
    made = sign_pdf(document(), opened(desk()), Authority(server().url()), level="B-T", trust=house(),
                    statement=STATEMENT, now=at)  # fmt: skip
    with pikepdf.open(BytesIO(made.data)) as pdf:
        (field,) = pdf.Root.AcroForm.Fields
        assert (str(field.TU), [int(side) for side in field.Rect]) == (TOOLTIP, [0, 0, 0, 0])
        said = field.V
        assert (str(said.Reason), str(said.Location), str(said.ContactInfo)) == (
            STATEMENT.reason, STATEMENT.location, STATEMENT.contact,
        )  # fmt: skip
        assert str(said.M) == at.strftime("D:%Y%m%d%H%M%SZ")  # not the zone of the machine


@pytest.mark.conformance
@pytest.mark.skipif(lacking() is not None, reason=lacking() or "")
def test_both_conformities_are_kept(tmp_path: Path) -> None:
    paths = []
    for level in ("B-T", "B-LT"):
        paths.append(tmp_path / f"{level}.pdf")
        paths[-1].write_bytes(signed("ecdsa", level).data)
    assert validate(paths) == []


def changed(change: Callable[[Any], None], **save: Any) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(document())) as pdf:
        change(pdf)
        pdf.save(out, **save)
    return out.getvalue()


def without_claim(pdf: Any) -> None:
    metadata = pdf.Root.Metadata.read_bytes().replace(b"<pdfuaid:part>1<", b"<pdfuaid:part>2<")
    pdf.Root.Metadata = pdf.make_stream(metadata, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)


REFUSED = {
    "not a PDF": (lambda: b"%PDF-1.7 no more than that", "no PDF, or a damaged one"),
    "empty": (lambda: b"", "no PDF, or a damaged one"),
    "cut off": (lambda: document()[:-400], "no PDF, or a damaged one"),
    "password": (
        lambda: changed(lambda _: None, encryption=pikepdf.Encryption(user="a", owner="b")),
        "encrypted",
    ),
    "owner's password": (
        lambda: changed(lambda _: None, encryption=pikepdf.Encryption(owner="b")),
        "encrypted",
    ),
    "of another program": (lambda: document(program="Word 16"), "not built by lotproof"),
    "without metadata": (
        lambda: changed(lambda pdf: pdf.Root.__delitem__("/Metadata")),
        "not built by lotproof",
    ),
    "without a claim": (lambda: changed(without_claim), "not a finished document"),
    "signed already": (lambda: signed().data, "a signature already"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_finished_document_of_ours_is_refused(name: str) -> None:
    make, reason = REFUSED[name]
    with pytest.raises(Refused, match=reason):
        titled(make())


def test_the_title_of_what_may_be_signed() -> None:
    assert titled(document()) == "Evidence dossier · psi-2026-102"


def other(name: str, **how: Any) -> Holder:
    return holder(name, root(), **how)


def test_a_key_that_may_not_sign_is_refused() -> None:
    late = opened(other("Late desk", until=NOW - DAY))
    with pytest.raises(Refused, match=r"the certificate of Late desk, Larkspur & Nowhere ran out on 2"):
        usable(late, NOW)
    with pytest.raises(Refused, match="is not valid before"):
        usable(opened(desk()), NOW - 60 * DAY)
    with pytest.raises(Refused, match="is not one for signing"):
        usable(opened(other("Cipher", signs=False)), NOW)
    usable(opened(desk()), NOW)


def test_a_key_file_that_does_not_open_is_refused_in_one_sentence() -> None:
    good = desk().p12()
    for data, passphrase, sentence in (
        (good, b"wrong", "the passphrase does not open desk.p12."),
        (good, b"", "the passphrase does not open desk.p12."),
        (b"hello", PASSPHRASE, "desk.p12 is not a PKCS#12 file (.p12 or .pfx)."),
        (good[:-40], PASSPHRASE, "desk.p12 is not a PKCS#12 file (.p12 or .pfx)."),
    ):
        with pytest.raises(Refused) as refused:
            open_key(data, passphrase, "desk.p12")
        assert str(refused.value) == sentence
    assert open_key(desk().p12(b""), b"", "open.p12").name == "Claims desk ecdsa, Larkspur & Nowhere"


def test_a_file_of_certificates_without_a_key_is_refused() -> None:
    from cryptography.hazmat.primitives.serialization import NoEncryption, pkcs12

    only = pkcs12.serialize_key_and_certificates(b"none", None, desk().certificate, None, NoEncryption())
    with pytest.raises(Refused, match="does not hold a private key with its certificate"):
        open_key(only, b"", "desk.p12")


LISTS: dict[str, tuple[Callable[[], tuple[Holder, Trust]], str]] = {
    "revoked": (lambda: (desk(), trust(root(), crls=(revocations(root(), desk()),))), "was revoked on 2"),
    "no list": (lambda: (desk(), trust(root())), "needs the root certificates"),
    "no root": (lambda: (desk(), Trust((), house().crls)), "needs the root certificates"),
    "old list": (
        lambda: (desk(), trust(root(), crls=(revocations(root(), age=40 * DAY),))),
        "no current revocation list",
    ),
    "another's list": (
        lambda: (desk(), trust(root(), crls=(revocations(other_root()),))),
        "no current revocation list",
    ),
    "another root": (
        lambda: (desk(), trust(other_root(), crls=(revocations(root()),))),
        "leads to none of the root certificates",
    ),
}


@pytest.mark.parametrize("name", LISTS)
def test_long_term_wants_every_list_and_nobody_on_it(name: str) -> None:
    make, reason = LISTS[name]
    by, judged = make()
    before = len(server().asked)
    with pytest.raises(Refused, match=reason):
        sign_pdf(document(), opened(by), Authority(server().url()), level="B-LT", trust=judged,
                 statement=STATEMENT, now=present())  # fmt: skip
    assert len(server().asked) == before  # no timestamp was spent on it


def test_long_term_wants_a_list_for_the_authority_too() -> None:
    judged = trust(root(), other_root(), crls=(revocations(root()),))
    with pytest.raises(Refused, match="revocation lists for the authority's certificate are lacking or old"):
        sign_pdf(document(), opened(desk()), Authority(server().url("/stranger")), level="B-LT", trust=judged,
                 statement=STATEMENT, now=present())  # fmt: skip


def test_a_lying_authority_makes_no_signature() -> None:
    with pytest.raises(Refused, match="wrong nonce"):
        sign_pdf(document(), opened(desk()), Authority(server().url("/wrong-nonce")), level="B-T", trust=house(),
                 statement=STATEMENT, now=present())  # fmt: skip


def test_trust_is_read_from_pem_bundles_and_der_and_nothing_else() -> None:
    both = trust_of([("both.pem", root().pem + other_root().pem)])
    assert len(both.roots) == 2
    assert len(trust_of([("root.der", root().asn1.dump())]).roots) == 1
    for wrong in (
        b"",
        b"hello",
        b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
        revocations(root()),
    ):
        with pytest.raises(Refused, match="holds no certificate"):
            trust_of([("wrong.pem", wrong)])
    with pytest.raises(Refused, match="holds no revocation list"):
        trust_of([], [("ca.crl", root().pem)])


def test_keys_of_the_tests_differ() -> None:
    assert key("ecdsa", "a") is not key("ecdsa", "b")
