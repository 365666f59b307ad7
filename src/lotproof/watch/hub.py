"""What changed, told to every browser that listens: the newest state of each case, never a history of events.

Why: a browser that slept, or came late, needs to know how things are now; it never has to catch up.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from secrets import token_hex
from typing import Any, Final

DESK: Final = ""  # the name under which the pages of no case change


@dataclass(frozen=True, slots=True)
class State:
    """`version` grows whenever the pages change; `problems` lie over them, as the page's script shows them."""

    version: int = 0
    problems: tuple[Mapping[str, Any], ...] = ()
    making: bool = False  # PDFs that fit the page are on their way


class Hub:
    """The states by case. `run` tells one start of the program from the next."""

    def __init__(self) -> None:
        self.run: Final = token_hex(8)
        self._states: dict[str, State] = {}
        self._pages: dict[int, str] = {}
        self._news = threading.Condition()
        self._turn = 0
        self._closed = False

    def tell(self, name: str, *, changed: bool = False, problems: tuple[Mapping[str, Any], ...] | None = None,
             making: bool | None = None) -> None:  # fmt: skip
        """Tell every listener of the new state of a case; what is not given stays as it is."""
        with self._news:
            old = self._states.get(name, State())
            new = State(
                old.version + changed,
                old.problems if problems is None else problems,
                old.making if making is None else making,
            )
            if new != old:
                self._states[name] = new
                self._turn += 1
                self._news.notify_all()

    def state(self, name: str) -> State:
        with self._news:
            return self._states.get(name, State())

    def listen(self, page: str, name: str, beat: float) -> Iterator[State | None]:
        """The state of a case at once and whenever it changes; None after `beat` seconds without. Ends with the hub.

        As long as it is listened to, `page` is among the open pages.
        """
        told: State | None = None
        with self._news:
            number = max(self._pages, default=0) + 1
            self._pages[number] = page
        try:
            while True:
                with self._news:
                    if not self._closed and self._states.get(name, State()) == told:
                        self._news.wait(beat)
                    if self._closed:
                        return
                    now = self._states.get(name, State())
                yield None if now == told else now
                told = now
        finally:
            with self._news:
                del self._pages[number]

    def open_pages(self) -> frozenset[str]:
        """The pages that a browser shows now."""
        with self._news:
            return frozenset(self._pages.values())

    def close(self) -> None:
        """End every listening."""
        with self._news:
            self._closed = True
            self._news.notify_all()
