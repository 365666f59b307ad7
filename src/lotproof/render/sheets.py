"""Lays a document out in sheets that each start a page, once a sheet, and puts the furniture on afterwards.

Why: layout is nearly all the time of a build, and a dossier, its packs and the next build after an edit share most
of their pages. A sheet that was laid out is kept, and its pages serve wherever the same sheet comes again; the
running heads and feet ("page 3 of 58") belong to the document and are laid out for it alone.
"""

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence, Set
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lotproof.render import engine, heap
from lotproof.render.plain_file import read_plain
from lotproof.render.room import used
from lotproof.render.structure import MARK, Structure, structure

VARIANT: Final = "pdf/a-3a"
KEPT: Final = 300  # pages; the documents of a large case have about two thirds of that between them
STARTS: Final = 64  # lengths of sheets with page numbers; the documents of a case have about ten
STYLES: Final = 64  # parsed style sheets; a workspace with its own templates has a few more than ours
NEARLY_EMPTY: Final = 0.3  # of the height of a last page, below which the sheet is tried with less room
TRIED: Final = 24  # pages; a longer sheet costs too much to be laid out again for one of them
CLOSER: Final = "closer"  # the class of the body that the style sheets give less room
ROUNDS: Final = 6  # numbers settle in two; one more where a number that grew a digit moves a line

# PDF/A-3 6.2.8 forbids interpolated images; only this keeps WeasyPrint from asking for it.
_CRISP: Final = "*, ::before, ::after { image-rendering: crisp-edges !important }"
_FRAME: Final = re.compile(
    r"\A(?P<top>.*?(?P<html><html[^>]*>).*?)<style>(?P<style>.*?)</style>\s*"
    r'<style class="furniture">(?P<furniture>.*?)</style>(?P<bottom>.*?</head>)(?P<body>.*)\Z',
    re.S,
)
# what counts or repeats from one page to the next cannot be laid out apart
_ACROSS: Final = re.compile(
    r"counter-(?:increment|reset|set)|target-(?:counter|text)|string-set|running\(|footnote|@import|@page[^{;]*:"
)
_TITLE: Final = re.compile(r"<title>(.*?)</title>", re.S)
_NUMBER: Final = re.compile(r'data-page="([^"]+)"')
_ANCHOR: Final = re.compile(r'\bid="([^"]+)"')
_UNKNOWN: Final = "00"  # as wide as most numbers


class Unsettled(Exception):  # noqa: N818
    """The page numbers printed move the pages they name, whichever are printed."""


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A document of WeasyPrint, ready to be written, and the structure of the HTML of its parts, in order."""

    document: Any
    structures: tuple[Structure, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Pages without furniture, the first page (from 0) of every anchor on them, and the structure of the HTML.

    `pictures` maps the digests of the files it shows to them.
    """

    pages: tuple[Any, ...]
    anchors: Mapping[str, int]
    structure: Structure
    pictures: Mapping[str, bytes | Path]


@dataclass(frozen=True, slots=True)
class _Length:
    """How long a sheet was: in pages and in characters, and the first page (from 0) of every anchor on it."""

    pages: int
    characters: int
    anchors: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Frame:
    """What stands around the sheets of a document. `digests` are those of the files it may show."""

    parts: Mapping[str, str]
    end: str
    fetcher: Any
    digests: Mapping[str, str]
    files: Mapping[str, bytes | Path]


_kept: OrderedDict[str, _Sheet] = OrderedDict()
_parsed: dict[str, Any] = {}
_last: OrderedDict[str, _Length] = OrderedDict()  # of the last sheet with page numbers, by how it began
_around: OrderedDict[str, Any] = OrderedDict()  # documents of empty pages with heads and feet


def hold_once(files: dict[str, bytes | Path]) -> None:
    """Put what a kept sheet already holds in the place of its equal among `files`: no picture is in memory twice."""
    there = {digest: data for sheet in _kept.values() for digest, data in sheet.pictures.items()}
    held = {path: data for path, data in files.items() if isinstance(data, bytes)}
    files.update({path: there[digest] for path, digest in _digests(held).items() if digest in there})


