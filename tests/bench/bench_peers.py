"""The sampling library beside the public packages that install: how many answers differ, and what one costs.

`python tests/bench/bench_peers.py [--json FILE]` prints a Markdown table. The peers are installed from peers.lock into
a virtual environment of their own, `.venv-peers`; where that cannot be done the bench says so and ends with 0. They are
run; nothing of theirs is part of this project.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from fractions import Fraction
from itertools import product
from pathlib import Path
from typing import Any

from peers_answers import least_us

from lotproof import sampling
from lotproof.sampling import AQLS, LEVELS, SEVERITIES, Plan, SeriesLot, code_letter, plan, series_states
from lotproof.sampling.binomial import at_most as at_most_of_process
from lotproof.sampling.hypergeometric import at_most as at_most_of_lot
from lotproof.sampling.letters import BAND_ENDS

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
VENV = ROOT / ".venv-peers"
LOCK = HERE / "peers.lock"
CLOSE = Fraction(1, 10**9)  # the peers compute with floats

# the first and last lot of every band of table 1; the last band has no end
LOTS = sorted({2, *(end + more for end in BAND_ENDS for more in (0, 1)), 10_000_000})
GARMENT_LEVELS = {level: f"G{level}" if level[0] == "I" else level.replace("-", "") for level in LEVELS}
GARMENT_AQLS = ("0.65", "1.0", "1.5", "2.5", "4.0", "6.5")
K = plan(3_000, "II", "2.5")
K_TIGHTENED = plan(3_000, "II", "2.5", "tightened")
SERIES = [list(lots) for lots in product((True, False), repeat=12)]


@dataclass(frozen=True)
class Row:
    """One question put to one peer: `differ` of `compared` answers are not ours; microseconds for one answer."""

    peer: str
    question: str
    compared: int
    differ: int
    ours_us: float
    peer_us: float

    @property
    def ratio(self) -> str:
        faster = self.peer_us >= self.ours_us
        times = self.peer_us / self.ours_us if faster else self.ours_us / self.peer_us
        return f"{times:,.1f} x {'faster' if faster else 'slower'}"


def installed() -> Path | str:
    """The interpreter that has the peers, or a sentence on why there is none."""
    python, stamp = VENV / "bin" / "python", VENV / ".lock-sha256"
    digest = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    if stamp.is_file() and stamp.read_text() == digest:
        return python
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--require-hashes",
               "--only-binary", ":all:", "-r", str(LOCK)]  # fmt: skip
    for command in ([sys.executable, "-m", "venv", "--clear", str(VENV)], install):
        try:
            subprocess.run(command, check=True, capture_output=True, text=True, timeout=900)
        except (OSError, subprocess.SubprocessError) as problem:
            said = (getattr(problem, "stderr", None) or str(problem)).strip().splitlines()
            return (
                f"the peers could not be installed, so nothing is compared: {said[-1] if said else problem}"
            )
    (VENV / ".gitignore").write_text("*\n")  # for git and for what lints this folder
    stamp.write_text(digest)
    return python


def plans_of_units() -> list[Plan]:
    """Every different sample and acceptance number of the ISO tables up to AQL 10."""
    found = {}
    for lot, level, aql, severity in product(LOTS, ("I", "II", "III"), AQLS[:16], SEVERITIES):
        got = plan(lot, level, aql, severity)
        if not got.full_inspection and got.ac < got.sample:
            found[got.sample, got.ac] = got
    return [found[key] for key in sorted(found)]


def questions(plans: Iterable[Plan]) -> dict[str, Any]:
    process = [
        (p.sample, p.ac, share) for p in plans for share in ("0.001", "0.01", "0.025", "0.05", "0.1", "0.3")
    ]
    lots = [
        (p.sample, p.ac, p.lot_size, p.lot_size * per_thousand // 1_000)
        for p in plans
        for per_thousand in (1, 10, 25, 50, 100, 300)
    ]
    zero = [
        (p.sample, p.lot_size)
        for lot in (50, 150, 500, 1_200, 3_000)
        for p in [plan(lot, "II", "not-allowed")]
    ]
    return {
        "garment": [
            (lot, GARMENT_LEVELS[level], aql) for lot, level, aql in product(LOTS, LEVELS, GARMENT_AQLS)
        ],
        "chances": {"process": process, "lots": lots},
        "series": SERIES,
        "zero": zero,
    }


def rows(asked: dict[str, Any], told: dict[str, Any]) -> list[Row]:
    """The peers' answers beside ours."""
    return [
        _lookups(told["garment"], letters=False),
        _lookups(told["garment"], letters=True),
        *_chances(asked["chances"], told["chances"]),
        _series(told["series"]),
        *_zero(asked["zero"], told["zero"]),
    ]


