"""Whether a page costs the same in a long document: one exhibit of 20, 200 and 1,000 pages, each in a new process."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from tests.bench.measured import conclude
from tests.bench.spent import spent

PAGES = (20, 200, 1_000)
LEVEL = 1.25
ROOT = Path(__file__).parents[2]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        out = str(Path(folder) / "out.pdf")

        def measured(pages: int):  # type: ignore[no-untyped-def]
            return spent([sys.executable, "-m", "tests.bench.content", str(pages), out], ROOT)

        start, found = measured(1), {pages: measured(pages) for pages in PAGES}

    def time_a_page(few: int, many: int) -> float:
        """Milliseconds a page between two lengths, so that starting is not counted."""
        before = found[few] if few > 1 else start
        return (found[many].seconds - before.seconds) / (many - few) * 1000

    def memory_a_page(few: int, many: int) -> float:
        before = found[few] if few > 1 else start
        return (found[many].together - before.together) / (many - few)

    shown = {f"{pages:,} pages": [found[pages].seconds] for pages in PAGES}
    conclude("pages", shown, {}, "s")
    conclude("pages", {f"peak memory, {pages:,} pages": [found[pages].together] for pages in PAGES}, {}, "MB")
    ratios = {
        "time a page, 200 to 1,000 pages / up to 200": [time_a_page(200, 1_000) / time_a_page(1, 200)],
        "memory a page, 200 to 1,000 pages / up to 200": [memory_a_page(200, 1_000) / memory_a_page(1, 200)],
    }
    return conclude("pages", ratios, dict.fromkeys(ratios, LEVEL))


if __name__ == "__main__":
    sys.exit(main())
