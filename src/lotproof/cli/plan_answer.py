"""The answer for one lot: its plan, what the units found so far decide, what the plan lets pass.

Why: the sentence and the data come from the same values, so that they cannot say two things.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

from lotproof.cli.door import Unusable
from lotproof.cli.plan_asked import Asked

if TYPE_CHECKING:
    from lotproof.sampling import DoublePlan, Plan

Answer = tuple[Callable[[], dict[str, Any]], Callable[[], str]]
_KEYS: Final = ("level", "aql", "severity", "edition", "letter", "sample", "ac", "re", "first_letter", "arrow",
                "table_sample", "full_inspection", "counts_nonconformities", "open_cell")  # fmt: skip


def answered(asked: Asked) -> Answer:
    """The answer as data and as text; the SVG file, if one was asked for, is written by then.

    Raises ValueError for what the tables do not have and Unusable for what cannot be drawn or written.
    """
    from lotproof import sampling
    from lotproof.cli import plan_found, plan_words

    assert asked.lot is not None and asked.level is not None and asked.aql is not None
    rules = (asked.lot, asked.level, asked.aql, asked.severity or "normal", asked.edition)
    found: Plan | DoublePlan = sampling.double_plan(*rules) if asked.double else sampling.plan(*rules)
    data: dict[str, Any] = {}
    lines: list[str] = []
    if isinstance(found, sampling.Plan):
        data |= plan_data(found)
        if asked.double:
            data |= {"double": None}
            lines.append("There is no double plan here: the single one is used.")
        lines.append(plan_words.sentence(found))
    else:
        data |= plan_data(found.single) | {"double": double_data(found)}
        lines.append(plan_words.double_sentence(found))
    for part in (plan_found.isolated(asked, found), plan_found.judged(asked, found)):
        if part is not None:
            data |= part.data
            lines += part.lines
    if not asked.oc and asked.svg is None:
        return lambda: data, lambda: "\n".join(lines)
    return _with_curve(asked, found, data, lines)


def _with_curve(asked: Asked, found: Plan | DoublePlan, data: dict[str, Any], lines: list[str]) -> Answer:
    from lotproof.cli.plan_curve import curve_of

    curve = curve_of(asked, found)
    if asked.svg is not None:
        from lotproof.cli.plan_svg import write

        write(asked.svg, curve)
    if not asked.oc:
        return lambda: data, lambda: "\n".join(lines)

    def text() -> str:
        from lotproof.cli.plan_terminal import drawn

        return "\n".join([*lines, "", drawn(curve), "", *curve.sentences()])

    return lambda: data | {"oc": curve.as_data()}, text


def plan_data(found: Plan) -> dict[str, Any]:
    """A single plan as an object; counts are units, but nonconformities where `counts_nonconformities`."""
    return {"lot": found.lot_size} | {key: getattr(found, key) for key in _KEYS}


def double_data(found: DoublePlan) -> dict[str, int]:
    """A double plan; `ac2` and `re2` judge both samples together."""
    return {key: getattr(found, key) for key in ("first", "ac1", "re1", "second", "ac2", "re2")}


def of_units(found: Plan, what: str) -> None:
    """Raises Unusable where the plan counts nonconformities, for which no share of units is defined."""
    if found.counts_nonconformities:
        raise Unusable(
            f"{what} is about nonconforming units, and AQL {found.aql} counts nonconformities per 100 units."
        )
