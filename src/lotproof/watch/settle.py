"""When a bundle of changed paths is whole, decided without a clock or a disk of its own.

Why: an editor saves one file as five events and git checks out a thousand files as four thousand; one act of the user
must be one rebuild, and a single save must not wait as long as a checkout.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

Kind = Literal["created", "modified", "closed", "moved", "left"]

QUIET: Final = 0.03  # seconds without a further event after a file that its writer has closed
OPEN: Final = (
    0.2  # the same while a writer has a file open or put aside, or where nobody says that it is closed
)
MANY: Final = (
    30  # paths: more than a person saves at once; then a program is at work, and it pauses between files
)
CROWD: Final = 0.4  # seconds of quiet after such a program
LONGEST: Final = 5.0  # seconds: a file that never rests must not hold up the others


class Settling:
    """The paths heard of since the last bundle. Instants are seconds of one clock that never goes back."""

    def __init__(self) -> None:
        self._paths: set[Path] = set()
        self._open: set[Path] = set()
        self._first = self._last = 0.0

    def hear(self, kind: Kind, path: Path, now: float) -> None:
        """Take in that `path` was changed at `now`; one that `left` may be on its way back, as an editor writes it."""
        if not self._paths:
            self._first = now
        self._last = now
        self._paths.add(path)
        if kind in ("created", "modified", "left"):
            self._open.add(path)
        else:
            self._open.discard(path)

    def wait(self, now: float) -> float | None:
        """Seconds from `now` until the bundle is whole if nothing more happens; None while there is none."""
        if not self._paths:
            return None
        quiet = CROWD if len(self._paths) > MANY else OPEN if self._open else QUIET
        return max(0.0, min(self._last + quiet, self._first + LONGEST) - now)

    def take(self) -> frozenset[Path]:
        """The bundle; the next one begins."""
        bundle = frozenset(self._paths)
        self._paths.clear()
        self._open.clear()
        return bundle
