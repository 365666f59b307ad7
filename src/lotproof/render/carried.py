"""A stream of a PDF whose bytes are read from the disk when they are written, and let go then.

Why: a PDF in the making holds all its objects, and the originals of a case may be larger than the memory there is.
"""

from __future__ import annotations

from typing import Any

import pydyf

from lotproof.render.attachments import Loaded


class Carried(pydyf.Stream):  # type: ignore[misc]
    """An embedded file."""

    def __init__(self, item: Loaded, extra: pydyf.Dictionary, compress: bool) -> None:
        super().__init__([], extra, compress)
        self._item = item

    @property
    def stream(self) -> list[bytes]:
        """Its contents. Raises OSError, and ValueError when the file was changed meanwhile."""
        return [self._item.read()]

    @stream.setter
    def stream(self, _: Any) -> None:
        """Its constructor sets what it has not yet."""
