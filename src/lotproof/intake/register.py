"""Adding entries to `evidence.yaml` so that every byte a person typed stays as it is.

Why: the register is a person's file, with their comments and order. New entries are text at its end; the strict
reader must then find every old entry where it was and every new one as meant, or nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from lotproof.case.exhibits import Exhibit
from lotproof.intake.entry import Entry, Style, as_text, flow
from lotproof.intake.remark import Refused
from lotproof.read.facts import validate
from lotproof.read.files import TEXT_CAP
from lotproof.read.nodes import Mapping, Node, Scalar
from lotproof.read.nodes import Sequence as Items
from lotproof.read.tree import read_tree
from lotproof.read.yaml_file import decode

FILE: Final = "evidence.yaml"
_PATTERN: Final = re.compile(r"(.*?)([0-9]{1,9})\Z", re.ASCII | re.DOTALL)
_END: Final = re.compile(r"^\.\.\.[ \t]*\r?$", re.MULTILINE)
_BRACKETS: Final = 12  # closing brackets tried from the end: the last may stand in a comment


class Register(NamedTuple):
    """A register as it stands: its bytes (None: no file), its text, its entries as items and as exhibits."""

    data: bytes | None
    text: str
    items: tuple[Node, ...]
    flow: bool
    exhibits: tuple[Exhibit, ...]


def read(data: bytes | None) -> Register:
    """The register in `data`. Raises Refused when it cannot be read as a list, with the reader's own sentence."""
    if data is None:
        return Register(None, "", (), False, ())
    if len(data) > TEXT_CAP:
        raise Refused(f"{FILE} is larger than is read.")
    tree = _tree(data)
    text = data.decode("utf-8-sig")
    if tree is None or (isinstance(tree, Scalar) and tree.absent):
        return Register(data, text, (), False, ())
    if not isinstance(tree, Items):
        raise Refused(f"{FILE} is not a list of exhibits, so none can be added.", "begin each with - id: E1.")
    bracketed = text.replace("\r\n", "\n").split("\n")[tree.line - 1][tree.column - 1 :].startswith("[")
    exhibits = tuple(exhibit for item in tree.items if (exhibit := _exhibit(item)) is not None)
    return Register(data, text, tree.items, bracketed, exhibits)


def _tree(data: bytes) -> Node | None:
    decoded = decode(data, FILE)
    tree, wrong = read_tree(decoded.text or "", FILE) if decoded.text is not None else (None, ())
    # what is refused inside an entry is for check to say; what hides entries stops us
    broken = [f for f in (*decoded.findings, *wrong) if decoded.text is None or tree is None]
    if broken:
        place = broken[0].place
        sentence = f"{FILE} cannot be read, so nothing can be added to it: line {place.line or 1}: {broken[0].message}"
        raise Refused(sentence, broken[0].hint)
    return tree


def _exhibit(item: Node) -> Exhibit | None:
    return validate(item, Exhibit, FILE)[0] if isinstance(item, Mapping) else None


def next_ids(taken: Iterable[str]) -> Iterator[str]:
    """Free ids in the pattern most used: E7 after E6, P-008 after P-007; E1 when there is none.

    A number given up in the middle is not used again: something may still cite it.
    """
    found = [match for name in taken if (match := _PATTERN.match(name)) is not None]
    prefixes = [match[1] for match in found]
    prefix = max(dict.fromkeys(prefixes), key=prefixes.count, default="E")
    numbers = [match[2] for match in found if match[1] == prefix]
    width = max((len(number) for number in numbers if number.startswith("0")), default=0)
    number = max(map(int, numbers), default=0)
    while True:
        number += 1
        yield f"{prefix}{number:0{width}d}"


def style_of(register: Register) -> Style:
    """The layout of the last entry, which is how the person writes now."""
    text = register.text
    end = "\r\n" if "\r\n" in text else "\n"
    if not register.items:
        return Style(end=end)
    lines = text.replace("\r\n", "\n").split("\n")
    last = register.items[-1]
    dash = _dash(lines, last)
    braces = lines[last.line - 1][last.column - 1 :].startswith("{")
    key = (
        last.column - 1 if last.column - 1 > dash and (braces or _same_line(lines, last, dash)) else dash + 2
    )
    between = lines[register.items[-2].line : last.line - 1] if len(register.items) > 1 else []
    spaced = any(not line.strip() for line in between) if between else not braces and len(register.items) == 1
    return Style(dash, key, braces, spaced, end)


def _dash(lines: list[str], item: Node) -> int:
    """The column of the dash that begins the item, on its line or above it."""
    for number in range(item.line - 1, max(-1, item.line - 20), -1):
        line = lines[number][: item.column - 1] if number == item.line - 1 else lines[number]
        if line.lstrip().startswith("-"):
            return len(line) - len(line.lstrip())
    return 0


def _same_line(lines: list[str], item: Node, dash: int) -> bool:
    return lines[item.line - 1][dash : dash + 1] == "-"


def extended(register: Register, entries: Sequence[Entry]) -> bytes:
    """The bytes of the register with the entries behind what is there. Raises Refused when that cannot be done."""
    bom = b"\xef\xbb\xbf" if register.data is not None and register.data.startswith(b"\xef\xbb\xbf") else b""
    for text in _candidates(register, entries):
        data = bom + text.encode()
        if len(data) <= TEXT_CAP and _as_meant(register, entries, data):
            return data
    raise Refused(
        f"{FILE} could not be added to without changing what stands in it; nothing was added.",
        "end it with an empty line, or register the file by hand.",
    )


def _candidates(register: Register, entries: Sequence[Entry]) -> Iterator[str]:
    text, style = register.text, style_of(register)
    if register.flow:
        yield from _in_brackets(text, entries, style)
        return
    marks = list(_END.finditer(text))
    head, tail = (text[: marks[-1].start()], text[marks[-1].start() :]) if marks else (text, "")
    if head and not head.endswith("\n"):
        head += style.end
    blank = style.end if style.spaced else ""
    added = blank.join(as_text(entry, style) for entry in entries)
    apart = blank if register.items and not re.search(r"\n\r?\n\Z", head) else ""
    yield head + apart + added + tail
    yield head + added + tail  # the empty line would belong to a text above that keeps its line ends


def _in_brackets(text: str, entries: Sequence[Entry], style: Style) -> Iterator[str]:
    added = f",{style.end} ".join(flow(entry) for entry in entries)
    at = len(text)
    for _ in range(_BRACKETS):
        at = text.rfind("]", 0, at)
        if at < 0:
            return
        before = text[:at].rstrip()
        space = text[len(before) : at]
        for comma in (f",{style.end} ", " ", ""):
            yield f"{before}{comma}{added}{space}{text[at:]}"


def _as_meant(register: Register, entries: Sequence[Entry], data: bytes) -> bool:
    """Whether the old items stand unchanged where they stood, and behind them the new ones read as they were meant."""
    try:
        again = read(data)
    except Refused:
        return False
    old = len(register.items)
    if again.items[:old] != register.items or len(again.items) != old + len(entries):
        return False
    return all(_plain(item) == entry for item, entry in zip(again.items[old:], entries, strict=True))


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key: _plain(entry.value) for key, entry in node.entries.items()}
    return tuple(_plain(item) for item in node.items)
