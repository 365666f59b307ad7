"""Negotiation figures as data, for `show --private` only: nothing here is handed to any outward document."""

from __future__ import annotations

from typing import Any

from lotproof.compute.negotiation import Negotiation
from lotproof.view.data import plain


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
