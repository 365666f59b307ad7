"""How many cartons to open so that the sample is drawn from across the lot.

Units sit in cartons by shift and machine; a sample taken from a few cartons speaks for those cartons only.
"""

from __future__ import annotations

from math import isqrt

from lotproof.sampling.exact import whole


def cartons_to_open(cartons: int) -> int:
    """The square root of the number of cartons, rounded up to a whole carton (250 cartons: 16).

    Trade practice of the inspection houses, not a rule of ISO 2859-1 (which asks for a random sample, clause 8).
    Raises ValueError for a count below 1 or one that is not whole.
    """
    return isqrt(whole(cartons, "number of cartons", 1) - 1) + 1
