"""Turns finished HTML into one file that is PDF/A-3a and PDF/UA-1 at once, or into a refusal with its reasons.

Why: a dossier that lacks a photo, a glyph or an attachment still opens, so whatever the renderer only warns
about must stop the build. Rules: ISO 19005-3:2012 level A, ISO 14289-1:2014.
"""

import hashlib
import logging
import os
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from typing import Any, BinaryIO

from lotproof.render.attachments import Embedded, Loaded, differences, embed, loaded
from lotproof.render.blanks import moved
from lotproof.render.fonts import called
from lotproof.render.spoken import place_figures
from lotproof.render.structure import bad_structure

__all__ = ["Embedded", "EnvironmentLacking", "Laid", "Pdf", "RenderFailed", "print_to", "write_pdf"]

INSTALL = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"

# WeasyPrint claims one standard a file, so the second claim and the extension schema that PDF/A-3 6.6.2.3 wants
# for it are added to its one rdf:RDF; a second rdf:RDF beside it is not read by validators.
UA_CLAIM = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>The part of ISO 14289 that this file conforms to</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""

# The shared FontConfiguration and the loggers belong to the process, so one document is made at a time.
_ONE_AT_A_TIME = threading.Lock()


class EnvironmentLacking(Exception):  # noqa: N818
    """This machine lacks a system library; the message is the one line that says what to install."""


class RenderFailed(Exception):  # noqa: N818
    """The PDF must not be published. `reasons` are sentences, each once, in the order they came up."""

    def __init__(self, reasons: Sequence[str]) -> None:
        self.reasons = tuple(dict.fromkeys(reasons))
        super().__init__("; ".join(self.reasons))


@dataclass(frozen=True)
class Laid:
    """What is known of a finished file: its number of pages, and the page (from 1) of every anchor in the HTML."""

    pages: int
    anchors: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), repr=False)


@dataclass(frozen=True)
class Pdf:
    """A finished file in memory, with what `Laid` says of it."""

    data: bytes = field(repr=False)
    pages: int
    anchors: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}), repr=False)


def write_pdf(
    html: str,
    *,
    files: Mapping[str, bytes | Path],
    attachments: Sequence[Embedded],
    identifier: bytes,
) -> Pdf:
    """What `print_to` writes, in memory. Raises what it raises."""
    out = BytesIO()
    laid = _printed(out, html, dict(files), attachments, identifier)
    return Pdf(out.getvalue(), laid.pages, laid.anchors)


def print_to(
    out: Path,
    html: str,
    *,
    files: dict[str, bytes | Path],
    attachments: Sequence[Embedded],
    identifier: bytes,
    draft: bool = False,
) -> Laid:
    """Lay out `html` and write it to the existing file `out`, with the attachments embedded, as PDF/A-3a and PDF/UA-1.

    `files` maps the path of an address under https://case.invalid/ to a JPEG, PNG or CSS; nothing else is read
    but the packaged fonts under https://case.invalid/fonts/. `identifier` names the document: the same input
    gives the same bytes in any folder. Dates come from the dcterms meta elements of the HTML alone. A `draft` has no
    tags and claims no standard, which saves the time they take.

    Raises RenderFailed when anything was refused, warned about or left out; EnvironmentLacking; ValueError for
    attachments that break the rules of `Embedded`; OSError when a given file cannot be read or `out` not be written.
    What is in `out` is worth something only when nothing was raised. In `files` an equal file that is in memory already
    takes the place of the one given.
    """
    number = os.open(out, os.O_RDWR | os.O_TRUNC | getattr(os, "O_NOFOLLOW", 0))
    with os.fdopen(number, "w+b") as file:
        return _printed(file, html, files, attachments, identifier, draft)


