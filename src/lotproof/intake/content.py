"""What a file is by its first bytes, never by its name: which type, which kind it is safe to take it for.

Why: a name is chosen by whoever sent the file, and a page that calls itself a PDF must not be recorded as one.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import BinaryIO, Final

from lotproof.intake.remark import Refused, Remark, note, warning

HEAD: Final = 64 * 1024  # bytes looked at to tell text from text
_SCAN: Final = 64 * 1024 * 1024
_TAIL: Final = 2048
_ENTRIES: Final = 20_000
_ZIP_CAP: Final = 64 * 1024 * 1024
MAIL: Final = "message/rfc822"
PDF: Final = "application/pdf"

_MAGIC: Final = (  # offset, bytes, type; the first that fits wins
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"GIF8", "image/gif"),
    (0, b"BM", "image/bmp"),
    (0, b"%PDF-", PDF),
    (0, b"PK\x03\x04", "application/zip"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"#!SILK", "audio/silk"),
    (0, b"\x02#!SILK", "audio/silk"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (257, b"ustar", "application/x-tar"),
    (0, b"MZ", "application/x-program"),
    (0, b"\x7fELF", "application/x-program"),
    (0, b"L\0\0\0\x01\x14\x02\0", "application/x-program"),  # a Windows shortcut runs what it names
    (0, b"#!", "text/x-script"),
)
_BRANDS: Final = {
    **dict.fromkeys((b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1"), "image/heic"),
    **dict.fromkeys((b"avif", b"avis"), "image/avif"),
    **dict.fromkeys((b"M4A ", b"M4B "), "audio/mp4"),
    b"qt  ": "video/quicktime",
}
_PHOTO: Final = ("image/jpeg", "image/heic")
SHOWN_PICTURES: Final = ("image/jpeg", "image/png", "image/webp", "image/heic")
_SHOWN: Final = (*SHOWN_PICTURES, PDF, MAIL)
_VIDEO: Final = ("video/mp4", "video/quicktime")
_PACKED: Final = ("application/zip", "application/gzip", "application/x-7z-compressed", "application/vnd.rar",
                  "application/x-bzip2", "application/x-xz", "application/x-tar")  # fmt: skip
_ACTIVE: Final = ("text/html", "image/svg+xml", "text/xml", "text/x-script", "application/x-program")
_OFFICE: Final = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_SCRIPTS: Final = ("js", "jse", "vbs", "vbe", "ps1", "bat", "cmd", "hta", "wsf", "sh", "py", "url", "scr")
_ENDINGS: Final = {
    "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "heic": "image/heic", "webp": "image/webp",
    "tif": "image/tiff", "tiff": "image/tiff", "pdf": PDF, "eml": MAIL, "mp4": "video/mp4",
    "mov": "video/quicktime", "docx": _OFFICE["word/"], "xlsx": _OFFICE["xl/"], "csv": "text/csv", "txt": "text/plain",
}  # fmt: skip
_WORDS: Final = {
    "image/jpeg": "a JPEG picture", "image/png": "a PNG picture", "image/heic": "a HEIC picture", PDF: "a PDF",
    "image/webp": "a WebP picture", "image/tiff": "a TIFF picture", MAIL: "an e-mail", "text/html": "a web page",
    "text/plain": "plain text", "application/zip": "an archive", "video/mp4": "an MP4 video",
    "image/svg+xml": "an SVG drawing", "application/x-program": "a program", "text/x-script": "a script",
}  # fmt: skip
_HEADER: Final = re.compile(rb"[!-9;-~]{1,76}:(?:[ \t]|\r?\n[ \t]|\r?\n)")
_MAIL_HEADERS: Final = frozenset(
    (b"from", b"to", b"date", b"subject", b"message-id", b"received", b"return-path", b"mime-version", b"reply-to",
     b"delivered-to", b"dkim-signature", b"references", b"in-reply-to", b"content-type", b"x-mailer")
)  # fmt: skip
_OUTLOOK: Final = "__properties_version1.0".encode("utf-16-le")


@dataclass(frozen=True, slots=True)
class Content:
    """`type`: the media type. `kind`: the exhibit kind it is safe to take it for, or None where a person must say."""

    type: str
    kind: str | None
    remarks: tuple[Remark, ...]


def content_of(file: BinaryIO, name: str) -> Content:
    """What the open file is; the position in it is not kept. Raises Refused for an Outlook message and OSError."""
    file.seek(0)
    head = file.read(HEAD)
    found = _container(file, _by_magic(head) or _by_text(head, name))
    remarks = list(_doubts(file, found, name))
    kind = (
        "photo"
        if found in _PHOTO
        else "video"
        if found in _VIDEO
        else "correspondence"
        if found == MAIL
        else None
    )
    return Content(found, kind, tuple(remarks))


def _by_magic(head: bytes) -> str | None:
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    if head[4:8] in (b"moov", b"mdat", b"wide"):
        return "video/quicktime"  # cameras before the ftyp atom was invented, and some still
    if head[:4] == b"RIFF":
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12])
    return next((kind for at, magic, kind in _MAGIC if head[at : at + len(magic)] == magic), None)


def _by_text(head: bytes, name: str) -> str:
    ending = _ending(name)
    utf16 = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in head and not utf16:
        return PDF if b"%PDF-" in head[:1024] else "application/octet-stream"
    plain = head.decode("utf-16", "ignore").encode() if utf16 else head.removeprefix(b"\xef\xbb\xbf")
    start = plain.lstrip()[:2048].lower()
    if ending in _SCRIPTS:
        return "text/x-script"
    if _is_mail(plain):
        return MAIL
    if re.search(rb"<svg[\s>]", start):
        return "image/svg+xml"
    if re.search(rb"<(!doctype html|html|head|body|script|iframe|meta)\b", start):
        return "text/html"
    if start.startswith(b"<?xml"):
        return "text/xml"
    if b"%PDF-" in plain[:1024]:
        return PDF
    return "text/csv" if ending == "csv" else "text/plain"


def _is_mail(text: bytes) -> bool:
    """Whether the text begins with the header fields of RFC 5322, a sender or a trace of delivery among them."""
    if text.startswith(b"From "):  # the line a mailbox puts before a message
        text = text.partition(b"\n")[2]
    names = []
    for line in re.split(rb"\r?\n", text[:HEAD]):
        if not line:
            break
        if line[:1] in b" \t":
            continue
        if not _HEADER.match(line + b"\n"):
            return False
        names.append(line.partition(b":")[0].lower())
    known = _MAIL_HEADERS.intersection(names)
    return len(known) >= 3 and not known.isdisjoint((b"from", b"received"))


def _container(file: BinaryIO, found: str) -> str:
    if found == "application/zip":
        names = _zip_names(file)
        if "[Content_Types].xml" in names:
            return next(
                (kind for part, kind in _OFFICE.items() if any(n.startswith(part) for n in names)), found
            )
    if found == "application/x-ole-storage" and _holds(file, _OUTLOOK):
        raise Refused(
            "this is a message in Outlook's own format (.msg), which holds no headers as they were sent.",
            "ask for the message as .eml: in Outlook on the web, the three dots, Download; or attach it to a mail.",
        )
    return found


def _zip_names(file: BinaryIO) -> frozenset[str]:
    """The names in the archive's directory; nothing in it is unpacked."""
    try:
        if file.seek(0, 2) > _ZIP_CAP:
            return frozenset()
        with zipfile.ZipFile(file) as archive:
            return frozenset(archive.namelist()[:_ENTRIES])
    except Exception:  # zipfile raises many things for a directory made to break it
        return frozenset()


