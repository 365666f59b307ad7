"""Makes what of the exhibits can be shown: photos upright and small, pages of PDFs as images, e-mails as text.

Why: views open no file, and an exhibit that cannot be shown is a finding at its entry, never a build that stops.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import PurePosixPath
from typing import Final

from lotproof.build.cache import Cache
from lotproof.build.originals import OriginalChanged, Originals
from lotproof.case.case import Case
from lotproof.case.exhibits import Exhibit
from lotproof.case.finding import Finding
from lotproof.case.mail import MailText
from lotproof.read.mail import MAIL_CAP, parse_mail
from lotproof.render.darkroom import Darkroom, darkroom
from lotproof.render.pages import PdfUnreadable, pages_as_images
from lotproof.render.photos import PhotoUnreadable
from lotproof.seal.digest import sha256_bytes
from lotproof.view.media import Media, Picture

REGISTER: Final = "evidence.yaml"
MAX_SIDE: Final = 1500  # pixels: 240 to the inch across a page
DPI: Final = 110
PHOTOS: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".heic"})
WORKERS: Final = 2  # children at a time; a photo decoded takes 0.3 GB at worst

Shown = tuple[Picture, ...] | MailText
Prepared = tuple[Media, tuple[Finding, ...]]


class _NotShown(Exception):  # noqa: N818
    """Why an exhibit is not shown, as a sentence."""


def prepare(case: Case, exhibits: Iterable[Exhibit], originals: Originals, cache: Cache) -> Prepared:
    """What of `exhibits` (those in hand) a page can show, and a finding for each that it cannot.

    One whose original is missing or is not the file that was registered is not shown; reading the case said so.
    """
    wanted = [exhibit for exhibit in exhibits if _intact(case, exhibit)]

    def shown(exhibit: Exhibit) -> Shown | Finding | None:
        try:
            return _shown(case, exhibit, originals, cache, room)
        except (_NotShown, PhotoUnreadable, PdfUnreadable) as problem:
            return _finding(case, exhibit, "EXHIBIT_NOT_SHOWN", "is not shown", str(problem))
        except OriginalChanged as problem:
            return _finding(case, exhibit, "CHANGED_WHILE_BUILDING", "was not read", f"{problem}.")

    with darkroom(WORKERS) as room, ThreadPoolExecutor(WORKERS) as pool:
        found = dict(zip((exhibit.id or "" for exhibit in wanted), pool.map(shown, wanted), strict=True))
    kinds = {exhibit.id: _suffix(exhibit) for exhibit in wanted}
    pictures = {name: made for name, made in found.items() if isinstance(made, tuple)}
    media = Media(
        photos={name: made[0] for name, made in pictures.items() if kinds[name] != ".pdf"},
        pages={name: made for name, made in pictures.items() if kinds[name] == ".pdf"},
        mails={name: made for name, made in found.items() if isinstance(made, MailText)},
    )
    return media, tuple(made for made in found.values() if isinstance(made, Finding))


def _intact(case: Case, exhibit: Exhibit) -> bool:
    original = case.originals.get(exhibit.id or "")
    return original is not None and original.sha256 == (exhibit.sha256 or "").strip().lower()


def _suffix(exhibit: Exhibit) -> str:
    return PurePosixPath(exhibit.file or "").suffix.lower()


def _shown(case: Case, exhibit: Exhibit, originals: Originals, cache: Cache, room: Darkroom) -> Shown | None:
    original, suffix = case.originals[exhibit.id or ""], _suffix(exhibit)
    if suffix == ".eml":
        data = originals.bytes_of(original.path)
        if len(data) > MAIL_CAP:
            raise _NotShown(f"The e-mail has {len(data):,} bytes; at most {MAIL_CAP:,} are read.")
        return parse_mail(data)
    if suffix in PHOTOS:
        how = f"photo 2, {MAX_SIDE} px, pillow {version('pillow')}"
        made = cache.get(how, original.sha256, lambda: _photo(originals.bytes_of(original.path), room))
    elif suffix == ".pdf" and exhibit.kind != "photo":
        how = f"pages 2, {DPI} dpi, pypdfium2 {version('pypdfium2')}, pillow {version('pillow')}"
        made = cache.get(how, original.sha256, lambda: _pages(originals.bytes_of(original.path)))
    elif exhibit.kind == "photo":
        raise _NotShown(
            f"A photo is shown from {', '.join(sorted(PHOTOS))}, not from"
            f" {suffix or 'a file without suffix'}."
        )
    else:
        return None
    return _pictures(made)


def _photo(data: bytes, room: Darkroom) -> bytes:
    photo = room.upright_copy(data, max_side=MAX_SIDE)
    about = (photo.suffix, photo.width, photo.height, "", [*photo.original_size, photo.exif])
    return _packed([(about, photo.data)])


def _pages(data: bytes) -> bytes:
    pages = pages_as_images(data, dpi=DPI)
    return _packed(
        [((".jpg", page.width, page.height, page.text, [0, 0, False]), page.image) for page in pages]
    )


def _packed(pictures: list[tuple[tuple[object, ...], bytes]]) -> bytes:
    """Pictures as one entry of the cache: a line of JSON about them, then their bytes."""
    about = [(*told, len(data)) for told, data in pictures]
    return json.dumps(about).encode() + b"\n" + b"".join(data for _, data in pictures)


def _pictures(packed: bytes) -> tuple[Picture, ...]:
    head, _, images = packed.partition(b"\n")
    found, at = [], 0
    for suffix, width, height, text, (of_width, of_height, exif), length in json.loads(head):
        data = images[at : at + length]
        path = f"media/{sha256_bytes(data)[:32]}{suffix}"
        found.append(Picture(path, width, height, data, text, (of_width, of_height), exif))
        at += length
    return tuple(found)


def _finding(case: Case, exhibit: Exhibit, code: str, what: str, sentence: str) -> Finding:
    place = case.places.of(REGISTER, (case.exhibits.index(exhibit), "file"))
    warning = code == "EXHIBIT_NOT_SHOWN"
    lead = sentence[:1].lower() + sentence[1:]
    return Finding(
        code,
        "warning" if warning else "error",
        f"{exhibit.id} {what}: {lead}",
        place,
        (
            "its original is embedded all the same; add a copy that opens, if there is one."
            if warning
            else "build again."
        ),
    )
