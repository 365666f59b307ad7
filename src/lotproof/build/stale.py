"""Says of each case whether its outputs are those that a build would make now, and if not, why not.

Why: a build of two thousand cases of which one changed must cost what that one costs, and must never take an old page
for a new one: a case is fresh only when every file it was made from, the program, the workspace's things, the
instant asked for and what git says of it are what they were, and its outputs are still what was put there.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from lotproof.build.cache import Cache
from lotproof.build.ground import Ground, ground
from lotproof.build.listing import Stat, contents, fingerprint, listing, plain_fingerprint, stat_of
from lotproof.build.outcome import Outcome, as_data, from_data
from lotproof.build.records import identity, key, read_index, read_record, words_of, write_index, write_record
from lotproof.build.task import Order, commit_word, left_out, outputs
from lotproof.read.repository import Standing, history_digest, standing, top_of, touched_since
from lotproof.seal.digest import sha256_bytes

UNKEPT: Final = "there is no record of a build of it here"
_SETTINGS_COMMIT: Final = "the commit of the settings"


@dataclass(frozen=True, slots=True)
class Asked:
    """A case to be looked at, and the instant given for it; None is the case's own."""

    folder: Path
    as_of: datetime | None


@dataclass(frozen=True, slots=True)
class Answer:
    """`outcome` is what came of the last build where that is fresh; else `reasons` say why it is not."""

    asked: Asked
    order: Order
    outcome: Outcome | None
    reasons: tuple[str, ...]


@dataclass
class Survey:
    """Every case asked about with its answer, in the order asked, and what is kept of it for the next time."""

    root: Path
    ground: Ground
    clock: int
    answers: tuple[Answer, ...] = ()
    index: dict[str, Any] = field(default_factory=dict)
    moved: bool = False

    def built(self, outcome: Outcome) -> None:
        """Keep what came of a case that was built; of one that was not, nothing is kept."""
        self.moved = True
        record = outcome.record
        if record is None:
            self.index["cases"].pop(outcome.name, None)
            return
        record = {**record, "told": as_data(outcome)}
        write_record(Cache(self.root), record)
        self.index["cases"][outcome.name] = _entry(record, record["head"])

    def close(self) -> None:
        """Write the index, where it changed."""
        if self.moved:
            write_index(Cache(self.root), self.index)

    def desk_is_fresh(self, names: Collection[str]) -> bool:
        """Whether the desk in place was made from these cases, the cases of the workspace, as they are now."""
        made = self._desk(names)
        return bool(made) and made == self.index["desk"].get("is")

    def desk_made(self, names: Collection[str]) -> None:
        """Keep that the desk in place was just made from these cases."""
        made, self.moved = self._desk(names), True
        self.index["desk"] = {"is": made}

    def _desk(self, names: Collection[str]) -> str:
        """One word for the desk in place and what it shows, or "" where a case of it was not looked at or not built."""
        kept, page = self.index["cases"], _page(self.root / "build" / "index.html")
        if page is None or not set(names) <= {answer.asked.folder.name for answer in self.answers} & set(
            kept
        ):
            return ""
        return sha256_bytes(repr((page, [(name, kept[name]["is"]) for name in sorted(names)])).encode())


def survey(root: Path, wanted: Sequence[Asked], readers: Collection[str], *, force: bool = False) -> Survey:
    """Look at the cases, all of the workspace in `root` (absolute): cheaply where nothing moved."""
    cache = Cache(root)
    clock = cache.clock()
    index = read_index(cache) if clock is not None else read_index(Cache(Path(os.devnull)))
    clock = clock or 0
    real = Path(os.path.realpath(root))
    places = _places(root, real, wanted)
    with ThreadPoolExecutor(1) as beside:
        asking = beside.submit(_standings, real, places, index["house"].get("named", ()))
        found = ground(root, index["ground"], clock)
        looks = [_Look(place, clock, index["cases"].get(place.asked.folder.name)) for place in places]
        standings = asking.result()
    if set(found.named) - set(index["house"].get("named", ())):
        standings = _standings(real, places, found.named)
    where = _Where(root, real, standings, index["house"])
    word, ours = where.settings(found.named)
    seen = Survey(root, found, clock, index=index)
    seen.moved = index["ground"] != found.kept
    index["ground"] = found.kept
    if where.house != index["house"]:
        index["house"], seen.moved = where.house, True
    answers = []
    for look in looks:
        order = where.order(look.place, {**found.parts, _SETTINGS_COMMIT: word}, ours, readers)
        answers.append(_answer(seen, where, look, order, force))
    seen.answers = tuple(answers)
    return seen


