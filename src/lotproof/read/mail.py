"""An e-mail exhibit as text: its headers, what was written, what was attached, and what is broken in it.

Only the standard library parses it, HTML is reduced to its words, and nothing in it is ever fetched, opened by its
name or believed: a header says what the sender claimed.
"""

from __future__ import annotations

import email
import email.policy
import email.utils
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from email.errors import ObsoleteHeaderDefect
from email.header import decode_header, make_header
from email.message import Message
from functools import partial
from pathlib import Path
from typing import Any, Final, NamedTuple, cast

from lotproof.case.mail import Attachment, MailText
from lotproof.read.files import Refusal, read_bytes
from lotproof.read.html_text import text_of_html
from lotproof.read.shown import one_line, several_lines

MAIL_CAP: Final = 64 * 1024 * 1024  # bytes of an .eml with its attachments
BODY_CAP: Final = 200_000  # characters of the text shown
_HEADER_CAP: Final = 2_000
_LIST_CAP: Final = 500  # headers, attachments, defects, references
_PARTS_CAP: Final = 2_000
_TEXTS_CAP: Final = (
    64  # e-mails whose text is kept; a text has at most BODY_CAP characters and what is listed
)
_TEXTS: Final[dict[str, MailText]] = {}
_IDS: Final = re.compile(r"<[^<>\s]{1,500}>")
_RAW: Final = email.policy.compat32
_MODERN: Final = email.policy.default
_ONCE: Final = ("from", "date", "message-id", "subject", "to", "in-reply-to")


def read_mail(folder: Path, name: str, digest: str = "") -> MailText | Refusal:
    """The e-mail `name` below `folder`, or why it was not read. Never raises for any content.

    `digest` is its SHA-256 (lower-case hex) where the caller knows it: a mail that was read before is not read again.
    """
    if digest in _TEXTS:
        return _TEXTS[digest]
    data = read_bytes(folder, name, MAIL_CAP)
    return data if isinstance(data, Refusal) else parse_mail(data)


class MailContents(NamedTuple):
    """An e-mail with what a document never shows.

    `attached`: the bytes of `text.attachments`, in their order. `other_text`: the words of an HTML alternative to the
    plain text shown, empty without one. `from_html`: the text shown was itself reduced from HTML.
    """

    text: MailText
    attached: tuple[bytes, ...]
    other_text: str
    from_html: bool


def parse_mail(data: bytes) -> MailText:
    """The bytes of an `.eml` (RFC 5322, MIME) as text. Never raises.

    One case asks for the same e-mail several times, and `watch` at every save, so the last texts are kept.
    """
    digest = hashlib.sha256(data).hexdigest()
    found = _TEXTS.get(digest)
    if found is None:
        if len(_TEXTS) >= _TEXTS_CAP:
            _TEXTS.clear()
        found = _TEXTS[digest] = open_mail(data).text
    return found


def open_mail(data: bytes) -> MailContents:
    """The bytes of an `.eml` as text, with what was attached and what its HTML says. Never raises."""
    defects: list[str] = []
    message = _message(data, defects)
    headers = _headers(message, defects)
    first: dict[str, str] = {}
    for key, value in headers:
        first.setdefault(key.lower(), value)
    counts = Counter(key.lower() for key, _ in headers)
    defects += [f"{key} is given {counts[key]} times" for key in _ONCE if counts[key] > 1]
    parts = list(_parts(message, defects))
    body = _body(parts, defects)
    attached = [part for part in parts if part is not body and _attached(part)][:_LIST_CAP]
    contents = tuple(_attached_bytes(part, defects) for part in attached)
    attachments = tuple(map(_attachment, attached, contents))
    text = _body_text(body, defects)
    from_html = body is not None and body.get_content_type() == "text/html"
    other = "" if from_html else _body_text(_html(parts), [])
    ids = _ids(first.get("message-id", ""))
    shown = MailText(
        message_id=ids[0] if ids else None,
        date_raw=first.get("date", ""),
        date_utc=_instant(first.get("date", ""), defects),
        sender=first.get("from", ""),
        to=first.get("to", ""),
        cc=first.get("cc", ""),
        subject=first.get("subject", ""),
        in_reply_to=_ids(first.get("in-reply-to", "")),
        references=_ids(first.get("references", "")),
        headers=headers,
        body_text=text,
        attachments=attachments,
        defects=tuple(dict.fromkeys(one_line(defect) for defect in defects))[:_LIST_CAP],
    )
    return MailContents(shown, contents, other, from_html)


def _message(data: bytes, defects: list[str]) -> Message:
    if data.count(b"\n--") > 2 * _PARTS_CAP:
        defects.append("it has so many parts that only its headers are shown")
    else:
        # compat32 keeps headers raw until one is asked for; parsing all of them costs seconds in mail made to cost
        whole = _attempt(partial(email.message_from_bytes, data, policy=_RAW), None, defects, "body")
        if whole is not None:
            return cast(Message, whole)
    head = re.split(rb"\r?\n\r?\n", data, maxsplit=1)[0]
    return email.message_from_bytes(head[: 16 * _HEADER_CAP], policy=_RAW)


def _attempt(read: Callable[[], Any], otherwise: Any, defects: list[str], what: str) -> Any:
    """`read()`, or `otherwise` when the parser gives up: it raises many things for mail made to break it."""
    try:
        return read()
    except Exception as problem:
        defects.append(f"the {what} could not be read ({type(problem).__name__})")
        return otherwise