def _lookups(told: dict[str, Any], *, letters: bool) -> Row:
    differ = 0
    grid = list(product(LOTS, LEVELS, GARMENT_AQLS))
    for (lot, level, aql), (letter, sample, ac, re) in zip(grid, told["answers"], strict=True):
        got = plan(lot, level, aql)
        # their sample may exceed the lot; that the whole lot is meant is granted
        same = (min(sample, lot), ac, re) == (got.sample, got.ac, got.re)
        differ += letter != got.first_letter if letters else not same
    if letters:
        question, ours_us, peer_us = (
            "code letter of table 1",
            least_us(lambda: code_letter(4_000, "II")),
            told["letter_us"],
        )
    else:
        question, peer_us = "single normal plan: sample, Ac and Re", told["us"]
        ours_us = least_us(lambda: plan(4_000, "II", "2.5"))
    return Row("garment-aql-calculator", question, len(grid), differ, ours_us, peer_us)


def _chances(asked: dict[str, Any], told: dict[str, Any]) -> list[Row]:
    process = [at_most_of_process(c, n, p) for n, c, p in asked["process"]]
    lots = [at_most_of_lot(c, n, lot, held) for n, c, lot, held in asked["lots"]]
    return [
        Row("capstat-core", "chance of acceptance, process (binomial)", len(process), _apart(process, told["process"]),
            least_us(lambda: at_most_of_process(7, 125, "0.05")), told["process_us"]),
        Row("capstat-core", "chance of acceptance, lot (hypergeometric)", len(lots), _apart(lots, told["lots"]),
            least_us(lambda: at_most_of_lot(7, 125, 3_000, 264)), told["lots_us"]),
    ]  # fmt: skip


def _apart(ours: Iterable[Fraction], theirs: Iterable[float]) -> int:
    return sum(abs(mine - Fraction(other)) > CLOSE for mine, other in zip(ours, theirs, strict=True))


def _series(told: dict[str, Any]) -> Row:
    compared = differ = 0
    for lots, theirs in zip(SERIES, told["answers"], strict=True):
        ours = _severities(lots)
        compared += len(ours)
        differ += sum(mine != other for mine, other in zip(ours, theirs, strict=False))
    longest = SERIES[-1]
    us = least_us(lambda: _severities(longest))
    return Row(
        "capstat-core", "switching rules, severity after each lot (12 lots)", compared, differ, us, told["us"]
    )


def _severities(lots: list[bool]) -> list[str]:
    """The severity after each lot; the last one is "discontinued" where inspection ends."""
    state, found = sampling.SeriesState(), []
    for accepted in lots:
        used = K_TIGHTENED if state.severity == "tightened" else K
        (state,) = series_states([SeriesLot(used, 0 if accepted else used.re)], start=state)
        found.append("discontinued" if state.discontinued else state.severity)
        if state.discontinued:
            break
    return found


def _zero(asked: list[Any], told: dict[str, Any]) -> list[Row]:
    compared = differ = limits = 0
    for (_, lot), theirs in zip(asked, told["answers"], strict=True):
        got = plan(lot, "II", "not-allowed")
        ours = [sampling.accepted_in_lot(got, held) for held in range(lot + 1)]
        compared += len(ours)
        differ += _apart(ours, theirs["curve"])
        limits += abs(sampling.outgoing_limit(got).share - Fraction(theirs["aoql"])) > CLOSE
    worked = plan(3_000, "II", "not-allowed")
    curve_us = least_us(lambda: [sampling.accepted_in_lot(worked, held) for held in range(3_001)])
    return [
        Row("lotsampling", "accept on zero: chance for every lot content, 3,001 at once", compared, differ, curve_us,
            told["us"]),
        Row("lotsampling", "accept on zero: outgoing quality limit (the peer's with its curve)", len(asked), limits,
            least_us(lambda: sampling.outgoing_limit(worked)), told["us"]),
    ]  # fmt: skip


def markdown(found: Iterable[Row]) -> str:
    lines = [
        "| peer | question | answers compared | differ from ours | one answer, ours beside the peer's |",
        "|---|---|---:|---:|---|",
    ]
    lines += [f"| {r.peer} | {r.question} | {r.compared:,} | {r.differ:,} | {r.ratio} |" for r in found]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the measured values here too")
    options = parser.parse_args()
    python = installed()
    if isinstance(python, str):
        print(python)
        return 0
    asked = questions(plans_of_units())
    child = subprocess.run([str(python), str(HERE / "peers_answers.py")], input=json.dumps(asked), text=True,
                           stdout=subprocess.PIPE, check=True, timeout=900)  # fmt: skip
    found = rows(asked, json.loads(child.stdout))
    print(markdown(found))
    if options.json is not None:
        options.json.write_text(json.dumps([asdict(row) for row in found], indent=1) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