def lay_out(html: str, files: Mapping[str, bytes | Path], fetcher: Any, heard: Sequence[str]) -> LaidOut:
    """Lay `html` out: sheet by sheet where `MARK` divides it; whole where nothing does, or its style counts on.

    `data-page="NAME"` becomes `data-n="N"`, N the page (from 1) of the anchor NAME. A sheet is not kept when
    `heard`, the list of complaints, grew while it was laid out. Raises Unsettled, and what WeasyPrint raises.
    """
    first, *sheets = html.split(MARK)
    end = sheets.pop() if sheets else ""
    found = _FRAME.match(first) if sheets else None
    if found is None or _ACROSS.search(found["style"] + found["furniture"]):
        whole = engine.HTML(string=html, base_url=engine.BASE, url_fetcher=fetcher)
        return LaidOut(_rendered(whole, [_css(_CRISP, fetcher)]), (structure(whole.etree_element),))
    frame = _Frame(found.groupdict(), end, fetcher, _digests(files), files)
    laid = _settled(frame, sheets, heard)
    pages = [page for sheet in laid for page in sheet.pages]
    return LaidOut(_furnished(frame, pages), tuple(sheet.structure for sheet in laid))


def _settled(frame: _Frame, sheets: Sequence[str], heard: Sequence[str]) -> list[_Sheet]:
    """The sheets with the right page numbers on them."""
    wanted = {name for text in sheets for name in _NUMBER.findall(text)}
    numbers = _guessed(frame, sheets, wanted, heard) if wanted else {}
    for _ in range(ROUNDS):
        before = set(_kept)
        laid = [_sheet(frame, _numbered(text, numbers), heard) for text in sheets]
        found = {name: page for name, page in _anchors(laid).items() if name in wanted}
        if found == numbers:
            for text, sheet in zip(sheets, laid, strict=True):
                if _NUMBER.search(text):
                    _remember(frame, text, _Length(len(sheet.pages), len(text), sheet.anchors))
            return laid
        numbers = found
        numbered = [sheet for text, sheet in zip(sheets, laid, strict=True) if _NUMBER.search(text)]
        _drop(numbered, before)
    raise Unsettled


def _guessed(frame: _Frame, sheets: Sequence[str], wanted: Set[str], heard: Sequence[str]) -> dict[str, int]:
    """The page numbers, were a sheet that prints some as long as the last one that began like it, here or elsewhere.

    A right guess saves laying the index out twice; a wrong one costs nothing but the second round.
    """
    before = 1
    found: dict[str, int] = {}
    for text in sheets:
        if _NUMBER.search(text) is None:
            sheet = _sheet(frame, text, heard)
            anchors, pages = sheet.anchors, len(sheet.pages)
        else:
            last = next((_last[start] for start in _starts(frame, text) if start in _last), None)
            last = last or _Length(1, len(text), {})
            anchors = {name: last.anchors.get(name, 0) for name in _ANCHOR.findall(text)}
            pages = max(1, round(last.pages * len(text) / last.characters))
        for name in anchors.keys() & wanted - found.keys():
            found[name] = before + anchors[name]
        before += pages
    return found


def _starts(frame: _Frame, text: str) -> tuple[str, str]:
    """How a sheet begins: in the document of this title, and in any."""
    begins = text.lstrip()[:80]
    titled = _TITLE.search(frame.parts["top"])
    return f"{titled[1] if titled else ''}\0{begins}", begins


def _remember(frame: _Frame, text: str, length: _Length) -> None:
    for start in _starts(frame, text):
        _last[start] = length
        _last.move_to_end(start)
    while len(_last) > STARTS:
        _last.popitem(last=False)


def _numbered(text: str, numbers: Mapping[str, int]) -> str:
    return _NUMBER.sub(lambda match: f'data-n="{numbers.get(match[1], _UNKNOWN)}"', text)


def _anchors(laid: Iterable[_Sheet]) -> dict[str, int]:
    found: dict[str, int] = {}
    before = 1
    for sheet in laid:
        for name, page in sheet.anchors.items():
            found.setdefault(name, before + page)
        before += len(sheet.pages)
    return found


def _sheet(frame: _Frame, text: str, heard: Sequence[str]) -> _Sheet:
    """One sheet laid out, from what is kept if it is there; closer where that saves a last page of a few lines."""
    parts = frame.parts
    key, shown = _key(frame, parts["html"], parts["style"], parts["body"], text)
    if key in _kept:
        _kept.move_to_end(key)
        return _kept[key]
    complaints = len(heard)
    page, pages = _pages(frame, parts["body"], text)
    body = parts["body"].replace('<body class="', f'<body class="{CLOSER} ', 1)
    if 1 < len(pages) <= TRIED and body != parts["body"] and used(pages[-1]) < NEARLY_EMPTY:
        closer, fewer = _pages(frame, body, text)
        if len(fewer) < len(pages):
            page, pages = closer, fewer
    anchors: dict[str, int] = {}
    for number, one in enumerate(pages):
        for name in one.anchors:
            anchors.setdefault(name, number)
    pictures = {digest: frame.files[path] for path, digest in shown.items()}
    made = _Sheet(pages, anchors, structure(page.etree_element), pictures)
    if len(heard) == complaints:
        _keep(key, made)
    return made


