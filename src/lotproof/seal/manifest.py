"""Writes and reads the list of digests that any receiver can check with `sha256sum -c`.

Why: one format serves two readers, GNU sha256sum and BagIt (RFC 8493, 2.4); the few names that the two would
write differently are refused, so that no receiver ever sees a false alarm.
"""

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from types import MappingProxyType
from typing import Final

MANIFEST: Final = "manifest-sha256.txt"
_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")
_DIGEST = re.compile(r"[0-9a-f]{64}")


class ManifestError(ValueError):
    """The text is not a manifest; the message names the line."""


def manifest_text(entries: Mapping[str, str]) -> str:
    """The manifest of `entries` (relative POSIX path to digest): two blanks between, sorted by UTF-8 bytes.

    Raises ValueError for a digest that is not 64 lower-case hexadecimal digits, and for a path that is absolute,
    climbs, is not in its shortest form, or holds a control character, a backslash or a per cent sign.
    """
    for path, digest in entries.items():
        if not _DIGEST.fullmatch(digest):
            raise ValueError(f"{path}: not a SHA-256 digest: {digest!r}")
        if problem := _problem(path):
            raise ValueError(f"{path!r} cannot stand in a manifest: {problem}")
    ordered = sorted(entries.items(), key=lambda entry: entry[0].encode())
    return "".join(f"{digest}  {path}\n" for path, digest in ordered)


def parse_manifest(text: str) -> Mapping[str, str]:
    """The path and digest of every line, in the order of the text. Raises ManifestError.

    What is read obeys the rules of `manifest_text`, but for the order; sha256sum's " *" before a path is accepted.
    """
    entries: dict[str, str] = {}
    if text and not text.endswith("\n"):
        raise ManifestError("the last line has no end: the manifest was cut off")
    for number, line in enumerate(text.split("\n")[:-1], start=1):
        match = _LINE.fullmatch(line)
        if match is None:
            raise ManifestError(f"line {number} is not a digest, two blanks and a path")
        digest, path = match.groups()
        if problem := _problem(path):
            raise ManifestError(f"line {number}: {path!r} cannot stand in a manifest: {problem}")
        if path in entries:
            raise ManifestError(f"line {number}: {path!r} is listed twice")
        entries[path] = digest
    return MappingProxyType(entries)


def _problem(path: str) -> str | None:
    if not path or str(PurePosixPath(path)) != path or path == ".":
        return "it is empty or not in its shortest form"
    if path.startswith("/") or ".." in path.split("/"):
        return "it leaves the folder"
    if any(char in "\\%" or not char.isprintable() for char in path):
        return "it holds a control character, a backslash or a per cent sign"
    return None
