"""The tree of a YAML text: texts, lists and mappings, each with the line and column it stands at.

It knows nothing of the library that parsed it, so that whatever reads a tree does not either.
"""

from __future__ import annotations

from typing import NamedTuple

_NULLS = frozenset(("", "~", "null", "Null", "NULL"))


class Scalar(NamedTuple):
    """A text as typed. `plain`: written without quotes and not as a block."""

    text: str
    line: int
    column: int
    plain: bool

    @property
    def absent(self) -> bool:
        """Whether it says that there is no value (YAML 1.2 core schema, tag null)."""
        return self.plain and self.text in _NULLS


class Sequence(NamedTuple):
    items: tuple[Node, ...]
    line: int
    column: int


class Entry(NamedTuple):
    """A value of a mapping with the place of its key."""

    value: Node
    line: int
    column: int


class Mapping(NamedTuple):
    entries: dict[str, Entry]
    line: int
    column: int


Node = Scalar | Sequence | Mapping
