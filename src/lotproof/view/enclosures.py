"""The originals a document carries: one name, one description and one date for each, whichever document it is."""

from __future__ import annotations

from pathlib import PurePosixPath

from lotproof.render.attachments import TYPES
from lotproof.view.book import Book
from lotproof.view.document import Enclosure


def original(book: Book, exhibit_id: str | None) -> Enclosure | None:
    """The original of an exhibit as an embedded file, or None when it is not in hand."""
    exhibit, on_disk = book.exhibit(exhibit_id), book.original(exhibit_id)
    if exhibit is None or exhibit_id is None or on_disk is None:
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


def enclosure_name(number: int, file: str) -> str:
    """The ASCII name an original is embedded under: its running number, then its own name cut to safe characters."""
    tail = file.rsplit("/", 1)[-1]
    safe = "".join(c if c.isascii() and (c.isalnum() or c in ".-_") else "-" for c in tail).strip(".-")[-80:]
    return f"E{number:03d} {safe or 'original'}"
