"""The only place that prints: data on stdout, words on stderr, colour only on a terminal that wants it.

Why: whoever pipes `show --json` or greps `check` must never meet a sentence there.
"""

from __future__ import annotations

import os
import sys
from typing import Final, Literal, TextIO

import click

Stream = Literal["stdout", "stderr"]
PIPE_CLOSED: Final = 141  # what a shell reports of a program whose reader went away
COLOURS: Final = {"error": "red", "warning": "yellow", "note": "cyan", "head": None, "dim": None}


def data(text: str) -> None:
    """Print what was asked for, in UTF-8 whatever the machine's language."""
    _write(sys.stdout, text)


def say(text: str) -> None:
    """Print a word about it."""
    _write(sys.stderr, text)


def paint(text: str, kind: str, stream: Stream) -> str:
    """`text` in the colour of an error, warning or note, bold for a head; as it is where colour is not wanted."""
    if not coloured(stream):
        return text
    return click.style(text, fg=COLOURS[kind], bold=kind in ("error", "head"), dim=kind == "dim")


def coloured(stream: Stream) -> bool:
    """Whether the stream is a terminal and neither NO_COLOR nor TERM=dumb forbids colour."""
    return on_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def on_terminal(stream: Stream) -> bool:
    return bool((sys.stdout if stream == "stdout" else sys.stderr).isatty())


def _write(stream: TextIO, text: str) -> None:
    try:
        # bytes, because a stream that was opened in another encoding would fail on a Chinese name
        click.echo(text.removesuffix("\n").encode("utf-8", "replace"), file=stream, color=True)
        stream.flush()
    except BrokenPipeError:
        # whatever Python still flushes at its end must not fail again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(PIPE_CLOSED) from None
