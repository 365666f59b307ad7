"""What a telephone filmed: a short video of still frames, and one frame of it as a picture.

Both are cut from a computed photograph, so nothing here shows a real works or person.
"""

from __future__ import annotations

import io
import struct
from datetime import UTC, datetime
from pathlib import Path

from PIL import Image

SIZE = (320, 240)
EPOCH = datetime(1904, 1, 1, tzinfo=UTC)  # ISO/IEC 14496-12: seconds since then
UNITY = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def frames(photo: Path, count: int = 4) -> list[bytes]:
    """JPEG frames of a slow pan over a photograph."""
    with Image.open(photo) as opened:
        upright = opened.convert("RGB")
    wide = upright.width * 4 // 5
    tall = wide * SIZE[1] // SIZE[0]
    found = []
    for number in range(count):
        x = (upright.width - wide) * number // (count - 1)
        view = upright.crop((x, 0, x + wide, tall)).resize(SIZE, Image.Resampling.LANCZOS)
        out = io.BytesIO()
        view.save(out, "JPEG", quality=45)
        found.append(out.getvalue())
    return found


def video(file: Path, pictures: list[bytes], recorded: str, seconds_each: int) -> None:
    """An MP4 (ISO/IEC 14496-12 and -14) of one track whose samples are JPEG pictures (object type 0x6C)."""
    at = int((datetime.fromisoformat(recorded) - EPOCH).total_seconds())
    length = seconds_each * len(pictures)
    kind = _box(b"ftyp", b"isom", struct.pack(">I", 512), b"isommp41")
    head = len(kind) + 8
    offsets = [head + sum(len(p) for p in pictures[:number]) for number in range(len(pictures))]
    data = _box(b"mdat", *pictures)
    movie = _full(b"mvhd", struct.pack(">4I", at, at, 1, length), struct.pack(">IH10x", 0x10000, 0x100), UNITY,
                  bytes(24), struct.pack(">I", 2))  # fmt: skip
    header = _full(b"tkhd", struct.pack(">5I8x4H", at, at, 1, 0, length, 0, 0, 0, 0), UNITY,
                   struct.pack(">2I", SIZE[0] << 16, SIZE[1] << 16), flags=3)  # fmt: skip
    media = _full(b"mdhd", struct.pack(">4IHH", at, at, 1, length, 0x55C4, 0))
    handler = _full(b"hdlr", struct.pack(">I4s12x", 0, b"vide"), b"Fictitious example\0")
    decoder = b"\x04\x0d\x6c\x11" + bytes(3) + struct.pack(">2I", 0, 0)
    stream = _full(b"esds", b"\x03" + bytes([3 + len(decoder) + 3]) + b"\0\0\0", decoder, b"\x06\x01\x02")
    entry = _box(b"mp4v", struct.pack(">6xH16x2HIIIH", 1, *SIZE, 0x480000, 0x480000, 0, 1), bytes(32),
                 struct.pack(">Hh", 24, -1), stream)  # fmt: skip
    table = _box(
        b"stbl",
        _full(b"stsd", struct.pack(">I", 1), entry),
        _full(b"stts", struct.pack(">3I", 1, len(pictures), seconds_each)),
        _full(b"stsc", struct.pack(">4I", 1, 1, 1, 1)),
        _full(b"stsz", struct.pack(">2I", 0, len(pictures)), *(struct.pack(">I", len(p)) for p in pictures)),
        _full(b"stco", struct.pack(">I", len(pictures)), *(struct.pack(">I", o) for o in offsets)),
    )
    source = _box(b"dinf", _full(b"dref", struct.pack(">I", 1), _full(b"url ", flags=1)))
    inside = _box(b"minf", _full(b"vmhd", bytes(8), flags=1), source, table)
    track = _box(b"trak", header, _box(b"mdia", media, handler, inside))
    file.write_bytes(kind + data + _box(b"moov", movie, track))


def _box(name: bytes, *parts: bytes) -> bytes:
    inside = b"".join(parts)
    return struct.pack(">I", 8 + len(inside)) + name + inside


def _full(name: bytes, *parts: bytes, flags: int = 0) -> bytes:
    return _box(name, struct.pack(">I", flags), *parts)
