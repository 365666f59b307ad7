"""What a draft saves: every document of one case with `--draft` against the documents themselves, laid out anew.

Why: a draft that is hardly sooner than the dossier is a second way of doing one thing. Floor: the same documents,
made whole, in the same run. Prints the figures; exits 1 when the ratio is over its budget.
"""

from __future__ import annotations

import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from tests.bench.measured import conclude

CASES = Path(__file__).parents[2] / "cases"
NAME, WHEN = "psi-2026-103-desk-lamps", "2026-09-30T12:00:00+01:00"
ROUNDS = 3
BUDGET = 0.95


def main() -> int:
    from lotproof.build import printing
    from lotproof.build.cache import Cache
    from lotproof.build.case import written
    from lotproof.build.look import look
    from lotproof.build.originals import Originals
    from lotproof.build.prints import print_all
    from lotproof.build.terms import Terms
    from lotproof.render import sheets
    from lotproof.render.pdf import print_to

    printing.print_to = print_to  # here, where the sheets that were kept can be taken away
    with tempfile.TemporaryDirectory() as cache:
        seen = look(CASES / NAME, datetime.fromisoformat(WHEN))
        assert seen.case is not None
        originals = Originals(seen.case.originals)
        made = {
            draft: written(seen, originals, Cache(Path(cache)), Terms(draft=draft))[1]
            for draft in (False, True)
        }

    def printed(draft: bool) -> float:
        sheets._kept.clear()
        start = time.perf_counter()
        _, _, failed = print_all(made[draft], originals)
        assert not failed
        return time.perf_counter() - start

    printed(True)  # fonts and templates are loaded once
    ratios = [printed(True) / printed(False) for _ in range(ROUNDS)]
    return conclude("draft", {"draft / whole": ratios}, {"draft / whole": BUDGET})


if __name__ == "__main__":
    sys.exit(main())
