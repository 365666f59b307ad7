"""The draft of the request's e-mail: what two readers get out of it, the same bytes each time, and hostile names."""

from __future__ import annotations

import email
import email.policy
import hashlib
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from functools import cache
from pathlib import Path

import pytest

from lotproof.build import draft_mail
from lotproof.build.draft_mail import draft
from lotproof.build.originals import OriginalChanged, Originals
from lotproof.case.case import Case
from lotproof.compute.all import compute
from lotproof.compute.figures import Figures
from lotproof.read.case import read_case
from lotproof.read.mail import parse_mail

LAMPS = Path(__file__).parents[2] / "cases" / "psi-2026-103-desk-lamps"
FILES = {"car.pdf": b"%PDF-1.7 one", "car.zh.pdf": b"%PDF-1.7 two", "car.html": b"<!doctype html>"}
SUBJECT = "Corrective Action Request — PO FML-0917 — Failed Inspection 2026-09-28"


@cache
def lamps(when: str = "2026-09-30T12:00:00+01:00") -> tuple[Case, Figures]:
    case, _ = read_case(LAMPS)
    assert case is not None
    return case, compute(case, datetime.fromisoformat(when))


def made(case: Case, figures: Figures, files: dict[str, bytes] = FILES) -> bytes:
    return draft(case, figures, files, Originals(case.originals))


def opened(data: bytes) -> EmailMessage:
    message = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    assert message.defects == []
    return message


def test_it_opens_ready_to_send() -> None:
    message = opened(made(*lamps()))
    assert message["X-Unsent"] == "1"
    assert message["Subject"] == SUBJECT
    assert message["To"] == '"F. Placeholder" <export@daydream-lighting.example>'
    assert message["From"] == '"E. Placeholder" <quality@fenwick-mirage.example>'
    assert message["Date"] == "Wed, 30 Sep 2026 11:00:00 +0000"
    names = [part.get_filename() for part in message.iter_attachments()]
    assert names[:2] == ["car.pdf", "car.zh.pdf"]
    assert len(names) == 2 + 14 + 1
    assert names[-1] == "manifest-sha256.txt"


def test_both_languages_stand_in_the_text() -> None:
    body = opened(made(*lamps())).get_body(("plain",))
    assert body is not None
    text = body.get_content()
    for words in (
        "Dear F. Placeholder,",
        "尊敬的 F. Placeholder：",
        "within 48 hours, by Thu 1\u00a0Oct\u00a02026, 22:30\u00a0+08:00 China time,",
        "请在 48 小时内，即2026年10月1日星期四 22:30（北京时间）前",
        "1. Root cause (preliminary)",
        "1. 根本原因（初步）",
        "CNY\u00a040,876.84",
    ):
        assert words in text.replace("Thu\u00a01", "Thu 1")
    assert text.count("40,876.84") == 2


def test_our_own_reader_reads_it_whole() -> None:
    read = parse_mail(made(*lamps()))
    assert read.defects == ()
    assert (read.subject, read.date_utc) == (SUBJECT, datetime.fromisoformat("2026-09-30T11:00:00+00:00"))
    case, _figures = lamps()
    registered = {exhibit.sha256 for exhibit in case.exhibits}
    exhibits = [attached for attached in read.attachments if attached.name.startswith("E0")]
    assert len(exhibits) == 14
    assert {attached.sha256 for attached in exhibits} <= registered
    assert read.attachments[0].sha256 == hashlib.sha256(FILES["car.pdf"]).hexdigest()
    assert read.message_id is not None
    assert "\n.\n" not in read.body_text


def test_the_same_case_gives_the_same_bytes_and_another_letter_another_id() -> None:
    first, again = made(*lamps()), made(*lamps())
    assert first == again
    other = parse_mail(made(*lamps(), FILES | {"car.pdf": b"%PDF-1.7 three"}))
    assert other.message_id != parse_mail(first).message_id


def test_before_it_is_sent_it_carries_the_instant_of_the_record() -> None:
    message = opened(made(*lamps("2026-09-29T15:00:00+01:00")))
    assert message["Date"] == "Tue, 29 Sep 2026 14:00:00 +0000"
    body = message.get_body(("plain",))
    assert body is not None
    assert "within 48 hours after this letter is sent" in body.get_content()