def _headers(message: Message, defects: list[str]) -> tuple[tuple[str, str], ...]:
    headers: list[tuple[str, str]] = []
    for name, raw in message.raw_items():
        if len(headers) == _LIST_CAP:
            defects.append(f"more than {_LIST_CAP} headers; the rest is not shown")
            break
        value = raw
        if len(str(raw)) > 4 * _HEADER_CAP:
            defects.append(f"{name} was cut")
            value = str(raw)[: 4 * _HEADER_CAP]
        parsed = _attempt(partial(_MODERN.header_fetch_parse, name, value), value, defects, name)
        wrong = getattr(parsed, "defects", ())
        defects += [f"{name}: {_defect(defect)}" for defect in wrong]
        # of addresses that are none the parser drops what follows, which may be the address that really sent it
        dropped = hasattr(parsed, "addresses") and any(not isinstance(d, ObsoleteHeaderDefect) for d in wrong)
        headers.append((one_line(name, 100), one_line(str(value if dropped else parsed), _HEADER_CAP)))
    return tuple(headers)


def _defect(defect: object) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", type(defect).__name__.removesuffix("Defect")).lower()


def _parts(message: Message, defects: list[str]) -> Iterator[Message]:
    """The leaves of the message in order; a message attached to it is one leaf."""
    pending: list[Message] = [message]
    seen = 0
    while pending:
        part = pending.pop()
        seen += 1
        if seen > _PARTS_CAP:
            defects.append(f"more than {_PARTS_CAP} parts; the rest is not read")
            return
        defects += [_defect(defect) for defect in part.defects]
        payload = part.get_payload()
        if isinstance(payload, list) and part.get_content_maintype() == "multipart":
            pending.extend(below for below in reversed(payload) if isinstance(below, Message))
        else:
            yield part


def _attached(part: Message) -> bool:
    return part.get_content_maintype() not in ("multipart",) and (
        _disposition(part) == "attachment" or part.get_content_maintype() != "text" or bool(_file_name(part))
    )


def _body(parts: list[Message], defects: list[str]) -> Message | None:
    """The part that holds what was written: the first plain text that is no attachment, else the first HTML."""
    inline = [part for part in parts if _disposition(part) != "attachment" and not _file_name(part)]
    for kind in ("text/plain", "text/html"):
        for part in inline:
            if part.get_content_type() == kind and _content(part, defects):
                return part
    return next((part for part in inline if part.get_content_maintype() in ("text", "multipart")), None)


def _disposition(part: Message) -> str:
    try:
        return part.get_content_disposition() or ""
    except Exception:
        return "attachment"


def _file_name(part: Message) -> str:
    try:
        return str(make_header(decode_header(part.get_filename() or "")))
    except Exception:
        return "?"


def _content(part: Message, defects: list[str]) -> bytes:
    content = _attempt(lambda: part.get_payload(decode=True), None, defects, "content of a part")
    if isinstance(content, bytes):
        return content
    return bytes(_attempt(part.as_bytes, b"", defects, "content of a part"))


def _html(parts: list[Message]) -> Message | None:
    """The HTML that most programs show instead of the plain text."""
    for part in parts:
        if (
            part.get_content_type() == "text/html"
            and _disposition(part) != "attachment"
            and not _file_name(part)
        ):
            return part
    return None


def _attached_bytes(part: Message, defects: list[str]) -> bytes:
    if part.get_content_type() != "message/rfc822":
        return _content(part, defects)
    payload = part.get_payload()
    inner: Any = payload[0] if isinstance(payload, list) and payload else part
    return bytes(_attempt(inner.as_bytes, b"", defects, "attached message"))


def _attachment(part: Message, content: bytes) -> Attachment:
    name = one_line(_file_name(part), 200) or "unnamed"
    digest = hashlib.sha256(content).hexdigest()
    return Attachment(name, len(content), digest, one_line(part.get_content_type(), 100))


def _body_text(part: Message | None, defects: list[str]) -> str:
    if part is None:
        return ""
    content = _content(part, defects)
    text = _decoded(content[: 8 * BODY_CAP], part, defects)
    if part.get_content_type() == "text/html":
        text = text_of_html(text)
    text = "\n".join(line.rstrip() for line in several_lines(text).split("\n")).strip("\n")
    if len(text) > BODY_CAP or len(content) > 8 * BODY_CAP:
        defects.append("the text was cut")
    return text[:BODY_CAP]


def _decoded(content: bytes, part: Message, defects: list[str]) -> str:
    charset = _attempt(part.get_content_charset, None, defects, "character set") or "utf-8"
    charset = {"gb2312": "gb18030", "gbk": "gb18030", "us-ascii": "utf-8"}.get(
        charset, charset
    )  # what mailers mean
    try:
        text = content.decode(charset, "replace")
    except (LookupError, ValueError):
        defects.append(f"the character set {charset} is unknown")
        text = content.decode("utf-8", "replace")
    if "\ufffd" in text:
        defects.append(f"some characters are not {charset}")
    return text


def _ids(value: str) -> tuple[str, ...]:
    return tuple(_IDS.findall(value)[:_LIST_CAP])


def _instant(raw: str, defects: list[str]) -> datetime | None:
    try:
        at = email.utils.parsedate_to_datetime(raw)
        if at.tzinfo is not None:
            return at.astimezone(UTC)
        defects.append("the Date header has no offset")
    except Exception:
        defects.append("the Date header is missing or not a date")
    return None
