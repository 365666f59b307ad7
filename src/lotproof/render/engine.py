"""The one place that imports WeasyPrint, after pointing fontconfig at the packaged fonts; import it late.

Why: FONTCONFIG_FILE must stand before Pango loads, and a command that prints no PDF must not pay for the import.
Importing this module raises OSError where a system library is missing.
"""

import atexit
import contextlib
import io
import os
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from lotproof.render.fonts import FACES, FOLDER, fontconfig_file
from lotproof.render.photos import PhotoUnreadable, check_whole
from lotproof.render.plain_file import read_plain
from lotproof.render.spoken import attend

BASE = "https://case.invalid/"
TYPES = {".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".png": "image/png", ".css": "text/css"}


def _own_fonts_only() -> None:
    folder, owner = tempfile.mkdtemp(prefix="lotproof-fonts-"), os.getpid()

    def remove() -> None:
        if os.getpid() == owner:  # a forked child must not take the folder from its parent
            shutil.rmtree(folder, ignore_errors=True)

    atexit.register(remove)
    os.environ["FONTCONFIG_FILE"] = str(fontconfig_file(Path(folder)))


_own_fonts_only()

# A missing library makes WeasyPrint print to stdout and warn; the caller says it in one line instead.
with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
    warnings.simplefilter("ignore")
    from weasyprint import CSS, HTML
    from weasyprint.document import DocumentMetadata
    from weasyprint.formatting_structure.boxes import MarginBox
    from weasyprint.html import get_html_metadata
    from weasyprint.pdf import tags
    from weasyprint.text import ffi
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

__all__ = [
    "BASE",
    "CSS",
    "HTML",
    "MarginBox",
    "Refused",
    "StrictFetcher",
    "can_subset",
    "font_configuration",
    "metadata",
]


attend(tags)


def can_subset() -> bool:
    """Whether harfbuzz-subset is there; without it the same document has other bytes."""
    return ffi.harfbuzz_subset is not None


def metadata(html: Any) -> Any:
    """What the head of a page says of the document, as its layout would find it."""
    return DocumentMetadata(**get_html_metadata(html))


@cache
def font_configuration() -> Any:
    """The process's one FontConfiguration: a new one for each document leaks 0.3 MB."""
    return FontConfiguration()


class Refused(FatalURLFetchingError):  # type: ignore[misc]  # noqa: N818
    """An address the document may not read; a BaseException, so that WeasyPrint does not swallow it."""


class StrictFetcher(URLFetcher):  # type: ignore[misc]
    """Serves the given files and the packaged fonts under `BASE`, and nothing else.

    `refused` keeps every refusal: inside an inline SVG even a fatal error is swallowed.
    """

    def __init__(self, files: Mapping[str, bytes | Path]) -> None:
        super().__init__(allowed_protocols=("https",), allow_redirects=False, fail_on_errors=True)
        self._files = files
        self._fonts = {f"fonts/{face.file}": FOLDER / face.file for face in FACES}
        self.refused: list[str] = []

    def fetch(self, url: str, headers: object = None) -> Any:
        """The content of one address. Raises `Refused` for every address not given beforehand."""
        try:
            content, mime = self._found(url)
        except (LookupError, OSError, PhotoUnreadable) as error:
            self.refused.append(f"{url[:120]}: {error.args[-1]}")
            raise Refused(self.refused[-1]) from error
        return URLFetcherResponse(url, content, {"Content-Type": mime})

    def _found(self, url: str) -> tuple[bytes, str]:
        if not url.startswith(BASE):
            raise LookupError("the document may only show files of its own case")
        path = unquote(url.removeprefix(BASE))
        if path in self._fonts:
            return read_plain(self._fonts[path]), "font/ttf"
        mime = TYPES.get(Path(path).suffix.lower())
        if mime is None or path not in self._files:
            raise LookupError("no such file was given to this document")
        content = self._files[path]
        data = read_plain(content) if isinstance(content, Path) else content
        if mime.startswith("image/"):
            check_whole(data)  # WeasyPrint hands a JPEG on undecoded, cut off or not
        return data, mime
