"""Builds cases beside each other in warm processes of their own, and tells what came of each in the order asked.

Why: cases know nothing of each other, so each core may have one; the order of what is told, and every byte, must not
depend on how many there are.
"""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Final

from lotproof.build.outcome import Outcome, from_data
from lotproof.build.task import Order, do, mistake_of
from lotproof.build.terms import Superseded
from lotproof.case.finding import Finding, Place

WORKER: Final = Path(__file__).with_name("worker.py")
SECONDS: Final = 3600  # one case; the largest we know takes a hundredth of it
SECONDS_NAME: Final = "LOTPROOF_CASE_SECONDS"
GRACE: Final = 5.0  # seconds for a worker that was told to go
_BROKE_OFF: Final = "its process broke off"
_TURNS: Final = 400  # cases a worker builds before a new one takes its place
_NEEDS: Final = 1024 * 1024 * 1024  # bytes of memory a case may take while it is laid out
_MEMORY: Final = Path("/proc/meminfo")


class Lacking(Exception):  # noqa: N818
    """This machine cannot print at all; the message says what to install."""


def run(orders: Sequence[Order], jobs: int | None, stop: Callable[[], bool] = bool) -> Iterator[Outcome]:
    """What came of each order, in their order. `jobs` workers; 0: in this process; None: as many as the machine bears.

    A case that breaks its worker, or takes longer than LOTPROOF_CASE_SECONDS (3600), fails alone with a finding.
    Whatever ends the iteration early ends every worker. Raises Lacking, and in this process Superseded once `stop`
    says yes.
    """
    if jobs == 0 or (jobs is None and len(orders) == 1):
        yield from (here(order, stop) for order in orders)
        return
    pool = _Pool(orders, min(jobs or bearable(), len(orders)))
    try:
        yield from pool.outcomes()
    finally:
        pool.end()


