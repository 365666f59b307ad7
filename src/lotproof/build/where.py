"""Where each case lies, and what git says of it, asked once a repository.

Why: a build of two thousand cases may ask git a few questions, not thousands.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lotproof.build.task import Order, commit_word
from lotproof.read.repository import Standing, history_digest, standing, top_of, touched_since


@dataclass(frozen=True, slots=True)
class Asked:
    """A case to be looked at, and the instant given for it; None is the case's own."""

    folder: Path
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Place:
    """A case, its path from the workspace, and the repository it lies in; `linked`: it is reached through a link."""

    asked: Asked
    way: str
    real: str
    top: Path | None
    linked: bool


def places_of(root: Path, real: Path, wanted: Sequence[Asked]) -> list[Place]:
    above: dict[str, tuple[str, str, Path | None, bool]] = {}
    found = []
    for one in wanted:
        parent, _, name = os.fspath(one.folder).rpartition("/")
        if parent not in above:
            resolved, way = os.path.realpath(parent), os.path.relpath(parent, root)
            above[parent] = (resolved, way, top_of(Path(resolved)), resolved != os.path.normpath(real / way))
        resolved, way, top, linked = above[parent]
        own = f"{resolved}/{name}"
        if os.path.lexists(f"{own}/.git"):
            top = Path(own)
        found.append(Place(one, f"{way}/{name}", own, top, linked or os.path.islink(own)))  # noqa: PTH114
    return found


class Where:
    """What git says of a workspace, asked once a repository."""

    def __init__(self, root: Path, real: Path, standings: Mapping[Path, Standing | None], house: Mapping[str, Any]
                 ) -> None:  # fmt: skip
        self.root, self.real, self.standings = root, real, standings
        self.house: dict[str, Any] = dict(house)
        self._since: dict[tuple[Path, str], frozenset[str] | None] = {}

    def settings(self, named: tuple[str, ...]) -> tuple[str, bool]:
        """The commit of the workspace's files, as `task.commit_word` writes it, and whether one was changed since."""
        top = top_of(self.real) if named else None
        now = self.standings.get(top) if top is not None else None
        if now is None:
            self.house = {"named": list(named)}
            return commit_word(None, False), False
        ours = any(now.is_dirty(os.fspath(self.real / name)) for name in named)
        if self.house.get("head") != now.head or self.house.get("named") != list(named):
            from lotproof.read.history import touched

            self.house = {"head": now.head, "named": list(named), "commit": touched(self.root, named)[0]}
        return commit_word(self.house["commit"], ours), ours

    def uncommitted(self, place: Place) -> bool:
        now = self.of(place)
        return now.is_dirty(place.real) if now is not None else False

    def order(
        self,
        place: Place,
        parts: Mapping[str, str],
        ours: bool,
        readers: Collection[str],
        afresh: bool,
        draft: bool,
    ) -> Order:
        now = self.of(place)
        return Order(
            str(self.root),
            str(place.asked.folder),
            instant(place.asked),
            tuple(readers),
            parts,
            (self.uncommitted(place), ours),
            str(now.top) if now else "",
            now.head if now else "",
            afresh,
            draft=draft,
        )

    def of(self, place: Place) -> Standing | None:
        return self.standings.get(place.top) if place.top is not None else None

    def same_history(self, place: Place, head: str, digest: str) -> bool:
        """Whether the case's history is what it was at `head`, when `digest` stood for it."""
        now = self.of(place)
        if now is None or now.head == head:
            return (now.head if now else "") == head
        asks = (now.top, head)
        if asks not in self._since:
            self._since[asks] = touched_since(now.top, head, now.head)
        touched = self._since[asks]
        if touched is not None:
            return os.path.relpath(place.real, now.top) not in touched
        return history_digest(place.asked.folder) == digest


def standings_of(real: Path, places: Sequence[Place], named: Collection[str]) -> dict[Path, Standing | None]:
    """Every repository that holds a case, or one of the workspace's files `named`, with how it stands."""
    looked: dict[Path, set[Path]] = {}
    for place in places:
        if place.top is not None:
            own = Path(place.real)
            looked.setdefault(place.top, set()).add(own if own == place.top else own.parent)
    top = top_of(real)
    if top is not None and named:
        looked.setdefault(top, set()).update(real / name for name in named)
    return {top: standing(top, sorted(found)) for top, found in looked.items()}


def instant(asked: Asked) -> str | None:
    """The instant given for a case, as it is kept."""
    return asked.as_of.astimezone(UTC).isoformat() if asked.as_of is not None else None
