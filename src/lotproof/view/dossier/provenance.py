"""Where an exhibit comes from and what its shown copy lost: the facts printed beside it, each as it was recorded.

Why: an expert asks of every picture who made it, with what, when by whose clock, and through whose hands it came;
what nobody recorded is left out here and named in the section on integrity.
"""

from __future__ import annotations

from dataclasses import dataclass
from email.utils import getaddresses

from lotproof.case.exhibits import Dkim, Exhibit
from lotproof.case.mail import MailText
from lotproof.view import words
from lotproof.view.book import Book, Ref
from lotproof.view.enclosures import enclosure_name, kept_out
from lotproof.view.media import Media

VIA = {"email": "e-mail", "wechat": "WeChat"}
CAPTURED = {
    "exif": "read from the photo's EXIF data",
    "quicktime": "read from the video's metadata",
    "inspector": "as stated by the inspector",
    "typed": "as typed into the register",
}
LANGUAGES = {"en": "English", "zh": "Chinese", "de": "German", "fr": "French", "es": "Spanish"}
_TOLD = ("From", "To", "Date", "Subject", "Message-ID")


@dataclass(frozen=True, slots=True)
class Fact:
    """One recorded fact: its label, its text, the exhibits it names, and whether its text is a digest."""

    label: str
    text: str
    refs: tuple[Ref, ...] = ()
    mono: bool = False


def provenance(book: Book, media: Media, exhibit: Exhibit) -> list[Fact]:
    """The facts of an exhibit in the order an expert asks for them; what is not recorded is not there."""
    name = exhibit.id or ""
    original = book.original(name)
    facts = [Fact("File", _file(book, exhibit))]
    digest = original.sha256 if original is not None else exhibit.sha256
    if digest:
        facts.append(Fact("SHA-256", digest, mono=True))
    facts.append(Fact("From", source(exhibit)))
    facts += [Fact("Taken", taken) for taken in (_taken(exhibit),) if taken]
    told = (
        ("Device", exhibit.device),
        ("Length", exhibit.duration),
        ("Made by", exhibit.made_by),
        ("Account", exhibit.account),
        ("Original held", held(exhibit)),
        ("Extent", _extent(exhibit)),
    )
    facts += [Fact(label, text) for label, text in told if text]
    facts += _translation(book, exhibit)
    mail = book.case.mails.get(name)
    facts += [Fact("Signature", signature(found, mail)) for found in exhibit.dkim]
    if exhibit.location in ("kept", "none"):
        kept = exhibit.location == "kept"
        facts.append(Fact("Place", "recorded in the original" if kept else "none recorded in the file"))
    if original is None:
        return [*facts, Fact("Original", "not in hand, or not the file that was registered")]
    facts.append(_shown(book, media, exhibit))
    out = kept_out(book, exhibit)
    facts.append(Fact("Original", out[1] if out else f"embedded as {embedded_as(book, exhibit)}"))
    return facts


def embedded_as(book: Book, exhibit: Exhibit) -> str:
    """The name of an exhibit among the PDF's attachments."""
    return enclosure_name(book.numbers.get(exhibit.id or "", 0), exhibit.file or "")


def source(exhibit: Exhibit) -> str:
    """From whom it came, how and when, as the register says."""
    told = exhibit.source
    if told is None:
        return "source not stated"
    text = told.from_ or "sender not stated"
    if told.via:
        text += f" by {VIA.get(told.via, told.via)}"
    return f"{text}, received {words.stamp(told.received)}" if told.received else text


def held(exhibit: Exhibit) -> str:
    """Where the original device, account or paper is, and in whose hands; empty when not recorded."""
    if exhibit.held is None:
        return ""
    return ", ".join(part for part in (exhibit.held.by, exhibit.held.where) if part)


