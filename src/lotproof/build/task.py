"""Builds one case as it was ordered, and says what came of it: the same in this process, in a worker and elsewhere.

Why: a record of what a case was built from is only worth something when nothing of it moved while it was built.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from lotproof.build.cache import Cache
from lotproof.build.listing import Stat, contents, listing
from lotproof.build.outcome import Outcome
from lotproof.build.terms import Terms, Told
from lotproof.read.files import Refusal, read_bytes

_PROVENANCE: Final = "provenance.json"  # manifest.PROVENANCE, which loads the libraries it lists
_EDITORS: Final = ("~", ".swp", ".swo", ".swx", ".tmp")

Contents = tuple[dict[str, Stat], dict[str, tuple[Stat, str]]]


@dataclass(frozen=True, slots=True)
class Order:
    """One case to build. `parts` are the words of what it rests on beside its own files (`stale.parts_of`), `head`
    stands for its history; `top` is the folder of its repository, "" outside of any. The last four are those of Terms.
    """

    root: str
    folder: str
    as_of: str | None
    readers: tuple[str, ...]
    parts: Mapping[str, str]
    uncommitted: tuple[bool, bool]  # the case, the workspace's files
    top: str
    head: str
    afresh: bool = False
    told: Told | None = None
    inside: bool = True
    draft: bool = False


def do(order: Order, stop: Callable[[], bool] = bool) -> Outcome:
    """Build the case. Raises EnvironmentLacking, Superseded once `stop` says yes, and what a mistake of ours raises."""
    from lotproof.build.ahead import ahead
    from lotproof.build.case import build_case
    from lotproof.view.progress import lines

    root, folder = Path(order.root), Path(order.folder)
    as_of = datetime.fromisoformat(order.as_of) if order.as_of is not None else None
    before = moment(order)
    built = build_case(
        root, folder, as_of, order.readers, Terms(order.afresh, order.told, order.inside, order.draft, stop)
    )
    case, figures = built.look.case, built.look.figures
    if case is None or figures is None:
        return Outcome(folder.name, {}, built.findings)
    later = ahead(case, figures)
    record = None
    if built.files and not any(
        finding.code == "SEAL_OUTDATED" for finding in built.findings
    ):  # said until it is mended
        told = Told(case.history, case.uncommitted, (), case.house.commit, case.house.uncommitted)
        record = recorded(order, before, told, case.house.inputs, built.files)
    return Outcome(folder.name, built.files, built.findings, tuple(lines(figures)), figures.as_of, figures.state,
                   later, record=record)  # fmt: skip


def mistake_of(bug: BaseException) -> tuple[str, ...]:
    """Where a mistake of ours broke. Neither its message nor a value is told: both may quote a case."""
    frames = traceback.extract_tb(bug.__traceback__)
    told = [f"{Path(frame.filename).name}:{frame.lineno} in {frame.name}" for frame in frames]
    return (*told, f"{type(bug).__module__}.{type(bug).__qualname__}")


def left_out(name: str) -> bool:
    """Whether a path of a case is an editor's own file, or git's, which nothing reads. What is evidence is read."""
    last = name.rpartition("/")[2]
    return last == ".git" or (not name.startswith("evidence/") and last.endswith(_EDITORS))


def moment(order: Order) -> Contents | None:
    """The contents of the case now; None when its history moved on since the order, or no time can be had."""
    from lotproof.read.repository import head_of

    folder, clock = Path(order.folder), Cache(Path(order.root)).clock()
    if clock is None or (order.top and head_of(Path(order.top)) != order.head):
        return None
    found = listing(folder, left_out)
    return found, contents(folder, found, {}, clock)


def _as_ordered(order: Order, told: Told, house: Mapping[str, str]) -> bool:
    """Whether the build met the workspace and the repository as they were when it was ordered."""
    from lotproof.build.ground import house_parts

    own, ours = order.uncommitted
    words = house_parts(Path(order.root), house)
    found = {**words, "the commit of the settings": commit_word(told.house_commit, ours)}
    return (
        (told.uncommitted or told.house_uncommitted) == (own or ours)
        and told.house_uncommitted == ours
        and (told.history is None or told.history.clean is not own)
        and all(order.parts.get(name) == word for name, word in found.items())
    )


def commit_word(commit: str | None, uncommitted: bool) -> str:
    return f"{commit} {'and changes' if uncommitted else ''}".strip()


def recorded(
    order: Order, before: Contents | None, told: Told, house: Mapping[str, str], files: Mapping[str, int]
) -> dict[str, Any] | None:
    """The record of a case whose `files` were just put in place; None where anything moved since `before`.

    `told` is what git said to the build, `house` the digests of the workspace's files that it read.
    """
    from lotproof.read.repository import history_digest

    if before is None or not _as_ordered(order, told, house):
        return None
    root, folder = Path(order.root), Path(order.folder)
    history = history_digest(folder) if order.top else ""
    after = moment(order)
    clock = Cache(root).clock()
    if after is None or clock is None or not _same(before, after):
        return None
    out = root / "build" / folder.name
    made = outputs(out, files)
    says = read_bytes(out, _PROVENANCE)
    if set(made) != set(files) or isinstance(says, Refusal):
        return None
    return {
        "case": folder.relative_to(root).as_posix(),
        "as_of": order.as_of,
        "parts": dict(order.parts),
        "readers": json.loads(says).get("for"),
        "draft": order.draft,
        "head": order.head,
        "history": history,
        "files": after[1],
        "outputs": contents(out, made, {}, clock),
    }


def outputs(out: Path, names: Collection[str]) -> dict[str, Stat]:
    """The listing of those files of a built folder, and of nothing that lies beside them."""
    return listing(out, only=frozenset((*names, *(name.rpartition("/")[0] for name in names if "/" in name))))


def _same(before: Contents, after: Contents) -> bool:
    words = [{name: word for name, (_, word) in each[1].items()} for each in (before, after)]
    return before[0] == after[0] and words[0] == words[1]
