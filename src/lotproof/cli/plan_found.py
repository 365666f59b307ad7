"""What the units found decide: the verdict, what the lot holds, and whether an inspection still going on can pass.

Why: the buyer asks this at the gate, with the counter in hand, before there is a report.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from lotproof.cli.door import Unusable
from lotproof.cli.plan_asked import Asked
from lotproof.cli.plan_words import chance, counted, percent, plain, thing, things
from lotproof.compute.rounding import to_places

if TYPE_CHECKING:
    from lotproof.sampling import DoublePlan, LotLimits, Plan, Progress


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an answer: keys of the object and lines of the text."""

    data: dict[str, Any]
    lines: tuple[str, ...]


def judged(asked: Asked, found: Plan | DoublePlan) -> Part | None:
    """What --units, --second-units and --checked say; None where no count was given."""
    from lotproof import sampling

    if asked.units is None:
        return None
    if not isinstance(found, sampling.Plan):
        return _double(found, asked.units, asked.second_units)
    if asked.second_units is not None:
        raise Unusable("the single plan is used here; there is no second sample.")
    if asked.checked is not None:
        return _progress(found, asked.checked, asked.units)
    return _verdict(found, asked.units, asked.confidence)


def isolated(asked: Asked, found: Plan | DoublePlan) -> Part | None:
    """What the plan says of this one lot, exact for its size; None unless --isolated."""
    from lotproof import sampling
    from lotproof.cli.plan_answer import of_units

    if not asked.isolated:
        return None
    single = found if isinstance(found, sampling.Plan) else found.single
    of_units(single, "--isolated")
    held = sampling.consumers_risk_in_lot(found)
    share = Fraction(held, single.lot_size)
    lines = (
        "An isolated lot: the plan belongs to a scheme for a series of lots; ISO 2859-2 is the standard for lots in "
        "isolation.",
        f"Of this lot alone it says: with {held:,} nonconforming units ({percent(share)}) the lot is still accepted "
        "with a chance above 10 %, with more it is not (hypergeometric, exact).",
    )
    return Part({"isolated": {"accepted_above_10_percent": held, "share": eight(share)}}, lines)


def _double(found: DoublePlan, first: int, second: int | None) -> Part:
    decision = found.verdict(first, second)
    single = found.single
    if decision == "draw the second sample":
        left = found.ac2 - first
        line = (
            f"Decision on {counted(first, single)} in the first sample of {found.first:,}: draw the second sample; "
            f"{'no' if left == 0 else f'{left:,} or fewer'} more in its {found.second:,} units "
            f"{'accepts' if left == 0 else 'accept'} the lot."
        )
    elif second is None:
        line = (
            f"Decision on {counted(first, single)} in the first sample of {found.first:,}: {decision}; "
            "no second sample is drawn."
        )
    else:
        line = (
            f"Decision on {first:,} + {second:,} = {counted(first + second, single)} in both samples of "
            f"{found.first + found.second:,}: {decision}."
        )
    verdict = None if decision == "draw the second sample" else decision
    data = {"units": first, "second_units": second, "decision": decision, "verdict": verdict}
    return Part(data, (line,))


def _progress(found: Plan, checked: int, units: int) -> Part:
    from lotproof import sampling
    from lotproof.sampling.aql import as_share, column_of

    state = sampling.progress(found, checked, units)
    data: dict[str, Any] = {
        "checked": checked,
        "units": units,
        "verdict": state.verdict,
        "to_reject": state.to_reject,
        "to_accept": state.to_accept,
        "passing": None,
    }
    lines = [_so_far(found, state)]
    if state.verdict is None and not found.counts_nonconformities:
        at_aql = as_share(column_of(found.aql))
        ahead = sampling.passing_from_here(found, checked, units, at_aql or 0)
        data["passing"] = {
            "at_aql": None if at_aql is None else eight(ahead.at_share),
            "as_so_far": None if ahead.as_so_far is None else eight(ahead.as_so_far),
            "even_prior": eight(ahead.even_prior),
        }
        said = []
        if at_aql is not None:
            said.append(
                f"{chance(ahead.at_share)} if the units to come are from a process at the AQL ({found.aql} %)"
            )
        if units and ahead.as_so_far is not None:
            share = percent(Fraction(units, checked))
            said.append(f"{chance(ahead.as_so_far)} if they are like those so far ({share} nonconforming)")
        if said:
            lines.append(f"Chance of passing from here: {', '.join(said)}.")
    return Part(data, tuple(lines))