@dataclass(frozen=True, slots=True)
class _Place:
    """A case, its path from the workspace, and the repository it lies in; `linked`: it is reached through a link."""

    asked: Asked
    way: str
    real: Path
    top: Path | None
    linked: bool


def _places(root: Path, real: Path, wanted: Sequence[Asked]) -> list[_Place]:
    above: dict[str, tuple[str, Path | None]] = {}
    found = []
    for one in wanted:
        parent, name = os.path.split(one.folder)
        if parent not in above:
            resolved = os.path.realpath(parent)
            above[parent] = (resolved, top_of(Path(resolved)))
        resolved, top = above[parent]
        own = os.path.join(resolved, name)  # noqa: PTH118  a thousand times
        way = os.path.relpath(parent, root) + "/" + name
        linked = os.path.islink(own) or resolved != os.path.normpath(real / os.path.relpath(parent, root))  # noqa: PTH114
        if os.path.lexists(f"{own}/.git"):
            top = Path(own)
        found.append(_Place(one, way, Path(own), top, linked))
    return found


class _Look:
    """A case with the listing of its files as they are now, and the gist of its record."""

    def __init__(self, place: _Place, clock: int, entry: Mapping[str, Any] | None) -> None:
        self.place, self.entry = place, entry
        self.files = listing(place.asked.folder, left_out)
        self.mark = fingerprint(self.files, clock)


class _Where:
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
        ours = any(now.is_dirty(self.real / name) for name in named)
        if self.house.get("head") != now.head or self.house.get("named") != list(named):
            from lotproof.read.history import touched

            self.house = {"head": now.head, "named": list(named), "commit": touched(self.root, named)[0]}
        return commit_word(self.house["commit"], ours), ours

    def order(self, place: _Place, parts: Mapping[str, str], ours: bool, readers: Collection[str]) -> Order:
        now = self.of(place)
        own = now.is_dirty(place.real) if now is not None else False
        given = place.asked.as_of
        as_of = given.astimezone(UTC).isoformat() if given is not None else None
        words = {**parts, "what is not committed": str(own or ours)}
        return Order(str(self.root), str(place.asked.folder), as_of, tuple(readers), words, (own, ours),
                     str(now.top) if now else "", now.head if now else "")  # fmt: skip

    def of(self, place: _Place) -> Standing | None:
        return self.standings.get(place.top) if place.top is not None else None

    def same_history(self, place: _Place, head: str, digest: str) -> bool:
        """Whether the case's history is what it was at `head`, when `digest` stood for it."""
        now = self.of(place)
        if now is None or now.head == head:
            return (now.head if now else "") == head
        asks = (now.top, head)
        if asks not in self._since:
            self._since[asks] = touched_since(now.top, head, now.head)
        touched = self._since[asks]
        if touched is not None:
            return place.real.relative_to(now.top).as_posix() not in touched
        return history_digest(place.asked.folder) == digest


def _standings(real: Path, places: Sequence[_Place], named: Collection[str]) -> dict[Path, Standing | None]:
    """Every repository that holds a case, or one of the workspace's files `named`, with how it stands."""
    looked: dict[Path, set[Path]] = {}
    for place in places:
        if place.top is not None:
            looked.setdefault(place.top, set()).add(
                place.real if place.real == place.top else place.real.parent
            )
    top = top_of(real)
    if top is not None and named:
        looked.setdefault(top, set()).update(real / name for name in named)
    return {top: standing(top, sorted(found)) for top, found in looked.items()}


