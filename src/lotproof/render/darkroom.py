"""Makes display copies of photos as photos.py does, in child processes with limits.

Why: a picture is decoded by code that strangers aim at; when a decoder crashes or never ends, one exhibit is not
shown and the build goes on.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from queue import LifoQueue
from typing import Final

from lotproof.render.limited import Stopped, Worker
from lotproof.render.photos import MAX_BYTES, Photo, PhotoUnreadable

SECONDS: Final = 60  # one photo; the largest we decode takes a tenth of it
MEMORY: Final = 2 * 1024**3


class Darkroom:
    """Up to `workers` children, each started when it is first needed. Ask from as many threads as you like."""

    def __init__(self, workers: int) -> None:
        self._all = [Worker("photo", memory=MEMORY) for _ in range(workers)]
        self._free: LifoQueue[Worker] = LifoQueue()
        for worker in self._all:
            self._free.put(worker)

    def upright_copy(self, data: bytes, *, max_side: int = 1500, seconds: int = SECONDS) -> Photo:
        """What `photos.upright_copy` makes, within `seconds` and 2 GiB. Raises PhotoUnreadable."""
        if len(data) > MAX_BYTES:
            raise PhotoUnreadable(f"The file has {len(data)} bytes; at most {MAX_BYTES} are read.")
        worker = self._free.get()
        try:
            told, made = worker.ask({"max_side": max_side}, [data], seconds=seconds)
        except Stopped as stopped:
            raise PhotoUnreadable(_sentence(stopped, seconds)) from None
        finally:
            self._free.put(worker)
        if "problem" in told:
            raise PhotoUnreadable(str(told["problem"]))
        size = (int(told["original_size"][0]), int(told["original_size"][1]))
        return Photo(
            made[0], int(told["width"]), int(told["height"]), str(told["suffix"]), size, bool(told["exif"])
        )

    def close(self) -> None:
        for worker in self._all:
            worker.close()


@contextmanager
def darkroom(workers: int) -> Iterator[Darkroom]:
    """A darkroom whose children end with the block."""
    room = Darkroom(workers)
    try:
        yield room
    finally:
        room.close()


def _sentence(stopped: Stopped, seconds: int) -> str:
    if stopped.cause == "time":
        return f"The picture was not decoded within {seconds} seconds."
    if stopped.cause == "memory":
        return "The picture needs more memory than a picture is worth."
    return "The picture crashed its decoder."
