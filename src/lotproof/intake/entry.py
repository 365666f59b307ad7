"""An exhibit's entry as YAML text in the style of the register it goes into.

Why by hand: whatever writes YAML anew loses a person's comments and order. What is written here is read back by the
strict reader before it counts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

Value = str | Mapping[str, "Value"] | tuple["Value", ...]
Entry = Mapping[str, Value]
_BARE: Final = re.compile(r"[^\W\d_](?:[^\n:#,\[\]{}\"'&*!|>%@`]|:(?=[^\s,\[\]{}]))*\Z")
_DIGITS: Final = re.compile(
    r"[0-9][0-9a-fT:.+/Z-]*\Z"
)  # counts, digests and times are read as what their key says
_RESERVED: Final = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))


@dataclass(frozen=True, slots=True)
class Style:
    """How a register is laid out: `dash` and `key` are columns (from 0) of the dash and of the keys behind it.

    `flow`: an entry is one {…}. `spaced`: an empty line stands between entries. `end`: the line end in use.
    """

    dash: int = 0
    key: int = 2
    flow: bool = False
    spaced: bool = True
    end: str = "\n"


def as_text(entry: Entry, style: Style) -> str:
    """The entry with its dash and line ends, without an empty line around it."""
    lead = " " * style.dash + "-" + " " * (style.key - style.dash - 1)
    if style.flow:
        return f"{lead}{flow(entry)}{style.end}"
    lines = list(_block(entry))
    margin = " " * style.key
    return "".join(f"{lead if number == 0 else margin}{line}{style.end}" for number, line in enumerate(lines))


def flow(value: Value) -> str:
    """A value on one line."""
    if isinstance(value, str):
        return scalar(value)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {flow(below)}" for key, below in value.items()) + "}"
    return "[" + ", ".join(flow(below) for below in value) + "]"


def scalar(text: str) -> str:
    """A text as YAML 1.1 and 1.2 both read it back: bare where nothing in it means anything, else in quotes."""
    # nothing may end in a space or a colon, and no word may be taken for true, false or null
    bare = bool(_BARE.match(text) or _DIGITS.match(text)) and text == text.strip() and not text.endswith(":")
    if bare and text.casefold() not in _RESERVED and " #" not in text:
        return text
    return json.dumps(text, ensure_ascii=False)


def _block(entry: Entry) -> Iterator[str]:
    for key, value in entry.items():
        if isinstance(value, tuple) and value and isinstance(value[0], Mapping):
            yield f"{key}:"
            yield from (f"  - {flow(item)}" for item in value)
        else:
            yield f"{key}: {flow(value)}"
