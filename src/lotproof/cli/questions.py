"""Asking a person on a terminal, one fact a line, until what is typed can be read; Enter leaves a fact open.

Why apart: a pipe, a script or a test is never asked anything, and a slip is said in the reader's own words at once.
"""

from __future__ import annotations

import sys
from typing import Any

import click

from lotproof.cli import report
from lotproof.cli.door import Unusable, with_hint


def asking() -> bool:
    """Whether somebody sits there: both what is read and what is said are a terminal."""
    return bool(sys.stdin.isatty()) and report.on_terminal("stderr")


def ask(question: str, kind: Any, default: str = "", needed: bool = False) -> str:
    """The answer as typed, "" where the person pressed Enter and nothing was offered."""
    while True:
        typed = str(click.prompt(question, default=default, show_default=bool(default), err=True)).strip()
        if not typed and not needed:
            return ""
        problem = slip(typed, kind) if typed else "this one is needed."
        if problem is None:
            return typed
        report.say(f"  {problem}")


def checked(option: str, typed: str | None, kind: Any) -> str:
    """An option's value as the reader takes it, "" where it was not given. Raises Unusable with the reader's words."""
    if typed is None:
        return ""
    text = typed.strip()
    problem = slip(text, kind) if text else "it is empty."
    if problem is not None:
        raise Unusable(f"{option}: {problem}")
    return text


def slip(typed: str, kind: Any) -> str | None:
    """What is wrong with a text read as `kind` (a type of the case), in a sentence; None when nothing is."""
    from pydantic import TypeAdapter, ValidationError

    from lotproof.read.shown import REFUSED

    if REFUSED.search(typed):
        return "a character in it cannot be seen and is not read."
    try:
        TypeAdapter(kind).validate_python(typed)
    except ValidationError as error:
        told = error.errors()[0].get("ctx", {})
        return with_hint(told.get("sentence", "it cannot be read."), told.get("hint"))
    return None
