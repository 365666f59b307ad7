"""When, how long and where an MP4 or MOV video was recorded, from its atoms.

Why a parser of our own: four boxes are wanted, and the libraries that read them decode video. It reads headers only,
seeks past everything else, and stops after a bounded number of boxes.
Sources: ISO/IEC 14496-12:2022, 8.2.2 (mvhd); Apple, QuickTime File Format Specification, metadata keys.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import BinaryIO, Final

_EPOCH: Final = datetime(1904, 1, 1, tzinfo=UTC)
_BOXES: Final = 5_000
_DEPTH: Final = 6
_ITEM: Final = 64 * 1024  # bytes of one metadata value or list of keys
_INSIDE: Final = (b"moov", b"udta", b"meta", b"ilst")
_YEARS: Final = range(1990, 2200)
_APPLE: Final = "com.apple.quicktime."
_TIME: Final = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d+)?(Z|[+-]\d\d:?\d\d)\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Movie:
    """`captured` has the offset the file gives; `apple`: it is the camera's own key, not the header's UTC second.

    `seconds` is the length, rounded half up. `place`: a place is recorded in the file. `whole`: the file was read to
    its end, so that what was not found is not in it.
    """

    captured: datetime | None
    apple: bool
    seconds: int | None
    device: str
    place: bool
    whole: bool


def read_movie(file: BinaryIO) -> Movie:
    """What the atoms of the open file say. Never raises for any content; OSError when it cannot be read."""
    walk = _Walk(file)
    walk.run()
    keyed = {name: walk.values.get(number, "") for number, name in enumerate(walk.keys, 1)}
    own = _apple_time(keyed.get(f"{_APPLE}creationdate", ""))
    make, model = keyed.get(f"{_APPLE}make", ""), keyed.get(f"{_APPLE}model", "")
    return Movie(
        captured=own or walk.created,
        apple=own is not None,
        seconds=walk.seconds,
        device=model if model.startswith(make) else f"{make} {model}".strip(),
        place=walk.place or any("location" in name and value for name, value in keyed.items()),
        whole=walk.whole,
    )


class _Walk:
    """One pass over the boxes; what is damaged ends it."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.boxes = 0
        self.created: datetime | None = None
        self.seconds: int | None = None
        self.keys: list[str] = []
        self.values: dict[int, str] = {}
        self.place = False
        self.whole = True

    def run(self) -> None:
        size = self.file.seek(0, 2)
        try:
            self._level(0, size, 0, b"")
        except (struct.error, ValueError, OverflowError):
            self.whole = False

    def _level(self, start: int, end: int, depth: int, parent: bytes) -> None:
        for kind, body, stop in self._children(start, end):
            if kind == b"mvhd" and parent == b"moov":
                self._header(self._read(body, min(stop, body + 40)))
            elif kind == b"keys":
                self.keys = list(_keys(self._read(body, stop)))
            elif kind in (b"\xa9xyz", b"loci"):
                self.place = True
            elif parent == b"ilst":
                self._value(struct.unpack(">I", kind)[0], body, stop)
            elif kind in _INSIDE and depth < _DEPTH:
                # in ISO files meta begins with a version and flags, in QuickTime files it does not
                skip = 4 if kind == b"meta" and self._read(body, body + 8)[4:8] != b"hdlr" else 0
                self._level(body + skip, stop, depth + 1, kind)

    def _children(self, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
        at = start
        while at + 8 <= end:
            self.boxes += 1
            if self.boxes > _BOXES:
                raise ValueError("more boxes than a camera writes")
            size, kind = struct.unpack(">I4s", self._read(at, at + 8))
            body = at + 8
            if size == 1:
                size, body = struct.unpack(">Q", self._read(body, body + 8))[0], body + 8
            elif size == 0:
                size = end - at
                if at != start and kind == b"\0\0\0\0":  # four zero bytes may end a list
                    return
            if size < body - at:
                raise ValueError("a box smaller than its own head")
            if at + size > end:
                self.whole = False
            yield kind, body, min(at + size, end)
            at += size

    def _read(self, start: int, stop: int) -> bytes:
        self.file.seek(start)
        return self.file.read(max(0, min(stop - start, _ITEM)))

    def _header(self, data: bytes) -> None:
        wide = data[:1] == b"\1"
        created, _, scale, length = struct.unpack_from(">QQIQ" if wide else ">IIII", data, 4)
        at = _EPOCH + timedelta(seconds=created)
        self.created = at if created and at.year in _YEARS else None
        unknown = length in (0, 0xFFFFFFFF, 0xFFFFFFFFFFFFFFFF)
        self.seconds = None if unknown or not scale else (2 * length + scale) // (2 * scale)

    def _value(self, number: int, start: int, end: int) -> None:
        for kind, body, stop in self._children(start, end):
            if kind == b"data":
                self.values.setdefault(number, self._read(body + 8, stop).decode("utf-8", "replace").strip())


def _keys(data: bytes) -> Iterator[str]:
    count, at = struct.unpack_from(">I", data, 4)[0], 8
    for _ in range(min(count, 500)):
        size = struct.unpack_from(">I", data, at)[0]
        if size < 8:
            return
        yield data[at + 8 : at + size].decode("utf-8", "replace")
        at += size


def _apple_time(text: str) -> datetime | None:
    match = _TIME.match(text)
    if match is None:
        return None
    try:
        at = datetime.fromisoformat(f"{match[1]}{match[2].replace('Z', '+00:00')}")
    except ValueError:
        return None
    return at if at.year in _YEARS else None
