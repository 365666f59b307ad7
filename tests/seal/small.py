"""A dossier of three pages: three originals, their digests on a page and in an embedded list, and a checksum line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from lotproof.render.pdf import Embedded, write_pdf
from lotproof.seal.checksum import MARK, with_checksum
from lotproof.seal.digest import sha256_bytes
from lotproof.seal.manifest import MANIFEST, manifest_text

WHEN = datetime(2026, 8, 14, tzinfo=UTC)
ORIGINALS = {
    "E001 report.pdf": b"%PDF-1.4 the inspector's report " * 40,
    "E002 a-long-name-that-breaks-in-a-narrow-column.jpg": b"\xff\xd8 a photo " * 60,
    "E003 mail.eml": b"Subject: report\r\n\r\nPlease find it attached.\r\n" * 20,
}


def dossier(
    originals: Mapping[str, bytes] | None = None,
    listed: Mapping[str, bytes] | None = None,
    printed: Mapping[str, bytes] | None = None,
    width: str = "12cm",
) -> bytes:
    """The PDF with these originals; what its list and its pages say of them, where that is something else."""
    held = ORIGINALS if originals is None else originals
    rows = "".join(
        f"<tr><td>E{number}</td><td>{name}</td><td class='d'>{sha256_bytes(data)}</td><td>{len(data):,}</td></tr>"
        for number, (name, data) in enumerate((held if printed is None else printed).items(), 1)
    )
    html = (
        "<html lang=en><head><title>Small dossier</title><meta name=dcterms.created content=2026-08-14T00:00:00Z>"
        "<style>h2{break-before:page} td{vertical-align:top;font-size:8pt;width:3cm} .d{overflow-wrap:anywhere;width:"
        f"{width}}}</style></head><body><h1>Facts</h1><p>11 of 125 units failed.</p><h2>Integrity</h2><table><tr>"
        "<th scope=col>Exhibit</th><th scope=col>Embedded as</th>"
        "<th scope=col>SHA-256</th><th scope=col>Bytes</th></tr>"
        f"{rows}</table><h2>End</h2><p>Nothing more.</p></body></html>"
    )
    digests = {name: sha256_bytes(data) for name, data in (held if listed is None else listed).items()}
    files = [*held.items(), (MANIFEST, manifest_text(digests).encode())]
    attachments = [Embedded(name, "An original", data, "Source", WHEN, WHEN) for name, data in files]
    return with_checksum(write_pdf(html, files={}, attachments=attachments, identifier=b"small").data)


@cache
def small() -> bytes:
    """The dossier as it was made."""
    return dossier()


def resealed(data: bytes) -> bytes:
    """What somebody who changes a file on purpose does in the end: give it the checksum that fits."""
    kept = b"".join(line for line in data.splitlines(keepends=True) if not line.startswith(MARK))
    return with_checksum(kept)