def _printed(
    out: BinaryIO,
    html: str,
    files: dict[str, bytes | Path],
    attachments: Sequence[Embedded],
    identifier: bytes,
    draft: bool = False,
) -> Laid:
    engine = _engine()
    from lotproof.render import sheets

    items, named = loaded(attachments), hashlib.sha256(identifier).hexdigest()[:32].encode()
    with _ONE_AT_A_TIME, _listening() as heard, warnings.catch_warnings():
        # WeasyPrint leaves its colour profile to the garbage collector to close.
        warnings.simplefilter("ignore", ResourceWarning)
        sheets.hold_once(files)
        fetcher = engine.StrictFetcher(files)
        try:
            laid = sheets.lay_out(moved(html), files, fetcher, heard)
            document = laid.document
            heard.extend(_bad_links(document, engine.BASE))
            if not draft:
                heard.extend(bad_structure(laid.structures, document.metadata))
                _claim_ua(document)
            document.write_pdf(
                out,
                pdf_variant=None if draft else sheets.VARIANT,
                pdf_tags=not draft,
                finisher=lambda _, pdf: _finish(pdf, items, heard, named),
            )
        except engine.Refused:
            raise RenderFailed(fetcher.refused) from None
        except sheets.Unsettled:
            raise RenderFailed(("its page numbers move the pages they name",)) from None
        except RecursionError:
            raise RenderFailed(("the document is nested too deeply to be laid out",)) from None
        reasons = [*fetcher.refused, *heard]
    out.flush()
    if not reasons:
        reasons = list(differences(out, items))
    if reasons:
        raise RenderFailed(reasons)
    anchors: dict[str, int] = {}
    for number, page in enumerate(document.pages, start=1):
        for name in page.anchors:
            anchors.setdefault(name, number)
    return Laid(len(document.pages), MappingProxyType(anchors))


def _engine() -> Any:
    try:
        from lotproof.render import engine
    except OSError as error:
        raise EnvironmentLacking(f"Pango is missing ({str(error).splitlines()[0]}): {INSTALL}") from None
    if not engine.can_subset():
        raise EnvironmentLacking(f"harfbuzz-subset is missing, the PDF would have other bytes: {INSTALL}")
    return engine


@contextmanager
def _listening() -> Iterator[list[str]]:
    """Collect what WeasyPrint and fontTools warn about, whatever levels the application set."""
    heard: list[str] = []
    ear = logging.Handler(logging.WARNING)
    ear.emit = lambda record: heard.append(_sentence(record))  # type: ignore[method-assign]
    loggers = [logging.getLogger(name) for name in ("weasyprint", "fontTools")]
    before = [(logger.level, logger.disabled) for logger in loggers]
    silenced = logging.root.manager.disable
    logging.disable(logging.NOTSET)
    for logger in loggers:
        logger.disabled = False
        logger.setLevel(min(logger.getEffectiveLevel(), logging.WARNING))
        logger.addHandler(ear)
    try:
        yield heard
    finally:
        logging.disable(silenced)
        for logger, (level, disabled) in zip(loggers, before, strict=True):
            logger.removeHandler(ear)
            logger.setLevel(level)
            logger.disabled = disabled


def _sentence(record: logging.LogRecord) -> str:
    if record.msg.startswith(".notdef") and isinstance(record.args, tuple):
        char = str(record.args[0])
        return f"no packaged font has the character U+{ord(char):04X} {char} ({called(char)})"
    return record.getMessage()


def _bad_links(document: Any, base: str) -> Iterator[str]:
    for page in document.pages:
        for kind, target, *_ in page.links:
            if kind == "attachment":
                yield f"the HTML asks for an attachment of its own: {target[:120]}"
            elif kind == "external" and (
                target.startswith(base) or not target.lower().startswith(("https://", "http://", "mailto:"))
            ):
                yield f"a link leads nowhere outside this machine: {target[:120]}"


def _claim_ua(document: Any) -> None:
    original = document.metadata.generate_rdf_metadata

    def both_claims(*about: object) -> bytes:
        head, end = original(*about).rsplit(b"</rdf:RDF>", 1)
        return bytes(head + UA_CLAIM + b"</rdf:RDF>" + end)

    document.metadata.generate_rdf_metadata = both_claims


def _finish(pdf: Any, items: Sequence[Loaded], heard: list[str], identifier: bytes) -> None:
    # PDF/UA-1 7.1: what CSS or SVG opacity draws lies in a group outside the structure tree.
    if any("Group" in getattr(thing, "extra", ()) for thing in pdf.objects):
        heard.append("the HTML uses opacity, which leaves content untagged")
    if items and "EmbeddedFiles" in pdf.catalog.get("Names", ()):
        heard.append("the HTML brings attachments of its own")
    place_figures(pdf)
    embed(pdf, items)
    from lotproof.render.written import write

    pdf.write = lambda file, *_: write(pdf, file, identifier)
