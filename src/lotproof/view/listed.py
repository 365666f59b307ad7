"""The list of digests that travels inside a PDF beside the files it embeds.

Why: a receiver who saved the attachments into a folder checks them all there with `sha256sum -c`, without the pages.
"""

from __future__ import annotations

from pathlib import Path

from lotproof.seal.digest import sha256_bytes
from lotproof.seal.manifest import MANIFEST, manifest_text
from lotproof.view.book import Book
from lotproof.view.document import Enclosure


def with_digests(book: Book, items: tuple[Enclosure, ...]) -> tuple[Enclosure, ...]:
    """The enclosures and, after them, the manifest of their digests by the names they are embedded under."""
    if not items:
        return ()
    digests = {original.path: original.sha256 for original in book.case.originals.values()}
    listed = {
        item.name: digests[item.content] if isinstance(item.content, Path) else sha256_bytes(item.content)
        for item in items
    }
    manifest = Enclosure(
        name=MANIFEST,
        description="The SHA-256 digest of every file embedded here",
        content=manifest_text(listed).encode(),
        relationship="Supplement",
        received=book.figures.as_of,
        mime="text/plain",
    )
    return (*items, manifest)
