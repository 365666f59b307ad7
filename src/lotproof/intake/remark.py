"""What is said of a file while it is registered: a sentence, how grave it is, and what to do about it.

Why: a finding needs a place in the case, and these are about a file that is not part of it yet.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Remark:
    """`error`: the file was not added. `warning`: it was, and this weakens it. `note`: worth knowing."""

    severity: Literal["error", "warning", "note"]
    sentence: str
    hint: str | None = None


class Refused(Exception):  # noqa: N818
    """The file, or the whole run, is not taken in; the remark says why."""

    def __init__(self, sentence: str, hint: str | None = None) -> None:
        super().__init__(sentence)
        self.remark = Remark("error", sentence, hint)


def warning(sentence: str, hint: str | None = None) -> Remark:
    """A weakness of the exhibit that a person should mend."""
    return Remark("warning", sentence, hint)


def note(sentence: str, hint: str | None = None) -> Remark:
    """Something worth knowing."""
    return Remark("note", sentence, hint)
