"""One document of a view into the two files a reader gets: the PDF, and the HTML that stands alone beside it.

Why: both come from the same template and context, so that neither can say what the other does not.
"""

from __future__ import annotations

import hashlib
from base64 import b64encode
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from lotproof.build.originals import Originals
from lotproof.render.attachments import TYPES
from lotproof.render.forms import fillable
from lotproof.render.html import render
from lotproof.render.pdf import Embedded
from lotproof.render.press import write_pdf
from lotproof.seal.checksum import with_checksum
from lotproof.view.document import Document


@dataclass(frozen=True, slots=True)
class Printed:
    """The finished files by name, and the number of pages of the PDF among them."""

    files: dict[str, bytes] = field(repr=False)
    pages: int


def printed(document: Document, originals: Originals) -> Printed:
    """The PDF and the HTML of a document.

    Raises RenderFailed, EnvironmentLacking and ValueError as `write_pdf` does, ValueError for a form whose fields are
    not those described, OriginalChanged, and jinja2's errors for a template that asks for what its context lacks.
    """
    context = dict(document.context) | {"font_css": ""}
    page = render(document.template, **context | {"media": "print", "src": lambda path: path})
    attachments = [
        Embedded(
            name=item.name,
            description=item.description,
            data=originals.bytes_of(item.content) if isinstance(item.content, Path) else item.content,
            relationship=item.relationship,
            created=item.received,
            modified=item.received,
            mime=item.mime,
        )
        for item in document.enclosures
    ]
    pdf = write_pdf(
        page, files=document.pictures, attachments=attachments, identifier=_identity(page, document)
    )
    addresses = {path: _address(path, data) for path, data in document.pictures.items()}
    screen = render(document.template, **context | {"media": "screen", "src": addresses.__getitem__})
    data = fillable(pdf.data, document.fields) if document.fields else pdf.data
    files = {f"{document.name}.pdf": with_checksum(data), document.html_name: screen.encode()}
    return Printed(files, pdf.pages)


def _identity(page: str, document: Document) -> bytes:
    """What makes this document this one: its text, its pictures and what it carries; never a place or a time."""
    parts = [page.encode()]
    parts += [data for _, data in sorted(document.pictures.items())]
    parts += [item.content for item in document.enclosures if isinstance(item.content, bytes)]
    return b"".join(hashlib.sha256(part).digest() for part in parts)


def _address(path: str, data: bytes) -> str:
    mime = TYPES[PurePosixPath(path).suffix]
    return f"data:{mime};base64,{b64encode(data).decode()}"
