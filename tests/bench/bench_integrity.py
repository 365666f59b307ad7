"""What integrity adds to a dossier, as ratios: seconds and bytes of the embedded originals and their list of digests.

Why: whoever waits for a build must not be tempted to switch this off. Floor: the same pages without attachments and
list, in the same run; the checksum line, one pass of SHA-256 over the file, is in both. Prints the figures; exits 1
when the ratio is over its budget.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from statistics import median

from tests.bench.measured import conclude

CASES = Path(__file__).parents[2] / "cases"
NAME, WHEN = "psi-2026-103-desk-lamps", "2026-09-30T12:00:00+01:00"
ROUNDS = 3
BUDGET = 1.1


def main() -> int:
    from lotproof.build import printing
    from lotproof.build.cache import Cache
    from lotproof.build.look import look
    from lotproof.build.manifest import inputs, manifest, typed_digests
    from lotproof.build.media import prepare
    from lotproof.build.originals import Originals
    from lotproof.build.printing import printed
    from lotproof.render import sheets
    from lotproof.render.pdf import print_to
    from lotproof.view.documents import documents

    root = CASES.parent
    printing.print_to = print_to  # here, where the sheets that were kept can be taken away
    with tempfile.TemporaryDirectory() as cache:
        seen = look(CASES / NAME, datetime.fromisoformat(WHEN))
        assert seen.case is not None and seen.figures is not None
        case, figures = seen.case, seen.figures
        media, _ = prepare(case, figures.exhibits, Originals(case.originals), Cache(Path(cache)))
        whole = documents(case, figures, media)[0]

    def with_integrity() -> int:
        sheets._kept.clear()
        made = printed(whole, Originals(case.originals)).files
        typed = typed_digests(CASES / NAME)
        manifest(root, CASES / NAME, inputs(case, figures, typed), made)
        return len(made["dossier.pdf"])

    def without() -> int:
        sheets._kept.clear()
        return len(printed(replace(whole, enclosures=()), Originals(case.originals)).files["dossier.pdf"])

    with_integrity()  # fonts and templates are loaded once
    took: dict[str, list[float]] = {"with": [], "without": []}
    sizes: dict[str, int] = {}
    for _ in range(ROUNDS):
        for name, job in (("with", with_integrity), ("without", without)):
            seconds, sizes[name] = timed(job)
            took[name].append(seconds)
    ratios = [one / other for one, other in zip(took["with"], took["without"], strict=True)]
    held = sum(original.size for original in case.originals.values())
    print(f"with integrity     {median(took['with']):6.2f} s  {sizes['with']:>10,} bytes")
    print(f"without            {median(took['without']):6.2f} s  {sizes['without']:>10,} bytes")
    print(f"the originals themselves     {held:>10,} bytes")
    return conclude("integrity", {"with integrity / without": ratios}, {"with integrity / without": BUDGET})


def timed(job: Callable[[], int]) -> tuple[float, int]:
    start = time.perf_counter()
    result = job()
    return time.perf_counter() - start, result


if __name__ == "__main__":
    sys.exit(main())
