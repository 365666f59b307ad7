"""Makes the PDFs behind the pages: of the case saved last first, one after another, in a thread of its own.

Why: the layout takes seconds; a newer save must overtake it, and whoever waits for a page must not wait for it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final

from lotproof.build.terms import Superseded

REST: Final = 0.15  # seconds after a save: the page is to be seen first, and people save twice


class Behind:
    """`build` makes the PDFs of one case and is told, by what it is handed, when to stop; `rest` runs after the last.

    What either raises besides Superseded ends the thread and is raised again by `look`.
    """

    def __init__(self, build: Callable[[str, Callable[[], bool]], None], rest: Callable[[], None]) -> None:
        self._build, self._rest = build, rest
        self._waiting: dict[str, None] = {}  # a set that keeps its order
        self._news = threading.Condition()
        self._ended = False
        self._not_before = 0.0
        self._behind = self._busy = False  # the desk is; the thread is
        self._problem: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="behind", daemon=True)
        self._thread.start()

    def want(self, names: Iterable[str], *, first: bool = False) -> None:
        """Have these cases built, before all others with `first`; the desk is made anew in any case."""
        with self._news:
            new = dict.fromkeys(names)
            others = {name: None for name in self._waiting if name not in new}
            self._waiting = {**new, **others} if first else {**others, **new}
            self._behind = True
            self._not_before = time.monotonic() + REST if first else self._not_before
            self._news.notify_all()

    def look(self) -> None:
        """Raise what ended the thread, if anything did."""
        if self._problem is not None:
            raise self._problem

    def idle(self) -> bool:
        """Whether nothing is left to do."""
        with self._news:
            return not (self._waiting or self._behind or self._busy)

    def end(self) -> None:
        """Have the thread end after the document it is at."""
        with self._news:
            self._ended = True
            self._news.notify_all()

    def close(self) -> None:
        """Have it end, and wait for that."""
        self.end()
        self._thread.join()

    def _run(self) -> None:
        try:
            while True:
                with self._news:
                    self._busy = False
                    self._news.wait_for(lambda: self._waiting or self._behind or self._ended)
                    left = self._not_before - time.monotonic()
                    if left > 0 and not self._ended:
                        self._news.wait(left)
                        continue
                    if self._ended:
                        return
                    self._busy = True
                    name = next(iter(self._waiting), None)
                    if name is None:
                        self._behind = False
                    else:
                        del self._waiting[name]
                if name is None:
                    self._rest()
                else:
                    self._one(name)
        except BaseException as problem:
            self._problem = problem

    def _one(self, name: str) -> None:
        # a case that is saved again while it is built waits again: what is being made is out of date
        with suppress(Superseded):
            self._build(name, lambda: self._ended or name in self._waiting)
