"""SIMULATION, not a measurement: how long a batch of cases takes on clusters nobody here has.

`python -m tests.bench.simulate_cluster [CASES]` prints a Markdown table. Each worker builds one case at a time and may
be lost; the machine where the cases lie sends, takes in and puts in place one case after another, at most two ahead of
each worker, as `build/cluster.py` does. The seconds are those of `Costs`: replace them by your own. The same seed gives
the same table.
"""

from __future__ import annotations

import heapq
import random
import sys
from dataclasses import dataclass

SEED = 7
WORKERS = (1, 2, 8, 32, 64, 128, 256)


@dataclass(frozen=True)
class Costs:
    """Seconds a case: on a worker (the mean of a log-normal with sigma 0.6), at home to send it and to take it in, and
    at home more for each of the share of cases that is `private`. Bytes a case both ways, bytes a second of the
    network of the machine at home, and the mean hours until a worker is lost.
    """

    build: float = 143.0
    home: float = 1.2
    brief: float = 7.4
    private: float = 0.0
    size: float = 47e6
    network: float = 100e6
    lasts: float = 500.0


def hours(cases: int, workers: int, costs: Costs) -> float:
    """Hours until the last case is in place."""
    chance = random.Random(SEED)
    mu = -(0.6**2) / 2  # so that the mean is one
    free = [0.0] * workers
    heapq.heapify(free)
    home = 0.0
    ends: list[float] = []
    transfer = costs.size / costs.network
    for _ in range(cases):
        if len(ends) >= 2 * workers:
            home = max(home, heapq.heappop(ends)) + costs.home / 2
            home += costs.brief if chance.random() < costs.private else 0.0
        home += costs.home / 2 + transfer
        start = max(home, heapq.heappop(free))
        takes = costs.build * chance.lognormvariate(mu, 0.6)
        while chance.random() < takes / (costs.lasts * 3600):  # lost on the way: again, from the beginning
            start += chance.random() * takes
        heapq.heappush(free, start + takes)
        heapq.heappush(ends, start + takes)
    while ends:
        home = max(home, heapq.heappop(ends)) + costs.home / 2
        home += costs.brief if chance.random() < costs.private else 0.0
    return home / 3600


def main() -> None:
    cases = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    print(
        f"| workers | hours for {cases:,} cases | of ideal | hours with private.yaml in every case"
        " |\n|---|---|---|---|"
    )
    alone = Costs().build * cases / 3600
    for workers in WORKERS:
        took, private = hours(cases, workers, Costs()), hours(cases, workers, Costs(private=1.0))
        print(f"| {workers} | {took:,.1f} | {alone / workers / took:.0%} | {private:,.1f} |")


if __name__ == "__main__":
    main()
