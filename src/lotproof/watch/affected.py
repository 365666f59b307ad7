"""Which cases a bundle of changed paths touches, decided without a clock or a disk.

Why: an editor saves one file as five events; one save must be one rebuild, of that case alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Final

_LEFTOVERS: Final = ("~", ".swp", ".swx", ".tmp", ".part")


def worth(path: Path) -> bool:
    """Whether a changed path can matter: not an editor's own file, not git's."""
    return not path.name.endswith(_LEFTOVERS) and not path.name.startswith(".#") and path.name != "4913"


def affected(
    changed: Iterable[Path], cases: Path, shared: Collection[Path], known: Collection[str]
) -> tuple[str, ...]:
    """The ids, out of `known`, of the cases to build again, sorted: all of them when something `shared` changed.

    `shared` are files and folders that every page may rest on: templates, the settings, calendars, the logo.
    """
    touched: set[str] = set()
    for path in filter(worth, changed):
        if any(path.is_relative_to(one) for one in shared):
            return tuple(sorted(known))
        if path.is_relative_to(cases) and path != cases:
            touched.add(path.relative_to(cases).parts[0])
    return tuple(sorted(touched & set(known)))
