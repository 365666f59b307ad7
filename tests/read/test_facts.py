"""From tree to model: what does not fit is lost alone, the rest keeps its place, and nothing raises."""

from __future__ import annotations

import json
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from lotproof.case.case import Path_
from lotproof.case.events import Event
from lotproof.case.exhibits import Exhibit
from lotproof.case.facts import CaseFacts
from lotproof.case.finding import Finding
from lotproof.read.facts import MOST_OF_A_CODE, validate
from lotproof.read.tree import read_tree


def read(text: str) -> tuple[CaseFacts, tuple[Finding, ...], dict[Path_, tuple[int, int]]]:
    tree, _ = read_tree(text, "case.yaml")
    facts, findings, spots = validate(tree, CaseFacts, "case.yaml")
    assert facts is not None
    return facts, tuple(f for f in findings if f.code != "REQUIRED_KEY_MISSING"), dict(spots)


def test_quoted_and_plain_numbers_are_the_same_and_keep_their_digits() -> None:
    facts, findings, _ = read("order: {quantity: '3000', unit_price: 7.20}\n")
    assert findings == ()
    assert facts.order is not None
    assert facts.order.quantity == 3000
    assert str(facts.order.unit_price) == "7.20"
    assert facts.order.unit_price == Decimal("7.20")


def test_a_slip_costs_only_itself() -> None:
    facts, findings, _ = read("title: Cups\norder: {number: P-1, quantity: many, unit_price: 7.20}\n")
    assert [(f.code, f.place.line, f.place.column) for f in findings] == [("WRONG_TYPE", 2, 32)]
    assert findings[0].message == "order.quantity: a whole number is wanted here, not many."
    assert facts.order is not None
    assert (facts.title, facts.order.number, facts.order.quantity) == ("Cups", "P-1", None)


def test_places_follow_the_items_that_were_kept_and_sentences_those_typed() -> None:
    facts, findings, spots = read(
        "losses:\n  - in words\n  - {id: L1, rate: x}\n  -\n  - {id: L2, rate: 1.50}\n"
    )
    assert [line.id for line in facts.losses] == ["L1", "L2"]
    assert spots["losses", 0] == (3, 5)
    assert spots["losses", 1, "rate"] == (5, 20)
    assert ("losses", 0, "rate") not in spots
    assert sorted(f.message.split(":")[0] for f in findings) == ["losses[0]", "losses[1].rate", "losses[2]"]


def test_several_rounds_of_refusal_end() -> None:
    facts, findings, _ = read(
        "inspections: [{scopes: [1, {classes: {major: {units: [x]}, x: 1}}, 2], performed: x}]\n"
    )
    assert len(facts.inspections) == 1
    assert len(facts.inspections[0].scopes) == 1
    assert len(findings) == 5


def test_an_unknown_key_shows_the_nearest_one_at_its_own_place() -> None:
    _, findings, _ = read("supplier:\n  name: S\n  nameZh: 永康\n")
    assert [(f.code, f.place.line, f.place.column, f.hint) for f in findings] == [
        ("UNKNOWN_KEY", 3, 3, "did you mean name_zh?")
    ]


def test_python_names_of_keys_are_not_keys() -> None:
    tree, _ = read_tree("from_: buyer\nfrom: buyer\n", "f")
    event, findings, _ = validate(tree, Event, "f")
    assert event is not None and event.from_ == "buyer"
    assert "UNKNOWN_KEY" in {f.code for f in findings}


def test_required_keys_are_looked_for_in_what_was_typed() -> None:
    tree, _ = read_tree("id: E1\nkind: photo\ntitle: ''\nsha256: ~\n", "f")
    _, findings, _ = validate(tree, Exhibit, "f", "E1")
    assert [(f.message, f.place.line) for f in findings] == [
        ("E1: the key file is missing.", 1),
        ("E1: the key title is empty.", 3),
        ("E1: the key sha256 is empty.", 4),
    ]
    assert all(f.hint and f.hint.startswith("for example ") for f in findings)


def test_a_wrong_value_is_not_called_missing_as_well() -> None:
    tree, _ = read_tree("at: yesterday\nkind: note\nchannel: email\nfrom: buyer\n", "f")
    _, findings, _ = validate(tree, Event, "f")
    assert [f.code for f in findings] == ["WRONG_TYPE"]


def test_very_many_findings_of_one_kind_are_counted() -> None:
    _, findings, _ = read("".join(f"key{i}: 1\n" for i in range(3000)))
    assert len(findings) == MOST_OF_A_CODE + 1
    assert [f.message for f in findings if f.code == "FINDINGS_CUT"] == [
        f"{3000 - MOST_OF_A_CODE:,} more findings UNKNOWN_KEY in this file are not listed."
    ]


_KEYS = st.sampled_from(
    "lotproof title currency order quantity inspections scopes classes major units id defects losses rate class "
    "options A deadline platform performed kind clauses x".split()
)
_TYPED = st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=6)
_VALUES = st.recursive(
    st.none() | _TYPED | st.sampled_from(["1", "-1", "1.5", "2026-08-11", "major", "USD", "true", "tt"]),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(_KEYS, below, max_size=4),
    max_leaves=20,
)


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(_KEYS, _VALUES, max_size=6))
def test_any_mapping_gives_facts_and_every_kept_value_has_its_place(typed: dict[str, object]) -> None:
    tree, _ = read_tree(json.dumps(typed, ensure_ascii=False), "f")
    facts, findings, spots = validate(tree, CaseFacts, "f")
    assert facts is not None
    assert facts == CaseFacts.model_validate(facts.model_dump(by_alias=True, exclude_unset=True))
    assert () in spots
    assert all(f.place.line for f in findings)
    for index, inspection in enumerate(facts.inspections):
        assert ("inspections", index) in spots
        assert inspection.id is None or ("inspections", index, "id") in spots
