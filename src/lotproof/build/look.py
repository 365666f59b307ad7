"""One case read, computed and checked at an instant: what every command begins with.

Why: `check`, `show` and `build` must say the same of a case, so they all come through here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from lotproof.build.terms import Told
from lotproof.case.case import Case
from lotproof.case.finding import Finding, sort_key
from lotproof.case.house import House
from lotproof.check.all import check
from lotproof.compute.all import compute
from lotproof.compute.figures import Figures
from lotproof.read.case import read_case
from lotproof.read.history import GitState
from lotproof.read.house import read_house
from lotproof.read.originals import Known
from lotproof.read.workspace import find_workspace


@dataclass(frozen=True, slots=True)
class Look:
    """A case at an instant. `case` and `figures` are None together: when the folder gives no case at all."""

    folder: Path
    case: Case | None
    figures: Figures | None
    findings: tuple[Finding, ...]

    @property
    def id(self) -> str:
        return self.folder.name


def look(
    folder: Path,
    as_of: datetime | None,
    house: House | None = None,
    told: Told | None = None,
    known: Known | None = None,
) -> Look:
    """The case in `folder` at `as_of` (aware; None: the case's own instant), with every finding, sorted.

    `house` is its workspace's, where the caller has read it; what is wrong with that is said once, by the command.
    `told` is what git says, where it was asked elsewhere; originals with `known` digests are not read again.
    """
    case, wrong = read_case(folder, None if told is None else GitState(told.history, told.uncommitted), known)
    if case is None:
        return Look(folder, None, None, in_order(wrong))
    house = house if house is not None else house_of(folder)
    if told is not None:
        house = told.of_house(house)
    case = replace(case, house=house, uncommitted=case.uncommitted or house.uncommitted)
    figures = compute(case, as_of)
    return Look(folder, case, figures, in_order((*wrong, *check(case, figures))))


def house_of(folder: Path) -> House:
    """What holds for every case of the workspace that `folder` lies in; the default outside of any."""
    workspace = find_workspace(folder.parent)
    return read_house(workspace.root)[0] if workspace is not None else House()


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings each once, by file, line, column and code."""
    return tuple(sorted(dict.fromkeys(findings), key=sort_key))


def as_json(data: Mapping[str, Any]) -> str:
    """The text of `figures.json` and of `show --json`: the keys in their own order, one a line, UTF-8."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"
