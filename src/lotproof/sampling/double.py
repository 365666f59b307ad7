"""Double sampling plans: a smaller first sample that often settles the matter, and a second one when it does not.

The standard pairs each double plan with a single plan of the same curve, so the table is the single one plus ten pairs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lotproof.sampling.aql import Aql
from lotproof.sampling.editions import ISO_1999, Family, edition_named
from lotproof.sampling.exact import whole
from lotproof.sampling.letters import FULL_SIZES, LETTERS
from lotproof.sampling.single import Plan, plan

DoubleVerdict = Literal["accept", "reject", "draw the second sample"]

# Ac of the single plan -> Ac and Re after the first sample, Ac after both (Re after both is one more).
# ISO 2859-1:1999 tables 3-A (normal) and 3-B (tightened), MIL-STD-105E tables III-A and III-B.
_SHARED: dict[int, tuple[int, int, int]] = {
    1: (0, 2, 1),
    2: (0, 3, 3),
    5: (2, 5, 6),
    10: (5, 9, 12),
    12: (6, 10, 15),
    14: (7, 11, 18),
    18: (9, 14, 23),
    21: (11, 16, 26),
    27: (15, 20, 34),
    30: (17, 22, 37),
    41: (23, 29, 52),
    44: (25, 31, 56),
}
_PAIRS: dict[Family, dict[int, tuple[int, int, int]]] = {
    "MIL105E": {**_SHARED, 3: (1, 4, 4), 7: (3, 7, 8), 8: (3, 7, 11)},
    "ISO1999": {**_SHARED, 3: (1, 3, 4), 7: (3, 6, 9), 8: (4, 7, 10)},
}


@dataclass(frozen=True, slots=True)
class DoublePlan:
    """A double sampling plan: `first` units, then `second` more when the first count lies between `ac1` and `re1`.

    `ac2` and `re2` judge the nonconforming units of both samples together. `single` is the single plan it stands for.
    """

    single: Plan
    first: int
    ac1: int
    re1: int
    second: int
    ac2: int
    re2: int

    @property
    def letter(self) -> str:
        """The code letter of the plan, after arrows."""
        return self.single.letter

    def verdict(self, first_units: int, second_units: int | None = None) -> DoubleVerdict:
        """The decision on the units found in the first sample, and in the second one once it has been inspected.

        A second count is refused where the first sample has already decided (ISO 2859-1:1999 clause 11.1.2), and so
        is a count above its sample (but for AQLs above 10, which count nonconformities).
        """
        found = self._counted(first_units, self.first, "first")
        decided: DoubleVerdict | None = None
        if found <= self.ac1:
            decided = "accept"
        elif found >= self.re1:
            decided = "reject"
        if decided is not None:
            if second_units is not None:
                raise ValueError(
                    f"the first sample decides ({decided} on {found}); there is no second sample"
                )
            return decided
        if second_units is None:
            return "draw the second sample"
        total = found + self._counted(second_units, self.second, "second")
        return "accept" if total <= self.ac2 else "reject"

    def _counted(self, units: int, sample: int, which: str) -> int:
        found = whole(units, f"count of nonconforming units in the {which} sample")
        if found > sample and not self.single.counts_nonconformities:
            raise ValueError(f"{found} nonconforming units cannot come from a {which} sample of {sample}")
        return found


def double_plan(
    lot_size: int, level: str, aql: Aql, severity: str = "normal", edition: str = ISO_1999
) -> DoublePlan | Plan:
    """The double sampling plan for a lot, or the single plan itself where the double table says to use that.

    That is so for Ac 0, for letter A, for accept on zero, and here also where both samples together would not be
    smaller than the lot. Arguments and errors as for `plan`; reduced inspection raises ValueError, because the public
    sources of its double table disagree. For the pairs of single Ac 3, 7 and 8 each edition has one source only.
    """
    if severity == "reduced":
        raise ValueError("double sampling is available for normal and tightened inspection, not for reduced")
    single = plan(lot_size, level, aql, severity, edition)
    row = LETTERS.index(single.letter)
    first = FULL_SIZES[row - 1]
    if single.ac == 0 or row == 0 or 2 * first >= lot_size:
        return single
    ac1, re1, ac2 = _PAIRS[edition_named(edition).family][single.ac]
    return DoublePlan(single=single, first=first, ac1=ac1, re1=re1, second=first, ac2=ac2, re2=ac2 + 1)