def _answer(seen: Survey, where: _Where, look: _Look, order: Order, force: bool) -> Answer:
    """Whether a case is fresh: by the index where it knows every stat, else by its record."""
    place, entry, cases = look.place, look.entry, seen.index["cases"]
    asked, way, name = place.asked, place.way, place.asked.folder.name
    mute = place.linked or not seen.clock or (place.top is not None and where.of(place) is None)
    if force or mute:
        cases.pop(name, None)
        why = "it was asked for" if force else "git or the disk does not say what it was made from"
        return Answer(asked, order, None, (why,))
    built = seen.root / "build" / name
    if entry is not None and entry["case"] == way and look.mark and entry["files"] == look.mark:
        made = outputs(built, entry["made"])
        if (
            entry["key"] == key(order.parts, order.as_of)
            and _for(entry["readers"], order.readers)
            and entry["outputs"] == fingerprint(made, seen.clock) != ""
            and where.same_history(place, entry["head"], entry["history"])
        ):
            if entry["head"] != order.head:
                cases[name], seen.moved = {**entry, "head": order.head}, True
            return Answer(asked, order, from_data(entry["told"], fresh=True), ())
    cases.pop(name, None)
    record = read_record(Cache(seen.root), way)
    if record is None:
        return Answer(asked, order, None, (UNKEPT,))
    files = contents(asked.folder, look.files, record["files"], seen.clock)
    made = outputs(built, record["outputs"])
    there = contents(built, made, record["outputs"], seen.clock)
    reasons = tuple(_reasons(where, place, order, record, files, there))
    if reasons:
        return Answer(asked, order, None, reasons)
    renewed = {**record, "files": files, "outputs": there}
    if renewed != record:
        write_record(Cache(seen.root), renewed)
    cases[name] = _entry(renewed, order.head)
    seen.moved = True
    return Answer(asked, order, from_data(record["told"], fresh=True), ())


def _entry(record: Mapping[str, Any], head: str) -> dict[str, Any]:
    """The gist of a record."""
    return {
        "case": record["case"],
        "files": _mark(record["files"]),
        "outputs": _mark(record["outputs"]),
        "made": sorted(record["outputs"]),
        "key": key(record["parts"], record["as_of"]),
        "readers": record["readers"],
        "head": head,
        "history": record["history"],
        "is": identity(record),
        "told": record["told"],
    }


def _mark(found: Mapping[str, tuple[Stat, str]]) -> str:
    """The fingerprint of files that are all as they were when they were read; "" where one is to be read again."""
    stats = {name: tuple(stat) for name, (stat, _) in found.items()}
    return plain_fingerprint(stats) if all(any(stat) for stat in stats.values()) else ""


def _reasons(
    where: _Where,
    place: _Place,
    order: Order,
    record: Mapping[str, Any],
    files: Mapping[str, tuple[Stat, str]],
    made: Mapping[str, tuple[Stat, str]],
) -> Iterator[str]:
    """Everything that is not as it was, in words."""
    yield from _changes(words_of(record["files"]), words_of(dict(files)), "")
    yield from _changes(record["parts"], order.parts, "")
    if record["as_of"] != order.as_of:
        was, now = (each or "the case's own instant" for each in (record["as_of"], order.as_of))
        yield f"as of {now}, and not {was}"
    if not _for(record["readers"], order.readers):
        yield f"it was built for {', '.join(record['readers'])} only"
    if not where.same_history(place, record["head"], record["history"]):
        yield "its history in git is another"
    yield from _changes(
        words_of(record["outputs"]), words_of(dict(made)), f"build/{place.asked.folder.name}/"
    )


def _changes(before: Mapping[str, str], after: Mapping[str, str], above: str) -> Iterator[str]:
    for name in sorted({*before, *after}):
        if name not in after:
            yield f"{above}{name} is gone"
        elif name not in before:
            yield f"{above}{name} is new"
        elif before[name] != after[name]:
            yield f"{above}{name} changed"


def _for(readers: Sequence[str] | None, asked: Sequence[str]) -> bool:
    """Whether a build for `readers` (None: all) holds what is made for those asked (none: all)."""
    return readers is None or (bool(asked) and set(asked) <= set(readers))


def _page(path: Path) -> Stat | None:
    try:
        return stat_of(os.lstat(path))
    except OSError:
        return None
