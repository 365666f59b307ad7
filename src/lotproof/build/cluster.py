"""Builds cases on the workers of a Dask cluster, and tells what came of each in the order asked.

Why: where one machine is not enough, an engine that many people use moves the work, tries again what a lost worker
held and spreads the load; here is only what of a case goes there, and what of the answer is believed.
"""

from __future__ import annotations

import contextlib
import logging
import time
import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from lotproof.build.case import in_place, is_internal, make
from lotproof.build.finished import Content
from lotproof.build.ground import tool_parts
from lotproof.build.look import in_order
from lotproof.build.outcome import Outcome, from_data
from lotproof.build.parcel import Answer, Damaged, Parcel, build, checked, content, pack
from lotproof.build.pool import Lacking, here, limit, stopped
from lotproof.build.task import Contents, Order, moment, recorded
from lotproof.build.terms import Terms
from lotproof.build.write import mend
from lotproof.case.finding import Finding
from lotproof.case.house import House
from lotproof.read.house import read_house
from lotproof.render.pdf import EnvironmentLacking

CONNECT: Final = 15  # seconds for the scheduler to answer, unless LOTPROOF_CLUSTER_SECONDS says otherwise
CONNECT_NAME: Final = "LOTPROOF_CLUSTER_SECONDS"
ALONE: Final = 60  # seconds without any worker
AHEAD: Final = 2  # cases sent for each that can be built at a time
FLIGHT: Final = 1024 * 1024 * 1024  # bytes of contents on their way
_TRIES: Final = 2  # more, for what failed for a reason of its machine
_LOST: Final = "the machines that had it were lost, or it took more than {} seconds on each"


def run(orders: Sequence[Order], address: str) -> Iterator[Outcome]:
    """What came of each order, in their order, built by the workers of the scheduler at `address`.

    The same bytes come into `build/` as `pool.run` puts there. Whatever ends the iteration early gives up what is under
    way. Raises Lacking: no Dask, no scheduler, no worker, or one with another program.
    """
    distributed = _dask()
    with _connected(distributed, address) as client:
        flight = _Flight(distributed, client, orders, address)
        for place in range(len(orders)):
            while place not in flight.done:
                flight.step()
            yield flight.done.pop(place)


def _dask() -> Any:
    try:
        import distributed
    except ModuleNotFoundError:
        raise Lacking("--cluster needs Dask distributed: pip install 'lotproof[cluster]'") from None
    return distributed


@contextlib.contextmanager
def _connected(distributed: Any, address: str) -> Iterator[Any]:
    import dask

    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what matters is said in our own words
    with dask.config.set({"distributed.admin.large-graph-warning-threshold": "1TB"}):
        try:
            client = distributed.Client(address, timeout=limit(CONNECT_NAME, CONNECT), set_as_default=False)
        except (OSError, ValueError, RuntimeError) as problem:
            raise Lacking(
                f"no Dask scheduler answers at {address} ({type(problem).__name__}); start one with: dask"
                " scheduler"
            ) from None
        try:
            yield client
        finally:
            with contextlib.suppress(Exception):  # a scheduler that is gone has nothing to be told
                client.close(timeout=5)


@dataclass(frozen=True, slots=True)
class _Sent:
    """A case on its way, with what it was when it was packed."""

    place: int
    parcel: Parcel
    before: Contents | None
    size: int