def _so_far(found: Plan, state: Progress) -> str:
    left = state.sample - state.checked
    on = f"After {state.checked:,} of {state.sample:,} units with {counted(state.units, found)}:"
    if state.verdict is None:
        bad, good = state.to_reject, state.to_accept
        without = "unit{} checked without them" if found.counts_nonconformities else "conforming one{}"
        return (
            f"{on} not decided; {bad:,} more {_named(bad, found)} reject{_verb(bad)} the lot, "
            f"{good:,} more {without.format('' if good == 1 else 's')} accept{_verb(good)} it."
        )
    if not left:
        return f"{on} {state.verdict}; the sample is complete."
    return f"{on} {state.verdict}; that is certain, whatever the other {left:,} show."


def _verb(number: int) -> str:
    return "s" if number == 1 else ""


def _named(number: int, found: Plan) -> str:
    return thing(found) if number == 1 else things(found)


def _verdict(found: Plan, units: int, confidence: str | None) -> Part:
    from lotproof import sampling

    state = sampling.progress(found, found.sample, units)  # refuses more than the sample
    data: dict[str, Any] = {"units": units, "verdict": state.verdict, "limits": None, "repeat": None}
    also = ", and return to normal inspection" if found.returns_to_normal(units) else ""
    because = f"({found.re:,} or more reject)" if state.verdict == "reject" else f"(Ac {found.ac:,})"
    lines = [
        f"Verdict on {counted(units, found)} in the sample of {found.sample:,}: {state.verdict} {because}{also}."
    ]
    if found.counts_nonconformities:
        if confidence is not None:
            from lotproof.cli.plan_answer import of_units

            of_units(found, "--confidence")
        return Part(data, tuple(lines))
    limits = sampling.lot_limits(units, found.sample, found.lot_size, confidence or "0.95")
    estimate = sampling.estimate_in_lot(units, found.sample, found.lot_size)
    data["limits"] = {"confidence": confidence or "0.95", "estimate": estimate} | {
        key: getattr(limits, key) for key in ("lower", "upper", "at_least", "up_to")
    }
    lines.append(_holds(limits, estimate))
    if state.verdict == "reject" and not found.full_inspection:
        again = sampling.repeat_chance(units, found.sample, found, confidence or "0.95")
        data["repeat"] = {"at_estimate": eight(again.at_estimate), "at_lower": eight(again.at_lower)}
        lines.append(
            f"Inspected again unsorted, the same lot would pass this plan with a chance of {chance(again.at_estimate)} "
            f"if it holds {again.estimate:,} of them, of {chance(again.at_lower)} if {again.lower:,}."
        )
    return Part(data, tuple(lines))


def _holds(limits: LotLimits, estimate: int) -> str:
    sure = f"{_confidence(limits.confidence)} confidence"
    lot = f"{limits.lot:,}"
    if limits.sample == limits.lot:
        return f"Every unit was inspected: the lot holds {limits.units:,} nonconforming of {lot}."
    if limits.up_to is not None:
        return (
            f"That does not prove that the lot of {lot} holds none: up to {limits.up_to:,} nonconforming units would "
            f"still be consistent with it at {sure} (exact)."
        )
    return (
        f"If the rest are like the sample, about {estimate:,} of the {lot} units are nonconforming; "
        f"{limits.lower:,} to {limits.upper:,} covers it with {sure}, and it is at least {limits.at_least:,} with "
        f"{sure} (exact)."
    )


def _confidence(sure: Fraction) -> str:
    exact = sure * 100
    places = next((n for n in range(12) if (exact * 10**n).denominator == 1), None)
    # a confidence of many digits, or 1/3, is cut and never rounded up to one that was not asked for
    if places is None:
        return f"over {plain(to_places(Fraction(int(exact * 10**6), 10**6), 6))} %"
    return f"{plain(to_places(exact, places))} %"


def eight(value: Fraction) -> str:
    """A share or chance as data: a decimal of 8 places, rounded half up."""
    return f"{to_places(value, 8):f}"
