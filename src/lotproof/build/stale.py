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
from pathlib import Path
from typing import Any, Final

from lotproof.build.cache import Cache
from lotproof.build.ground import Ground, ground
from lotproof.build.listing import (
    Stat,
    contents,
    fingerprint_of,
    fingerprints,
    listing,
    plain_fingerprint,
    stat_of,
)
from lotproof.build.outcome import Outcome, as_data, from_data
from lotproof.build.records import identity, key, read_index, read_record, words_of, write_index, write_record
from lotproof.build.task import Order, left_out, outputs
from lotproof.build.where import Asked, Place, Where, instant, places_of, standings_of
from lotproof.seal.digest import sha256_bytes
from lotproof.view.desk.slugs import FOLDER

UNKEPT: Final = "there is no record of a build of it here"
_SETTINGS_COMMIT: Final = "the commit of the settings"
_UNCOMMITTED: Final = "what is not committed"


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
        build = self.root / "build"
        kept, page, suppliers = self.index["cases"], _page(build / "index.html"), _page(build / FOLDER)
        if page is None or not set(names) <= {answer.asked.folder.name for answer in self.answers} & set(
            kept
        ):
            return ""
        return sha256_bytes(
            repr((page, suppliers, [(name, kept[name]["is"]) for name in sorted(names)])).encode()
        )


def survey(
    root: Path, wanted: Sequence[Asked], readers: Collection[str], *, force: bool = False, draft: bool = False
) -> Survey:
    """Look at the cases, all of the workspace in `root` (absolute): cheaply where nothing moved."""
    cache = Cache(root)
    clock = cache.clock()
    real = Path(os.path.realpath(root))
    places = places_of(root, real, wanted)
    looking = fingerprints([place.real for place in places], left_out, clock or 0)
    index = read_index(cache) if clock is not None else read_index(Cache(Path(os.devnull)))
    clock = clock or 0
    cases, named = index["cases"], index["house"].get("named", ())
    with ThreadPoolExecutor(1) as beside:
        asking = beside.submit(standings_of, real, places, named)
        found = ground(root, index["ground"], clock)
        entries = [cases.get(place.asked.folder.name) for place in places]
        built = os.fspath(root / "build")
        made = [
            fingerprint_of(f"{built}/{place.asked.folder.name}", sorted(entry["told"]["files"]), clock)
            if entry is not None
            else ""
            for place, entry in zip(places, entries, strict=True)
        ]
        standings = asking.result()
    marks = zip(looking(), made, strict=True)
    if set(found.named) - set(named):
        standings = standings_of(real, places, found.named)
    where = Where(root, real, standings, index["house"])
    word, ours = where.settings(found.named)
    seen = Survey(root, found, clock, index=index)
    seen.moved = index["ground"] != found.kept or where.house != index["house"]
    index["ground"], index["house"] = found.kept, where.house
    parts = {
        own: {**found.parts, _SETTINGS_COMMIT: word, _UNCOMMITTED: str(own or ours)} for own in (False, True)
    }
    keys: dict[tuple[bool, str | None], str] = {}
    answers = []
    for place, entry, mark in zip(places, entries, marks, strict=True):
        own, at = where.uncommitted(place), instant(place.asked)
        if (own, at) not in keys:
            keys[own, at] = key(parts[own], at)
        order = where.order(place, parts[own], ours, readers, force, draft)
        look = _Look(place, order, entry, mark, keys[own, at])
        answers.append(_answer(seen, where, look, force))
    seen.answers = tuple(answers)
    return seen


@dataclass(frozen=True, slots=True)
class _Look:
    """A case, the gist of its record, and the fingerprints of its files and of its outputs as they are now."""

    place: Place
    order: Order
    entry: Mapping[str, Any] | None
    marks: tuple[str, str]
    key: str


def _answer(seen: Survey, where: Where, look: _Look, force: bool) -> Answer:
    """Whether a case is fresh: by the index where it knows every stat, else by its record."""
    place, order, entry, cases = look.place, look.order, look.entry, seen.index["cases"]
    asked, way, name = place.asked, place.way, place.asked.folder.name
    mute = place.linked or not seen.clock or (place.top is not None and where.of(place) is None)
    if force or mute:
        cases.pop(name, None)
        why = "it was asked for" if force else "git or the disk does not say what it was made from"
        return Answer(asked, order, None, (why,))
    if (
        entry is not None
        and entry["case"] == way
        and entry["key"] == look.key
        and all(look.marks)
        and look.marks == (entry["files"], entry["outputs"])
        and _for(entry["readers"], order.readers)
        and (order.draft or not entry["draft"])
        and where.same_history(place, entry["head"], entry["history"])
    ):
        if entry["head"] != order.head:
            cases[name], seen.moved = {**entry, "head": order.head}, True
        return Answer(asked, order, from_data(entry["told"], fresh=True), ())
    built = seen.root / "build" / name
    cases.pop(name, None)
    record = read_record(Cache(seen.root), way)
    if record is None:
        return Answer(asked, order, None, (UNKEPT,))
    files = contents(asked.folder, listing(asked.folder, left_out), record["files"], seen.clock)
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
        "key": key(record["parts"], record["as_of"]),
        "readers": record["readers"],
        "draft": record["draft"],
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
    where: Where,
    place: Place,
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
    if record["draft"] and not order.draft:
        yield "what is there is a draft"
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
