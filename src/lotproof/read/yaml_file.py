"""A YAML file of a case, from its bytes to a model: decoding, parsing and validating, each with its findings."""

from __future__ import annotations

from pathlib import Path
from typing import Final, NamedTuple

from lotproof.case.finding import Finding, Place
from lotproof.read.facts import Model, Spots, limited, validate
from lotproof.read.files import Refusal, read_bytes
from lotproof.read.nodes import Node
from lotproof.read.shown import REFUSED
from lotproof.read.tree import read_tree

_BOM: Final = b"\xef\xbb\xbf"


class Text(NamedTuple):
    """The text of a file as read, or `None`, with what was wrong with its bytes."""

    text: str | None
    findings: tuple[Finding, ...]


def read_text(folder: Path, file: str) -> Text:
    """The UTF-8 text of `file` below `folder`; characters that no case may hold become U+FFFD, with a finding each.

    Line ends are `\\n`. Never raises for any content.
    """
    data = read_bytes(folder, file)
    if isinstance(data, Refusal):
        return Text(None, (Finding(f"FILE_{data.code}", "error", data.sentence, Place(file), data.hint),))
    return decode(data, file)


def decode(data: bytes, file: str) -> Text:
    """`data` as text, or a finding at its first byte that is not UTF-8."""
    data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        before = data[: problem.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1
        sentence = f"byte 0x{data[problem.start]:02x} here is not UTF-8, so the file was not read."
        return Text(
            None, (Finding("NOT_UTF8", "error", sentence, Place(file, line, column), _encoding_hint(data)),)
        )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    findings: list[Finding] = []
    for match in REFUSED.finditer(text):
        if len(findings) > 1000:
            break
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1) + 1
        sentence = f"the character U+{ord(match[0]):04X} is not read: it cannot be seen and can mislead."
        findings.append(
            Finding("CONTROL_CHARACTER", "error", sentence, Place(file, line, column), "remove it.")
        )
    return Text(REFUSED.sub("\ufffd", text), limited(findings))


def _encoding_hint(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "it looks like UTF-16: save it as UTF-8."
    if b"\0" in data[:4096]:
        return "it looks like a binary file."
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return "save it as UTF-8."
    return "it may be GBK or Latin text: save it as UTF-8."


def read_yaml(folder: Path, file: str) -> tuple[Node | None, tuple[Finding, ...]]:
    """The tree of `file` below `folder`, with what is wrong in it; an empty file has no tree and a finding."""
    text, findings = read_text(folder, file)
    if text is None:
        return None, findings
    tree, wrong = tree_of(text, file)
    return tree, (*findings, *wrong)


def tree_of(text: str, file: str) -> tuple[Node | None, tuple[Finding, ...]]:
    """The tree of the text of `file`, with what is wrong in it; an empty text has no tree and a finding."""
    tree, wrong = read_tree(text, file)
    if tree is None and not wrong:
        return None, (Finding("FILE_EMPTY", "error", f"{file} is empty.", Place(file, 1, 1)),)
    return tree, limited(list(wrong))


def read_facts(
    folder: Path, file: str, model: type[Model]
) -> tuple[Model | None, tuple[Finding, ...], Spots]:
    """`file` below `folder` read as `model`: the instance (`None` when there is no mapping), findings and places.

    A file that is not there is a finding `FILE_MISSING`; ask `Path.exists` first where it is optional.
    """
    tree, findings = read_yaml(folder, file)
    if tree is None:
        return None, findings, {}
    value, wrong, spots = validate(tree, model, file)
    return value, (*findings, *wrong), spots