def test_an_email_too_large_lists_the_exhibits_it_leaves_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(draft_mail, "LIMIT", 400_000)
    message = opened(made(*lamps()))
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "car.pdf",
        "car.zh.pdf",
        "manifest-sha256.txt",
    ]
    listed = list(message.iter_attachments())[-1].get_content().decode()
    assert listed.count("\n") == 16
    body = message.get_body(("plain",))
    assert body is not None
    assert "The exhibits are embedded in car.pdf" in body.get_content()
    assert "证据已嵌入 car.pdf" in body.get_content()


def test_a_letter_too_large_goes_as_a_page_without_its_exhibits() -> None:
    files = FILES | {"car.pdf": bytes(20_000_000)}
    data = made(*lamps(), files)
    assert len(data) < draft_mail.LIMIT
    message = opened(data)
    assert [part.get_filename() for part in message.iter_attachments()] == [
        "car.html",
        "car.zh.pdf",
        "manifest-sha256.txt",
    ]
    listed = list(message.iter_attachments())[-1].get_content().decode()
    assert f"{hashlib.sha256(files['car.pdf']).hexdigest()}  car.pdf" in listed


def test_what_travels_is_never_more_than_was_reckoned() -> None:
    data = made(*lamps(), FILES | {"car.pdf": bytes(1_000_003)})
    contents = [(name or "", part.get_payload(decode=True)) for name, part in _attached(data)]
    parts = [draft_mail._made({name: content}, name, ("a", "b")) for name, content in contents]
    assert len(data) <= draft_mail._travelling(parts)


def _attached(data: bytes) -> list[tuple[str | None, EmailMessage]]:
    return [(part.get_filename(), part) for part in opened(data).iter_attachments()]


@pytest.mark.parametrize(
    ("name", "address"),
    [
        ("Eve\r\nBcc: all@elsewhere.example", "eve@here.example"),
        ("Eve\u2028Bcc: all@elsewhere.example\x00", "eve@here.example"),
        ('"Eve" <a@b.example>, other', "eve@here.example"),
        ("\u202eeve", "eve@here.example"),
    ],
)
def test_a_hostile_name_adds_no_header_and_no_recipient(name: str, address: str) -> None:
    message = opened(made(*_with_contact(name, address)))
    assert message["Bcc"] is None
    assert [found.addr_spec for found in message["To"].addresses] == [address]
    assert sorted(message.keys()) == sorted(
        ["X-Unsent", "From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type"]
    )


@pytest.mark.parametrize(
    "address",
    [
        "eve@here.example\r\nBcc: a@b.example",
        "a@b.example, c@d.example",
        "no address",
        "ü@b.example",
        "a@b",
        "",
    ],
)
def test_what_is_no_address_is_left_to_whoever_sends_it(address: str) -> None:
    message = opened(made(*_with_contact("Eve", address)))
    assert (message["To"], message["Bcc"]) == (None, None)


def test_a_hostile_order_number_stays_in_the_subject() -> None:
    case, figures = lamps()
    order = case.facts.order
    assert order is not None
    facts = case.facts.model_copy(
        update={"order": order.model_copy(update={"number": "1\r\nBcc: a@b.example"})}
    )
    message = opened(made(replace(case, facts=facts), figures))
    assert message["Bcc"] is None
    assert message["Subject"].startswith("Corrective Action Request — PO 1 Bcc: a@b.example — ")


def _with_contact(name: str, address: str) -> tuple[Case, Figures]:
    case, figures = lamps()
    supplier = case.facts.supplier
    assert supplier is not None
    assert supplier.contact is not None
    contact = supplier.contact.model_copy(update={"name": name, "email": address})
    facts = case.facts.model_copy(update={"supplier": supplier.model_copy(update={"contact": contact})})
    return replace(case, facts=facts), figures


def test_an_original_that_changed_is_not_sent(tmp_path: Path) -> None:
    case, figures = lamps()
    found = case.originals["E1"]
    other = tmp_path / "other.pdf"
    other.write_bytes(b"not the report")
    changed = {**case.originals, "E1": replace(found, path=other)}
    with pytest.raises(OriginalChanged):
        draft(replace(case, originals=changed), figures, FILES, Originals(changed))


def test_a_house_that_writes_english_only_sends_no_chinese() -> None:
    files = {name: data for name, data in FILES.items() if name != "car.zh.pdf"}
    message = opened(made(*lamps(), files))
    assert [part.get_filename() for part in message.iter_attachments()][:2] == [
        "car.pdf",
        "E001 VGI-26-09255.pdf",
    ]
    body = message.get_body(("plain",))
    assert body is not None
    assert "尊敬的" not in body.get_content()
