"""An e-mail as it was read: what its headers claim, what was written, what was attached, and what is broken in it.

A header says what the sender claimed; nothing here is believed, only shown and compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import getaddresses


@dataclass(frozen=True, slots=True)
class Attachment:
    """A part the sender attached. `name` is as claimed, fit to be shown, and never a path to use."""

    name: str
    size: int
    sha256: str
    type: str


@dataclass(frozen=True, slots=True)
class MailText:
    """An e-mail fit to be shown: no control or direction characters anywhere.

    `date_utc` is the instant of the Date header, `None` without a valid one or when it has no offset. `headers` are
    all of them in order. `defects` name what is malformed, repeated or was cut.
    """

    message_id: str | None
    date_raw: str
    date_utc: datetime | None
    sender: str
    to: str
    cc: str
    subject: str
    in_reply_to: tuple[str, ...]
    references: tuple[str, ...]
    headers: tuple[tuple[str, str], ...]
    body_text: str
    attachments: tuple[Attachment, ...]
    defects: tuple[str, ...]


def addresses(*headers: str) -> list[str]:
    """The addresses of header values, folded; never a display name, which anybody may choose.

    Only ASCII is folded: folding would turn the Kelvin sign into a k and the long s into an s.
    """
    found = (address.strip() for _, address in getaddresses(list(headers)))
    return [address.casefold() if address.isascii() else address for address in found if address]
