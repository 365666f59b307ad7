"""A signature is checked with the key a person has, says what it does not cover, and never reaches for the network."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from lotproof.intake import dkim as ours
from lotproof.intake.add import add
from lotproof.intake.dkim import Signature, key_name, record_text, signatures
from lotproof.intake.wanted import Wanted
from lotproof.read.case import read_case
from lotproof.read.mail import parse_mail

from .making import SUPPLIER, a_case, a_mail

NAME = key_name("s2026", "make-believe.example")
FULL = [b"from", b"to", b"subject", b"date", b"message-id", b"in-reply-to"]


@pytest.fixture(scope="module")
def key() -> tuple[bytes, str]:
    return made_key(2048)


def made_key(bits: int) -> tuple[bytes, str]:
    made = rsa.generate_private_key(65537, bits)
    private = made.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.TraditionalOpenSSL,
        serialization.NoEncryption(),
    )
    public = made.public_key().public_bytes(
        serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, f"v=DKIM1; k=rsa; p={base64.b64encode(public).decode()}"


def signed(private: bytes, domain: bytes = b"make-believe.example", **options: Any) -> bytes:
    raw = a_mail()
    return dkim.sign(raw, b"s2026", domain, private, **({"include_headers": FULL} | options)) + raw


def check(data: bytes, keys: dict[str, str], ask: ours.Lookup | None = None) -> Signature:
    (found,) = signatures(data, parse_mail(data), keys, ask)
    return found


def test_a_signature_that_holds(key: tuple[bytes, str]) -> None:
    found = check(signed(key[0]), {NAME: key[1]})
    assert (found.domain, found.selector, found.result) == ("make-believe.example", "s2026", "pass")
    assert set(found.headers) == {name.decode() for name in FULL}
    assert (found.record, found.fetched, found.doubts) == (key[1], False, ())


def test_a_changed_text_fails(key: tuple[bytes, str]) -> None:
    found = check(signed(key[0]).replace(b"Confirmed: yes", b"Confirmed: no!"), {NAME: key[1]})
    assert found.result == "fail"
    assert found.doubts == ("did not verify: the text is not the one that was signed",)


def test_a_changed_header_it_covers_fails(key: tuple[bytes, str]) -> None:
    found = check(signed(key[0]).replace(b"Subject: Re:", b"Subject: No:"), {NAME: key[1]})
    assert (found.result, found.doubts) == ("fail", ("did not verify",))


def test_a_second_sender_put_above_fails(key: tuple[bytes, str]) -> None:
    forged = b"From: boss@elsewhere.example\r\n" + signed(key[0])
    assert check(forged, {NAME: key[1]}).result == "fail"


def test_a_signature_past_its_own_date_is_no_failure(key: tuple[bytes, str]) -> None:
    data = signed(key[0])
    old = data.replace(b" d=make", b" x=1500000000; d=make", 1)
    assert old != data
    found = check(old, {NAME: key[1]})
    assert found.result == "not-checked" and "no longer" in found.doubts[-1]


def test_a_short_key_proves_nothing() -> None:
    told = ours._not_verified(dkim.KeyFormatError("public key too small: 768"))
    assert told == ("not-checked", "could not be checked: its key is too short to prove anything")


def test_a_header_it_does_not_cover_is_named(key: tuple[bytes, str]) -> None:
    data = signed(key[0], include_headers=[b"from", b"subject"])
    found = check(data.replace(b"Date: Mon, 17", b"Date: Tue, 18"), {NAME: key[1]})
    assert found.result == "pass"
    assert found.doubts == ("does not cover to, date, message-id, in-reply-to",)


def test_another_domains_signature_says_so(key: tuple[bytes, str]) -> None:
    found = check(signed(key[0], domain=b"mailer.example"), {key_name("s2026", "mailer.example"): key[1]})
    assert found.result == "pass"
    assert found.doubts == ("is mailer.example's, not of the sender's domain (make-believe.example)",)


def test_part_of_the_text_is_said(key: tuple[bytes, str]) -> None:
    data = signed(key[0], length=True)
    found = check(data + b"We take it all back.\r\n", {NAME: key[1]})
    assert found.result == "pass"
    assert any("covers only the first" in doubt for doubt in found.doubts)


def test_without_a_key_nothing_is_asked(key: tuple[bytes, str], monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    def refused(*_: object, **__: object) -> None:
        raise AssertionError("the network was used")

    monkeypatch.setattr(socket, "socket", refused)
    found = check(signed(key[0]), {})
    assert (found.result, found.record) == ("not-checked", None)


def test_a_key_from_the_network_is_kept(key: tuple[bytes, str]) -> None:
    asked = []
    found = check(signed(key[0]), {}, lambda name: asked.append(name) or key[1])
    assert (asked, found.result, found.record, found.fetched) == ([NAME], "pass", key[1], True)


def test_a_key_that_is_gone_or_nobody_gives(key: tuple[bytes, str]) -> None:
    def nobody(name: str) -> str | None:
        raise LookupError("the name server gave no answer (Timeout).")

    assert check(signed(key[0]), {}, lambda name: None).doubts == ("has no key published any more",)
    assert "gave no answer" in check(signed(key[0]), {}, nobody).doubts[0]


@pytest.mark.parametrize(
    ("record", "doubt"),
    [
        ("v=DKIM1; p=", "withdrawn"),
        ("v=DKIM1; p=AAAA", "no key"),
        ("hello", "no key"),
        ("v=DKIM9; p=AA", "no key"),
    ],
)
def test_a_record_that_is_no_key_fails_nobody(key: tuple[bytes, str], record: str, doubt: str) -> None:
    found = check(signed(key[0]), {NAME: record})
    assert found.result == "not-checked" and doubt in found.doubts[-1]


@pytest.mark.parametrize("field", ["", "d=; s=", "v=1; d=../../x; s=a b; h=from", "d=" + "a" * 5000, ";;;=;"])
def test_a_broken_signature_is_looked_up_nowhere(field: str) -> None:
    def refused(name: str) -> str | None:
        raise AssertionError(name)

    data = b"DKIM-Signature: " + field.encode() + b"\r\n" + a_mail(sender=SUPPLIER)
    assert check(data, {}, refused).result == "not-checked"


def test_the_extra_that_is_missing_is_named(key: tuple[bytes, str], monkeypatch: pytest.MonkeyPatch) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    data = signed(key[0])
    monkeypatch.setattr(ours.importlib, "import_module", absent)
    found = check(data, {NAME: key[1]})
    assert found.result == "not-checked" and 'the extra "mail"' in found.doubts[0]
    with pytest.raises(LookupError, match='the extra "mail"'):
        ours.from_dns(NAME)


def test_a_record_as_tools_print_it() -> None:
    assert record_text('"v=DKIM1; k=rsa; " "p=AA"\n') == "v=DKIM1; k=rsa; p=AA"
    assert record_text("v=DKIM1; p=AA\n") == "v=DKIM1; p=AA"


def test_what_was_found_is_kept_with_the_mail(key: tuple[bytes, str], tmp_path: Path) -> None:
    case = a_case(tmp_path)
    (tmp_path / "m.eml").write_bytes(signed(key[0]))
    wanted = Wanted(at=datetime(2026, 8, 18, tzinfo=UTC), by="A", tool="lotproof 0.0", keys={NAME: key[1]})
    (outcome,) = add(case, [tmp_path / "m.eml"], wanted)
    found, findings = read_case(case)
    assert found is not None and [f for f in findings if f.place.file == "evidence.yaml"] == []
    (exhibit,) = found.exhibits
    (kept,) = exhibit.dkim
    assert (kept.domain, kept.result, kept.record, kept.fetched) == (
        "make-believe.example",
        "pass",
        key[1],
        None,
    )
    assert [line.act for line in exhibit.custody] == ["registered", "checked"]
    # anybody can check it again with what is kept
    again = check(
        (case / str(exhibit.file)).read_bytes(),
        {key_name(str(kept.selector), str(kept.domain)): str(kept.record)},
    )
    assert again.result == "pass"
    add(case, [tmp_path / "m.eml"], wanted)
    (tmp_path / "n.eml").write_bytes(signed(key[0]) + b"\r\nmore\r\n")
    (outcome,) = add(case, [tmp_path / "n.eml"], replace(wanted, ask=lambda name: key[1], keys={}))
    (entry,) = [e for e in read_case(case)[0].exhibits if e.id == "E2"]  # type: ignore[union-attr]
    assert (entry.dkim[0].result, entry.dkim[0].fetched) == ("fail", wanted.at)
    assert any(remark.severity == "warning" and "DKIM" in remark.sentence for remark in outcome.remarks)
