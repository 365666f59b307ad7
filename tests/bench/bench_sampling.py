"""How long the sampling library takes: `python -m tests.bench sampling` prints medians against budgets.

Exits 1 when a budget is exceeded, so that a slower search for limits is noticed. Process start is not counted.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from fractions import Fraction

from tests.bench.measured import conclude

from lotproof.sampling import (
    accepted_from_process,
    accepted_in_lot,
    clopper_pearson,
    consumers_risk_quality,
    double_plan,
    lot_curve,
    lot_limits,
    origins,
    outgoing_limit,
    passing_from_here,
    plan,
    repeat_chance,
    scientific,
    tail_at_aql,
)

K = plan(3_000, "II", "2.5")
K_DOUBLE = double_plan(3_000, "II", "2.5")
LARGEST_DOUBLE = double_plan(10_000_000, "III", "1.0")

# name, what is run, budget in milliseconds (None: shown only)
BENCHES: tuple[tuple[str, Callable[[], object], float | None], ...] = (
    ("plan(4000, II, 2.5)", lambda: plan(4_000, "II", "2.5"), 0.02),
    ("double_plan(4000, II, 2.5)", lambda: double_plan(4_000, "II", "2.5"), None),
    ("lot_limits(18, 125, 4000)", lambda: lot_limits(18, 125, 4_000), 2),
    ("lot_limits(0, 125, 3000)", lambda: lot_limits(0, 125, 3_000), 2),
    ("lot_limits(21, 800, 500000)", lambda: lot_limits(21, 800, 500_000), 20),
    ("lot_limits(600, 1250, 500000)", lambda: lot_limits(600, 1_250, 500_000), 20),
    ("lot_limits(1575, 3150, 10000000)", lambda: lot_limits(1_575, 3_150, 10_000_000), 20),
    ("lot_limits(1000, 250000, 500000)", lambda: lot_limits(1_000, 250_000, 500_000), None),
    ("lot_limits(125000, 250000, 500000)", lambda: lot_limits(125_000, 250_000, 500_000), None),
    ("clopper_pearson(18, 125)", lambda: clopper_pearson(18, 125), None),
    (
        "scientific(tail_at_aql(18, 125, 2.5))",
        lambda: scientific(tail_at_aql(18, 125, "2.5") or Fraction(0)),
        None,
    ),
    ("accepted_in_lot(K 2.5, 264)", lambda: accepted_in_lot(K, 264), None),
    ("accepted_from_process(K 2.5, 5 %)", lambda: accepted_from_process(K, "0.05"), None),
    ("the same, double", lambda: accepted_from_process(K_DOUBLE, "0.05"), None),
    ("the same, double 1250 + 1250", lambda: accepted_from_process(LARGEST_DOUBLE, "0.05"), None),
    ("consumers_risk_quality(double K 2.5)", lambda: consumers_risk_quality(K_DOUBLE), None),
    ("passing_from_here(K 2.5, 60, 4)", lambda: passing_from_here(K, 60, 4, "0.025"), None),
    ("origins(125, 7)", lambda: origins(125, 7), None),
    ("lot_curve(K 2.5), 41 points", lambda: lot_curve(K), None),
    ("repeat_chance(11, 125, K 2.5)", lambda: repeat_chance(11, 125, K), None),
    ("outgoing_limit(K 2.5)", lambda: outgoing_limit(K), None),
)


def taken(run: Callable[[], object]) -> list[float]:
    """Milliseconds of every run in about a third of a second, five at least, after one that is not counted."""
    run()
    found: list[float] = []
    until = time.perf_counter() + 0.3
    while time.perf_counter() < until or len(found) < 5:
        began = time.perf_counter()
        run()
        found.append((time.perf_counter() - began) * 1_000)
    return found


def main() -> int:
    rows = {name: taken(run) for name, run, _ in BENCHES}
    return conclude("sampling", rows, {name: budget for name, _, budget in BENCHES}, unit="ms")


if __name__ == "__main__":
    sys.exit(main())
