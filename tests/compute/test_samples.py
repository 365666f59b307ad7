"""Verdicts, projections and limits of one sample: which Ac judges, and what an impossible count does."""

from __future__ import annotations

from typing import Any

import pytest

from .building import a_case, a_class, a_scope, an_inspection, shown

NOW = "2026-09-01T00:00:00+00:00"


def scope_of(presented: int, *scopes: dict[str, Any], **more: Any) -> dict[str, Any]:
    data = shown(a_case([an_inspection(presented, *scopes, **more)]), NOW)
    return data["inspections"][0]["scopes"][0]


def test_seed_a_says_the_sample_is_not_the_plans() -> None:
    scope = scope_of(4000, a_scope(125, {"major": a_class("2.5", 18)}))
    major = scope["classes"]["major"]
    assert scope["expected"] == {"letter": "L", "sample": 200, "edition": "ISO 2859-1:1999"}
    assert scope["sample_differs"] is True
    assert major["plan"] == {"letter": "L", "sample": 200, "ac": 10, "re": 11}
    assert (major["ac"], major["re"], major["verdict"]) == (7, 8, "fail")  # the row of 125 at 2.5
    assert (major["rate"], major["projected"], major["lot95"], major["at_least"]) == (
        "0.144",
        576,
        [354, 867],
        384,
    )
    assert major["tail_at_aql"] == "2.71e-9"


def test_seed_b() -> None:
    scope = scope_of(3000, a_scope(125, {"major": a_class("2.5", 23)}))
    major = scope["classes"]["major"]
    assert scope["sample_differs"] is False
    assert (major["rate"], major["projected"], major["lot95"], major["at_least"]) == (
        "0.184",
        552,
        [365, 784],
        391,
    )
    assert major["tail_at_aql"] == "9.13e-14"


def test_a_half_rounds_up_and_the_exact_value_stands_beside_it() -> None:
    major = scope_of(1300, a_scope(8, {"major": a_class("2.5", 1)}))["classes"]["major"]
    assert (major["projected"], major["projected_exact"]) == (163, "162.50")


def test_zero_found_says_up_to() -> None:
    critical = scope_of(3000, a_scope(125, {"critical": a_class("not-allowed", 0)}))["classes"]["critical"]
    assert (critical["up_to"], critical["at_least"], critical["tail_at_aql"]) == (69, 0, None)
    assert (critical["ac"], critical["re"], critical["verdict"]) == (0, 1, "pass")


@pytest.mark.parametrize("aql", ["not-allowed", "0"])
def test_accept_on_zero_rejects_on_one_unit_at_any_sample(aql: str) -> None:
    critical = scope_of(3000, a_scope(37, {"critical": a_class(aql, 1)}))["classes"]["critical"]
    assert (critical["ac"], critical["re"], critical["verdict"]) == (0, 1, "fail")


def test_an_arrow_changes_the_sample_of_the_plan() -> None:
    scope = scope_of(90, a_scope(13, {"major": a_class("2.5", 1, ac=1)}))
    major = scope["classes"]["major"]
    assert scope["expected"]["letter"] == "E"
    assert major["plan"] == {"letter": "F", "sample": 20, "ac": 1, "re": 2}
    # 13 was drawn: its row holds an arrow at 2.5, so what the report printed judges.
    assert (major["ac"], major["re"], major["verdict"]) == (1, 2, "pass")


def test_the_sample_of_the_arrow_is_not_a_difference() -> None:
    scope = scope_of(90, a_scope(20, {"major": a_class("2.5", 2)}))
    assert scope["sample_differs"] is False
    assert scope["classes"]["major"]["verdict"] == "fail"


def test_no_row_and_no_printed_number_gives_no_verdict() -> None:
    major = scope_of(3000, a_scope(100, {"major": a_class("2.5", 9)}))["classes"]["major"]
    assert (major["ac"], major["re"], major["verdict"]) == (None, None, None)
    assert major["projected"] == 270


def test_an_aql_that_is_not_in_the_table_falls_back_on_the_report() -> None:
    major = scope_of(3000, a_scope(125, {"major": a_class("3.0", 9, ac=8)}))["classes"]["major"]
    assert major["plan"] is None
    assert (major["ac"], major["verdict"], major["tail_at_aql"]) == (8, "fail", "1.34e-2")


def test_more_units_than_the_sample_leaves_the_rest_computed() -> None:
    scope = scope_of(3000, a_scope(125, {"major": a_class("2.5", 126), "minor": a_class("4.0", 8)}))
    assert scope["classes"]["major"]["verdict"] is None
    assert scope["classes"]["major"]["projected"] is None
    assert scope["classes"]["minor"]["verdict"] == "pass"
    assert scope["any_class"] is None


def test_an_unknown_sample_leaves_the_scope_without_figures() -> None:
    scope = {"id": "visual", "level": "II", "classes": {"major": a_class("2.5", 9)}}
    found = scope_of(3000, scope)
    assert found["expected"] == {"letter": "K", "sample": 125, "edition": "ISO 2859-1:1999"}
    assert found["classes"]["major"]["verdict"] is None
    assert found["classes"]["major"]["projected"] is None


def test_a_sample_larger_than_the_lot_is_no_sample() -> None:
    found = scope_of(100, a_scope(125, {"major": a_class("2.5", 9)}))
    assert found["classes"]["major"]["projected"] is None


def test_one_nonconforming_scope_fails_the_lot_and_the_scopes_are_never_pooled() -> None:
    visual = a_scope(200, {"major": a_class("2.5", 2)})
    pull = {"id": "T1", "level": "S-3", "sample": "20", "classes": {"critical": a_class("not-allowed", 3)}}
    data = shown(a_case([an_inspection(6000, visual, pull)]), NOW)["inspections"][0]
    assert data["verdict"] == "fail"
    critical = data["scopes"][1]["classes"]["critical"]
    assert (critical["rate"], critical["projected"], critical["lot95"]) == ("0.15", 900, [194, 2271])


def test_the_reports_own_word_is_compared() -> None:
    passing = a_scope(125, {"major": a_class("2.5", 3)})
    assert shown(a_case([an_inspection(3000, passing)]), NOW)["inspections"][0]["agrees_with_report"] is False
    pending = an_inspection(3000, passing, conclusion="Pending")
    assert shown(a_case([pending]), NOW)["inspections"][0]["agrees_with_report"] is False


def test_a_whole_lot_drawn_has_no_uncertainty() -> None:
    major = scope_of(12, a_scope(12, {"major": a_class("2.5", 2)}))["classes"]["major"]
    assert major["lot95"] == [2, 2]
    assert major["projected"] == 2


def test_reduced_inspection_of_the_older_editions_has_a_gap() -> None:
    scope = a_scope(50, {"major": a_class("2.5", 4)}, severity="reduced")
    found = scope_of(3000, scope, standard="ANSI/ASQ Z1.4")["classes"]["major"]
    assert (found["ac"], found["re"], found["verdict"]) == (3, 6, "pass")
