"""Whether two pictures show the same, so that one photo saved twice is not counted as two.

Why: a messenger encodes a photo anew, so its digest differs; the differences between neighbouring grey values stay.
It is a hint for a person and decides nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Final

from lotproof.case.exhibits import Exhibit
from lotproof.intake.content import SHOWN_PICTURES
from lotproof.intake.entries import stamp
from lotproof.intake.incoming import Incoming
from lotproof.read.files import Refusal, read_bytes

NEAR: Final = 3  # of 64 differences; re-encoding changes none or one
FLAT: Final = 6  # a picture with fewer rises than this is a plain surface, like many others
_BYTES: Final = 24 * 1024 * 1024
_COMPARED: Final = 120  # pictures of a case looked at; each costs some hundredths of a second
_ENDINGS: Final = (".jpg", ".jpeg", ".png", ".webp")


def fingerprint(data: bytes) -> int | None:
    """64 bits, one a neighbouring pair of a 9 by 8 grey copy (difference hash); None where there is no picture."""
    from PIL import JpegImagePlugin, PngImagePlugin

    from lotproof.render.photos import PhotoUnreadable, upright_copy

    if len(data) > _BYTES:
        return None
    try:
        small = upright_copy(data, max_side=96)
    except PhotoUnreadable:
        return None
    opened = JpegImagePlugin.JpegImageFile if small.suffix == ".jpg" else PngImagePlugin.PngImageFile
    grey = opened(BytesIO(small.data)).convert("L").resize((9, 8)).tobytes()
    bits = 0
    for row in range(8):
        for column in range(8):
            bits = bits << 1 | (grey[row * 9 + column] > grey[row * 9 + column + 1])
    return bits if FLAT <= bits.bit_count() <= 64 - FLAT else None


class Likenesses:
    """The fingerprints of a case's pictures, each taken when it is first asked for."""

    def __init__(self, folder: Path, exhibits: Iterable[Exhibit]) -> None:
        self._folder = folder
        self._known: list[tuple[str, str, int]] | None = None
        self._exhibits = [e for e in exhibits if e.kind == "photo" and e.id and _picture(e)][:_COMPARED]

    def like(self, found: Incoming, taken: str, name: str) -> str | None:
        """The id of a picture that shows the same and is not of another moment; `taken` is its time, or empty.

        `found` is from then on known as `name`.
        """
        if found.facts.type not in SHOWN_PICTURES or found.size > _BYTES:
            return None
        with found.opened() as file:
            mark = fingerprint(file.read(_BYTES))
        if mark is None:
            return None
        known = self._all()
        near = (other for other, when, bits in known
                if (mark ^ bits).bit_count() <= NEAR and not (taken and when and taken != when))  # fmt: skip
        like = next(near, None)
        known.append((name, taken, mark))
        return like

    def _all(self) -> list[tuple[str, str, int]]:
        if self._known is None:
            self._known = []
            for exhibit in self._exhibits:
                data = read_bytes(self._folder, exhibit.file or "", _BYTES)
                mark = None if isinstance(data, Refusal) else fingerprint(data)
                if mark is not None:
                    when = stamp(exhibit.captured) if exhibit.captured else exhibit.captured_local or ""
                    self._known.append((exhibit.id or "", when, mark))
        return self._known


def _picture(exhibit: Exhibit) -> bool:
    from lotproof.read.originals import path_problem

    file = exhibit.file or ""
    return path_problem(file) is None and file.lower().endswith(_ENDINGS)
