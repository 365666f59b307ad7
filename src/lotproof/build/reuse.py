"""Finds the PDF of a document again that the last build of the case put in place, when it would be made the same now.

Why: after an edit most letters of a case are what they were, and the same pages from the same tools are the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from lotproof.build.cache import Cache, entry_name
from lotproof.build.finished import Finished
from lotproof.build.folder import BUILD
from lotproof.build.ground import tools
from lotproof.build.originals import Originals
from lotproof.seal.digest import sha256_bytes
from lotproof.view.document import Document


class Earlier:
    """The PDFs of the last build of `case` in the workspace `root`.

    What they were made from is kept in the `cache`, sealed; the bytes are those in `build/`, and nothing else will do.
    """

    def __init__(self, root: Path, case: str, cache: Cache) -> None:
        self._cache = cache
        self._built = root / BUILD / case

    def find(self, document: Document, page: str, originals: Originals) -> tuple[Finished, int] | None:
        """The finished PDF and its number of pages, if it was made from this page, these files and these tools."""
        kept = self._cache.read(_entry(document, page, originals))
        if kept is None:
            return None
        told = json.loads(kept)
        found = Finished.lying(self._built, f"{document.name}.pdf", told["sha256"])
        return None if found is None else (found, int(told["pages"]))

    def keep(self, document: Document, page: str, originals: Originals, sha256: str, pages: int) -> None:
        """Remember what the PDF with the digest `sha256` was made from."""
        told = {"sha256": sha256, "pages": pages}
        self._cache.write(_entry(document, page, originals), json.dumps(told).encode())


def _entry(document: Document, page: str, originals: Originals) -> str:
    carried: list[Mapping[str, Any]] = []
    for item in document.enclosures:
        content = (
            originals.held(item.content) if isinstance(item.content, Path) else sha256_bytes(item.content)
        )
        carried.append({**asdict(item), "content": content, "received": item.received.isoformat()})
    parts = [
        document.name,
        document.draft,
        sha256_bytes(page.encode("utf-8", "surrogatepass")),
        sorted((path, sha256_bytes(data)) for path, data in document.pictures.items()),
        carried,
        sorted(document.fields.items()),
    ]
    return entry_name(f"document\n{tools()}", hashlib.sha256(json.dumps(parts).encode()).hexdigest())
