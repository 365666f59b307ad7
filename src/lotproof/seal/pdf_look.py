"""Looks into somebody's PDF from a child process with limits: attachments, printed digests, structure.

Why: the file to verify comes from a stranger, and a hostile PDF must neither stall nor crash the one who checks it.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

CHILD: Final = Path(__file__).with_name("pdf_child.py")
MEMORY: Final = 2 * 1024**3
SECONDS: Final = 120
_MEGABYTE: Final = 1024 * 1024


class PdfRefused(Exception):  # noqa: N818
    """The PDF could not be looked into; the message is the rest of a sentence that says why."""


@dataclass(frozen=True, slots=True)
class Attached:
    """An embedded file: its name, other names it also bears, its size in bytes and its SHA-256."""

    name: str
    aliases: tuple[str, ...]
    size: int
    digest: str


@dataclass(frozen=True, slots=True)
class Inside:
    """What a PDF holds. `printed` are the pages (from 1) with the digests of embedded files they print, `strangers`
    the pages with names of files whose digest there is that of no embedded one. `hidden` embedded files are in no list
    that a viewer shows; `updated`: it was added to.
    """

    pages: int
    attached: tuple[Attached, ...]
    listed: str | None
    printed: tuple[tuple[int, str], ...]
    strangers: tuple[tuple[int, str], ...]
    hidden: int
    active: tuple[str, ...]
    signatures: int
    encrypted: bool
    updated: bool
    warnings: tuple[str, ...]


def look_inside(data: bytes, *, seconds: int = SECONDS) -> Inside:
    """What the PDF holds. The child gets `seconds` and one more for every megabyte, and 2 GiB of memory and four
    times the file's size; it may write no file. Raises PdfRefused.
    """
    size = len(data) // _MEGABYTE
    order = {
        # -S and the parent's own path: the child must find the same packages and run no site customisation.
        "path": [entry for entry in sys.path if Path(entry).is_absolute()],
        "memory": MEMORY + 4 * len(data),
        "seconds": seconds + size,
    }
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(CHILD), json.dumps(order)],
            input=data,
            capture_output=True,
            timeout=seconds + size,
            env={
                name: os.environ[name]
                for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")
                if name in os.environ
            },
        )
        told = json.loads(done.stdout) if done.returncode == 0 else None
    except subprocess.TimeoutExpired:
        raise PdfRefused(f"it was not read within {seconds + size} seconds.") from None
    except ValueError:
        told = None
    if told is None:
        raise PdfRefused("it needed more time or memory than any dossier does, or crashed its reader.")
    if "problem" in told:
        raise PdfRefused(str(told["problem"]))
    return _inside(told)


def _inside(told: dict[str, Any]) -> Inside:
    return Inside(
        pages=told["pages"],
        attached=tuple(
            Attached(name, tuple(also), size, digest) for name, also, size, digest in told["files"]
        ),
        listed=told["list"],
        printed=tuple((page, digest) for page, digest in told["printed"]),
        strangers=tuple((page, name) for page, name in told["strangers"]),
        hidden=told["hidden"],
        active=tuple(told["active"]),
        signatures=told["signatures"],
        encrypted=told["encrypted"],
        updated=told["updated"],
        warnings=tuple(told["warnings"]),
    )