def _key(frame: _Frame, *texts: str) -> tuple[str, dict[str, str]]:
    """What says whether something was laid out already, and the digests of the files it shows, by path."""
    shown = {path: digest for path, digest in frame.digests.items() if any(path in text for text in texts)}
    whole = "\0".join((*texts, *(f"{path} {digest}" for path, digest in shown.items())))
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest(), shown


def _pages(frame: _Frame, body: str, text: str) -> tuple[Any, tuple[Any, ...]]:
    """What is laid out, and its pages, without furniture."""
    parts = frame.parts
    page = engine.HTML(
        string=f"<!doctype html>{parts['html']}<head><title>-</title></head>{body}{text}{frame.end}",
        base_url=engine.BASE,
        url_fetcher=frame.fetcher,
    )
    styles = [_css(parts["style"], frame.fetcher), _css(_CRISP, frame.fetcher)]
    return page, tuple(_rendered(page, styles).pages)


def _keep(key: str, sheet: _Sheet) -> None:
    _kept[key] = sheet
    _make_room(_kept, KEPT)


def _make_room(kept: OrderedDict[str, Any], most: int) -> None:
    """Let the oldest go until there are no more than `most` pages, but never the last one."""
    pages = sum(len(one.pages) for one in kept.values())
    while len(kept) > 1 and pages > most:
        gone = len(kept.popitem(last=False)[1].pages)
        heap.let_go(gone)
        pages -= gone


def _drop(sheets: Sequence[_Sheet], older: Set[str]) -> None:
    """Keep none of the `sheets`, which bear wrong numbers, but those whose key is among the `older`."""
    for key in [
        key for key, kept in _kept.items() if key not in older and any(kept is sheet for sheet in sheets)
    ]:
        heap.let_go(len(_kept.pop(key).pages))


def _furnished(frame: _Frame, pages: Sequence[Any]) -> Any:
    """The pages as one document with its heads and feet: those of a document of as many empty pages of their kind."""
    parts = frame.parts
    kinds = (page._page_box.page_type.name for page in pages)
    empty = "".join(f'<div style="break-before:page;page:{kind or "auto"}"></div>' for kind in kinds)
    looks = parts["style"], parts["furniture"], _CRISP
    key, _ = _key(frame, parts["html"], *looks, parts["body"], empty)
    html = engine.HTML(
        string=f"{parts['top']}{parts['bottom']}{parts['body']}{'' if key in _around else empty}{frame.end}",
        base_url=engine.BASE,
        url_fetcher=frame.fetcher,
    )
    if key not in _around:
        _around[key] = empties = _rendered(html, [_css(text, frame.fetcher) for text in looks])
        empties.url_fetcher = empties._html = None  # the pictures of the document would be kept with them
        _make_room(_around, KEPT)
    _around.move_to_end(key)
    around = _around[key]
    assert len(around.pages) == len(pages)
    made = around.copy(
        [_with_furniture(page, other) for page, other in zip(pages, around.pages, strict=True)]
    )
    made.metadata, made.url_fetcher = engine.metadata(html), frame.fetcher
    return made


def _with_furniture(page: Any, other: Any) -> Any:
    """A copy of `page` with the margin boxes of `other`; what they share is only ever read."""
    made, box = copy(page), page._page_box
    inside = [child for child in box.children if not isinstance(child, engine.MarginBox)]
    around = [child for child in other._page_box.children if isinstance(child, engine.MarginBox)]
    made._page_box = box.copy_with_children((*inside, *around))
    return made


def _rendered(html: Any, styles: Sequence[Any]) -> Any:
    return html.render(font_config=engine.font_configuration(), stylesheets=styles, pdf_variant=VARIANT)


def _css(text: str, fetcher: Any) -> Any:
    """`text` parsed, once a process: parsing is most of the time of a short sheet."""
    if text not in _parsed:
        if len(_parsed) >= STYLES:
            _parsed.clear()
        _parsed[text] = engine.CSS(string=text, base_url=engine.BASE, url_fetcher=fetcher)
    return _parsed[text]


def _digests(files: Mapping[str, bytes | Path]) -> dict[str, str]:
    return {
        path: hashlib.sha256(read_plain(data) if isinstance(data, Path) else data).hexdigest()
        for path, data in files.items()
    }
