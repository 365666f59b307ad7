"""The checksum line near the end of every PDF made here: the SHA-256 of the whole file but for that one line.

Why: whoever gets the PDF alone can still find any byte that was changed by accident. It proves no more than that:
somebody who changes the file on purpose can write a new line. ISO 32000-1:2008, 7.2.3 lets a comment stand there.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from typing import Final

MARK: Final = b"%lotproof-sha256 "
_TAIL: Final = re.compile(rb"startxref\n(?:0|[1-9][0-9]{0,14})\n%%EOF\n")
_LINE: Final = re.compile(rb"\n" + MARK + rb"([0-9a-f]{64})\n(" + _TAIL.pattern + rb")")
_TAIL_MOST: Final = 40  # bytes: startxref, a number of 15 digits, %%EOF and their line ends


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
    """The finished PDF with its checksum line before `startxref`; no offset in the file moves.

    `grep -av '^%lotproof-sha256 ' FILE | sha256sum` prints the same digest. Raises ValueError for a file that does
    not end as ours do.
    """
    start = pdf.rfind(b"startxref\n", max(0, len(pdf) - _TAIL_MOST))
    if start < 1 or pdf[start - 1 : start] != b"\n" or not _TAIL.fullmatch(pdf, start):
        raise ValueError("the PDF does not end with startxref, an offset and %%EOF")
    return pdf[:start] + MARK + hashlib.sha256(pdf).hexdigest().encode() + b"\n" + pdf[start:]


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
