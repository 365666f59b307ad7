"""Files as cameras, telephones and mailers write them, made in the test."""

from __future__ import annotations

import email.policy
import struct
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

SUPPLIER = "sales@make-believe.example"
BUYER = "qa@larkspur.example"
OURS = "<car-1@larkspur.example>"

CASE = """\
lotproof: 1
title: Insulated tumblers
currency: USD
timezone: America/Denver
buyer: {name: Larkspur, contact: {email: qa@larkspur.example}}
supplier: {name: Make-Believe, contact: {email: sales@make-believe.example}}
order: {number: LNO-1, product: Tumbler, quantity: 3000, unit_price: 7.20}
"""


def a_case(folder: Path, register: str | bytes | None = None) -> Path:
    """A case folder with the contacts of both sides and, where given, a register."""
    case = folder / "cases" / "small"
    case.mkdir(parents=True)
    (case / "case.yaml").write_text(CASE, "utf-8")
    if register is not None:
        data = register if isinstance(register, bytes) else register.encode()
        (case / "evidence.yaml").write_bytes(data)
    return case


def picture(shade: int = 0, size: tuple[int, int] = (320, 240)) -> Image.Image:
    """A picture with something in it; another `shade`, another picture."""
    image = Image.new("RGB", size, (200, 30 + shade, 90))
    draw = ImageDraw.Draw(image)
    for n in range(12):
        x, y = (n * 97 + shade * 53) % size[0], (n * 61 + shade * 31) % size[1]
        draw.ellipse(
            (x - 30, y - 20, x + 40, y + 50), fill=(20 * n, 255 - 20 * n, (90 + shade * 40 + n * 9) % 256)
        )
    return image


def exif(
    taken: str | None = "2026:08:11 10:20:31",
    offset: str | None = None,
    gps: bool = False,
    changed: str | None = None,
) -> bytes:
    """An EXIF block as a telephone writes it."""
    block = Image.Exif()
    block[0x010F], block[0x0110] = "Fictitious", "Fictitious FP-3"
    if changed:
        block[0x0132] = changed
    inner = block.get_ifd(0x8769)
    if taken:
        inner[0x9003] = taken
    if offset:
        inner[0x9011] = offset
    if gps:
        place = block.get_ifd(0x8825)
        place[1], place[2], place[3], place[4] = "N", (29.0, 18.0, 1.0), "E", (120.0, 4.0, 2.0)
    return block.tobytes()


def encoded(image: Image.Image, form: str = "JPEG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


def a_photo(shade: int = 0, offset: str | None = "+08:00", gps: bool = False) -> bytes:
    return encoded(picture(shade), exif=exif(offset=offset, gps=gps), quality=88)


def box(kind: bytes, *parts: bytes) -> bytes:
    """An atom: its size, its kind, what is in it."""
    body = b"".join(parts)
    return struct.pack(">I4s", 8 + len(body), kind) + body


def mvhd(created: int, scale: int = 600, length: int = 25_200, version: int = 0) -> bytes:
    form = ">IIII" if version == 0 else ">QQIQ"
    head = bytes((version, 0, 0, 0))
    return box(b"mvhd", head, struct.pack(form, created, created, scale, length), bytes(80))


def keyed(**values: str) -> bytes:
    """A metadata atom with Apple's keys; __ in a name stands for a point."""
    names = [b"com.apple.quicktime." + name.replace("__", ".").encode() for name in values]
    keys = box(b"keys", bytes(4), struct.pack(">I", len(names)), *(box(b"mdta", name) for name in names))
    items = b"".join(
        box(struct.pack(">I", n), box(b"data", struct.pack(">II", 1, 0), value.encode()))
        for n, value in enumerate(values.values(), 1)
    )
    handler = box(b"hdlr", bytes(24))
    return box(b"meta", handler, keys, box(b"ilst", items))


SECOND = 3_869_259_631  # 2026-08-11T02:20:31Z in seconds since 1904


def a_movie(*inside: bytes, brand: bytes = b"qt  ") -> bytes:
    return box(b"ftyp", brand, bytes(4), brand) + box(b"mdat", b"\0" * 4096) + box(b"moov", *inside)


def a_mail(
    body: str = "Confirmed: yes\n",
    sender: str = f"B. Placeholder <{SUPPLIER}>",
    thread: str | None = OURS,
    subject: str = "Re: Corrective Action Request",
    html: str | None = None,
    attach: tuple[tuple[str, bytes], ...] = (),
    received: str | None = "Mon, 17 Aug 2026 09:30:07 +0800",
    **headers: str,
) -> bytes:
    """An e-mail from the supplier; a header is added as name=value with _ for -."""
    mail = EmailMessage(policy=email.policy.SMTP)
    if received:
        mail["Received"] = f"from a by b; {received}"
        mail["Received"] = "from c by a; Mon, 17 Aug 2026 01:00:00 +0000"
    mail["From"] = sender
    mail["To"] = BUYER
    mail["Subject"] = subject
    mail["Date"] = "Mon, 17 Aug 2026 09:30:00 +0800"
    mail["Message-ID"] = f"<{abs(hash((body, sender, subject))):x}@make-believe.example>"
    if thread:
        mail["In-Reply-To"] = thread
    for name, value in headers.items():
        mail[name.replace("_", "-")] = value
    mail.set_content(body)
    if html is not None:
        mail.add_alternative(html, subtype="html")
    for name, data in attach:
        mail.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return mail.as_bytes()


def our_request() -> bytes:
    mail = EmailMessage(policy=email.policy.SMTP)
    mail["From"], mail["To"] = BUYER, SUPPLIER
    mail["Subject"], mail["Date"] = "Corrective Action Request", "Thu, 13 Aug 2026 09:15:00 -0600"
    mail["Message-ID"] = OURS
    mail.set_content("Please answer within 48 hours.\n")
    return mail.as_bytes()
