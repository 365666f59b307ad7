"""`accepted.yaml` of a case: what its house accepts, each entry with its place.

Why: apart from reading the case, so that no figure and no outward document can depend on it.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from lotproof.case.finding import Finding, Place

if TYPE_CHECKING:
    from lotproof.case.accepted import Acceptance

ACCEPTED: Final = "accepted.yaml"


def read_accepted(folder: Path) -> tuple[tuple[tuple[Acceptance, Place], ...], tuple[Finding, ...]]:
    """The whole entries of the case folder's `accepted.yaml` with their places, and what is wrong in it.

    An entry that lacks its code, reason, name or date is a finding and accepts nothing. None where there is no file.
    """
    if not os.path.lexists(folder / ACCEPTED):
        return (), ()
    from lotproof.case.accepted import AcceptedFacts
    from lotproof.read.yaml_file import read_facts

    facts, findings, spots = read_facts(folder, ACCEPTED, AcceptedFacts)
    entries = enumerate(facts.accepted if facts is not None else ())
    whole = tuple(
        (entry, Place(ACCEPTED, *spots.get(("accepted", index), (1, 1))))
        for index, entry in entries
        if entry.whole
    )
    return whole, findings
