"""Which findings the house has accepted, which still count, and which acceptances are none.

Why: a check that always fails is soon read by nobody; a weakness that is known and reasoned should not hide a new one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lotproof.case.finding import Finding, Place
from lotproof.check.pages import known, page
from lotproof.read.accepted import read_accepted
from lotproof.read.shown import nearest, one_line

if TYPE_CHECKING:
    from lotproof.case.accepted import Acceptance

# errors about what cannot be undone; every other one leaves something out of the dossier, or makes it wrong
DONE: Final = frozenset({"PAID_BEFORE_REINSPECTION"})
_ELSEWHERE: Final = frozenset({"SERIES_SEVERITY"})  # given only where all cases are looked at together


@dataclass(frozen=True, slots=True)
class Accepted:
    """A finding and the entry that accepts it."""

    finding: Finding
    by: Acceptance


@dataclass(frozen=True, slots=True)
class Settled:
    """`open` findings count; `accepted` do not; `own` is what is wrong with the acceptances themselves."""

    open: tuple[Finding, ...]
    accepted: tuple[Accepted, ...]
    own: tuple[Finding, ...]


def settle(folder: Path, findings: Iterable[Finding]) -> Settled:
    """The findings of the case in `folder`, sorted out by its `accepted.yaml`."""
    entries, wrong = read_accepted(folder)
    if not entries:
        return Settled(tuple(findings), (), wrong)
    still, accepted, used = [], [], set()
    for finding in findings:
        at = next((n for n, (entry, _) in enumerate(entries) if _names(entry, finding)), None)
        used |= {n for n, (entry, _) in enumerate(entries) if _names(entry, finding)}
        if at is None or not acceptable(finding):
            still.append(finding)
        else:
            accepted.append(Accepted(finding, entries[at][0]))
    refused = {finding.code for finding in still if not acceptable(finding)}
    own = tuple(_own(entries, used, refused))
    return Settled(tuple(still), tuple(accepted), (*wrong, *own))


def acceptable(finding: Finding) -> bool:
    """Whether a reason can settle it: a warning or note, or an error about what cannot be undone."""
    return finding.severity != "error" or finding.code in DONE


def _names(entry: Acceptance, finding: Finding) -> bool:
    """Whether the entry means the finding: by its code, and by the file it is in or an id that its sentence names."""
    if entry.code != finding.code:
        return False
    where = (entry.where or "").strip()
    if not where or where == finding.place.file:
        return True
    return re.search(rf"(?<![\w-]){re.escape(where)}(?![\w-])", finding.message) is not None


def _own(
    entries: tuple[tuple[Acceptance, Place], ...], used: set[int], refused: set[str]
) -> Iterator[Finding]:
    for number, (entry, place) in enumerate(entries):
        code = entry.code or ""
        if number in used and code in refused:
            sentence = (
                f"{one_line(code, 40)} is an error that makes the dossier wrong: it cannot be accepted."
            )
            yield Finding("ACCEPTED_NOT_ALLOWED", "error", sentence, place, "mend it, and delete this entry.")
        elif number not in used and not _given_elsewhere(code):
            where = f" at {one_line(entry.where, 60)}" if entry.where else ""
            near = nearest(code, known()) if code not in known() else None
            hint = f"did you mean {near}?" if near else "if it was mended, delete this entry."
            sentence = f"there is no finding {one_line(code, 40)}{where} to accept."
            yield Finding("ACCEPTED_UNMATCHED", "warning", sentence, place, hint)


def _given_elsewhere(code: str) -> bool:
    """Whether the code is given only by a build, or by the look at all cases together."""
    found = page(code)
    return code in _ELSEWHERE or (found is not None and found.area == "Building")
