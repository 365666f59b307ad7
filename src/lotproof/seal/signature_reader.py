"""pyHanko's reader of PDFs, made quick for files that keep thousands of objects in one compressed stream.

Why: it looks for each object from the start of the stream's index, which takes a dossier of 74 pages eight minutes to
compare two revisions of; looked up once, the index makes it seconds. What is odd in a stream is left to pyHanko.
"""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.misc import PdfReadError, PdfStreamError
from pyhanko.pdf_utils.reader import PdfFileReader

_Members = tuple[bytes, dict[int, tuple[int, int]]]


class QuickReader(PdfFileReader):
    """Reads as `PdfFileReader` does; only the way to an object of a stream is shorter (ISO 32000-1, 7.5.7)."""

    def __init__(self, data: bytes, strict: bool = True) -> None:
        self._members: dict[int, _Members | None] = {}
        super().__init__(BytesIO(data), strict=strict)

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        # An override of a private method: should pyHanko rename it, its own, slow one is used again.
        if stmnum not in self._members:
            self._members[stmnum] = self._index(stmnum)
        members = self._members[stmnum]
        place = members[1].get(idnum) if members is not None else None
        if members is not None and place is not None and place[0] == idx:
            stream = BytesIO(members[0])  # shares the bytes
            stream.seek(place[1])
            try:
                found: Any = generic.read_object(stream, generic.Reference(idnum, 0, self))
            except (PdfReadError, PdfStreamError):
                found = None
            if found is not None and not isinstance(found, (generic.StreamObject, generic.IndirectObject)):
                return found
        return super()._get_object_from_stream(idnum, stmnum, idx)  # type: ignore[no-untyped-call]

    def _index(self, number: int) -> _Members | None:
        """The bytes of a stream, and for each object in it its position in the index and its offset."""
        stream: Any = generic.Reference(number, 0, self).get_object()
        try:
            data = bytes(stream.read_data(DecodePurpose.OBJECT_STREAM))
            first, count = int(stream["/First"]), int(stream["/N"])
            parts = data[:first].split()
            numbers = [int(part) for part in parts if part.isdigit()]
        except (KeyError, ValueError, TypeError, AttributeError):
            return None
        if stream.get("/Type") != "/ObjStm" or not len(numbers) == len(parts) == 2 * count:
            return None
        places: dict[int, tuple[int, int]] = {}
        for position, (object_number, offset) in enumerate(zip(numbers[::2], numbers[1::2], strict=True)):
            places.setdefault(object_number, (position, first + offset))
        return data, places
