"""E-mail as text: what was claimed is kept, what could mislead is stripped, and nothing raises or runs."""

from __future__ import annotations

import email.policy
import hashlib
import time
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lotproof.case.mail import MailText
from lotproof.read.files import Refusal
from lotproof.read.html_text import text_of_html
from lotproof.read.mail import open_mail, parse_mail, read_mail


def a_mail(body: str = "Confirmed: yes\n", html: str | None = None) -> bytes:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"] = '"王工 QA" <qa@factory.example>'
    mail["To"] = "claims@acme.example"
    mail["Subject"] = "Re: 纠正措施 CAR-1"
    mail["Date"] = "Fri, 02 Jan 2026 11:04:05 +0800"
    mail["Message-ID"] = "<r1@factory.example>"
    mail["In-Reply-To"] = "<car-1@acme.example>"
    mail["References"] = "<car-0@acme.example> <car-1@acme.example>"
    mail.set_content(body)
    if html is not None:
        mail.add_alternative(html, subtype="html")
    mail.add_attachment(b"\xff\xd8\xff", maintype="image", subtype="jpeg", filename="../../照片.jpg")
    return mail.as_bytes()


def test_a_reply_in_a_thread() -> None:
    mail = parse_mail(a_mail(html="<p>other</p>"))
    assert mail.message_id == "<r1@factory.example>"
    assert mail.date_raw == "Fri, 02 Jan 2026 11:04:05 +0800"
    assert mail.date_utc == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert (mail.sender, mail.subject) == ("王工 QA <qa@factory.example>", "Re: 纠正措施 CAR-1")
    assert mail.in_reply_to == ("<car-1@acme.example>",)
    assert mail.references == ("<car-0@acme.example>", "<car-1@acme.example>")
    assert mail.body_text == "Confirmed: yes"
    (attached,) = mail.attachments
    assert (attached.name, attached.size, attached.type) == ("../../照片.jpg", 3, "image/jpeg")
    assert attached.sha256 == hashlib.sha256(b"\xff\xd8\xff").hexdigest()
    assert mail.defects == ()
    assert ("From", "王工 QA <qa@factory.example>") in mail.headers


def test_a_broken_mail_says_what_is_broken() -> None:
    mail = parse_mail(
        b"From: a@b\r\nFrom: c@d\r\nDate: not a date\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\nno boundary"
    )
    assert mail.date_utc is None
    assert mail.sender == "a@b"
    assert "from is given 2 times" in mail.defects
    assert "start boundary not found" in mail.defects
    assert mail.body_text == "no boundary"


def test_a_time_without_an_offset_is_no_instant() -> None:
    assert parse_mail(b"Date: Fri, 02 Jan 2026 11:04:05 -0000\r\n\r\n").date_utc is None
    assert parse_mail(b"Date: Fri, 02 Jan 2026 11:04:05\r\n\r\n").date_utc is None


def test_decoded_headers_cannot_break_lines_or_turn_text() -> None:
    mail = parse_mail(
        b"From: =?utf-8?b?4oCu?= <a@b>\r\nSubject: =?utf-8?q?x=0d=0aBcc=3a_y?=\r\n"
        b"Content-Type: text/html; charset=gb18030\r\n\r\n"
        b"<p>\xc4\xe3\xba\xc3<script>alert(1)</script><img src=http://127.0.0.1/t.gif>&#x202e;"
    )
    assert mail.subject == "x Bcc: y"
    assert "\u202e" not in mail.sender + mail.body_text
    assert mail.body_text == "你好"


def test_an_attached_message_has_the_digest_of_its_bytes() -> None:
    outer = EmailMessage(policy=email.policy.SMTP)
    outer["Subject"] = "forwarded"
    outer.set_content("see below")
    inner = email.message_from_bytes(b"Subject: inner\r\n\r\nhello\r\n", policy=email.policy.SMTP)
    outer.add_attachment(inner)
    mail = parse_mail(outer.as_bytes())
    assert mail.body_text == "see below"
    assert [(a.type, a.name) for a in mail.attachments] == [("message/rfc822", "unnamed")]
    assert mail.attachments[0].size > 10


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>one<br>two</p><div>three</div>", "one\ntwo\n\nthree"),
        ("a &lt;b&gt; &amp; c &#65;", "a <b> & c A"),
        ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
        ("<head><title>t</title></head><style>p{}</style>x<!-- y -->z", "xz"),
        ("<script>var a='</p>';</script>after", "after"),
        ("<img alt='a > b' src=x>after", "after"),
        ("before<script>never closed", "before"),
        ("<svg/>after", "after"),
        ("<tr><td>a</td><td>b</td></tr>", "a b"),
        ("&lt;script&gt;x", "<script>x"),
    ],
)
def test_html_is_reduced_to_its_words(source: str, text: str) -> None:
    assert text_of_html(source) == text


