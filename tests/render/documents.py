"""Small documents and pictures that the tests of this folder build from."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from PIL import Image

from lotproof.render.pdf import Embedded, Pdf, write_pdf

THEN = datetime(2025, 10, 23, 13, 30, 5, tzinfo=UTC)


def html(body: str, style: str = "") -> str:
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Case 014</title>'
        '<meta name="dcterms.created" content="2025-10-23T13:30:05Z">'
        '<meta name="dcterms.modified" content="2025-10-23T13:30:05Z">'
        f'<style>body{{font-family:"Source Serif 4"}}{style}</style></head><body>{body}</body></html>'
    )


def made(
    body: str,
    *,
    style: str = "",
    files: Mapping[str, bytes | Path] | None = None,
    attachments: Sequence[Embedded] = (),
) -> Pdf:
    return write_pdf(html(body, style), files=files or {}, attachments=attachments, identifier=b"014")


def jpeg(size: tuple[int, int] = (300, 200), **options: object) -> bytes:
    out = BytesIO()
    picture = Image.linear_gradient("L").resize(size).convert("RGB")
    picture.paste((143, 42, 20), (0, 0, size[0] // 3, size[1] // 3))
    picture.save(out, "JPEG", **options)
    return out.getvalue()


def png(size: tuple[int, int] = (300, 200), mode: str = "RGB", colour: object = "white") -> bytes:
    out = BytesIO()
    Image.new(mode, size, colour).save(out, "PNG")  # type: ignore[arg-type]
    return out.getvalue()


def telephone_exif(orientation: int = 1) -> bytes:
    """EXIF as a telephone writes it: maker, time with offset, place."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0110], exif[0x0112] = "Makebelieve", "Phone 15", orientation
    exif.get_ifd(0x8769)[0x9003] = "2025:10:20 11:04:05"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (22.0, 32.0, 35.5), "E", (114.0, 3.0, 10.0)
    return exif.tobytes()