class _Flight:
    """The cases on their way. `done` are those that came back, by their place among the orders."""

    def __init__(self, distributed: Any, client: Any, orders: Sequence[Order], address: str) -> None:
        self.done: dict[int, Outcome] = {}
        self._dask, self._client, self._orders, self._address = distributed, client, orders, address
        self._next, self._seconds = 0, limit()
        self._houses: dict[str, House] = {}
        self._sent: dict[Any, _Sent] = {}
        self._contents: dict[str, Any] = {}
        self._uses: Counter[str] = Counter()
        self._seen = time.monotonic()

    def step(self) -> None:
        """Send what there is room for, and take in whatever came back, or look after those who work."""
        workers = self._workers()
        while self._next < len(self._orders) and self._room(workers):
            self._send()
        if not self._sent:
            return
        try:
            with self._client.as_current():
                back = self._dask.wait(list(self._sent), timeout=5, return_when=FIRST_COMPLETED).done
        except TimeoutError:
            return
        except self._dask.CancelledError:
            back = [future for future in self._sent if future.cancelled()]
        for future in back:
            sent = self._sent.pop(future)
            self.done[sent.place] = self._arrived(future, sent)
            self._uses.subtract(set(sent.parcel.files.values()))
            for digest in [digest for digest, uses in self._uses.items() if uses <= 0]:
                del self._uses[digest], self._contents[digest]

    def _workers(self) -> int:
        """How many cases can be built at a time. Raises Lacking when nobody answers or works."""
        gone = f"the Dask scheduler at {self._address} is gone; the cases built so far are in place"
        if self._client.status != "running":
            raise Lacking(gone)
        try:
            threads = len(self._client.nthreads())  # one case a process, whatever its threads
        except Exception:
            raise Lacking(gone) from None
        if threads:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > ALONE:
            raise Lacking(
                f"no worker has been connected to {self._address} for {ALONE} seconds;"
                f" start one with: dask worker --nthreads 1 {self._address}"
            )
        return threads

    def _room(self, workers: int) -> bool:
        size = sum(sent.size for sent in self._sent.values())
        return not self._sent or (len(self._sent) < AHEAD * workers and size < FLIGHT)

    def _send(self) -> None:
        place, order = self._next, self._orders[self._next]
        self._next += 1
        mend(Path(order.root), Path(order.folder).name)
        before = moment(order)
        if order.root not in self._houses:
            self._houses[order.root] = read_house(Path(order.root))[0]
        house = self._houses[order.root]
        packed = pack(order, house.inputs, (house.commit, house.uncommitted))
        if packed is None:
            self.done[place] = here(order)
            return
        parcel, contents = packed
        for digest, data in contents.items():
            if digest not in self._contents:
                self._contents[digest] = self._client.submit(content, data, key=f"lotproof-{digest}")
        self._uses.update(contents.keys())
        held = {digest: self._contents[digest] for digest in contents}
        future = self._client.submit(build, parcel, held, dict(tool_parts()), self._seconds,
                                     key=f"lotproof-{uuid.uuid4()}", retries=_TRIES)  # fmt: skip
        self._sent[future] = _Sent(place, parcel, before, sum(map(len, contents.values())))

    def _arrived(self, future: Any, sent: _Sent) -> Outcome:
        order = self._orders[sent.place]
        try:
            answer: Answer = future.result(timeout=60)
            if answer.differs:
                raise Lacking(
                    f"a worker of {self._address} does not have what this machine has:"
                    f" {', '.join(answer.differs)}; install the same lock file on every machine, or start the"
                    " same image (docs/cluster.md)"
                )
            if answer.mistake:
                return Outcome(Path(order.folder).name, {}, (), mistake=answer.mistake)
            return self._taken(order, sent, answer, {**checked(sent.parcel, answer)})
        except EnvironmentLacking as lacking:
            raise Lacking(f"a worker of {self._address} cannot print: {lacking}") from None
        except (self._dask.KilledWorker, self._dask.CancelledError):
            return stopped(order, _LOST.format(self._seconds))
        except (Damaged, OSError, ValueError, TimeoutError) as problem:
            return stopped(order, f"what came back from the cluster cannot be used: {_said(problem)}")
        except ModuleNotFoundError as problem:
            raise Lacking(f"a worker of {self._address} cannot load {problem.name}") from None

    def _taken(self, order: Order, sent: _Sent, answer: Answer, files: dict[str, Content]) -> Outcome:
        """The files put in place, with those that are made in the house alone, and a record of it all."""
        outcome, root, folder = from_data(answer.outcome), Path(order.root), Path(order.folder)
        pages, findings = dict(outcome.files), outcome.findings
        if not sent.parcel.order.inside and files:
            files, pages, more = _with_inside(order, sent.parcel, files, pages)
            findings = in_order((*findings, *more))
        placed, refused = in_place(root, folder.name, files)
        told = sent.parcel.order.told
        record = None
        if placed and told is not None and not refused:
            record = recorded(order, sent.before, told, self._houses[order.root].inputs, pages)
        return replace(outcome, files={name: pages[name] for name in placed}, record=record,
                       findings=in_order((*findings, *refused)))  # fmt: skip


def _with_inside(
    order: Order, parcel: Parcel, files: dict[str, Content], pages: dict[str, int]
) -> tuple[dict[str, Content], dict[str, int], tuple[Finding, ...]]:
    """The files with those of the internal folder, made here where `private.yaml` is; none where that failed."""
    told = parcel.order.told
    as_of = datetime.fromisoformat(order.as_of) if order.as_of is not None else None
    terms = Terms(order.afresh, told, draft=order.draft)
    made = make(Path(order.root), Path(order.folder), as_of, ("internal",), terms)
    if not made.files:
        return {}, {}, made.findings
    inside = {name: data for name, data in made.files.items() if is_internal(name)}
    return {**files, **inside}, pages | {name: made.pages.get(name, 0) for name in inside}, made.findings


def _said(problem: BaseException) -> str:
    return str(problem) if isinstance(problem, Damaged) else type(problem).__name__
