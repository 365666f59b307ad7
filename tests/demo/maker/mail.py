"""E-mails as the buyer's system kept them: threaded, dated, with real attachments.

What the buyer sent is the copy in its folder of sent messages, so no server has written a line on it.

Addresses end in `.example` and relays stand in the ranges kept for documentation (RFC 5737, RFC 6761).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from pathlib import Path
from typing import Any

from maker import register, signatures

RELAYS = {
    "nimmerland.example": "192.0.2.21",
    "bright-otter.example": "203.0.113.40",
    "larkspur.example": "192.0.2.33",
    "make-believe.example": "203.0.113.52",
    "fenwick-mirage.example": "192.0.2.57",
    "daydream-lighting.example": "203.0.113.66",
    "vermilion-gate.example": "198.51.100.12",
    "nowhere-ocean.example": "198.51.100.80",
    "hansa-phantasie.example": "198.51.100.95",
}
TYPES = {".pdf": ("application", "pdf"), ".jpg": ("image", "jpeg")}


@dataclass
class Mail:
    exhibit: str
    at: str
    sender: str
    to: str
    subject: str
    body: str
    answers: tuple[str, ...] = ()  # exhibits of the thread, oldest first; the last is replied to
    attached: tuple[str, ...] = ()
    copies: str = ""
    client: str = "Imaginary Mail 12.0"
    quoted: str = field(default="")
    signed: str = ""  # the selector of the sender's key


def _domain(address: str) -> str:
    return address.rsplit("@", 1)[1].rstrip(">")


def message_id(case: str, mail: Mail) -> str:
    stem = hashlib.sha256(f"{case} {mail.exhibit}".encode()).hexdigest()[:20]
    return f"<{stem}@{_domain(mail.sender)}>"


def _passed(line: str, at: datetime) -> bytes:
    """What a server writes at the top of a message that it takes; its clock is set to UTC."""
    return f"Received: {line};\r\n {format_datetime(at.astimezone(UTC))}\r\n".encode("ascii")


def write(case: str, thread: dict[str, Mail]) -> None:
    """Writes every mail of a case; attachments are the registered originals, byte for byte."""
    entries = register.entries(case)
    home = _domain(register.facts(case)["buyer"]["contact"]["email"])
    for mail in thread.values():
        sent = datetime.fromisoformat(mail.at)
        here, to = _domain(mail.sender), mail.to.split(",")[0].split("<")[-1].rstrip(">")
        message = EmailMessage(policy=SMTP.clone(max_line_length=200))
        stem = message_id(case, mail)[1:21]
        message["Date"] = format_datetime(sent)
        message["From"] = mail.sender
        message["To"] = mail.to
        if mail.copies:
            message["Cc"] = mail.copies
        message["Subject"] = mail.subject
        message["Message-ID"] = message_id(case, mail)
        if mail.answers:
            message["In-Reply-To"] = message_id(case, thread[mail.answers[-1]])
            message["References"] = " ".join(message_id(case, thread[e]) for e in mail.answers)
        message["User-Agent"] = mail.client
        message["X-Notice"] = "Fictitious example"
        text = mail.body.strip() + "\n"
        if mail.answers and mail.quoted != "none":
            first = thread[mail.answers[-1]]
            stamp = datetime.fromisoformat(first.at)
            text += f"\n{first.sender.split(' <')[0]} wrote on {stamp:%Y-%m-%d %H:%M} {first.at[19:]}:\n"
            text += "".join(f"> {line}\n" if line else ">\n" for line in first.body.strip().splitlines())
        message.set_content(text, charset="utf-8", cte="8bit")
        for exhibit in mail.attached:
            file = register.CASES / case / entries[exhibit]["file"]
            main, sub = TYPES[file.suffix]
            name = file.name if here == home else _sent_as(entries[exhibit])
            message.add_attachment(file.read_bytes(), maintype=main, subtype=sub, filename=name)
        for k, part in enumerate(p for p in message.walk() if p.is_multipart()):
            part.set_boundary(f"=_fictitious_{stem}_{k}")
        data = message.as_bytes()
        if here != home:
            desk = f"{RELAYS[here].rsplit('.', 1)[0]}.{200 + len(mail.exhibit)}"
            line = (
                f"from desk.{here} (desk.{here} [{desk}]) by mx-out.{here} with ESMTPSA id"
                f" {stem[10:20].upper()}"
            )
            data = _passed(line, sent + timedelta(seconds=2)) + data
            if mail.signed:
                data = signatures.signed(data, here, mail.signed, sent + timedelta(seconds=3))
            line = (
                f"from mx-out.{here} (mx-out.{here} [{RELAYS[here]}]) by mx.{home} (Fictitious MTA) with"
                f" ESMTPS id {stem[:10].upper()} for <{to}>"
            )
            data = _passed(line, sent + timedelta(seconds=7)) + data
        (register.CASES / case / entries[mail.exhibit]["file"]).write_bytes(data)


def _sent_as(entry: dict[str, Any]) -> str:
    """The name a file had when it came: a sender knows neither our numbers nor the names we give."""
    name: str = entry.get("received_as", Path(entry["file"]).name)
    return name


def listing(case: str, exhibits: tuple[str, ...], ours: bool = True) -> str:
    """Files as a message lists them: our number where the message is ours, name, digest."""
    entries = register.entries(case)
    lines = []
    for exhibit in exhibits:
        file = Path(register.CASES / case / entries[exhibit]["file"])
        head = f"{exhibit:<4} {file.name}" if ours else _sent_as(entries[exhibit])
        lines.append(f"  {head}\n       SHA-256 {register.digest(file)}")
    return "\n".join(lines)
