"""What each option is expected to cost us, in words and figures whose sum can be checked on the page.

Why: a number to walk away at is only worth something if its owner can see which guess it hangs on.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from markupsafe import Markup

from lotproof.compute.figures import Figures
from lotproof.compute.negotiation import CostPart, Negotiation
from lotproof.render.charts import Bar, bars
from lotproof.view import words
from lotproof.view.letters.terms import TITLES

NAMES = {
    "waiting": "Waiting",
    "fees": "Fees we bear",
    "second-round": "A second round, if the first fails",
    "margin": "Margin on the units removed",
    "residual": "Units still nonconforming afterwards",
    "exposure": "The exposure as it stands",
    "credit": "Value of what is promised, times the chance that it comes",
}


def economics(
    found: Negotiation, figures: Figures, inputs: Mapping[str, str] = MappingProxyType({})
) -> list[dict[str, Any]]:
    """One entry an option A to D, in rank order: its components, their sum, and whether it is open now.

    `inputs` says of an option where its days, chances and fees come from.
    """
    rows = []
    for option in figures.options:
        parts = found.parts.get(option.name, ())
        cost = found.costs.get(option.name)
        rows.append(
            {
                "name": option.name,
                "title": TITLES[option.name],
                "available": option.available,
                "reason": option.reason,
                "inputs": inputs.get(option.name),
                "best": option.name == found.best_alternative,
                "parts": [
                    {
                        "name": NAMES[part.name],
                        "working": _working(part, found.currency),
                        "amount": amount(part.amount, found.currency),
                    }
                    for part in parts
                ],
                "cost": amount(cost, found.currency) if cost is not None else None,
                "lacking": _lacking(option.name, found),
            }
        )
    return rows


def chart(found: Negotiation, figures: Figures) -> Markup | None:
    """The expected cost of every option that has one, cheapest first, beside the exposure; None for fewer than two."""
    costs = sorted((cost, name) for name, cost in found.costs.items() if cost is not None)
    if len(costs) < 2:
        return None
    title_of: dict[str, str] = {option.name: TITLES[option.name] for option in figures.options}
    open_now: set[str] = {option.name for option in figures.options if option.available}
    exposure = found.exposure
    return bars(
        [
            Bar(
                f"{name}. {title_of[name]}",
                "open now" if name in open_now else "not available",
                Fraction(cost),
                amount(cost, found.currency),
                "good" if name == found.best_alternative else "plain" if name in open_now else "caution",
            )
            for cost, name in costs
        ],
        title="Expected cost to us of each option, cheapest first",
        axis=f"{found.currency}, lower is better for us",
        width=600,
        at_line=(
            None if exposure is None else (Fraction(exposure), f"exposure {amount(exposure, found.currency)}")
        ),
    )


def _lacking(name: str, found: Negotiation) -> str | None:
    """Why an option has no figure: D has none by nature, the others for want of an input."""
    if name == "D":
        return (
            f"It costs {words.money(found.exposure, found.currency)} less the credit agreed: that is"
            " negotiated."
            if found.exposure is not None
            else (
                "It costs the exposure less the credit agreed; the exposure cannot be given in this currency."
            )
        )
    if found.costs.get(name) is not None:
        return None
    if all(cost is None for cost in found.costs.values()):
        return "No figure: private.yaml holds no economics of the options."
    return f"No figure: economics.{name} of private.yaml lacks an input, or its class has no projection."


def amount(value: Decimal, currency: str) -> str:
    """Money with a real minus sign."""
    return ("−" if value < 0 else "") + words.money(abs(value), currency)


def _working(part: CostPart, currency: str) -> str:
    """The factors of a component, so that the reader can multiply them out."""
    rate = words.money(part.rate, part.currency) if part.rate is not None else ""
    chance = words.percent(Fraction(part.share)) if part.share is not None else ""
    if part.name == "waiting":
        return f"{words.units(part.days or 0, 'day')} × {rate}"
    if part.name == "second-round":
        return f"{chance} × {words.units(part.days or 0, 'day')} × {rate}"
    if part.name == "margin":
        return f"{words.units(part.units or 0, f'projected {part.cls} unit')} × {rate}"
    converted = f", in {currency}" if part.currency != currency else ""
    if part.name == "residual":
        return f"{chance} of {words.number(part.base)} = {words.units(part.units or 0)} × {rate}{converted}"
    if part.name == "credit":
        return f"{chance} × ({words.units(part.units or 0)} × {rate}{converted})"
    return ""


def break_even(found: Negotiation, currency: str) -> str | None:
    """Whether the re-inspection costs less than what it guards against, said either way."""
    even = found.break_even
    if even is None:
        return None
    fee, worth = words.money(even.fee, currency), words.money(even.worth, currency)
    at = (
        f"At {words.money(even.rate, currency)} a unit the fee is reached at "
        f"{words.units(even.units, 'nonconforming unit')}."
    )
    if even.source is not None:
        at += f" The case gives no fee: this is the workspace's own rate per man-day ({even.source})."
    if even.pays:
        return (
            f"The re-inspection costs {fee}; the failed classes are projected to cost {worth}. It costs less."
            f" {at}"
        )
    return (
        f"The re-inspection costs {fee}, which is not less than the {worth} the failed classes are projected"
        " to cost. On money alone it does not pay here; without it there is no independent evidence of the"
        f" fix. {at}"
    )


def position(found: Negotiation, currency: str) -> list[dict[str, str | None]]:
    """Opening, target, walk-away and ceiling, each with what it is and how it came about."""
    best = found.best_alternative
    cost = found.costs.get(best) if best is not None else None
    walk = None
    if found.walk_away is not None and cost is not None and found.exposure is not None:
        walk = (
            f"{words.money(found.exposure, found.currency)} exposure − "
            f"{words.money(cost, found.currency)} for option {best}"
            + (f", in {currency}" if found.currency != currency else "")
        )
    return [
        {
            "name": "Opening",
            "amount": words.money(found.opening, currency),
            "what": (
                "The exposure of the dossier, line by line; nothing is asked for that is not on its page."
            ),
            "working": None,
        },
        {
            "name": "Target",
            "amount": words.money(found.target, currency),
            "what": "Midway between opening and walk-away, unless private.yaml fixes it.",
            "working": None,
        },
        {
            "name": "Walk-away",
            "amount": words.money(found.walk_away, currency),
            "what": (
                f"A smaller credit is worth less to us than option {best}."
                if best
                else "Not known: no option still open has a figure."
            ),
            "working": walk,
        },
        {
            "name": "Ceiling",
            "amount": words.money(found.ceiling, currency),
            "what": (
                "The supplier's estimated margin on the whole order: an estimate of what there is, not a"
                " claim."
                if found.ceiling is not None
                else "Not known: supplier_margin of private.yaml gives no rate."
            ),
            "working": (
                f"{words.money(found.other_ceiling, currency)} if margin and mark-up were mixed up"
                if found.other_ceiling is not None
                else None
            ),
        },
    ]


def room(found: Negotiation) -> str | None:
    """Whether the two sides' limits leave room for option D."""
    if found.overlap is None:
        return None
    if found.overlap:
        return "The walk-away lies below the ceiling: there is room for a price reduction (option\u00a0D)."
    return (
        "The walk-away lies above the ceiling: a price reduction that serves us is unlikely. Steer to A or B."
    )


def ladder(found: Negotiation, currency: str) -> list[dict[str, str]]:
    """The concession ladder: each step gives something and asks something back; none where there is no room to move."""
    if found.target is None or found.walk_away is None or found.opening <= found.walk_away:
        return []
    return [
        _step(words.money(found.opening, currency), "The whole exposure, with its working.",
              "Acknowledgement of the findings and one of the four options, in writing."),
        _step("", "Settlement by deduction from the balance instead of a refund.",
              "“Confirmed: yes” by e-mail within the window."),
        _step("", "Part of the amount as credit on the next order.",
              "A credit commitment with quantity and delivery date, under seal."),
        _step("", "A share of the re-inspection fee or of the freight.",
              "The re-inspection booked before any balance is paid."),
        _step(words.money(found.target, currency), "The target.",
              "Everything above confirmed in one document."),
        _step(words.money(found.walk_away, currency), "The last figure.",
              f"Below it, take option {found.best_alternative or '—'} instead."),
    ]  # fmt: skip


def _step(figure: str, give: str, ask: str) -> dict[str, str]:
    return {"figure": figure, "give": give, "ask": ask}