def _doubts(file: BinaryIO, found: str, name: str) -> list[Remark]:
    remarks = []
    claimed = _ENDINGS.get(_ending(name))
    alike = {claimed, found} <= {"text/csv", "text/plain"} or {claimed, found} <= set(_VIDEO)
    if claimed is not None and claimed != found and not alike:
        remarks.append(
            warning(
                f"its name ends like {_words(claimed)}, but its content is {_words(found)}.",
                "ask the sender for the file that was meant.",
            )
        )
    if found in _PACKED:
        remarks.append(
            warning(
                "it is an archive: it is kept as it came and never unpacked.",
                "add the files in it one by one.",
            )
        )
    elif found in _ACTIVE:
        remarks.append(
            warning(f"it is {_words(found)}: it is kept as it came, and never shown, opened or run.")
        )
    elif found in _VIDEO:
        hint = "register a frame of it as a photo, and write that one's id under poster:."
        remarks.append(note("a page cannot play a video: it is listed, and goes with the bag.", hint))
    elif found not in _SHOWN:
        remarks.append(note("a document cannot show this type: it is kept, listed and never opened."))
    if found == PDF:
        remarks += _pdf_doubts(file)
    return remarks


def _pdf_doubts(file: BinaryIO) -> list[Remark]:
    remarks = []
    size = file.seek(0, 2)
    file.seek(max(0, size - _TAIL))
    if b"%%EOF" not in file.read(_TAIL):
        remarks.append(warning("the PDF does not end as one does: it looks cut off.", "ask for it again."))
    if _holds(file, b"/Encrypt"):
        remarks.append(
            note(
                "the PDF is encrypted; with a password nobody can read it here.", "ask for a copy that opens."
            )
        )
    return remarks


def _holds(file: BinaryIO, wanted: bytes) -> bool:
    """Whether the bytes stand somewhere in the first 64 MiB of the file."""
    file.seek(0)
    before, left = b"", _SCAN
    while left > 0 and (piece := file.read(min(1 << 20, left))):
        if wanted in before + piece:
            return True
        before, left = piece[-len(wanted) :], left - len(piece)
    return False


def holds_place_text(file: BinaryIO) -> bool:
    """Whether an XMP packet in the file's first 64 MiB records a latitude."""
    return _holds(file, b"GPSLatitude")


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""


def _words(kind: str) -> str:
    return _WORDS.get(kind, f"of type {kind}")
