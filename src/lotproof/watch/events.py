"""The file system's events as bundles of changed paths: the only door to watchdog.

Why: folders are watched, not files, because editors replace files; and what is only read must wake nobody, or every
build would start the next.
"""

from __future__ import annotations

import os
import queue
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, cast

from lotproof.watch.affected import worth
from lotproof.watch.settle import Kind, Settling

TICK: Final = 0.5  # seconds: how long an interrupt may have to wait
_CHANGES: Final = frozenset({"created", "modified", "moved", "deleted", "closed"})


@contextmanager
def changes(folders: Iterable[Path], beside: Iterable[Path] = ()) -> Iterator[Iterator[frozenset[Path]]]:
    """Bundles of paths below `folders`, or right in `beside`, that changed, each once its act is over.

    An empty bundle comes every half second in which nothing happens, so that the listener can look at the time.
    """
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    heard: queue.SimpleQueue[tuple[Kind, Path]] = queue.SimpleQueue()

    class Ear(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            kind: Any = event.event_type
            if kind not in _CHANGES or (event.is_directory and kind == "modified"):
                return
            # a folder is never closed: what is created there is heard of by itself
            kind = "closed" if event.is_directory else kind
            old, new = (
                Path(os.fsdecode(path)) if path else None for path in (event.src_path, event.dest_path)
            )
            if old is not None:
                heard.put((_left(kind, old, new), old))
            if new is not None:
                heard.put((kind, new))

    observer = Observer()
    for folder in folders:
        observer.schedule(Ear(), str(folder), recursive=True)
    for folder in beside:
        observer.schedule(Ear(), str(folder), recursive=False)
    observer.start()
    try:
        yield _bundles(heard)
    finally:
        observer.stop()
        observer.join()


def _left(kind: Any, old: Path, new: Path | None) -> Kind:
    """What befell `old`: an editor that moves a file aside, or deletes it, may be about to write it anew."""
    aside = kind == "deleted" or (kind == "moved" and new is not None and not worth(new))
    if aside and worth(old):
        return "left"
    return "moved" if kind == "deleted" else cast("Kind", kind)


def _bundles(heard: queue.SimpleQueue[tuple[Kind, Path]]) -> Iterator[frozenset[Path]]:
    settling = Settling()
    while True:
        left = settling.wait(time.monotonic())
        try:
            kind, path = heard.get(timeout=TICK if left is None else max(left, 0.001))
        except queue.Empty:
            yield settling.take()
        else:
            settling.hear(kind, path, time.monotonic())