SLOW = {
    "deep": b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (i, i) for i in range(4000)
    ),
    "long list": b"To: " + b'"a" <a@b>, ' * 200_000 + b"\r\n\r\nx",
    "long subject": b"Subject: " + b"=?utf-8?q?x?= " * 200_000 + b"\r\n\r\nx",
    "many parts": b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + b"--b\r\n\r\nx\r\n" * 50_000,
    "brackets": b"Content-Type: text/html\r\n\r\n" + b"<" * 3_000_000,
    "comments": b"Content-Type: text/html\r\n\r\n" + b"<!--" * 300_000,
    "tags": b"Content-Type: text/html\r\n\r\n" + b"<a '" * 300_000,
    "headers": b"X: y\r\n" * 100_000,
    "nested messages": b"Content-Type: message/rfc822\r\n\r\n" * 3000,
    "parameters": b"Content-Type: text/plain; "
    + b"; ".join(b"name*%d=x" % i for i in range(5000))
    + b"\r\n\r\nx",
    "parentheses": b"From: " + b"(" * 7000 + b"\r\n\r\nx",
}


@pytest.mark.parametrize("name", SLOW)
def test_mail_made_to_cost_time_does_not(name: str) -> None:
    began = time.perf_counter()
    mail = parse_mail(SLOW[name])
    assert isinstance(mail, MailText)
    assert time.perf_counter() - began < 60


_PIECES = [
    b"From: a@b\r\n", b"Content-Type: multipart/mixed; boundary=x\r\n", b"--x\r\n", b"--x--\r\n", b"\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"Content-Type: text/html; charset=zz\r\n", b"=?x?b?=\xff\r\n",
    b"Date: Mon, 99 Jan 0000 99:99:99 +9999\r\n", b"Content-Disposition: attachment; filename*=u''%ff\r\n",
]  # fmt: skip


@settings(max_examples=120, deadline=None)
@given(
    st.binary(max_size=200)
    | st.lists(
        st.sampled_from(_PIECES),
        max_size=15,
    ).map(b"".join)
)
def test_no_mail_raises_and_all_of_it_can_be_shown(data: bytes) -> None:
    mail = parse_mail(data)
    shown = [mail.sender, mail.to, mail.cc, mail.subject, mail.date_raw, mail.body_text, *mail.defects]
    shown += [text for header in mail.headers for text in header] + [a.name for a in mail.attachments]
    for text in shown:
        text.encode()
        assert all(char.isprintable() or char in "\n\t" for char in text), ascii(text)


def test_a_mail_is_read_from_below_its_folder_only(tmp_path: Path) -> None:
    (tmp_path / "x.eml").write_bytes(a_mail())
    found = read_mail(tmp_path, "x.eml")
    assert isinstance(found, MailText)
    (tmp_path / "link.eml").symlink_to(tmp_path / "x.eml")
    assert isinstance(read_mail(tmp_path, "link.eml"), Refusal)
    assert isinstance(read_mail(tmp_path, "absent.eml"), Refusal)


def test_a_sender_that_is_no_address_is_shown_as_it_was_sent() -> None:
    raw = "sales@make-believe.example <boss@elsewhere.example>"
    mail = parse_mail(f"From: {raw}\n\nhello\n".encode())
    assert mail.sender == raw
    assert any("invalid" in defect for defect in mail.defects)


def test_what_was_attached_and_what_the_html_says_come_along() -> None:
    contents = open_mail(a_mail(html="<p>Confirmed: no</p>"))
    assert contents.attached == (b"\xff\xd8\xff",)
    assert (contents.text.body_text, contents.other_text, contents.from_html) == (
        "Confirmed: yes",
        "Confirmed: no",
        False,
    )
    only = open_mail(b"Content-Type: text/html\r\n\r\n<p>Confirmed: yes")
    assert (only.text.body_text, only.other_text, only.from_html) == ("Confirmed: yes", "", True)
