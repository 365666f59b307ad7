"""One document of a view into the two files a reader gets: the PDF, and the HTML that stands alone beside it.

Why: both come from the same template and context, so that neither can say what the other does not.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import threading
from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from secrets import token_hex
from typing import Any, Final

from lotproof.build.cache import PART
from lotproof.build.finished import Finished
from lotproof.build.originals import Originals
from lotproof.build.reuse import Earlier
from lotproof.render.attachments import TYPES
from lotproof.render.forms import fillable
from lotproof.render.html import render
from lotproof.render.pdf import Embedded
from lotproof.render.press import print_to
from lotproof.seal.checksum import add_checksum
from lotproof.view.document import Document

_SECRET: Final = token_hex(16)  # no text of a case can hold it
_STAND_IN: Final = re.compile(rf"data:,{_SECRET}-([0-9]+)-")


@dataclass(frozen=True, slots=True)
class Printed:
    """The finished files by name, and the number of pages of the PDF among them."""

    files: dict[str, Finished] = field(repr=False)
    pages: int


def printed(
    document: Document, originals: Originals, earlier: Earlier | None = None, place: Path | None = None
) -> Printed:
    """The PDF and the HTML of a document; the PDF is that of an `earlier` build where it would be the same.

    They lie in nameless files below the folder `place`, or where the system keeps such files.
    Raises RenderFailed, EnvironmentLacking, ValueError and OSError as `print_to` does, ValueError for a form whose
    fields are not those described, OriginalChanged, TemplateBroken for a template of the workspace, and jinja2's errors
    for one of ours that asks for what its context lacks.
    """
    context = dict(document.context) | {"font_css": ""}
    page = _page(document, context | {"media": "print"}, {})
    found = earlier.find(document, page, originals) if earlier is not None else None
    pdf, pages = found or _pdf(document, page, originals, place)
    if earlier is not None and found is None:
        earlier.keep(document, page, originals, pdf.sha256, pages)
    screen = Finished(standing_alone(document), place)
    return Printed({f"{document.name}.pdf": pdf, document.html_name: screen}, pages)


def on_screen(document: Document, addresses: Mapping[str, str]) -> str:
    """The HTML of a document for the screen, its pictures at `addresses` by path.

    Raises TemplateBroken, and jinja2's errors, as `printed` does.
    """
    there = list(addresses.values())
    return _STAND_IN.sub(lambda found: there[int(found[1])], _with_stand_ins(document, addresses))


def standing_alone(document: Document) -> Iterator[bytes]:
    """The HTML with its pictures within it, in pieces."""
    pictures = list(document.pictures.items())
    # every second part is the number of a picture
    for number, part in enumerate(_STAND_IN.split(_with_stand_ins(document, document.pictures))):
        if number % 2 == 0:
            yield part.encode()
        else:
            path, data = pictures[int(part)]
            yield f"data:{TYPES[PurePosixPath(path).suffix]};base64,".encode()
            yield b64encode(data)


def _with_stand_ins(document: Document, pictures: Mapping[str, object]) -> str:
    """The HTML with a mark for each picture: an address may hold a whole one, which nothing has to carry or search."""
    context = dict(document.context) | {"font_css": "", "media": "screen"}
    return _page(
        document, context, {path: f"data:,{_SECRET}-{number}-" for number, path in enumerate(pictures)}
    )


def _pdf(document: Document, page: str, originals: Originals, place: Path | None) -> tuple[Finished, int]:
    attachments = [
        Embedded(
            name=item.name,
            description=item.description,
            data=item.content,
            relationship=item.relationship,
            created=item.received,
            modified=item.received,
            mime=item.mime,
            sha256=originals.held(item.content) if isinstance(item.content, Path) else None,
        )
        for item in document.enclosures
    ]
    prefix = f"print.{os.getpid()}-{threading.get_ident()}-"
    with tempfile.NamedTemporaryFile(dir=place, prefix=prefix, suffix=PART) as file:
        laid = print_to(
            Path(file.name),
            page,
            files=dict(document.pictures),
            attachments=attachments,
            identifier=_identity(page, document),
            draft=document.draft,
        )
        if document.fields and not document.draft:
            made = fillable(file.read(), document.fields)
            file.seek(0)
            file.truncate()
            file.write(made)
        digest = add_checksum(file)
        return Finished.on_disk(os.dup(file.fileno()), digest), laid.pages


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
