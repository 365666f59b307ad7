"""A run in the background of a shell ignores interrupts, and so would all that it starts."""

from __future__ import annotations

import signal


def take() -> None:
    """Take interrupts again: what is started from here on inherits that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)
