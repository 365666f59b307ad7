"""How much of its height a page that was laid out uses.

Why: a last page of a few lines looks like a slip; who lays out asks, and tries again with less room between the lines.
"""

from collections.abc import Iterator
from typing import Any

from lotproof.render import engine


def used(page: Any) -> float:
    """The share of the height between head and foot, 0 to 1, down to the lowest text or picture."""
    box = page._page_box
    top = float(box.content_box_y())
    return (max(_bottoms(box), default=top) - top) / float(box.height)


def _bottoms(box: Any) -> Iterator[float]:
    children = getattr(box, "children", ())
    if not children and (hasattr(box, "text") or hasattr(box, "replacement")):
        yield float(box.position_y) + float(box.height)
    for child in children:
        if not isinstance(child, engine.MarginBox):
            yield from _bottoms(child)
