"""A document ready to be rendered: which template, with what, showing which pictures, carrying which originals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Final, Literal

INTERNAL: Final = "internal"  # the folder of build/<case> whose documents never leave the house

Relationship = Literal["Source", "Data", "Supplement", "Alternative"]


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file embedded in the PDF: ASCII name, one-line description, content, and the time it was received (aware)."""

    name: str
    description: str
    content: bytes | Path
    relationship: Relationship
    received: datetime
    mime: str


@dataclass(frozen=True, slots=True)
class Document:
    """`name` is the file stem of the PDF (`dossier`); `html_name` the HTML file beside it (`index.html`).

    `context` is everything the template prints, decided and formatted; `pictures` maps virtual paths to bytes.
    `fields` are the boxes a reader can fill in, each with what a screen reader says of it (`render/forms.py`).
    `own` are templates of the workspace by name, which go before ours. Documents of one `family` share most of their
    pages, so that they are made one after another where the pages still are. A `draft` is printed without tags, and
    claims no standard.
    """

    name: str
    html_name: str
    template: str
    language: str
    title: str
    context: Mapping[str, Any]
    pictures: Mapping[str, bytes]
    enclosures: tuple[Enclosure, ...]
    fields: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict, repr=False)
    family: str = ""
    draft: bool = False
