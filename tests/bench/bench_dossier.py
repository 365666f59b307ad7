"""How long documents take beside the bare renderer, and what sharing their pages saves: ratios in one run.

Floors: WeasyPrint laying out and writing the very same HTML without our fetcher, checks, attachments and claims; every
document of a case laid out whole; the first build of a case; and a new interpreter that imports nothing.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from tests.bench.measured import conclude

CASES = Path(__file__).parents[2] / "cases"
NAME, WHEN = "psi-2026-103-desk-lamps", "2026-09-30T12:00:00+01:00"
CHECK = [sys.executable, "-m", "lotproof", "check", str(CASES / NAME)]
ROUNDS = 3
BUDGETS = {
    "dossier / bare renderer": 1.1,
    "all documents sharing / each laid out whole": 0.85,
    "dossier after an edit / all documents afresh": 0.25,
    "all documents after an edit / afresh": 0.75,
    "everything but rendering / bare renderer": 0.1,
    "check / interpreter": 60.0,
}


def seconds(job: Callable[[], object]) -> float:
    """Those of `job`, which finds the heap as a child that prints does: what is kept, and no garbage."""
    from lotproof.render import heap

    heap.let_go(heap.MANY)
    heap.tidy()
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main() -> int:
    from lotproof.build import printing
    from lotproof.build.cache import Cache
    from lotproof.build.look import look
    from lotproof.build.media import prepare
    from lotproof.build.originals import Originals
    from lotproof.build.printing import printed
    from lotproof.render import engine, heap, sheets
    from lotproof.render.html import render
    from lotproof.render.pdf import print_to
    from lotproof.view.document import Document
    from lotproof.view.documents import documents

    printing.print_to = print_to  # here, where the sheets that were kept can be taken away
    as_of = datetime.fromisoformat(WHEN)
    with tempfile.TemporaryDirectory() as folder:
        seen = look(CASES / NAME, as_of)
        assert seen.case is not None and seen.figures is not None
        case, figures = seen.case, seen.figures
        originals = Originals(case.originals)
        media, _ = prepare(case, figures.exhibits, originals, Cache(Path(folder)))
    every = documents(case, figures, media)

    def page(document: Document) -> str:
        html = render(
            document.template, **dict(document.context) | {"media": "print", "src": str, "font_css": ""}
        )
        return re.sub('data-page="[^"]*"', 'data-n="12"', html.replace(sheets.MARK, ""))

    pages = {document.name: page(document) for document in every}

    def bare(document: Document) -> None:
        html = engine.HTML(
            string=pages[document.name],
            base_url=engine.BASE,
            url_fetcher=engine.StrictFetcher(document.pictures),
        )
        html.write_pdf(font_config=engine.font_configuration(), pdf_variant="pdf/a-3a")

    def nothing_kept() -> None:
        sheets._kept.clear()
        sheets._around.clear()

    def afresh(*wanted: Document) -> None:
        nothing_kept()
        for document in wanted:
            printed(document, originals)

    def whole() -> None:
        for document in every:
            nothing_kept()
            printed(document, originals)

    def edited(number: int) -> list[Document]:
        """The documents after a word was added to the buyer's summary."""
        case_now = replace(case, findings_md=f"{case.findings_md}\n\nEdited {number} times.")
        return list(documents(case_now, figures, media))

    def but_rendering() -> None:
        again = look(CASES / NAME, as_of)
        assert again.case is not None and again.figures is not None
        documents(again.case, again.figures, media)

    dossier = every[0]
    bare(dossier)  # warm: fonts and imports
    heap.begin()
    rows: dict[str, list[float]] = {name: [] for name in BUDGETS}
    for number in range(ROUNDS):
        floor = seconds(lambda: bare(dossier))
        rows["dossier / bare renderer"].append(seconds(lambda: afresh(dossier)) / floor)
        apart, first = seconds(whole), seconds(lambda: afresh(*every))
        rows["all documents sharing / each laid out whole"].append(first / apart)
        again = edited(2 * number)
        rows["dossier after an edit / all documents afresh"].append(
            seconds(lambda: printed(again[0], originals)) / first  # noqa: B023  called here
        )
        more = edited(2 * number + 1)
        rows["all documents after an edit / afresh"].append(
            seconds(lambda: [printed(document, originals) for document in more]) / first  # noqa: B023  called here
        )
        rows["everything but rendering / bare renderer"].append(seconds(but_rendering) / floor)
        nothing = seconds(lambda: subprocess.run([sys.executable, "-c", ""], check=True))
        checked = seconds(lambda: subprocess.run(CHECK, check=True, capture_output=True))
        rows["check / interpreter"].append(checked / nothing)
    return conclude("dossier", rows, BUDGETS)


if __name__ == "__main__":
    sys.exit(main())
