"""What a verification found: one sentence a clerk understands, then the facts it rests on.

Why: a PDF, a bag and a build are judged in the same three words, so that none of them is ever praised for something
that was not looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

State = Literal["good", "bad", "unknown"]


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that was looked at. `unknown`: it proves nothing either way, and the reader should know it."""

    what: str
    state: State
    sentence: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """`name` is the file or folder as given, `digest` the SHA-256 that stands for the whole of it, if one does."""

    name: str
    kind: Literal["pdf", "bag", "build"]
    digest: str | None
    praise: str
    facts: tuple[Fact, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing spoke against it."""
        return all(fact.state != "bad" for fact in self.facts)

    @property
    def unchecked(self) -> tuple[str, ...]:
        """What was said of signatures that could not be checked: without them, nothing bad is not yet good."""
        return tuple(
            fact.sentence for fact in self.facts if (fact.what, fact.state) == ("signature", "unknown")
        )

    @property
    def sentence(self) -> str:
        """What to tell the person who asked, before any table."""
        wrong = [fact.sentence for fact in self.facts if fact.state == "bad"]
        if not wrong:
            return " ".join((*self.unchecked, self.praise))
        more = len(wrong) - 1
        others = f" {more} more thing{'s' if more > 1 else ''} spoke against it." if more else ""
        return f"Do not rely on {self.name}: {wrong[0]}{others}"


def counted(number: int, one: str, many: str | None = None) -> str:
    """`1 file`, `19 files`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def named(names: Sequence[str], most: int = 5) -> str:
    """The first few names, and how many more there are."""
    shown = ", ".join(names[:most])
    return f"{shown} and {len(names) - most:,} more" if len(names) > most else shown
