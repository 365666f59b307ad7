"""One document of a view into the two files a reader gets: the PDF, and the HTML that stands alone beside it.

Why: both come from the same template and context, so that neither can say what the other does not.
"""

from __future__ import annotations

import hashlib
import re
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import Any, Final

from lotproof.build.originals import Originals
from lotproof.build.reuse import Earlier
from lotproof.render.attachments import TYPES
from lotproof.render.forms import fillable
from lotproof.render.html import render
from lotproof.render.pdf import Embedded
from lotproof.render.press import write_pdf
from lotproof.seal.checksum import with_checksum
from lotproof.view.document import Document

_SECRET: Final = token_hex(16)  # no text of a case can hold it
_STAND_IN: Final = re.compile(rf"data:,{_SECRET}-([0-9]+)-")


@dataclass(frozen=True, slots=True)
class Printed:
    """The finished files by name, and the number of pages of the PDF among them."""

    files: dict[str, bytes] = field(repr=False)
    pages: int


def printed(document: Document, originals: Originals, earlier: Earlier | None = None) -> Printed:
    """The PDF and the HTML of a document; the PDF is that of an `earlier` build where it would be the same.

    Raises RenderFailed, EnvironmentLacking and ValueError as `write_pdf` does, ValueError for a form whose fields are
    not those described, OriginalChanged, TemplateBroken for a template of the workspace, and jinja2's errors for one
    of ours that asks for what its context lacks.
    """
    context = dict(document.context) | {"font_css": ""}
    page = _page(document, context | {"media": "print"}, {})
    found = earlier.find(document, page, originals) if earlier is not None else None
    data, pages = found or _pdf(document, page, originals)
    if earlier is not None and found is None:
        earlier.keep(document, page, originals, data, pages)
    screen = on_screen(document, {path: _address(path, data) for path, data in document.pictures.items()})
    return Printed({f"{document.name}.pdf": data, document.html_name: screen.encode()}, pages)


def on_screen(document: Document, addresses: Mapping[str, str]) -> str:
    """The HTML of a document for the screen, its pictures at `addresses` by path.

    Raises TemplateBroken, and jinja2's errors, as `printed` does.
    """
    context = dict(document.context) | {"font_css": "", "media": "screen"}
    # an address may hold a whole picture, so it comes in last: nothing has to carry, escape or search it
    stand_ins = {path: f"data:,{_SECRET}-{number}-" for number, path in enumerate(addresses)}
    page, there = _page(document, context, stand_ins), list(addresses.values())
    return _STAND_IN.sub(lambda found: there[int(found[1])], page)


def _pdf(document: Document, page: str, originals: Originals) -> tuple[bytes, int]:
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
    data = fillable(pdf.data, document.fields) if document.fields else pdf.data
    return with_checksum(data), pdf.pages


def _page(document: Document, context: Mapping[str, Any], addresses: Mapping[str, str]) -> str:
    """The document's template filled; pictures at `addresses` by path, or at their paths where there are none."""
    if document.own:
        from lotproof.render.own import render_own

        return render_own(document.template, document.own, addresses, context)
    source = addresses.__getitem__ if addresses else str
    return render(document.template, **context, src=source)


def _identity(page: str, document: Document) -> bytes:
    """What makes this document this one: its text, its pictures and what it carries; never a place or a time."""
    parts = [page.encode()]
    parts += [data for _, data in sorted(document.pictures.items())]
    parts += [item.content for item in document.enclosures if isinstance(item.content, bytes)]
    return b"".join(hashlib.sha256(part).digest() for part in parts)


def _address(path: str, data: bytes) -> str:
    mime = TYPES[PurePosixPath(path).suffix]
    return f"data:{mime};base64,{b64encode(data).decode()}"
