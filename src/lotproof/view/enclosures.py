"""The originals a document carries: one name, one description and one date for each, whichever document it is.

Why here: which original stays out, and why, is decided once, so that no document carries what another withholds.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from lotproof.case.exhibits import Exhibit
from lotproof.render.attachments import TYPES
from lotproof.view.book import Book
from lotproof.view.document import Enclosure

WITHHELD = "withheld"
IN_THE_BAG = "in the bag"


def original(book: Book, exhibit_id: str | None) -> Enclosure | None:
    """The original of an exhibit as an embedded file, or None when it is not in hand or stays out."""
    exhibit, on_disk = book.exhibit(exhibit_id), book.original(exhibit_id)
    if exhibit is None or exhibit_id is None or on_disk is None or kept_out(book, exhibit) is not None:
        return None
    received = exhibit.source.received if exhibit.source is not None else None
    name = enclosure_name(book.numbers[exhibit_id], exhibit.file or "")
    return Enclosure(
        name=name,
        description=f"Exhibit {exhibit_id}: {exhibit.title or ''}",
        content=on_disk.path,
        relationship="Source",
        received=received or exhibit.captured or book.figures.as_of,
        mime=TYPES.get(PurePosixPath(name).suffix.lower(), "application/octet-stream"),
    )


def kept_out(book: Book, exhibit: Exhibit) -> tuple[str, str] | None:
    """Why an original is not embedded: one word (`withheld`, `in the bag`) and a sentence; None when it is.

    A place that is withheld must not travel inside another original either, so an e-mail that attaches that file
    stays out with it.
    """
    if exhibit.location == WITHHELD:
        return WITHHELD, (
            "not embedded: the original records where it was taken; it is withheld and available on request"
        )
    inside = _withheld_inside(book, exhibit)
    if inside:
        return WITHHELD, (
            f"not embedded: it carries the original of {', '.join(inside)}, which is withheld; "
            "available on request"
        )
    if exhibit.embed is False or (exhibit.kind == "video" and exhibit.embed is not True):
        return IN_THE_BAG, "not embedded; it accompanies this document in the bag of originals"
    return None


def _withheld_inside(book: Book, exhibit: Exhibit) -> list[str]:
    mail = book.case.mails.get(exhibit.id or "")
    if mail is None:
        return []
    digests = {attached.sha256 for attached in mail.attachments}
    return [
        other.id or ""
        for other in book.case.exhibits
        if other.location == WITHHELD and (other.sha256 or "").strip().lower() in digests
    ]


def enclosure_name(number: int, file: str) -> str:
    """The ASCII name an original is embedded under: its running number, then its own name cut to safe characters."""
    tail = file.rsplit("/", 1)[-1]
    safe = "".join(c if c.isascii() and (c.isalnum() or c in ".-_") else "-" for c in tail).strip(".-")[-80:]
    return f"E{number:03d} {safe or 'original'}"
