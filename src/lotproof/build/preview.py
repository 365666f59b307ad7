"""The pages of a case as they stand now, for a screen: each made when it is asked for, none of them on the disk.

Why: whoever types wants to see it at once, and the layout on paper takes a hundred times as long as the page.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Final

from lotproof.build.cache import Cache
from lotproof.build.case import written
from lotproof.build.look import Look, look
from lotproof.build.media import Prepared, prepare
from lotproof.build.originals import Originals
from lotproof.build.printing import on_screen
from lotproof.build.terms import Terms, Told
from lotproof.case.case import Case
from lotproof.case.house import House
from lotproof.compute.figures import Figures
from lotproof.read.history import read_commits, read_history
from lotproof.read.originals import Known
from lotproof.view.document import Document

FRONT: Final = "index.html"  # the dossier's
DOSSIER: Final = "dossier"
SUFFIX: Final = ".html"


def told_now(folder: Path, house: House) -> Told:
    """What git says of the case in `folder` now."""
    history, uncommitted = read_history(folder)
    return Told(history, uncommitted, read_commits(folder), house.commit, house.uncommitted)


def edited(told: Told) -> Told:
    """The same once a file of the case was saved: git is asked again when its PDFs are made."""
    if told.history is None:
        return told
    return replace(told, history=replace(told.history, clean=False), uncommitted=True)


class Preview:
    """The case in `folder` at `as_of`. It may be asked from several threads.

    What exhibits look like, and their digests, are taken from the preview `before` where they are the same files.
    """

    def __init__(
        self,
        root: Path,
        folder: Path,
        as_of: datetime | None,
        house: House,
        told: Told,
        before: Preview | None = None,
    ) -> None:
        self._known: Known = before._known if before is not None else Known()
        self.seen: Look = look(folder, as_of, house, told, self._known)
        self._root, self._told = root, told
        self._documents: dict[str, Document] = {}
        self._pages: dict[str, str] = {}
        self._lock = threading.Lock()
        self._shown: tuple[object, Prepared] | None = before._shown if before is not None else None

    def page(self, name: str, pictures: str) -> str | None:
        """The HTML file `name` of the case; its pictures lie below the address `pictures`. None: it has no such page.

        Raises TemplateBroken for a template of the workspace, OriginalChanged, and jinja2's errors for one of ours.
        """
        with self._lock:
            if name not in self._pages:
                document = self._document(name)
                if document is None:
                    return None
                addresses = {path: pictures + PurePosixPath(path).name for path in document.pictures}
                self._pages[name] = on_screen(document, addresses)
            return self._pages[name]

    def pictures(self) -> Mapping[str, bytes]:
        """The pictures by name that the pages made so far show."""
        with self._lock:
            return {
                PurePosixPath(path).name: data
                for document in self._documents.values()
                for path, data in document.pictures.items()
            }

    def _document(self, name: str) -> Document | None:
        if self.seen.case is None or self.seen.figures is None or not name.endswith(SUFFIX):
            return None
        if name not in self._documents:
            only = DOSSIER if name == FRONT else name.removesuffix(SUFFIX)
            originals, cache = Originals(self.seen.case.originals), Cache(self._root)
            shown = self._prepared(self.seen.case, self.seen.figures, originals, cache)
            _, made, _ = written(self.seen, originals, cache, Terms(told=self._told), only, shown)
            self._documents |= {document.html_name: document for document in made}
        return self._documents.get(name)

    def _prepared(self, case: Case, figures: Figures, originals: Originals, cache: Cache) -> Prepared:
        """What of the exhibits can be shown, made once for the same register and the same files."""
        key = (figures.exhibits, sorted((name, one.sha256) for name, one in case.originals.items()))
        if self._shown is None or self._shown[0] != key:
            self._shown = key, prepare(case, figures.exhibits, originals, cache)
        return self._shown[1]
