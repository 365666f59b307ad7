"""Makes PDFs as pdf.py does, in child processes with limits that stay warm from one document to the next.

Why: a layout that never ends cannot be told from inside (WeasyPrint has no limit of its own), and one that eats the
machine's memory would take the user's editor with it. What is made is the same to the byte.
"""

import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from lotproof.render.limited import Stopped, Worker
from lotproof.render.pdf import Embedded, EnvironmentLacking, Laid, RenderFailed
from lotproof.render.plain_file import read_plain

SECONDS: Final = 600  # one document; the largest dossier we know takes a fiftieth of it
MEGABYTES: Final = 6144  # of address space; the largest dossier we know takes a sixth of it
PRESSES_NAME: Final = "LOTPROOF_PRESSES"  # set for a process that is one of several
_TOLD: Final = os.environ.get(PRESSES_NAME, "")
# documents made at the same time
PRESSES: Final = int(_TOLD) if _TOLD.isdecimal() and _TOLD != "0" else max(1, min(2, os.cpu_count() or 1))
SECONDS_NAME: Final = "LOTPROOF_LAYOUT_SECONDS"
MEGABYTES_NAME: Final = "LOTPROOF_LAYOUT_MEGABYTES"


class LayoutStopped(RenderFailed):
    """The layout was ended because it took too long or too much memory."""


def print_to(
    out: Path,
    html: str,
    *,
    files: Mapping[str, bytes | Path],
    attachments: Sequence[Embedded],
    identifier: bytes,
    draft: bool = False,
) -> Laid:
    """What `lotproof.render.pdf.print_to` makes and raises, within limits. The child opens `out` by its path.

    One document may take LOTPROOF_LAYOUT_SECONDS (600) and LOTPROOF_LAYOUT_MEGABYTES (6144). Raises LayoutStopped
    past them, and EnvironmentLacking when one of the two is no whole number above zero.
    """
    seconds = _setting(SECONDS_NAME, SECONDS)
    contents = [html.encode("utf-8", "surrogatepass")]
    contents += [data if isinstance(data, bytes) else read_plain(data) for data in files.values()]
    contents += [item.data for item in attachments if isinstance(item.data, bytes)]
    order = {
        "out": str(out),
        "files": list(files),
        "identifier": identifier.hex(),
        "draft": draft,
        "attachments": [
            {
                "name": item.name,
                "description": item.description,
                "relationship": item.relationship,
                "created": item.created.isoformat(),
                "modified": item.modified.isoformat(),
                "mime": item.mime,
                "sha256": item.sha256,
                "path": None if isinstance(item.data, bytes) else str(item.data.absolute()),
            }
            for item in attachments
        ],
    }
    megabytes = _setting(MEGABYTES_NAME, MEGABYTES)
    with _workers(megabytes).one(getattr(_within, "family", "")) as worker:
        try:
            told, _ = worker.ask(order, contents, seconds=seconds)
        except Stopped as stopped:
            raise LayoutStopped((_sentence(stopped, seconds, megabytes),)) from None
    if "failed" in told:
        raise RenderFailed([str(reason) for reason in told["failed"]])
    if "lacking" in told:
        raise EnvironmentLacking(str(told["lacking"]))
    if "wrong" in told:
        raise ValueError(str(told["wrong"]))
    if "system" in told:
        raise OSError(int(told["system"]), os.strerror(int(told["system"])))
    anchors = {str(name): int(page) for name, page in told["anchors"].items()}
    return Laid(int(told["pages"]), MappingProxyType(anchors))


@contextmanager
def family(name: str) -> Iterator[None]:
    """Within it, this thread's documents go to the child that made the last ones of the family `name`, if it is idle.

    That child still has the sheets they share (`sheets.py`). What is made does not depend on it.
    """
    before = getattr(_within, "family", "")
    _within.family = name
    try:
        yield
    finally:
        _within.family = before


def break_off() -> None:
    """End what is being laid out now: it is told as LayoutStopped. For a program that ends."""
    if _workers.cache_info().currsize:
        _workers(_setting(MEGABYTES_NAME, MEGABYTES)).break_off()


_within = threading.local()


class _Workers:
    """The children, each with the family of documents it worked for last."""

    def __init__(self, memory: int) -> None:
        self._all = tuple(Worker("pdf", memory=memory) for _ in range(PRESSES))
        self._idle = [("", worker) for worker in self._all]
        self._back = threading.Condition()

    def break_off(self) -> None:
        for worker in self._all:
            worker.break_off()

    @contextmanager
    def one(self, name: str) -> Iterator[Worker]:
        """An idle child, as soon as there is one: that of the family, else the warmest that has none, else any."""
        with self._back:
            self._back.wait_for(lambda: self._idle)
            found = next((pair for pair in self._idle if pair[0] == name), None)
            found = found or next((pair for pair in self._idle if not pair[0]), self._idle[0])
            self._idle.remove(found)
        had, worker = found
        try:
            yield worker
        finally:
            with self._back:
                self._idle.insert(0, (name or had, worker))
                self._back.notify()


@cache
def _workers(megabytes: int) -> _Workers:
    return _Workers(megabytes * 1024 * 1024)


def _setting(name: str, otherwise: int) -> int:
    typed = os.environ.get(name, "").strip()
    if not typed:
        return otherwise
    if not typed.isascii() or not typed.isdigit() or not 0 < int(typed[:7]) <= 1_000_000:
        raise EnvironmentLacking(f"{name} must be a whole number above zero")
    return int(typed)


def _sentence(stopped: Stopped, seconds: int, megabytes: int) -> str:
    if stopped.cause == "time":
        return f"its layout was ended after {seconds} seconds"
    if stopped.cause == "memory":
        return f"its layout was ended because it needs more than {megabytes} MB of memory"
    return f"its layout broke off; it may need more than {megabytes} MB of memory"
