"""Chances of one class as additional keys of the JSON, and as a page prints them: three digits, never a false 0 or 1.

The keys stand inside a class, beside those of the contract, which they neither repeat nor change.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lotproof.compute.curtailment import ProgressFigures
from lotproof.compute.risk import LotChance, RiskFigures
from lotproof.sampling import scientific
from lotproof.view import words


def progress_data(found: ProgressFigures | None) -> dict[str, Any] | None:
    """`progress` of a class: null unless the inspection is going on. Chances as `tail_at_aql` writes them."""
    if found is None:
        return None
    decided = found.decided
    return {
        "checked": found.checked,
        "sample": found.sample,
        "verdict": decided.verdict if decided is not None else None,
        "decided": None
        if decided is None
        else {"not_before": decided.not_before, "at_or_before": decided.at_or_before},
        "to_reject": found.to_reject,
        "to_accept": found.to_accept,
        "passing_at_aql": _chance(found.at_aql),
        "passing_as_so_far": _chance(found.as_so_far),
    }


def risk_data(found: RiskFigures | None) -> dict[str, Any] | None:
    """`risk` of a class: null before a full sample. Shares nonconforming are decimals, chances as `tail_at_aql`."""
    if found is None:
        return None
    return {
        "producers_risk": _chance(found.producers_risk),
        "consumers_risk_quality": format(found.consumers_quality, "f"),
        "consumers_risk_units": found.consumers_units,
        "clopper_pearson95": [format(limit, "f") for limit in found.process_limits],
        "repeat": None
        if found.estimate is None
        else {
            "at_estimate": _repeat(found.estimate),
            "at_lower": _repeat(found.lower),
            "at_upper": _repeat(found.upper),
        },
        "outgoing": _chance(found.outgoing),
    }


def _repeat(found: LotChance | None) -> dict[str, Any] | None:
    return None if found is None else {"units": found.units, "chance": _chance(found.chance)}


def _chance(chance: Fraction | None) -> str | None:
    return None if chance is None else scientific(chance)


def spoken(chance: Fraction) -> str:
    """A chance as a page prints it: 12.6 %, 0.323 %, 3.23 × 10⁻⁴ below a thousandth, more than 99.9 % near 1."""
    if 0 < chance < Fraction(1, 1000):
        return superscript(scientific(chance))
    if Fraction(999, 1000) < chance < 1:
        return f"more than 99.9{words.NBSP}%"
    if chance in (0, 1):
        return f"{int(chance) * 100}{words.NBSP}%"
    mantissa, _, exponent = scientific(chance * 100).partition("e")
    digits, point = mantissa.replace(".", ""), int(exponent) + 1
    text = f"{digits[:point]}.{digits[point:]}".rstrip(".") if point > 0 else f"0.{'0' * -point}{digits}"
    return f"{text}{words.NBSP}%"


def superscript(scientific: str) -> str:
    """3.23e-4 as 3.23 × 10⁻⁴."""
    mantissa, _, exponent = scientific.partition("e")
    raised = str(int(exponent or "0")).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return mantissa if raised == "⁰" else f"{mantissa}{words.NBSP}×{words.NBSP}10{raised}"
