"""Writes a BagIt 1.0 bag (RFC 8493), as a folder or as a zip, whole or not at all, with the same bytes each time.

Why: whoever keeps the evidence needs one format that other people's programs check, too, in twenty years.
"""

from __future__ import annotations

import hashlib
import os
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Final

from lotproof.seal.bag_check import DECLARATION, INFO, PAYLOAD, TAGS
from lotproof.seal.manifest import MANIFEST, manifest_text

README: Final = "README.txt"
_DECLARED: Final = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
_PIECE: Final = 1024 * 1024


class BagRefused(Exception):  # noqa: N818
    """No bag was made; the message is one sentence that says why."""


@dataclass(frozen=True, slots=True)
class Item:
    """A file of the payload: its name below `data/`, where its bytes are, and the SHA-256 they must have."""

    name: str
    content: bytes | Path
    digest: str
    size: int


def papers(items: Sequence[Item], info: Sequence[tuple[str, str]], readme: str) -> dict[str, bytes]:
    """Everything of the bag but its payload, in the order it is written: the list of all digests last.

    `info` are label and value of each line of bag-info.txt; Payload-Oxum is put after them (RFC 8493, 2.2.2). Raises
    ValueError for a name that cannot stand in a manifest, and for a label or value of more than one line.
    """
    for label, value in info:
        if not label or ":" in label or not (label + value).isprintable():
            raise ValueError(f"{label!r} cannot stand in {INFO}")
    oxum = f"{sum(item.size for item in items)}.{len(items)}"
    lines = "".join(f"{label}: {value}\n" for label, value in (*info, ("Payload-Oxum", oxum)))
    made = {
        DECLARATION: _DECLARED,
        INFO: lines.encode(),
        README: readme.encode(),
        MANIFEST: manifest_text({f"{PAYLOAD}{item.name}": item.digest for item in items}).encode(),
    }
    digests = {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    return made | {TAGS: manifest_text(digests).encode()}


def write_folder(folder: int, items: Sequence[Item], made: Mapping[str, bytes]) -> None:
    """Write the bag into an opened, empty folder. Raises OSError, BagRefused for content that is not as listed."""
    below: dict[str, int] = {"": folder}
    try:
        for item in items:
            _put(_folder(below, f"{PAYLOAD}{item.name}".rpartition("/")[0]), item.name, _copier(item))
        for name, data in made.items():
            _put(folder, name, lambda out, data=data: out.write(data))  # type: ignore[misc]
    finally:
        for way, number in below.items():
            if way:
                os.close(number)


def _folder(below: dict[str, int], way: str) -> int:
    """A descriptor of a folder of the bag, made with those above it when it is not there yet."""
    if way not in below:
        above, _, name = way.rpartition("/")
        parent = _folder(below, above)
        os.mkdir(name, dir_fd=parent)
        below[way] = os.open(name, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW, dir_fd=parent)
    return below[way]


def _put(folder: int, name: str, fill: Callable[[IO[bytes]], object]) -> None:
    new = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    number = os.open(name.rpartition("/")[2], new, 0o666, dir_fd=folder)
    with os.fdopen(number, "wb") as file:
        fill(file)
        file.flush()
        os.fsync(number)


def write_zip(
    file: IO[bytes], top: str, items: Sequence[Item], made: Mapping[str, bytes], at: datetime
) -> None:
    """Write the bag as a zip of the one folder `top`, nothing compressed, every time `at` in UTC (1980 to 2107).

    Raises OSError, BagRefused.
    """
    # stored: other versions of zlib pack to other bytes, and photos and PDFs are packed already
    moment = max(at.astimezone(UTC), datetime(1980, 1, 1, tzinfo=UTC)).timetuple()[:6]
    fills = {f"{PAYLOAD}{item.name}": _copier(item) for item in items}
    fills |= {name: lambda out, data=data: out.write(data) for name, data in made.items()}  # type: ignore[misc]
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
        for name in sorted(fills, key=str.encode):
            about = zipfile.ZipInfo(f"{top}/{name}", moment)
            about.create_system, about.external_attr = 3, 0o100644 << 16
            with packed.open(about, "w", force_zip64=True) as member:
                fills[name](member)


def _copier(item: Item) -> Callable[[IO[bytes]], object]:
    def copy(out: IO[bytes]) -> None:
        digest = hashlib.sha256()
        with _source(item) as source:
            while piece := source.read(_PIECE):
                digest.update(piece)
                out.write(piece)
        if digest.hexdigest() != item.digest:
            raise BagRefused(
                f"{item.name} was changed while the bag was being made; nothing was put in place."
            )

    return copy


def _source(item: Item) -> IO[bytes]:
    if isinstance(item.content, bytes):
        return BytesIO(item.content)
    return os.fdopen(os.open(item.content, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
