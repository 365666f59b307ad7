"""The terms of a build beside its case, its instant and its readers: what may be taken from before, and who knows git.

Why: a case that is built on another machine has no repository there, and what stays in the house does not go along; the
pages must come out the same all the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lotproof.case.history import Commit, History
    from lotproof.case.house import House


@dataclass(frozen=True, slots=True)
class Told:
    """What git says of a case and of the workspace's files, asked where the repository is."""

    history: History | None
    uncommitted: bool
    commits: tuple[Commit, ...]
    house_commit: str | None
    house_uncommitted: bool

    def of_house(self, house: House) -> House:
        return replace(house, commit=self.house_commit, uncommitted=self.house_uncommitted)


class Superseded(Exception):  # noqa: N818
    """What is being built is out of date already; nothing was put in place."""


@dataclass(frozen=True, slots=True)
class Terms:
    """`afresh`: nothing is taken from an earlier build. `told`: git was asked elsewhere; None: it is asked here.
    `inside`: the internal folder is made as well. `draft`: the pages are to be looked at, and say DRAFT. `stop` is
    asked before every document: once it says yes, the build ends with Superseded and the last one stays in place.
    """

    afresh: bool = False
    told: Told | None = None
    inside: bool = True
    draft: bool = False
    stop: Callable[[], bool] = bool


USUAL = Terms()
