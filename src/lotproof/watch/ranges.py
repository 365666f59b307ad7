"""Which bytes of a file a request asks for (RFC 9110, section 14): PDF viewers read a file in pieces.

Why: a viewer that is refused a piece fetches all of it, and shows the first page only then.
"""

from __future__ import annotations

import re
from typing import Final

_ONE: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


class Unsatisfiable(ValueError):  # noqa: N818
    """The range lies behind the end of the file (416)."""


def wanted(asked: str | None, size: int) -> tuple[int, int] | None:
    """First and last byte, both included, of the one range in the header `asked`; None: the whole file.

    Several ranges and what cannot be read are answered with the whole file, as 14.2 allows. Raises Unsatisfiable.
    """
    found = _ONE.fullmatch((asked or "").strip().lower())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        length = int(found[2])
        if length == 0 or size == 0:
            raise Unsatisfiable
        return max(0, size - length), size - 1
    first, last = int(found[1]), int(found[2]) if found[2] else size - 1
    if found[2] and last < first:
        return None
    if first >= size:
        raise Unsatisfiable
    return first, min(last, size - 1)
