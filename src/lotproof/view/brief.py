"""The internal brief: our position and its working, what the other side will attack, and what the next contract needs.

The only view that is handed negotiation figures. Nothing here reaches a document that leaves the house.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from lotproof.case.finding import Finding
from lotproof.case.private import OptionCosts, PrivateFacts
from lotproof.check.accepted import Accepted
from lotproof.check.attacks import Attack, attack_list
from lotproof.compute.negotiation import Negotiation
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.data import plain
from lotproof.view.document import INTERNAL, Document
from lotproof.view.internal.contract import next_contract
from lotproof.view.internal.economics import break_even, chart, economics, ladder, position, room

_PLACES: Final = 6  # of one attack that are printed; the rest is counted


def negotiation_data(found: Negotiation) -> dict[str, Any]:
    """The `negotiation` object of `show --json --private`."""
    return {
        "opening": plain(found.opening),
        "target": plain(found.target),
        "walk_away": plain(found.walk_away),
        "ceiling": plain(found.ceiling),
        "costs": {name: plain(cost) for name, cost in found.costs.items()},
        "overlap": found.overlap,
    }


def brief(
    book: Book,
    found: Negotiation | None,
    private: PrivateFacts | None,
    findings: Iterable[Finding],
    accepted: Iterable[Accepted] = (),
) -> Document:
    """The brief of a case. Without `private.yaml` (`found` None) it holds the attacks and the next contract alone.

    `accepted` are those of the findings that the house lives with; they stay among the attacks, for they are open to
    them, and stand once more with their reasons.
    """
    frame = book.frame(
        "brief", "Internal brief", "Internal: negotiation position, weaknesses and next contract"
    )
    margin = private.supplier_margin if private is not None else None
    currency = book.figures.currency
    context: dict[str, Any] = {
        "doc": frame | {"head_right": f"INTERNAL – not for other eyes · {frame['head_right']}"},
        "as_of": words.utc_stamp(book.figures.as_of),
        "state": book.figures.state.replace("-", " "),
        "position": position(found, currency) if found is not None else [],
        "room": room(found) if found is not None else None,
        "economics": economics(found, book.figures, _inputs(private)) if found is not None else [],
        "economics_chart": chart(found, book.figures) if found is not None else None,
        "economics_currency": found.currency if found is not None else None,
        "margin_source": margin.source if margin is not None else None,
        "break_even": break_even(found, currency) if found is not None else None,
        "ladder": ladder(found, currency) if found is not None else [],
        "leverage": list(private.leverage) if private is not None else [],
        "weaknesses": private.weaknesses if private is not None else None,
        "attacks": [
            {"theme": theme.name, "rows": [_attack(attack) for attack in theme.attacks]}
            for theme in attack_list(findings)
        ],
        "accepted": [_accepted(one) for one in accepted],
        "clauses": next_contract(book),
    }
    return Document(
        name=f"{INTERNAL}/brief",
        html_name=f"{INTERNAL}/brief.html",
        template="brief.html.j2",
        language="en",
        title=frame["title"],
        context=context,
        pictures={},
        enclosures=(),
    )


def _inputs(private: PrivateFacts | None) -> dict[str, str]:
    """Option -> where its inputs come from and how far they can be relied on, said also where it is not typed."""
    typed = private.economics if private is not None else None
    found = {}
    for name in ("A", "B", "C"):
        costs: OptionCosts | None = getattr(typed, name) if typed is not None else None
        if costs is None:
            continue
        source = (costs.source or "source not stated").rstrip(".")
        found[name] = f"Inputs: {source}; confidence {costs.confidence or 'not stated'}."
    return found


def _attack(attack: Attack) -> dict[str, Any]:
    shown = attack.findings[:_PLACES]
    return {
        "code": attack.code,
        "says": attack.says,
        "found": [
            {
                "message": _sentence(words.dated(finding.message)),
                "place": _place(finding),
                "hint": _sentence(words.dated(finding.hint or "")),
            }
            for finding in shown
        ],
        "more": len(attack.findings) - len(shown),
    }


def _accepted(one: Accepted) -> dict[str, Any]:
    by = one.by
    assert by.date is not None
    return {
        "code": one.finding.code,
        "message": _sentence(one.finding.message),
        "place": _place(one.finding),
        "reason": by.reason,
        "by": by.by,
        "date": words.day(by.date),
    }


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _place(finding: Finding) -> str:
    place = finding.place
    return f"{place.file}:{place.line}" if place.line is not None else place.file
