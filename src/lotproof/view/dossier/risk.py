"""What a failed verdict is worth, for whoever never drew a sample: a question, its answer, and the working of it.

Every answer names its distribution and its inputs, so that a spreadsheet gives the same three digits.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lotproof.compute.figures import ClassFigures, InspectionFigures, ScopeFigures
from lotproof.compute.risk import LotChance, RiskFigures
from lotproof.view import words
from lotproof.view.chances import spoken, superscript


def risk_groups(found: InspectionFigures, sorting: bool) -> list[dict[str, Any]]:
    """One group of rows for each class that failed on a full sample; `sorting`: a sort (option B) is open."""
    several = len(found.scopes) > 1
    return [
        {
            "key": key(scope, c),
            "label": _label(scope, c, several),
            "plan": _plan(c.risk),
            "rows": _rows(c, c.risk, sorting),
        }
        for scope in found.scopes
        for c in scope.classes
        if c.verdict == "fail" and c.risk is not None
    ]


def key(scope: ScopeFigures, found: ClassFigures) -> str:
    """What the rows of a class and its curve are matched by."""
    return f"{scope.index} {found.name}"


def _label(scope: ScopeFigures, found: ClassFigures, several: bool) -> str:
    return words.CLASS_WORDS[found.name] + (f" · {scope.scope.id}" if several else "")


def _is(name: str, value: int | str) -> str:
    """n = 125, never broken over a line."""
    return words.NBSP.join((name, "=", value if isinstance(value, str) else words.number(value)))


def _at_most(risk: RiskFigures) -> str:
    return f"P(X{words.NBSP}≤{words.NBSP}{words.number(risk.plan.re - 1)})"


def _at_least(units: int) -> str:
    return f"P(X{words.NBSP}≥{words.NBSP}{words.number(units)})"


def _plan(risk: RiskFigures) -> str:
    plan = risk.plan
    lot = f"{_is('N', plan.lot_size)}, {_is('n', plan.sample)}"
    return f"{lot}, Ac {words.number(plan.ac)}, Re {words.number(plan.re)}"


def _rows(found: ClassFigures, risk: RiskFigures, sorting: bool) -> list[dict[str, str]]:
    rows = [*_at_the_aql(found, risk), _buyers_risk(risk)]
    if risk.estimate is not None and risk.lower is not None:
        rows.append(
            _again("The same lot, unsorted, passes a second such sample", "estimate", risk.estimate, risk)
        )
        rows.append(
            _again("… if it holds only as many as the lower limit says", "lower limit", risk.lower, risk)
        )
        if risk.upper is not None:
            rows.append(
                _again("… if it holds as many as the upper limit says", "upper limit", risk.upper, risk)
            )
    if sorting and risk.outgoing is not None and found.projected is not None:
        rows.append(_outgoing(found.projected, risk.outgoing, risk))
    return rows


def _at_the_aql(found: ClassFigures, risk: RiskFigures) -> list[dict[str, str]]:
    if risk.share_at_aql is None or risk.producers_risk is None or found.tail_at_aql is None:
        return []
    drawn = f"{_is('n', risk.plan.sample)}, {_is('p', f'{found.aql}{words.NBSP}%')}"
    return [
        {
            "asks": (
                f"A sample this bad or worse, from a process exactly at the AQL of {found.aql}{words.NBSP}%"
            ),
            "answer": _tail(found.tail_at_aql),
            "working": f"{_at_least(found.units or 0)}, binomial, {drawn}",
        },
        {
            "asks": "A process exactly at the AQL is rejected (producer’s risk)",
            "answer": spoken(risk.producers_risk),
            "working": f"{_at_least(risk.plan.re)}, binomial, {drawn}",
        },
    ]


def _tail(scientific: str) -> str:
    """The tail as the JSON has it: already rounded to three digits, so it is written and not rounded again."""
    exponent = int(scientific.partition("e")[2])
    return superscript(scientific) if exponent < -3 else spoken(Fraction(scientific))


def _buyers_risk(risk: RiskFigures) -> dict[str, str]:
    accepted = _is(_at_most(risk), f"10{words.NBSP}%")
    return {
        "asks": "Quality that is still accepted one time in ten (consumer’s risk quality)",
        "answer": f"{words.number(risk.consumers_quality * 100, 2)}{words.NBSP}% nonconforming",
        "working": (
            f"{accepted}, binomial, {_is('n', risk.plan.sample)}; hypergeometric, in this lot: "
            f"{words.number(risk.consumers_units)} units"
        ),
    }


def _again(asks: str, name: str, at: LotChance, risk: RiskFigures) -> dict[str, str]:
    plan = risk.plan
    return {
        "asks": asks,
        "answer": spoken(at.chance),
        "working": (
            f"{_at_most(risk)}, hypergeometric, {_is('N', plan.lot_size)}, {_is('n', plan.sample)}, "
            f"{_is('D', at.units)} ({name})"
        ),
    }


def _outgoing(projected: int, share: Fraction, risk: RiskFigures) -> dict[str, str]:
    plan = risk.plan
    lot, drawn = words.number(plan.lot_size), words.number(plan.sample)
    return {
        "asks": (
            "Left on average in what goes out if such lots, once rejected, are sorted and what is found"
            " replaced"
        ),
        "answer": f"{spoken(share)} nonconforming",
        "working": (
            f"{words.number(projected)} × ({lot} − {drawn}) ÷ {lot}² × {_at_most(risk)}, hypergeometric, "
            f"{_is('N', plan.lot_size - 1)}, {_is('n', plan.sample)}, {_is('D', projected - 1)}"
        ),
    }
