"""Pages of cases at the edge of what people have: nothing collides, is cut off, or leaves a page nearly empty.

The documents are laid out in this process, with fewer photographs and events than `python -m tests.conformance
--extreme` takes, so that they are done in a minute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from lotproof.build import case as building
from lotproof.build import printing, prints
from lotproof.render import sheets
from lotproof.render.pdf import write_pdf
from lotproof.view.document import Document

from .extreme import AS_OF, few, many
from .facts import facts

READ = frozenset({"dossier", "car", "car.zh", "options", "confirmation", "8d", "bank"})
LONG = 400  # characters, from which on a text of its own row may run over a page


@pytest.fixture(scope="module", params=["many", "few"])
def laid(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """Every document that is read, as a PDF and as the boxes it was laid out in."""
    root = tmp_path_factory.mktemp(request.param)
    folder = root / "cases" / f"psi-2026-900-{request.param}"
    folder.mkdir(parents=True)
    write: Callable[[Path], None] = (
        few if request.param == "few" else lambda at: many(at, photographs=24, events=40)
    )
    write(folder)
    documents: list[Document] = []
    boxes: list[Any] = []
    lay_out = sheets.lay_out

    def taken(found: Any, *rest: Any) -> tuple[dict[str, bytes], dict[str, int], tuple[()]]:
        documents.extend(found)
        return {}, {}, ()

    def kept(*given: Any) -> Any:
        boxes.append(lay_out(*given))
        return boxes[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(prints, "print_all", taken)
        patch.setattr(sheets, "lay_out", kept)
        building.make(root, folder, datetime.fromisoformat(AS_OF))
        made: dict[str, Any] = {}
        for document in documents:
            if document.name not in READ:
                continue
            page = printing._page(document, dict(document.context) | {"font_css": "", "media": "print"}, {})
            pdf = write_pdf(page, files=document.pictures, attachments=(), identifier=b"extreme")
            path = root / f"{document.name}.pdf"
            path.write_bytes(pdf.data)
            made[document.name] = (path, boxes[-1].document)
    assert made.keys() == READ
    yield made


def test_nothing_collides_is_cut_off_or_split(laid: dict[str, Any]) -> None:
    """In one test, because each worker of a parallel run would lay everything out for its own."""
    wrong = [
        f"{name}, page {n}: {wrong}"
        for name, (path, _) in laid.items()
        for n, page in enumerate(facts(path), start=1)
        for wrong in page.wrong
    ]
    wrong += [f"{name}: split: {row}" for name, (_, document) in laid.items() for row in _split(document)]
    assert wrong == []


def _split(document: Any) -> list[str]:
    """The start of every row on two pages, but for those with a text longer than a column holds."""
    pages: dict[Any, set[int]] = {}
    for number, page in enumerate(document.pages):
        for row in _rows(page._page_box):
            pages.setdefault(row, set()).add(number)
    texts = [["".join(cell.itertext()) for cell in row] for row, on in pages.items() if len(on) > 1]
    return ["".join(cells)[:80] for cells in texts if max(map(len, cells)) < LONG]


def _rows(box: Any) -> Iterator[Any]:
    tag = getattr(box, "element_tag", None)
    if tag == "thead":
        return
    if tag == "tr":
        yield box.element
    for child in getattr(box, "children", ()):
        yield from _rows(child)
