"""The request as an e-mail that opens in a mail program ready to send: `car.eml`.

Why here: it carries the finished letters and the originals; what it says is decided by the view. The bytes are the
same on every build, and nothing typed in a case can end a header or name a file.
"""

from __future__ import annotations

import email.utils
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Final

from lotproof.build.finished import Content, sha256_of
from lotproof.build.originals import Originals
from lotproof.case.case import Case
from lotproof.compute.figures import Figures
from lotproof.read.shown import one_line
from lotproof.seal.digest import sha256_bytes
from lotproof.seal.manifest import MANIFEST, manifest_text
from lotproof.view.book import book
from lotproof.view.document import Enclosure
from lotproof.view.letters.mail import Mail, request_mail
from lotproof.view.say import ENGLISH, Speaker, chinese

DRAFT: Final = "car.eml"
LIMIT: Final = 20_000_000  # bytes of the e-mail as it travels; many servers refuse more than 20 or 25 MB
_SPARE: Final = 100_000  # headers and words
_PDF: Final = ("application", "pdf")
_HTML: Final = ("text", "html")
_PLAIN: Final = ("application", "octet-stream")
_MAILBOX: Final = re.compile(
    r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+"
)


@dataclass(frozen=True)
class _Part:
    """An attachment: its name and media type, its size in bytes and digest; the content is read where it goes along."""

    name: str
    kind: tuple[str, str]
    size: int
    sha256: str
    read: Callable[[], bytes]


def draft(case: Case, figures: Figures, files: Mapping[str, Content], originals: Originals) -> bytes:
    """The e-mail with the letters of `files` and the exhibits attached (RFC 5322, RFC 2045), marked as not yet sent.

    Past 20 MB the exhibits are left to the copies inside car.pdf and listed with their digests; if that is still too
    much, car.html stands in for car.pdf. Where no Chinese letter is made, the words are English only. An address that
    is none is left out, to be filled in by whoever sends it. Raises KeyError when car.pdf or car.html is not among
    `files`, OriginalChanged when an original is no longer the one read.
    """
    mail = request_mail(book(case, figures, linked=False))
    chinese_letter = [_made(files, "car.zh.pdf", _PDF)] if "car.zh.pdf" in files else []
    letters = [_made(files, "car.pdf", _PDF), *chinese_letter]
    exhibits = [_exhibit(item, originals) for item in mail.enclosures if item.name != MANIFEST]
    listed = manifest_text({part.name: part.sha256 for part in (*letters, *exhibits)})
    digests = _made({MANIFEST: listed.encode()}, MANIFEST, _PLAIN)
    notes = ["", ""]
    parts = [*letters, *exhibits, digests]
    if _travelling(parts) > LIMIT:
        parts = [*letters, digests]
        notes = [_note(say, inside=True) for say in (ENGLISH, chinese())]
    if _travelling(parts) > LIMIT:
        parts = [_made(files, "car.html", _HTML), *chinese_letter, digests]
        notes = [_note(say, inside=False) for say in (ENGLISH, chinese())]
    said = [f"{words}{note}" for words, note in zip(mail.words, notes, strict=True)]
    text = "\n\n— — —\n\n".join(said if chinese_letter else said[:1])
    return _message(mail, text, parts)


def _made(files: Mapping[str, Content], name: str, kind: tuple[str, str]) -> _Part:
    content = files[name]
    return _Part(name, kind, len(content), sha256_of(content), lambda: bytes(content))


def _exhibit(item: Enclosure, originals: Originals) -> _Part:
    content = item.content
    if isinstance(content, bytes):
        return _made({item.name: content}, item.name, _PLAIN)
    digest, size = originals.held(content), content.stat().st_size
    return _Part(item.name, _PLAIN, size, digest, lambda: originals.bytes_of(content))


def _note(say: Speaker, inside: bool) -> str:
    """What an e-mail that is too large says of the exhibits it leaves out."""
    left = (
        say("The exhibits are embedded in car.pdf; this e-mail lists them with their SHA-256 digests.")
        if inside
        else say(
            "car.html stands in for car.pdf, which with its exhibits is too large for e-mail; this e-mail"
            " lists all of them with their SHA-256 digests, and they follow by another way."
        )
    )
    return f"\n\n{left}"


def _travelling(parts: list[_Part]) -> int:
    """Bytes of the e-mail: base64 makes four of three and ends a line every 76 characters."""
    return _SPARE + sum(part.size * 4 // 3 * 78 // 76 + 500 for part in parts)


def _message(mail: Mail, text: str, parts: list[_Part]) -> bytes:
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    for header, person in (("From", mail.sender), ("To", mail.to)):
        mailbox = _mailbox(*person)
        if mailbox is not None:
            message[header] = mailbox
    message["Subject"] = one_line(mail.subject)
    message["Date"] = email.utils.format_datetime(mail.at)
    content = "\0".join([mail.subject, text, *(f"{part.name} {part.sha256}" for part in parts)])
    mark = sha256_bytes(content.encode("utf-8", "replace"))[:40]
    message["Message-ID"] = f"<{mark}@lotproof.invalid>"
    message.set_content(text.encode("utf-8", "replace").decode(), charset="utf-8", cte="base64")
    for part in parts:
        # an e-mail among the exhibits goes as plain bytes: as message/rfc822 a program may set it anew
        main, sub = part.kind
        message.add_attachment(part.read(), maintype=main, subtype=sub, filename=part.name)
    message.set_boundary(f"=_{mark}")  # no line of base64 can begin with it
    return message.as_bytes()


def _mailbox(name: str, address: str) -> Address | None:
    """A mailbox fit for a header; None where the address is none. Names lose what could end a header."""
    address = address.strip()
    if len(address) > 254 or not _MAILBOX.fullmatch(address):
        return None
    local, _, domain = address.rpartition("@")
    return Address(display_name=one_line(name, 200), username=local, domain=domain)
