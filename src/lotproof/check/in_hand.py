"""What was in hand at the figures' instant: checks judge nothing that came later."""

from __future__ import annotations

from collections.abc import Iterator

from lotproof.case.case import Case
from lotproof.case.exhibits import Exhibit
from lotproof.compute.figures import Figures


def exhibits(case: Case, figures: Figures) -> Iterator[tuple[int, Exhibit]]:
    """The exhibits in hand by then, each with its index in the register."""
    known = {exhibit.id for exhibit in figures.exhibits}
    return ((index, exhibit) for index, exhibit in enumerate(case.exhibits) if exhibit.id in known)