def bearable() -> int:
    """How many cases this machine can build at once: one a core, as far as the memory that is free goes."""
    cores = len(_cores()) or os.cpu_count() or 1
    with contextlib.suppress(OSError, ValueError, StopIteration):
        lines = _MEMORY.read_text().splitlines()
        free = next(int(line.split()[1]) for line in lines if line.startswith("MemAvailable:"))
        cores = min(cores, free * 1024 // _NEEDS)
    return max(1, cores)


def _cores() -> frozenset[int]:
    """The cores that this process may use, where the system tells."""
    return frozenset(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else frozenset()


class _Worker:
    """One child in a group of its own, so that it and its children can be ended together; on `core` where one is given.

    It and its layout process take turns: sent from core to core, they find nothing in the caches of either.
    """

    def __init__(self, presses: int, core: int | None) -> None:
        start = {
            # -S and the parent's own path: the child finds the same packages and runs no site customisation
            "path": [str(WORKER.parents[2]), *(entry for entry in sys.path if Path(entry).is_absolute())],
            "parent": os.getpid(),
            "presses": presses,
        }
        self.process = subprocess.Popen(
            [sys.executable, "-I", "-S", str(WORKER), json.dumps(start)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"LOTPROOF_PRESSES": str(presses)},
            start_new_session=True,
        )
        self.core = core
        if core is not None:
            with contextlib.suppress(OSError):  # it is gone already, or the core is
                os.sched_setaffinity(self.process.pid, {core})
        self.turns, self.place, self.began, self.heard = 0, -1, 0.0, b""

    def give(self, place: int, order: Order) -> None:
        assert self.process.stdin is not None
        self.place, self.began, self.heard = place, time.monotonic(), b""
        self.turns += 1
        with contextlib.suppress(OSError):  # it is gone already: its silence is the answer
            self.process.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
            self.process.stdin.flush()

    def listen(self) -> bytes | None:
        """The answer when it is whole, b"" when there will be none, None as long as it is under way."""
        assert self.process.stdout is not None
        piece = os.read(self.process.stdout.fileno(), 1 << 20)
        self.heard += piece
        if self.heard.endswith(b"\n"):
            return self.heard
        return None if piece else b""

    def signal(self, number: int) -> None:
        with contextlib.suppress(OSError):
            os.killpg(self.process.pid, number)

    def gone(self) -> None:
        """End it: with its input it ends by itself and takes its scratch files along; what does not is ended."""
        assert self.process.stdin is not None and self.process.stdout is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(GRACE)
        self.signal(signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


class _Pool:
    def __init__(self, orders: Sequence[Order], workers: int) -> None:
        self._orders, self._number = orders, workers
        self._presses = 1
        self._cores = (
            _cores() if workers == len(_cores()) else frozenset()
        )  # one each, or the system's choice
        self._seconds = limit()
        self._workers: list[_Worker] = []
        self._ready: dict[int, Outcome] = {}
        self._next = 0
        self._ears = selectors.DefaultSelector()

    def outcomes(self) -> Iterator[Outcome]:
        for _ in range(self._number):
            self._start()
        for place in range(len(self._orders)):
            while place not in self._ready:
                self._step()
            yield self._ready.pop(place)

    def _start(self) -> None:
        """A new worker with the next order, if there is one."""
        if self._next >= len(self._orders):
            return
        core = min(self._cores - {worker.core for worker in self._workers}, default=None)
        worker = _Worker(self._presses, core)
        self._workers.append(worker)
        assert worker.process.stdout is not None
        self._ears.register(worker.process.stdout, selectors.EVENT_READ, worker)
        self._give(worker)

    def _give(self, worker: _Worker) -> None:
        worker.give(self._next, self._orders[self._next])
        self._next += 1

    def _step(self) -> None:
        """Hear whoever has something to say, and end whoever has taken too long."""
        for key, _ in self._ears.select(timeout=1.0):
            worker: _Worker = key.data
            told = worker.listen()
            if told is None:
                continue
            order = self._orders[worker.place]
            self._ready[worker.place] = _outcome(order, told) if told else stopped(order, _BROKE_OFF)
            if told and worker.turns < _TURNS and self._next < len(self._orders):
                self._give(worker)
            else:
                self._replace(worker)
        for worker in list(self._workers):
            late = time.monotonic() - worker.began > self._seconds
            # a child that it left may hold its output open: then there is silence and no end
            if late or (worker.process.poll() is not None and not self._speaks(worker)):
                why = f"it took more than {self._seconds} seconds" if late else _BROKE_OFF
                self._ready[worker.place] = stopped(self._orders[worker.place], why)
                worker.signal(signal.SIGTERM)
                self._replace(worker)

    def _speaks(self, worker: _Worker) -> bool:
        return any(key.data is worker for key, _ in self._ears.select(timeout=0))

    def _replace(self, worker: _Worker) -> None:
        self._drop(worker)
        self._start()

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        assert worker.process.stdout is not None
        self._ears.unregister(worker.process.stdout)
        worker.gone()

    def end(self) -> None:
        """End every worker and its children: asked first, so that they take their scratch files with them."""
        for worker in self._workers:
            worker.signal(signal.SIGTERM)
        for worker in list(self._workers):
            self._drop(worker)
        self._ears.close()


def here(order: Order, stop: Callable[[], bool] = bool) -> Outcome:
    """What came of a case built in this process. Raises Lacking, and Superseded once `stop` says yes."""
    from lotproof.render.pdf import EnvironmentLacking

    try:
        return do(order, stop)
    except EnvironmentLacking as lacking:
        raise Lacking(str(lacking)) from None
    except Superseded:
        raise
    except Exception as bug:
        return Outcome(Path(order.folder).name, {}, (), mistake=mistake_of(bug))


def _outcome(order: Order, told: bytes) -> Outcome:
    found = json.loads(told)
    if "lacking" in found:
        raise Lacking(found["lacking"])
    if "mistake" in found:
        return Outcome(Path(order.folder).name, {}, (), mistake=tuple(found["mistake"]))
    return from_data(found["outcome"], record=found["record"])


def stopped(order: Order, why: str) -> Outcome:
    """What came of a case whose process ended before it was done."""
    hint = "the last good build was left as it was; the other cases were built."
    finding = Finding("CASE_STOPPED", "error", f"the case was not built: {why}.", Place("."), hint)
    return Outcome(Path(order.folder).name, {}, (finding,))


def limit(name: str = SECONDS_NAME, otherwise: int = SECONDS) -> int:
    """Seconds one case may take, or others the variable `name` gives. Raises Lacking for what is no number."""
    typed = os.environ.get(name, "").strip()
    if not typed:
        return otherwise
    if not typed.isascii() or not typed.isdigit() or not 0 < int(typed[:7]) <= 1_000_000:
        raise Lacking(f"{name} must be a whole number above zero")
    return int(typed)
