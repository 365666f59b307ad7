"""What the peers answer, and how long one answer takes: run by bench_peers.py with the peers' own interpreter.

Reads the questions as JSON from standard input and writes the answers as JSON; nothing of Lotproof is imported here.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any


def least_us(run: Callable[[], object], seconds: float = 0.4) -> float:
    """Microseconds of CPU time one call takes, the least of nine rounds or more that fill `seconds` together."""
    began = time.process_time()
    run()
    calls = max(1, int(seconds / 20 / max(time.process_time() - began, 1e-7)))
    rounds: list[float] = []
    until = time.process_time() + seconds
    while time.process_time() < until or len(rounds) < 9:
        began = time.process_time()
        for _ in range(calls):
            run()
        rounds.append((time.process_time() - began) / calls)
    return min(rounds) * 1_000_000


def garment(asked: list[Any]) -> dict[str, Any]:
    from garment_aql_calculator import calculate_aql, get_code_letter

    answers = []
    for lot, level, aql in asked:
        got = calculate_aql(lot, level, float(aql))
        answers.append([got[key] for key in ("code_letter", "sample_size", "accept_number", "reject_number")])
    return {
        "answers": answers,
        "us": least_us(lambda: calculate_aql(4_000, "GII", 2.5)),
        "letter_us": least_us(lambda: get_code_letter(4_000, "GII")),
    }


def chances(asked: dict[str, list[Any]]) -> dict[str, Any]:
    from capstat_core.acceptance_sampling import SamplingPlan, probability_of_acceptance

    process = [probability_of_acceptance(SamplingPlan(n, c), float(p)) for n, c, p in asked["process"]]
    lots = [
        probability_of_acceptance(SamplingPlan(n, c, lot), held / lot, model="hypergeometric")
        for n, c, lot, held in asked["lots"]
    ]
    one, other = SamplingPlan(125, 7), SamplingPlan(125, 7, 3_000)
    return {
        "process": process,
        "lots": lots,
        "process_us": least_us(lambda: probability_of_acceptance(one, 0.05)),
        "lots_us": least_us(lambda: probability_of_acceptance(other, 0.088, model="hypergeometric")),
    }


def series(asked: list[list[bool]]) -> dict[str, Any]:
    from capstat_core.sampling_scheme import LotResult, apply_switching_rules

    def run(lots: list[bool]) -> list[str]:
        return [
            step.severity_after
            for step in apply_switching_rules(
                [LotResult(lot, accepted_at_tighter_aql=lot) for lot in lots]
            ).steps
        ]

    longest = asked[-1]
    return {"answers": [run(lots) for lots in asked], "us": least_us(lambda: run(longest))}


def zero(asked: list[list[int]]) -> dict[str, Any]:
    from lotsampling import evaluate_hypergeometric_plan

    answers = []
    for sample, lot in asked:
        got = evaluate_hypergeometric_plan(sample, lot)
        answers.append({"curve": list(map(float, got.acceptance_probabilities)), "aoql": float(got.aoql)})
    return {"answers": answers, "us": least_us(lambda: evaluate_hypergeometric_plan(125, 3_000))}


def main() -> int:
    asked = json.load(sys.stdin)
    found = {name: globals()[name](asked[name]) for name in ("garment", "chances", "series", "zero")}
    json.dump(found, sys.stdout)
    return 0


if __name__ == "__main__":
    sys.exit(main())
