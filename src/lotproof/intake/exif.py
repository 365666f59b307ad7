"""What the camera wrote into a picture: when it was taken, with what, and whether it recorded where.

Nothing is decoded: only headers are read, so that a picture made to cost a gigabyte costs nothing. What EXIF says is a
claim of the file. Source: Exif 3.0 (CIPA DC-008-2023), 4.6.5 and 4.6.6.
"""

from __future__ import annotations

import importlib
import re
import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, BinaryIO, Final

from lotproof.intake.content import holds_place_text
from lotproof.read.shown import one_line
from lotproof.render.photos import MAX_BYTES

if TYPE_CHECKING:
    from PIL.Image import Exif

_EXIF_IFD: Final = 0x8769
_GPS_IFD: Final = 0x8825
_MAKE, _MODEL, _CHANGED = 0x010F, 0x0110, 0x0132
_ORIGINAL, _ORIGINAL_OFFSET = 0x9003, 0x9011
_LATITUDE, _LONGITUDE = 2, 4
_TIME: Final = re.compile(r"(\d{4}):(\d\d):(\d\d)[ T](\d\d:\d\d:\d\d)\Z", re.ASCII)
_OFFSET: Final = re.compile(r"(?:Z|[+-]\d\d:\d\d)\Z", re.ASCII)
_YEARS: Final = range(1990, 2200)
_EXIF_CAP: Final = 8 * 1024 * 1024
_CHUNKS: Final = 50_000


class HeicUnread(Exception):  # noqa: N818
    """A HEIC picture cannot be read because the extra is not installed."""


@dataclass(frozen=True, slots=True)
class Taken:
    """`local`: the camera's own clock, `offset` its zone where the file records one ("+08:00"), else None.

    `place` is None where the file could not be read well enough to say. `size` is in pixels, None when unknown.
    `changed`: there is a date of change, which is not one of capture. `broken`: there is EXIF that cannot be read.
    """

    local: datetime | None = None
    offset: str | None = None
    device: str = ""
    place: bool | None = None
    size: tuple[int, int] | None = None
    changed: bool = False
    broken: bool = False


def read_exif(file: BinaryIO, kind: str) -> Taken:
    """The EXIF of an open picture of the media type `kind`. Raises HeicUnread, and OSError when it cannot be read."""
    # remarks on broken metadata, which is said in our words
    warnings.filterwarnings("ignore", module=r"PIL\.")
    described = holds_place_text(file)
    file.seek(0)
    try:
        size, data = _header(file, kind)
        exif = _parsed(data)
        found = _taken(exif, size, described)
    except HeicUnread:
        raise
    except Exception:  # Pillow raises anything on hostile bytes
        return Taken(place=True if described else None, broken=True)
    return found


def _header(file: BinaryIO, kind: str) -> tuple[tuple[int, int] | None, bytes]:
    """The size in pixels and the EXIF block, empty without one."""
    if kind == "image/png":
        return _png(file)
    if kind == "image/webp":
        return _webp(file)
    from PIL import JpegImagePlugin, TiffImagePlugin

    if kind == "image/jpeg":
        jpeg: Any = JpegImagePlugin.JpegImageFile(file)
        return jpeg.size, jpeg.info.get("exif", b"")
    if kind == "image/tiff":
        tiff: Any = TiffImagePlugin.TiffImageFile(file)
        file.seek(0)
        return tiff.size, file.read(_EXIF_CAP)  # a TIFF file is laid out as an EXIF block is
    try:
        heif: Any = importlib.import_module("pillow_heif")
    except ImportError:
        raise HeicUnread from None
    if file.seek(0, 2) > MAX_BYTES:  # the library reads the whole file to open it
        raise ValueError("larger than a picture that is shown")
    file.seek(0)
    picture = heif.HeifImageFile(file)
    return picture.size, picture.info.get("exif") or b""


def _parsed(data: bytes) -> Exif:
    from PIL import Image

    exif = Image.Exif()
    if data:
        exif.load(data[:_EXIF_CAP])
    return exif


def _taken(exif: Exif, size: tuple[int, int] | None, described: bool) -> Taken:
    inner = exif.get_ifd(_EXIF_IFD)
    place = exif.get_ifd(_GPS_IFD)
    typed = _text(inner.get(_ORIGINAL))
    local = _time(typed)
    offset = _text(inner.get(_ORIGINAL_OFFSET))
    make, model = _text(exif.get(_MAKE)), _text(exif.get(_MODEL))
    return Taken(
        local=local,
        offset=offset.replace("Z", "+00:00") if local and _possible(offset) else None,
        device=one_line(model if model.casefold().startswith(make.casefold()) else f"{make} {model}", 80),
        place=described or _LATITUDE in place or _LONGITUDE in place,
        size=size,
        changed=_time(_text(exif.get(_CHANGED))) is not None,
        broken=bool(typed.strip(" :0")) and local is None,
    )


def _text(value: object) -> str:
    if isinstance(value, bytes):
        value = value.decode("utf-8", "replace")
    return value.split("\0")[0].strip() if isinstance(value, str) else ""


def _time(text: str) -> datetime | None:
    match = _TIME.match(text)
    if match is None:
        return None
    try:
        at = datetime.fromisoformat(f"{match[1]}-{match[2]}-{match[3]}T{match[4]}")
    except ValueError:
        return None
    return at if at.year in _YEARS else None


def _possible(offset: str) -> bool:
    """Whether it is an offset some place on earth has: -12:00 to +14:00."""
    if not _OFFSET.match(offset):
        return False
    if offset == "Z":
        return True
    minutes = int(offset[1:3]) * 60 + int(offset[4:6])
    return int(offset[4:6]) < 60 and minutes <= (14 * 60 if offset[0] == "+" else 12 * 60)


def _png(file: BinaryIO) -> tuple[tuple[int, int] | None, bytes]:
    """By hand, because Pillow decodes the picture to reach an EXIF chunk behind it. PNG 3rd edition, 11.3.4.5."""
    size, data = None, b""
    file.seek(8)
    for _ in range(_CHUNKS):
        head = file.read(8)
        if len(head) < 8:
            break
        length, kind = struct.unpack(">I4s", head)
        if kind == b"IHDR":
            size = struct.unpack(">II", file.read(8))
            length -= 8
        elif kind == b"eXIf":
            data = file.read(min(length, _EXIF_CAP))
            length -= len(data)
        file.seek(length + 4, 1)
    return size, data


def _webp(file: BinaryIO) -> tuple[tuple[int, int] | None, bytes]:
    """By hand, because Pillow sets aside the memory of the whole canvas to open one. RFC 9649, 2.7."""
    size, data = None, b""
    file.seek(12)
    for kind, body, length in _riff(file):
        if kind == b"VP8X" and length >= 10:
            canvas = body[4:10]
            size = (
                int.from_bytes(canvas[:3], "little") + 1,
                int.from_bytes(canvas[3:6], "little") + 1,
            )
        elif kind == b"EXIF":
            data = body
    return size, data


def _riff(file: BinaryIO) -> Iterator[tuple[bytes, bytes, int]]:
    for _ in range(_CHUNKS):
        head = file.read(8)
        if len(head) < 8:
            return
        kind, length = struct.unpack("<4sI", head)
        body = file.read(min(length, _EXIF_CAP)) if kind in (b"VP8X", b"EXIF") else b""
        file.seek(length + length % 2 - len(body), 1)
        yield kind, body, length
