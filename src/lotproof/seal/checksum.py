"""The checksum line near the end of every PDF made here: the SHA-256 of the whole file but for that one line.

Why: whoever gets the PDF alone can still find any byte that was changed by accident. It proves no more than that:
somebody who changes the file on purpose can write a new line. ISO 32000-1:2008, 7.2.3 lets a comment stand there.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Final

MARK: Final = b"%lotproof-sha256 "
_TAIL: Final = re.compile(rb"startxref\n(?:0|[1-9][0-9]{0,14})\n%%EOF\n")
_LINE: Final = re.compile(rb"\n" + MARK + rb"([0-9a-f]{64})\n(" + _TAIL.pattern + rb")")
_TAIL_MOST: Final = 40  # bytes: startxref, a number of 15 digits, %%EOF and their line ends
_PIECE: Final = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Checksum:
    """`written` is the digest in the line, `found` that of the bytes; `end` is where the file it covers ended."""

    written: str
    found: str
    end: int

    @property
    def intact(self) -> bool:
        return self.written == self.found


def with_checksum(pdf: bytes) -> bytes:
    """The finished PDF with its checksum line, as `add_checksum` adds it. Raises ValueError."""
    file = BytesIO(pdf)
    add_checksum(file)
    return file.getvalue()


def add_checksum(file: IO[bytes]) -> str:
    """Put the checksum line of a finished PDF, open for both, before its `startxref`; no offset in the file moves.

    `grep -av '^%lotproof-sha256 ' FILE | sha256sum` prints the digest in the line. Returns the SHA-256 of the file as
    it is then. Raises ValueError for a file that does not end as ours do.
    """
    size = file.seek(0, 2)
    file.seek(before := max(0, size - _TAIL_MOST))
    end = file.read()
    at = end.rfind(b"startxref\n")
    if at < 1 or end[at - 1 : at] != b"\n" or not _TAIL.fullmatch(end, at):
        raise ValueError("the PDF does not end with startxref, an offset and %%EOF")
    start, tail, running = before + at, end[at:], hashlib.sha256()
    file.seek(0)
    while piece := file.read(min(_PIECE, start - file.tell())):
        running.update(piece)
    whole = running.copy()
    whole.update(tail)
    line = MARK + whole.hexdigest().encode() + b"\n" + tail
    file.seek(start)
    file.write(line)
    file.flush()
    running.update(line)
    return running.hexdigest()


def untouched(end: bytes) -> bool:
    """Whether a file that ends with `end` (200 bytes or more) ends with our line, so that nothing was added."""
    found = list(_LINE.finditer(end))
    return bool(found) and found[-1].end() == len(end)


def checksum(data: bytes) -> Checksum | None:
    """The checksum of the file that `data` is, or began as before something was added; None without a line.

    An embedded PDF may bring a line of its own, which is that of another file: of several the last intact one counts,
    and where none is intact the last.
    """
    running, at = hashlib.sha256(), 0
    best: Checksum | None = None
    for line in _LINE.finditer(data):
        start = line.start() + 1
        running.update(data[at:start])
        at = start
        whole = running.copy()
        whole.update(line[2])
        seen = Checksum(line[1].decode(), whole.hexdigest(), line.end())
        if seen.intact or best is None or not best.intact:
            best = seen
    return best
