"""Embeds originals into a PDF as PDF/A-3 associated files, and reads them back.

Why: WeasyPrint's own attachments take one relationship for all copies of the same bytes, leave the name tree
unsorted, print local times as UTC and ask the machine for the media type; evidence needs each of these right.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, Literal, get_args

from lotproof.render.markdown import strip_controls
from lotproof.render.plain_file import read_plain

Relationship = Literal["Source", "Data", "Supplement", "Alternative"]

# Not the machine's table: another machine has other entries, and so would give other bytes.
TYPES = {
    ".csv": "text/csv",
    ".eml": "message/rfc822",
    ".heic": "image/heic",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".md": "text/markdown",
    ".mp4": "video/mp4",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".txt": "text/plain",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yaml": "application/yaml",
    ".yml": "application/yaml",
    ".zip": "application/zip",
}
PACKED = frozenset({".heic", ".jpeg", ".jpg", ".mp4", ".pdf", ".png", ".xlsx", ".zip"})


@dataclass(frozen=True)
class Embedded:
    """One file to embed. `name` is printable ASCII without slashes; both times are aware instants.

    `relationship` is ISO 19005-3:2012 AFRelationship: Source for the original of something shown, Data for
    what a table was made from, Supplement for the rest. Data that is a path is read when it is written, so that the
    originals of a case are never in memory together; with `sha256` it must have that digest. Raises ValueError when a
    field breaks these rules.
    """

    name: str
    description: str
    data: bytes | Path
    relationship: Relationship
    created: datetime
    modified: datetime
    mime: str | None = None
    sha256: str | None = None

    def __post_init__(self) -> None:
        if (
            not self.name
            or not self.name.isascii()
            or not self.name.isprintable()
            or set(self.name) & {*"/\\"}
        ):
            raise ValueError(
                f"the name of an embedded file must be plain ASCII without slashes: {self.name!r}"
            )
        if self.created.utcoffset() is None or self.modified.utcoffset() is None:
            raise ValueError(f"{self.name}: the times of an embedded file need an offset")
        if self.relationship not in get_args(Relationship):
            raise ValueError(f"{self.name}: unknown relationship {self.relationship!r}")


@dataclass(frozen=True)
class Loaded:
    """An embedded file that was read once: its SHA-256, its MD5 (the one a PDF asks for) and its size in bytes."""

    embedded: Embedded
    digest: str
    md5: str
    size: int

    def read(self) -> bytes:
        """The bytes. Raises OSError, and ValueError when they are no longer those that were digested."""
        data = _content(self.embedded)
        if hashlib.sha256(data).hexdigest() != self.digest:
            raise ValueError(f"{self.embedded.name} was changed while it was being embedded")
        return data


def loaded(attachments: Sequence[Embedded]) -> tuple[Loaded, ...]:
    """The attachments sorted by name, each read once.

    Raises ValueError for a name used twice and for a file that has not the digest it should have, OSError.
    """
    items = sorted(attachments, key=lambda item: item.name)
    for first, second in pairwise(items):
        if first.name == second.name:
            raise ValueError(f"two embedded files bear the name {first.name}")
    result = []
    for item in items:
        data = _content(item)
        digest = hashlib.sha256(data).hexdigest()
        if item.sha256 not in (None, digest):
            raise ValueError(f"{item.name} was changed while it was being embedded")
        md5 = hashlib.md5(data, usedforsecurity=False).hexdigest()
        result.append(Loaded(item, digest, md5, len(data)))
    return tuple(result)


def _content(item: Embedded) -> bytes:
    return read_plain(item.data) if isinstance(item.data, Path) else item.data


def embed(pdf: Any, items: Sequence[Loaded]) -> None:
    """Add the files to a `pydyf.PDF` that is about to be written: streams, file specifications, name tree, AF.

    Equal bytes share one stream; each file specification keeps its own relationship (ISO 19005-3:2012, 6.8).
    """
    import pydyf

    from lotproof.render.carried import Carried

    names, streams = pydyf.Array(), dict[tuple[str, ...], Any]()
    for item in items:
        about = item.embedded
        suffix = PurePosixPath(about.name).suffix.lower()
        mime = about.mime or TYPES.get(suffix, "application/octet-stream")
        times = _pdf_time(about.created), _pdf_time(about.modified)
        key = (item.digest, mime, *times)
        if key not in streams:
            params = pydyf.Dictionary(
                {
                    "CheckSum": f"<{item.md5}>",
                    "Size": item.size,
                    "CreationDate": pydyf.String(times[0]),
                    "ModDate": pydyf.String(times[1]),
                }
            )
            extra = {"Type": "/EmbeddedFile", "Subtype": _pdf_name(mime), "Params": params}
            # Packing a photo again costs a second a hundred and gains nothing.
            streams[key] = Carried(item, pydyf.Dictionary(extra), compress=suffix not in PACKED)
            pdf.add_object(streams[key])
        reference = streams[key].reference
        specification = pydyf.Dictionary(
            {
                "Type": "/Filespec",
                "F": pydyf.String(about.name),
                "UF": pydyf.String(about.name),
                "EF": pydyf.Dictionary({"F": reference, "UF": reference}),
                "Desc": pydyf.String(strip_controls(about.description)),
                "AFRelationship": f"/{about.relationship}",
            }
        )
        pdf.add_object(specification)
        names.extend((pydyf.String(about.name), specification.reference))
    if not items:
        return
    tree = pydyf.Dictionary({"Names": names})
    pdf.add_object(tree)
    pdf.catalog.setdefault("Names", pydyf.Dictionary())["EmbeddedFiles"] = tree.reference
    pdf.catalog["AF"] = pydyf.Array(names[1::2])


def differences(file: BinaryIO, items: Sequence[Loaded]) -> tuple[str, ...]:
    """What in the finished PDF is not as it was given, in sentences; empty when every file is there, intact."""
    import pikepdf

    found: dict[str, tuple[str, str]] = {}
    with pikepdf.open(file, access_mode=pikepdf.AccessMode.stream) as pdf:
        associated = len(pdf.Root.get("/AF", ()))
        specifications = sum(
            isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Filespec"
            for thing in pdf.objects
        )
        for name in pdf.attachments:
            specification = pdf.attachments[name]
            digest = hashlib.sha256(specification.get_file().read_bytes()).hexdigest()
            found[name] = digest, str(specification.obj["/AFRelationship"]).removeprefix("/")
    wanted = {item.embedded.name: (item.digest, item.embedded.relationship) for item in items}
    lines = [f"the PDF lacks the attachment {name}" for name in wanted if name not in found]
    lines += [f"the PDF has an attachment nobody gave it: {name}" for name in found if name not in wanted]
    lines += [
        f"the attachment {name} is not as given"
        for name in wanted
        if found.get(name, wanted[name]) != wanted[name]
    ]
    if {associated, specifications} != {len(items)}:
        lines.append(
            f"{len(items)} files were given, {specifications} are in the PDF, {associated} are associated"
        )
    return tuple(lines)


def _pdf_time(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("D:%Y%m%d%H%M%SZ")


def _pdf_name(mime: str) -> str:
    return "/" + "".join(c if c.isascii() and (c.isalnum() or c in ".+-") else f"#{ord(c):02x}" for c in mime)
