"""What a file tells about itself: its type, when it was made and with what, when it came, and what is doubtful in it.

Why: each of these is a claim of the file, recorded with where it was found, and left out where it was not found.
"""

from __future__ import annotations

import email.utils
from dataclasses import dataclass, replace
from datetime import datetime
from typing import BinaryIO, Final

from lotproof.case.mail import addresses
from lotproof.intake.content import MAIL, content_of
from lotproof.intake.exif import HeicUnread, Taken, read_exif
from lotproof.intake.quicktime import read_movie
from lotproof.intake.remark import Refused, Remark, note, warning
from lotproof.read.mail import MAIL_CAP, MailContents, open_mail
from lotproof.read.shown import one_line
from lotproof.render.photos import MAX_PIXELS

_PICTURES: Final = ("image/jpeg", "image/png", "image/tiff", "image/webp", "image/heic")
_MOVIES: Final = ("video/mp4", "video/quicktime", "audio/mp4")
_MESSENGER: Final = (
    "messengers and editors strip it: ask for the file as the camera wrote it, sent as a file."
)


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What is recorded of a file. `kind` is None where a person must say it. Times keep the offset they came with."""

    type: str
    kind: str | None
    captured: datetime | None = None
    captured_local: str | None = None
    captured_from: str | None = None
    device: str | None = None
    location: str | None = None
    duration: str | None = None
    received: datetime | None = None
    sender: str | None = None
    title: str | None = None
    via: str | None = None
    mail: MailContents | None = None
    data: bytes | None = None  # of an e-mail
    remarks: tuple[Remark, ...] = ()


def facts_of(file: BinaryIO, name: str) -> FileFacts:
    """The facts of an open file that came under `name`. Raises Refused, and OSError when it cannot be read."""
    content = content_of(file, name)
    facts = FileFacts(content.type, content.kind, remarks=content.remarks)
    if content.type in _PICTURES:
        return _picture(file, facts)
    if content.type in _MOVIES:
        return _movie(file, facts)
    return _mail(file, facts) if content.type == MAIL else facts


def _picture(file: BinaryIO, facts: FileFacts) -> FileFacts:
    try:
        taken = read_exif(file, facts.type)
    except HeicUnread:
        hint = 'install lotproof with the extra "heic" and add it again.'
        return _saying(facts, warning("neither time nor place could be read from the HEIC picture.", hint))
    facts = _saying(facts, *_doubts(taken))
    if taken.local is not None and taken.offset is not None:
        facts = replace(
            facts,
            captured=datetime.fromisoformat(f"{taken.local.isoformat()}{taken.offset}"),
            captured_from="exif",
        )
    elif taken.local is not None:
        facts = replace(facts, captured_local=taken.local.isoformat(sep=" "))
    return replace(facts, device=taken.device or None, location=_location(taken.place))


def _doubts(taken: Taken) -> list[Remark]:
    remarks = []
    if taken.size is not None and taken.size[0] * taken.size[1] > MAX_PIXELS:
        width, height = taken.size
        remarks.append(warning(f"it has {width:,} × {height:,} pixels, more than a document shows.",
                               "add a smaller copy beside it."))  # fmt: skip
    if taken.broken:
        remarks.append(warning("its EXIF data is broken: what it says was not read.", _MESSENGER))
    elif taken.local is None:
        changed = " There is a date of change, which is not one of capture." if taken.changed else ""
        remarks.append(warning(f"it records no capture time.{changed}", _MESSENGER))
    elif taken.offset is None:
        remarks.append(
            warning(
                "its camera's clock records no zone, so the instant is unknown.",
                "have whoever took it confirm the zone, and write captured: with its offset.",
            )
        )
    return remarks


def _movie(file: BinaryIO, facts: FileFacts) -> FileFacts:
    movie = read_movie(file)
    if movie.captured is not None:
        facts = replace(facts, captured=movie.captured, captured_from="quicktime")
        if not movie.apple:
            sentence = (
                "its time is the header's, in UTC by the standard; some cameras write their own clock there."
            )
            facts = _saying(facts, note(sentence, "compare it with when the file came."))
    else:
        facts = _saying(facts, warning("it records no capture time.", _MESSENGER))
    if not movie.whole:
        facts = _saying(facts, warning("the video is damaged or cut off.", "ask for it again."))
    place = True if movie.place else False if movie.whole else None
    length = None if movie.seconds is None else _length(movie.seconds)
    device = one_line(movie.device, 80) or None
    return replace(facts, duration=length, device=device, location=_location(place))


def _length(seconds: int) -> str:
    hours, minutes = seconds // 3600, seconds // 60 % 60
    return f"{hours}:{minutes:02d}:{seconds % 60:02d}" if hours else f"{minutes}:{seconds % 60:02d}"


def _location(place: bool | None) -> str | None:
    return None if place is None else "kept" if place else "none"


def _mail(file: BinaryIO, facts: FileFacts) -> FileFacts:
    file.seek(0)
    data = file.read(MAIL_CAP + 1)
    if len(data) > MAIL_CAP:
        raise Refused(f"the e-mail is larger than the {MAIL_CAP:,} bytes read.")
    contents = open_mail(data)
    mail = contents.text
    received = _delivered(contents)
    odd = [
        defect for defect in mail.defects if not defect.endswith("obsolete header")
    ]  # an old spelling, still valid
    remarks = [warning(f"the e-mail is malformed: {defect}.") for defect in odd[:5]]
    if received is None:
        remarks.append(
            note(
                "it has no Received line, so it is a sender's copy or a draft.",
                "say --received when it was yours.",
            )
        )
    return replace(
        _saying(facts, *remarks),
        received=received,
        sender=mail.sender or None,
        title=mail.subject or None,
        via="email",
        mail=contents,
        data=data,
    )


def _delivered(contents: MailContents) -> datetime | None:
    """When the topmost Received line says the mail arrived (RFC 5321, 4.4: each server adds its own above)."""
    for key, value in contents.text.headers:
        if key.lower() == "received":
            try:
                at = email.utils.parsedate_to_datetime(value.rpartition(";")[2].strip())
                return at if at.tzinfo is not None and 1980 <= at.year < 2200 else None
            except Exception:  # the library raises several things for a date made to break it
                return None
    return None


def sent_at(contents: MailContents) -> datetime | None:
    """The Date header with its own offset."""
    if contents.text.date_utc is None:
        return None
    at = email.utils.parsedate_to_datetime(contents.text.date_raw)
    return at if 1980 <= at.year < 2200 else None


def sender_address(contents: MailContents) -> str | None:
    """The one address of the From header, folded; None when there is none or several."""
    found = addresses(contents.text.sender)
    return found[0] if len(found) == 1 else None


def _saying(facts: FileFacts, *remarks: Remark) -> FileFacts:
    return replace(facts, remarks=(*facts.remarks, *remarks))
