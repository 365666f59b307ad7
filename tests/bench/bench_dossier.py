"""How long a dossier takes beside the bare renderer, and a look at a case beside a no-op: ratios in one run.

Floors: WeasyPrint laying out and writing the very same HTML without our fetcher, checks, attachments and claims; and a
new interpreter that imports nothing. Prints the ratios; exits 1 when one is over its budget.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

CASES = Path(__file__).parents[2] / "cases"
NAME, WHEN = "psi-2026-103-desk-lamps", "2026-09-30T12:00:00+01:00"
ROUNDS = 3
BUDGETS = {
    "dossier / bare renderer": 1.6,
    "everything but rendering / bare renderer": 0.1,
    "check / interpreter": 60,
}


def seconds(job: Any) -> float:
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def main() -> int:
    from lotproof.build.look import look
    from lotproof.build.media import prepare
    from lotproof.build.originals import Originals
    from lotproof.build.printing import printed
    from lotproof.render import engine
    from lotproof.render.html import render
    from lotproof.view.documents import documents

    as_of = datetime.fromisoformat(WHEN)
    from lotproof.build.cache import Cache

    with tempfile.TemporaryDirectory() as folder:
        seen = look(CASES / NAME, as_of)
        assert seen.case is not None and seen.figures is not None
        originals = Originals(seen.case.originals)
        media, _ = prepare(seen.case, seen.figures.exhibits, originals, Cache(Path(folder)))
        dossier = documents(seen.case, seen.figures, media)[0]
        page = render(
            dossier.template, **dict(dossier.context) | {"media": "print", "src": str, "font_css": ""}
        )

        def bare() -> None:
            fetcher = engine.StrictFetcher(dossier.pictures)
            html = engine.HTML(string=page, base_url=engine.BASE, url_fetcher=fetcher)
            html.write_pdf(font_config=engine.font_configuration(), pdf_variant="pdf/a-3a")

        def ours() -> None:
            printed(dossier, originals)

        def but_rendering() -> None:
            again = look(CASES / NAME, as_of)
            assert again.case is not None and again.figures is not None
            documents(again.case, again.figures, media)

        bare()  # warm: fonts and imports
        rows: dict[str, list[float]] = {name: [] for name in BUDGETS}
        for _ in range(ROUNDS):
            floor = seconds(bare)
            rows["dossier / bare renderer"].append(seconds(ours) / floor)
            rows["everything but rendering / bare renderer"].append(seconds(but_rendering) / floor)
            nothing = seconds(lambda: subprocess.run([sys.executable, "-c", ""], check=True))
            checked = seconds(
                lambda: subprocess.run(
                    [sys.executable, "-m", "lotproof", "check", str(CASES / NAME)],
                    check=True,
                    capture_output=True,
                )
            )
            rows["check / interpreter"].append(checked / nothing)
    over = False
    for name, ratios in rows.items():
        middle = median(ratios)
        over |= middle > BUDGETS[name]
        print(f"{name:45} {middle:6.2f}   (budget {BUDGETS[name]}, {min(ratios):.2f} to {max(ratios):.2f})")
    return int(over)


if __name__ == "__main__":
    sys.exit(main())
