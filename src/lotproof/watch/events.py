"""The file system's events as bundles of changed paths: the only door to watchdog.

Why: folders are watched, not files, because editors replace files; and what is only read must wake nobody, or every
build would start the next.
"""

from __future__ import annotations

import queue
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

SETTLE: Final = (
    0.2  # seconds without a further event; editors write, rename and touch within a few hundredths
)
_IDLE: Final = 0.5  # seconds: how long an interrupt may have to wait
_CHANGES: Final = frozenset({"created", "modified", "moved", "deleted", "closed"})


@contextmanager
def changes(folders: Iterable[Path], beside: Iterable[Path] = ()) -> Iterator[Iterator[frozenset[Path]]]:
    """Bundles of paths below `folders`, or right in `beside`, that changed, once nothing more happens for a moment."""
    from watchdog.events import FileSystemEvent, FileSystemEventHandler
    from watchdog.observers import Observer

    heard: queue.SimpleQueue[Path] = queue.SimpleQueue()

    class Ear(FileSystemEventHandler):
        def on_any_event(self, event: FileSystemEvent) -> None:
            if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
                return
            for path in (event.src_path, event.dest_path):
                if path:
                    heard.put(
                        Path(path if isinstance(path, str) else path.decode("utf-8", "surrogateescape"))
                    )

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


def _bundles(heard: queue.SimpleQueue[Path]) -> Iterator[frozenset[Path]]:
    bundle: set[Path] = set()
    while True:
        try:
            bundle.add(heard.get(timeout=SETTLE if bundle else _IDLE))
        except queue.Empty:
            if bundle:
                yield frozenset(bundle)
                bundle = set()
