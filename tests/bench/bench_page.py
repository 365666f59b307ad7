"""How long a page from disk takes to its first paint beside an empty one, and how large it is without its photographs.

The floor is an empty page in the same browser, one after the other. Needs a Chromium; says so where there is none.
"""

from __future__ import annotations

import gzip
import sys
import tempfile
from pathlib import Path

from tests.bench.measured import conclude
from tests.browser.chromium import Page, chromium, lacking
from tests.browser.test_page import NOW, pages

ROUNDS = 7
BUDGETS = {"first paint / first paint of an empty page": 4.0, "kilobytes packed, the largest document": 150.0}
EMPTY = "<!doctype html><html lang=en><meta charset=utf-8><title>Empty</title><p>Empty"
PAINT = "(performance.getEntriesByName('first-contentful-paint')[0] || {}).startTime"


def painted(browser: Page, file: Path) -> float:
    """Milliseconds from asking for the page to its first words."""
    browser.open("about:blank")
    browser.open(file)
    return float(browser.wait(PAINT))


def main() -> int:
    if (missing := lacking()) is not None:
        print(missing)
        return 0
    ratios: list[float] = []
    every = {f"{case}/{name}": html for case in NOW for name, html in pages(case).items()}
    dossier = max((name for name in every if name.endswith("/index.html")), key=lambda name: len(every[name]))
    packed = max(len(gzip.compress(unpictured(html).encode())) for html in every.values()) / 1000
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        page, empty = Path(folder) / "page.html", Path(folder) / "empty.html"
        page.write_text(every[dossier], "utf-8")
        empty.write_text(EMPTY, "utf-8")
        painted(browser, page)
        for _ in range(ROUNDS):
            floor, ours = painted(browser, empty), painted(browser, page)
            print(f"{dossier}: {ours:.0f} ms, empty {floor:.0f} ms")
            ratios.append(ours / floor)
    first, second = BUDGETS
    return conclude("page", {first: ratios, second: [packed]}, BUDGETS)


def unpictured(html: str) -> str:
    """The page without the bytes of its pictures."""
    parts = html.split('src="data:')
    return 'src="'.join([parts[0], *(part[part.index('"') :] for part in parts[1:])])


if __name__ == "__main__":
    sys.exit(main())
