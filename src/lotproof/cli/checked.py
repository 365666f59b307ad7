"""What `check` found, as one value: by case what counts and what is accepted, and how much was looked at.

Why: five formats print the same thing, and none of them may look again.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lotproof.case.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lotproof.build.look import Look
    from lotproof.case.house import House
    from lotproof.check.accepted import Accepted
    from lotproof.cli.chosen import Selection

SEVERITIES: Final = ("error", "warning", "note")


@dataclass(frozen=True, slots=True)
class Group:
    """One case (or the workspace itself): its folder, the findings that count, and those its house accepts."""

    folder: Path
    findings: tuple[Finding, ...]
    accepted: tuple[Accepted, ...] = ()


@dataclass(frozen=True, slots=True)
class Looked:
    """How much was looked at. `files` are the originals and what a person typed; `checks` ran on every case."""

    cases: int
    files: int
    exhibits: int
    checks: int


@dataclass(frozen=True, slots=True)
class Checked:
    """Everything one run found. `root` is the workspace, from which paths are given to other programs."""

    root: Path
    groups: tuple[Group, ...]
    looked: Looked
    show_accepted: bool = False
    counts: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        severities = [finding.severity for finding in self.findings]
        counts = {name: severities.count(name) for name in SEVERITIES}
        counts["accepted"] = sum(len(group.accepted) for group in self.groups)
        object.__setattr__(self, "counts", counts)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Those that count."""
        return tuple(finding for group in self.groups for finding in group.findings)


def checked(wanted: Selection, together: bool, show_accepted: bool) -> Checked:
    """Look at the chosen cases. `together`: they are all there are, so they are compared with each other too."""
    from lotproof.build.look import in_order, look
    from lotproof.check.accepted import settle
    from lotproof.check.all import CHECKS, SERIES_CHECKS
    from lotproof.read.workspace import CASES

    house, wrong = _house(wanted.root)
    inside = wanted.root / CASES
    looks = [
        look(one.folder, one.as_of, house if one.folder.parent == inside else None) for one in wanted.cases
    ]
    beside: dict[str, tuple[Finding, ...]] = {}
    if together:
        from lotproof.build.desk import series_findings  # knows every page of the desk: not for one case

        beside = series_findings(looks)
    wrong = in_order((*wanted.findings, *wrong))
    groups = [Group(wanted.root, wrong)] if wrong else []
    for one in looks:
        settled = settle(one.folder, in_order((*one.findings, *beside.get(one.id, ()))))
        own = (*settled.open, *settled.own, *private_findings(one.folder))
        groups.append(Group(one.folder, in_order(own), settled.accepted))
    number = len(CHECKS) + (len(SERIES_CHECKS) if together else 0)
    return Checked(wanted.root, tuple(groups), _looked(looks, number), show_accepted)


def _house(root: Path) -> tuple[House | None, tuple[Finding, ...]]:
    """What holds for every case of the workspace, read once for all of them, and what is wrong with it."""
    from lotproof.read.house import read_house
    from lotproof.read.workspace import CASES

    return read_house(root) if (root / CASES).is_dir() else (None, ())


def private_findings(folder: Path) -> tuple[Finding, ...]:
    """What is wrong with `private.yaml`: for the house's own eyes, so no build asks."""
    if not os.path.lexists(folder / "private.yaml"):
        return ()
    from lotproof.compute.negotiation import load_private

    return load_private(folder)[1]


def _looked(looks: Iterable[Look], checks: int) -> Looked:
    looks = list(looks)
    cases = [one.case for one in looks if one.case is not None]
    typed = ("case.yaml", "evidence.yaml", "findings.md", "private.yaml", "accepted.yaml")
    files = sum((one.folder / name).is_file() for one in looks for name in typed)
    files += sum(len({entry.file for entry in case.log}) + len(case.originals) for case in cases)
    return Looked(len(looks), files, sum(len(case.exhibits) for case in cases), checks)
