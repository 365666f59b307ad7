"""Writes the objects of a PDF to a file one after another, with object streams and a cross-reference stream.

Why: pydyf's own writer asks every object for its data twice, packing it each time, and holds all of it in memory to
make the identifier of the file; here each is packed once, written, and let go. ISO 32000-1:2008, 7.5.7, 7.5.8, 14.4.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any, BinaryIO, Final

import pydyf

VERSION: Final = b"1.7"
LEVEL: Final = 6  # of 9: half the time of the highest, for seven bytes more in a thousand


class _Lines:
    """A file written line by line: how far it is, and the digest of what is in it."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.at = 0
        self.digest = hashlib.md5(usedforsecurity=False)

    def add(self, line: bytes) -> None:
        for part in (line, b"\n"):
            self._file.write(part)
            self.digest.update(part)
            self.at += len(part)


def write(pdf: pydyf.PDF, file: BinaryIO, identifier: bytes) -> None:
    """Write `pdf`; `identifier` is the first part of its ID, the digest of the other objects the second.

    Raises what an object raises whose bytes are read only now, and OSError.
    """
    out = _Lines(file)
    pdf.add_object(pdf.info)
    out.add(b"%PDF-" + VERSION)
    out.add(b"%\xf0\x9f\x96\xa4")  # 14.4: bytes above 127 say that the file is no text
    packed = []
    for thing in pdf.objects:
        if thing.free == "f":
            continue
        if thing.compressible:
            packed.append(thing)
        else:
            _add(thing, out)
    bundle = _bundle(packed)
    _last(pdf, bundle, out)
    _last(pdf, _table(pdf, bundle, packed, identifier, out), out)
    at = pdf.objects[-1].offset
    out.add(b"startxref")
    out.add(str(at).encode())
    out.add(b"%%EOF")


def _last(pdf: pydyf.PDF, stream: pydyf.Stream, out: _Lines) -> None:
    if stream.number is None:
        pdf.add_object(stream)
    _add(stream, out)


def _add(thing: Any, out: _Lines) -> None:
    if isinstance(thing, pydyf.Stream):
        contents, extra = _packed(thing)
        written = pydyf.Stream([contents], extra)
        written.number, written.generation = thing.number, thing.generation
    else:
        written = thing
    thing.offset = out.at
    out.add(written.indirect)


def _packed(stream: pydyf.Stream) -> tuple[bytes, dict[str, Any]]:
    """What is in a stream, packed where it asks for it, and its dictionary (7.3.8, 7.4.4)."""
    contents = b"\n".join([item if type(item) is bytes else pydyf._to_bytes(item) for item in stream.stream])
    if not stream.compress:
        return contents, stream.extra
    return zlib.compress(contents, LEVEL), {**stream.extra, "Filter": "/FlateDecode"}


def _bundle(packed: list[Any]) -> pydyf.Stream:
    """The object stream: numbers and places of the objects, then the objects (7.5.7)."""
    places, contents, at = [], [], 0
    for thing in packed:
        data = thing.data
        places += [thing.number, at]
        contents.append(data)
        at += len(data) + 1
    head = " ".join(map(str, places)).encode()
    about = {"Type": "/ObjStm", "N": len(packed), "First": len(head) + 1}
    return pydyf.Stream([head, *contents], about, compress=True)


def _table(
    pdf: pydyf.PDF, bundle: pydyf.Stream, packed: list[Any], identifier: bytes, out: _Lines
) -> pydyf.Stream:
    """The cross-reference stream: where each object is, itself among them (7.5.8)."""
    stream = pydyf.Stream([], compress=True)
    pdf.add_object(stream)
    stream.offset = out.at
    index = {thing.number: place for place, thing in enumerate(packed)}
    rows = [
        (2, bundle.number, index[thing.number])
        if thing.number in index
        else (int(thing.number > 0), thing.offset, thing.generation)
        for thing in pdf.objects
    ]
    widths = [max(1, (max(column).bit_length() + 7) // 8) for column in zip(*rows, strict=True)]
    stream.stream = [
        b"".join(
            value.to_bytes(width, "big") for row in rows for value, width in zip(row, widths, strict=True)
        )
    ]
    second = out.digest.hexdigest().encode()
    stream.extra = {
        "Type": "/XRef",
        "Index": pydyf.Array((0, len(rows))),
        "W": pydyf.Array(widths),
        "Size": len(rows),
        "Root": pdf.catalog.reference,
        "Info": pdf.info.reference,
        "ID": pydyf.Array((pydyf.String(identifier).data, pydyf.String(second).data)),
    }
    return stream
