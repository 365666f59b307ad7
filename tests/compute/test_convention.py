"""The sales convention is named only where the order's words or the parties' places give a ground for it."""

from __future__ import annotations

import pytest

from lotproof.case.facts import CaseFacts
from lotproof.compute.convention import convention


def facts(here: str | None, there: str | None, law: str = "not stated", *clauses: str) -> CaseFacts:
    return CaseFacts.model_validate(
        {
            "buyer": {"name": "B", "address": [here] if here else []},
            "supplier": {"name": "S", "address": [there] if there else []},
            "order": {
                "number": "PO-1",
                "governing_law": law,
                "clauses": [{"ref": "1", "kind": ["governing-law"], "text": text} for text in clauses],
            },
        }
    )


HAMBURG, DENVER, LEEDS, NINGBO = (
    "Kaistrasse 0, 20099 Hamburg, Germany",
    "1 Plaza, Denver CO, USA",
    "0 Mills, Leeds, United Kingdom",
    "No. 0 Road, Ningbo, Zhejiang, China",
)


@pytest.mark.parametrize(
    ("case", "ground"),
    [
        (facts(HAMBURG, NINGBO), "places"),
        (facts(DENVER, NINGBO), "places"),
        (facts(LEEDS, NINGBO), "none"),
        (facts(NINGBO, NINGBO), "none"),
        (facts(None, NINGBO), "none"),
        (facts(HAMBURG, NINGBO, "England and Wales"), "none"),
        (facts(HAMBURG, NINGBO, "not stated", "Governed by the law of England."), "none"),
        (facts(LEEDS, NINGBO, "not stated", "The CISG governs this order."), "named"),
        (facts(HAMBURG, NINGBO, "German law, excluding the CISG"), "excluded"),
    ],
)
def test_the_ground_is_that_of_the_record(case: CaseFacts, ground: str) -> None:
    found = convention(case)
    assert found.ground == ground
    assert found.may_apply == (ground in ("places", "named"))


def test_a_case_that_states_nothing_gives_no_ground() -> None:
    assert convention(CaseFacts.model_validate({})).ground == "none"
