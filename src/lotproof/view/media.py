"""What the exhibits look like on a page: upright photo copies, report pages as images, e-mails as text.

Prepared once by the build and handed to the views, so that no view opens a file.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from lotproof.case.mail import MailText


@dataclass(frozen=True, slots=True)
class Picture:
    """A display copy without metadata: its virtual path (`media/<digest>.jpg`), size in pixels, and bytes.

    Of a photo, `original_size` is the original's size, upright as the copy is, and `exif` whether it holds EXIF data.
    """

    path: str
    width: int
    height: int
    data: bytes
    text: str = ""  # what a report page says, for screen readers and search
    original_size: tuple[int, int] = (0, 0)
    exif: bool = False


@dataclass(frozen=True, slots=True)
class Media:
    """By exhibit id. An exhibit that could not be shown is in none of these; a finding says why."""

    photos: Mapping[str, Picture] = field(default_factory=dict)
    pages: Mapping[str, tuple[Picture, ...]] = field(default_factory=dict)
    mails: Mapping[str, MailText] = field(default_factory=dict)


def of(media: Media, names: Collection[str]) -> Media:
    """What of these exhibits can be shown, and nothing of any other."""
    return Media(
        photos={name: made for name, made in media.photos.items() if name in names},
        pages={name: made for name, made in media.pages.items() if name in names},
        mails={name: made for name, made in media.mails.items() if name in names},
    )
