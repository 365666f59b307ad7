"""The operating characteristic of a plan as numbers: its points, and the ones that have a name.

Why: the terminal, the SVG and the data show one curve, computed once.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import TYPE_CHECKING, Any, Final

from lotproof.cli.plan_asked import Asked
from lotproof.cli.plan_found import eight
from lotproof.cli.plan_words import chance, head, percent

if TYPE_CHECKING:
    from lotproof.sampling import DoublePlan, Plan
    from lotproof.sampling.curve import CurvePoint

STEPS: Final = 80


@dataclass(frozen=True, slots=True)
class Named:
    """A point of the curve that has a letter, a name and a sentence."""

    letter: str
    name: str
    share: Fraction
    acceptance: Fraction
    sentence: str


@dataclass(frozen=True, slots=True)
class Curve:
    """Chances of acceptance for shares nonconforming from 0 to `top`, by rising share.

    `lot` is its size where the curve is that of one lot (hypergeometric), None for lots from a process (binomial).
    """

    title: str
    lot: int | None
    top: Fraction
    tick: Fraction
    points: tuple[CurvePoint, ...]
    named: tuple[Named, ...]

    @property
    def across(self) -> str:
        where = "process" if self.lot is None else f"lot of {self.lot:,}"
        return f"per cent nonconforming in the {where}"

    def model(self) -> str:
        if self.lot is None:
            return "Binomial: lots from a process of that quality, as the standard draws its curves."
        return f"Hypergeometric: this lot of {self.lot:,} alone."

    def sentences(self) -> tuple[str, ...]:
        return (*(f"{each.letter}  {each.sentence}" for each in self.named), self.model())

    def as_data(self) -> dict[str, Any]:
        """Shares and chances as decimals of 8 places, rounded half up."""
        held = [point.nonconforming for point in self.points]
        return {
            "model": "binomial" if self.lot is None else "hypergeometric",
            "points": [
                {"share": eight(point.share), "acceptance": eight(point.acceptance)}
                | ({} if units is None else {"nonconforming": units})
                for point, units in zip(self.points, held, strict=True)
            ],
            "named": {
                each.name.replace("'", "").replace(" ", "_"): {
                    "share": eight(each.share),
                    "acceptance": eight(each.acceptance),
                }
                for each in self.named
            },
        }


def curve_of(asked: Asked, found: Plan | DoublePlan) -> Curve:
    """The curve of the plan, for lots from a process, or with --isolated for its own lot.

    Raises Unusable where the plan counts nonconformities.
    """
    from lotproof import sampling
    from lotproof.cli.plan_answer import of_units
    from lotproof.sampling.aql import as_share, column_of

    single = found if isinstance(found, sampling.Plan) else found.single
    of_units(single, "the curve")
    lot = single.lot_size if asked.isolated else None
    aql = as_share(column_of(single.aql))
    shares = [("P", "producer's point", aql), ("C", "consumer's point", _consumers(found, lot))]
    if asked.units is not None and asked.checked is None and isinstance(found, sampling.Plan):
        shares.append(("S", "this sample", Fraction(asked.units, found.sample)))
    # where not one unit of the lot is allowed by the AQL, the producer's point is the corner of the curve
    shares = [
        each
        for each in shares
        if each[2] is not None and (lot is None or each[0] != "P" or each[2] * lot >= 1)
    ]
    named = tuple(_named(*each, found, lot) for each in shares)
    farthest = max(each.share for each in named) * Fraction(5, 4)
    # of a small lot a few whole units, so that the curve is one
    top, tick = _axis(farthest if lot is None else max(farthest, min(Fraction(1), Fraction(4, lot))))
    if lot is None:
        points = sampling.process_curve(found, top, STEPS)
    else:
        points = sampling.lot_curve(found, min(lot, ceil(top * lot)), STEPS)
    kind = "single" if isinstance(found, sampling.Plan) else "double"
    numbers = (
        f"n {found.sample:,}, Ac {found.ac:,}, Re {found.re:,}"
        if isinstance(found, sampling.Plan)
        else f"n {found.first:,} + {found.second:,}, Ac {found.ac1} and {found.ac2}, Re {found.re1} and {found.re2}"
    )
    return Curve(f"{head(single, kind)}, {numbers}", lot, top, tick, points, named)


def _consumers(found: Plan | DoublePlan, lot: int | None) -> Fraction:
    from lotproof import sampling

    if lot is not None:
        return Fraction(sampling.consumers_risk_in_lot(found), lot)
    return Fraction(sampling.consumers_risk_quality(found, places=6))


def _named(
    letter: str, name: str, share: Fraction | None, found: Plan | DoublePlan, lot: int | None
) -> Named:
    from lotproof import sampling

    assert share is not None
    if lot is None:
        accepted, of = (
            sampling.accepted_from_process(found, share),
            f"lots from a process at {percent(share)}",
        )
    else:
        held = int(share * lot)
        share, accepted = Fraction(held, lot), sampling.accepted_in_lot(found, held)
        of = f"a lot of {lot:,} with {held:,} nonconforming units ({percent(share)})"
    verb = "are" if lot is None else "is"
    said = {
        "P": f"Producer's point, at the AQL: {of} {verb} accepted with a chance of {chance(accepted)}, and rejected by "
        f"the luck of the draw with {chance(1 - accepted)}.",
        "C": f"Consumer's point: {of} {verb} still accepted with a chance of {chance(accepted)}.",
        "S": f"This sample: {of} {verb} accepted with a chance of {chance(accepted)}.",
    }
    return Named(letter, name, share, accepted, said[letter])


def _axis(least: Fraction) -> tuple[Fraction, Fraction]:
    """The end of a round axis that reaches `least` (at most 1), and the step between its ticks."""
    for tick in _round_steps():
        ticks = ceil(least / tick)
        if ticks <= 8:
            return min(Fraction(1), ticks * tick), tick
    return Fraction(1), Fraction(1, 5)


def _round_steps() -> Iterable[Fraction]:
    for power in range(7, 0, -1):
        for digit in (1, 2, 5):
            yield Fraction(digit, 10**power)
