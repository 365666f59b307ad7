"""Whether a page costs the same in a long document: one exhibit of 20, 200 and 1,000 pages, each in a new process."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench.measured import conclude
from tests.bench.spent import Spent, spent

PAGES = (1, 20, 200, 1_000)  # one: what starting costs
SHOWN = PAGES[1:]
ROUNDS = 3  # the same lengths take an eighth more or less from one round to the next
LEVEL = 1.25
ROOT = Path(__file__).parents[2]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out.pdf")

        def measured(pages: int) -> Spent:
            return spent([sys.executable, "-m", "tests.bench.content", str(pages), out], ROOT)

        rounds = [{pages: measured(pages) for pages in PAGES} for _ in range(ROUNDS)]

    def a_page(found: dict[int, Spent], what: str, few: int, many: int) -> float:
        """What a page costs between two lengths."""
        return float((getattr(found[many], what) - getattr(found[few], what)) / (many - few))

    def level(what: str) -> list[float]:
        return [a_page(found, what, 200, 1_000) / a_page(found, what, 1, 200) for found in rounds]

    def each(what: str, named: str) -> dict[str, list[float]]:
        return {
            f"{named}{pages:,} pages": [getattr(found[pages], what) for found in rounds] for pages in SHOWN
        }

    conclude("pages", each("seconds", ""), {}, "s")
    conclude("pages", each("together", "peak memory, "), {}, "MB")
    ratios = {
        "time a page, 200 to 1,000 pages / up to 200": level("seconds"),
        "memory a page, 200 to 1,000 pages / up to 200": level("together"),
    }
    return conclude("pages", ratios, dict.fromkeys(ratios, LEVEL))


if __name__ == "__main__":
    sys.exit(main())
