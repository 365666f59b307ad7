"""Shows the pages of somebody else's PDF as pictures, made in a child process with limits.

Why: foreign pages placed in the dossier break its conformity, and a hostile PDF must neither stall nor crash the
build; a picture of each page with its text as description keeps both standards.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from lotproof.render.markdown import strip_controls

CHILD = Path(__file__).with_name("pages_child.py")
MAX_BYTES = 200 * 1024 * 1024
MAX_SIDE = 3000
MAX_TEXT = 200_000
MEMORY = 2 * 1024**3


class PdfUnreadable(Exception):  # noqa: N818
    """The PDF cannot be shown; the message is one sentence that says why."""


@dataclass(frozen=True)
class Page:
    """One page as a JPEG without metadata, its size in pixels, and the text the page carries."""

    image: bytes = field(repr=False)
    width: int
    height: int
    text: str = field(repr=False)


def pages_as_images(
    data: bytes, *, dpi: int = 110, max_pages: int = 120, seconds: int = 60
) -> tuple[Page, ...]:
    """Every page of the PDF at `dpi` (fewer where a side would exceed 3000 pixels), forms and notes drawn.

    The child gets `seconds` of wall clock and of processor time, 2 GiB of memory, and may not write files
    (Windows: wall clock only). Raises PdfUnreadable: not a PDF, encrypted, cut off, damaged, more than
    `max_pages` pages, or limits reached.
    """
    _looked_at(data)
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(CHILD), json.dumps(_order(dpi, max_pages, seconds))],
            input=data,
            capture_output=True,
            timeout=seconds,
            env={
                name: os.environ[name]
                for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
                if name in os.environ
            },
        )
    except subprocess.TimeoutExpired:
        raise PdfUnreadable(f"The PDF was not drawn within {seconds} seconds.") from None
    if done.returncode != 0:
        raise PdfUnreadable("The PDF needed more time or memory than a page is worth, or crashed its reader.")
    return _received(done.stdout)


def _order(dpi: int, max_pages: int, seconds: int) -> dict[str, object]:
    # -S and the parent's own path: the child must find the same packages and run no site customisation.
    return {
        "path": [entry for entry in sys.path if Path(entry).is_absolute()],
        "dpi": dpi,
        "max_pages": max_pages,
        "max_side": MAX_SIDE,
        "max_text": MAX_TEXT,
        "memory": MEMORY,
        "seconds": seconds,
    }


def _looked_at(data: bytes) -> None:
    if not data:
        raise PdfUnreadable("The file is empty.")
    if len(data) > MAX_BYTES:
        raise PdfUnreadable(f"The file has {len(data)} bytes; at most {MAX_BYTES} are read.")
    start = data[:1024]
    if b"%PDF-" not in start:
        kind = (
            "a web page"
            if start.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml"))
            else "something else"
        )
        raise PdfUnreadable(f"The file is named like a PDF but is {kind}.")
    # PDFium repairs what was cut off and would show fewer pages without a word.
    if b"%%EOF" not in data[-4096:]:
        raise PdfUnreadable("The PDF ends too early; it was cut off.")


def _received(answer: bytes) -> tuple[Page, ...]:
    head, _, images = answer.partition(b"\n")
    told = json.loads(head)
    if "problem" in told:
        raise PdfUnreadable(str(told["problem"]))
    pages, at = [], 0
    for width, height, length, text in told["pages"]:
        pages.append(Page(images[at : at + length], width, height, strip_controls(text)))
        at += length
    return tuple(pages)