def signature(found: Dkim, mail: MailText | None) -> str:
    """A DKIM signature (RFC 6376) as it was recorded: whose, what it covers, what it does not, and which key."""
    result = {"pass": "passed", "fail": "failed", "not-checked": "not checked"}[found.result or "not-checked"]
    text = f"DKIM by {found.domain or 'a domain not stated'}"
    if mail is not None:
        sender = _domain(mail.sender)
        same = sender == (found.domain or "").lower() and sender != ""
        text += f" (From is {sender or 'not readable'}: {'the same' if same else 'another domain'})"
    text += f", {result} as recorded"
    if found.headers:
        covered = {header.casefold() for header in found.headers}
        bare = [header for header in _TOLD if header.casefold() not in covered]
        text += f"; covers {', '.join(found.headers)}" + (f", not {', '.join(bare)}" if bare else "")
    else:
        text += "; the headers it covers are not recorded"
    if found.fetched:
        return f"{text}; key as published on {words.utc_stamp(found.fetched)}"
    return f"{text}; when the key was fetched is not recorded"


def _domain(sender: str) -> str:
    """The domain of the one address a From header gives; empty when there is none or more than one."""
    addresses = [address for _, address in getaddresses([sender]) if "@" in address]
    return addresses[0].rpartition("@")[2].lower() if len(addresses) == 1 else ""


def language(code: str | None) -> str:
    """zh-CN as Chinese; a code without a name here stays as it is."""
    return LANGUAGES.get((code or "").split("-")[0].lower(), code or "")


def _file(book: Book, exhibit: Exhibit) -> str:
    original = book.original(exhibit.id)
    if exhibit.received_as:
        name = f"{exhibit.received_as} (name as received)"
    else:
        name = (exhibit.file or "not stated").rpartition("/")[2]
    size = f"{words.number(original.size)} bytes" if original is not None else "not in hand"
    return f"{name}, {exhibit.type or 'type not recorded'}, {size}"


def _taken(exhibit: Exhibit) -> str:
    if exhibit.captured is not None:
        origin = CAPTURED.get(exhibit.captured_from or "", "origin of the time not stated")
        return f"{words.stamp(exhibit.captured)}, {origin}"
    if exhibit.captured_local:
        return f"{exhibit.captured_local}, camera clock, zone not recorded"
    return "capture time not known" if exhibit.kind in ("photo", "video") else ""


def _extent(exhibit: Exhibit) -> str:
    if exhibit.complete == "complete":
        return "complete" + (f": {exhibit.extract_of}" if exhibit.extract_of else "")
    if exhibit.complete == "extract":
        return (
            f"extract of {exhibit.extract_of}" if exhibit.extract_of else "extract; of what is not recorded"
        )
    return ""


def _translation(book: Book, exhibit: Exhibit) -> list[Fact]:
    facts = []
    named = language(exhibit.language)
    if exhibit.translation:
        other = book.exhibit(exhibit.translation)
        into = f" into {language(other.language)}" if other is not None and other.language else ""
        by = (
            f" by {other.translator}" if other is not None and other.translator else ", translator not stated"
        )
        facts.append(
            Fact(
                "Language",
                f"{named or 'not stated'}; translated{into}{by} in",
                book.refs([exhibit.translation]),
            )
        )
    elif named and named != "English":
        facts.append(Fact("Language", named))
    originals = [
        other.id for other in book.figures.exhibits if exhibit.id and other.translation == exhibit.id
    ]
    if originals:
        by = f" by {exhibit.translator}" if exhibit.translator else ", translator not stated"
        facts.append(
            Fact("Translation", f"into {named or 'a language not stated'}{by}, of", book.refs(originals))
        )
    return facts


def _shown(book: Book, media: Media, exhibit: Exhibit) -> Fact:
    name = exhibit.id or ""
    if name in media.mails:
        return Fact("Shown", "its text and main headers; layout and pictures are not carried over")
    if name in media.pages:
        count = len(media.pages[name])
        return Fact("Shown", "an image of its page" if count == 1 else f"images of its {count} pages")
    if exhibit.kind == "video":
        if exhibit.poster and exhibit.poster in media.photos:
            return Fact("Shown", "one frame of it,", book.refs([exhibit.poster]))
        return Fact("Shown", "nothing; a page cannot play it")
    photo = media.photos.get(name)
    if photo is None:
        return Fact("Shown", "not as a picture")
    size, whole = f"{photo.width} × {photo.height} px", "{} × {}".format(*photo.original_size)
    reduced = photo.original_size not in ((0, 0), (photo.width, photo.height))
    text = f"{size} of {whole}" if reduced else f"{size}, its full size"
    return Fact("Shown", text + ("; EXIF not carried over" if photo.exif else "; the file holds no EXIF"))
