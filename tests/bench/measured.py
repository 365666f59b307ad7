"""What a bench measured: printed, held to its budgets, and kept for `python -m tests.bench`.

Why: every bench says what it found in one way, so that a run can be compared with the one before.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import Final

KEPT_IN: Final = "LOTPROOF_BENCH"  # a folder; the runner names it


def conclude(
    bench: str, rows: Mapping[str, Sequence[float]], budgets: Mapping[str, float | None], unit: str = "ratio"
) -> int:
    """Print the median of every row beside its budget, keep it, and return 1 when one is over.

    `rows` are the values of a run's rounds by name. A row without a budget is shown only.
    """
    over = False
    for name, values in rows.items():
        middle, budget = median(values), budgets.get(name)
        late = budget is not None and middle > budget
        over |= late
        told = f"budget {budget:g}" if budget is not None else "no budget"
        word = "  OVER" if late else ""
        print(f"{name:48} {middle:9.4g} {unit}   ({told}; {min(values):.4g} to {max(values):.4g}){word}")
    folder = os.environ.get(KEPT_IN)
    if folder:
        kept = [
            {"bench": bench, "name": name, "median": float(f"{median(values):.4g}"), "low": float(f"{min(values):.4g}"),
             "high": float(f"{max(values):.4g}"), "budget": budgets.get(name), "unit": unit}
            for name, values in rows.items()
        ]  # fmt: skip
        with (Path(folder) / f"{bench}.jsonl").open("a", encoding="utf-8") as out:
            out.writelines(json.dumps(row) + "\n" for row in kept)
    return int(over)
