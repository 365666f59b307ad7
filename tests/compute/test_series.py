"""Series of a supplier's lots over several cases: what belongs together, what counts, and what the next lot is due."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from lotproof.case.case import Case
from lotproof.check.all import check, check_series
from lotproof.compute.all import compute
from lotproof.compute.figures import Figures
from lotproof.compute.lots import presented
from lotproof.compute.recurrence import recurring
from lotproof.compute.series import Series, alone, reinspection_severity, series

from .building import a_case, a_class, a_scope, an_inspection

NOW = datetime(2027, 1, 1, tzinfo=UTC)
ISO, OLD = "ISO 2859-1:1999", "MIL-STD-105E"


def a_lot(number: int, units: int, severity: str = "normal", **more: Any) -> Case:
    """The case of lot `number`, inspected that many weeks into 2026: 125 of 3,000, one class at AQL 2.5.

    Ac is 7 on normal, 5 on tightened; on reduced 50 are drawn and Ac is 5.
    """
    day = (date(2026, 1, 1) + timedelta(weeks=number)).isoformat()
    sample = 50 if severity == "reduced" else 125
    facts = {key: more.pop(key) for key in ("supplier", "order") if key in more}
    inspection = an_inspection(
        3000,
        a_scope(sample, {"major": a_class("2.5", units)}, severity=severity),
        **{"id": f"R-{number}", "performed": [day], "issued": f"{day}T20:00:00+08:00", **more},
    )
    return replace(a_case([inspection], **facts), id=f"lot-{number:02d}")


def seen(cases: list[Case]) -> list[tuple[Case, Figures]]:
    return [(case, compute(case, NOW)) for case in cases]


def of(*cases: Case, as_of: datetime | None = None) -> tuple[Series, ...]:
    return series((lot for c, f in seen(list(cases)) for lot in presented(c.facts, f)), as_of)


def only(*cases: Case) -> Series:
    (found,) = of(*cases)
    return found


def lots(first: int, *units: int, **more: Any) -> list[Case]:
    return [a_lot(first + place, count, **more) for place, count in enumerate(units)]


def test_a_lot_alone_is_no_series_and_the_next_is_normal() -> None:
    found = only(a_lot(1, 11))
    assert found.isolated
    assert (found.state.severity, found.state.because, found.decided_by) == ("normal", None, ())
    assert alone(a_lot(1, 11).facts, compute(a_lot(1, 11), NOW))[0].isolated


def test_two_refused_of_five_ask_for_tightened_and_are_named() -> None:
    found = only(*lots(1, 2, 11, 3, 0, 9))
    assert not found.isolated
    assert found.state.severity == "tightened"
    assert [lot.inspection for lot in found.decided_by] == ["R-2", "R-5"]
    assert [step.asked for step in found.steps] == ["normal"] * 5


def test_two_refused_with_four_accepted_between_stay_normal() -> None:
    assert only(*lots(1, 11, 0, 0, 0, 0, 11)).state.severity == "normal"


def test_the_order_is_that_of_the_inspections_whatever_the_cases_are_called() -> None:
    cases = lots(1, 11, 0, 0, 0, 0, 11)
    shuffled = [replace(case, id=f"z{9 - place}") for place, case in enumerate(cases)]
    assert [step.lot.inspection for step in only(*reversed(shuffled)).steps] == [
        f"R-{n}" for n in range(1, 7)
    ]


def test_five_accepted_on_tightened_lead_back_and_are_named() -> None:
    found = only(*lots(1, 11, 9), *lots(3, 0, 1, 2, 3, 4, severity="tightened"))
    assert found.state.severity == "normal"
    assert [lot.inspection for lot in found.decided_by] == ["R-3", "R-4", "R-5", "R-6", "R-7"]
    assert [step.asked for step in found.steps[2:]] == ["tightened"] * 5


def test_five_refused_on_tightened_discontinue_until_a_lot_is_inspected_so_again() -> None:
    stopped = only(*lots(1, 11, 9), *lots(3, 6, 7, 0, 6, 6, 9, severity="tightened"))
    assert stopped.state.discontinued
    assert [lot.inspection for lot in stopped.decided_by] == ["R-3", "R-4", "R-6", "R-7", "R-8"]
    lighter = only(
        *(c for c in lots(1, 11, 9)), *lots(3, 6, 7, 0, 6, 6, 9, severity="tightened"), a_lot(9, 0)
    )
    assert lighter.state.discontinued
    assert (lighter.steps[-1].fit, lighter.steps[-1].counted) == ("discontinued", False)
    resumed = only(
        *lots(1, 11, 9),
        *lots(3, 6, 7, 0, 6, 6, 9, severity="tightened"),
        *lots(9, 0, 0, severity="tightened"),
    )
    assert (resumed.state.severity, resumed.state.discontinued) == ("tightened", False)
    assert resumed.state.accepted_in_a_row == 2
    assert [lot.inspection for lot in resumed.decided_by] == ["R-9"]


def test_the_score_opens_reduced_and_a_refused_lot_ends_it() -> None:
    earned = only(*lots(1, *[0] * 10))
    assert (earned.state.score, earned.state.may_reduce, earned.state.severity) == (30, True, "normal")
    begun = only(*lots(1, *[0] * 10), a_lot(11, 2, severity="reduced"))
    assert (begun.state.severity, begun.steps[-1].fit) == ("reduced", "as-asked")
    ended = only(*lots(1, *[0] * 10), *lots(11, 2, 9, severity="reduced"))
    assert (ended.state.severity, [lot.inspection for lot in ended.decided_by]) == ("normal", ["R-12"])


def test_the_older_rules_stop_after_ten_lots_on_tightened() -> None:
    tightened = lots(3, *[0, 0, 0, 6] * 2, 0, 0, severity="tightened", standard=OLD)
    found = only(*lots(1, 11, 9, standard=OLD), *tightened)
    assert found.state.discontinued
    assert [lot.inspection for lot in found.decided_by] == [f"R-{n}" for n in range(3, 13)]
    assert not only(
        *lots(1, 11, 9), *lots(3, *[0, 0, 0, 6] * 2, 0, 0, severity="tightened")
    ).state.discontinued


@pytest.mark.parametrize(
    "change",
    [
        {"supplier": {"name": "Another Supplier"}},
        {"order": {"number": "P", "product": "Thing, large", "quantity": "1", "unit_price": "1"}},
        {"standard": OLD},
        {"scopes": [a_scope(125, {"major": a_class("2.5", 11)}, id="function")]},
        {"scopes": [a_scope(200, {"major": a_class("2.5", 11)}, level="III")]},
        {"scopes": [a_scope(125, {"major": a_class("1.5", 11)})]},
        {"scopes": [a_scope(125, {"minor": a_class("2.5", 11)})]},
    ],
)
def test_what_differs_in_supplier_product_or_plan_is_another_series(change: dict[str, Any]) -> None:
    assert [found.isolated for found in of(a_lot(1, 11), a_lot(2, 11, **change))] == [True, True]


def test_names_are_compared_without_case_width_and_punctuation_and_codes_win() -> None:
    coded = {"name": "Any label", "uscc": "91990000MA0TE5T24X"}
    assert (
        only(a_lot(1, 11), a_lot(2, 11, supplier={"name": "ＳＵＰＰＬＩＥＲ."})).state.severity == "tightened"
    )
    assert len(of(a_lot(1, 11, supplier=coded), a_lot(2, 11, supplier=coded | {"name": "Other"}))) == 1
    assert len(of(a_lot(1, 11), a_lot(2, 11, supplier={"name": "Supplier", "uscc": coded["uscc"]}))) == 2
    wrong = {"name": "Supplier", "uscc": "91990000MA0TE5T240"}
    assert len(of(a_lot(1, 11), a_lot(2, 11, supplier=wrong))) == 1


def test_reinspections_and_inspections_during_production_do_not_count() -> None:
    again = an_inspection(
        3000, a_scope(125, {"major": a_class("2.5", 20)}), id="R-1b", service="re-inspection"
    )
    twice = a_case([*_inspections(a_lot(1, 11)), again])
    assert [step.lot.inspection for step in only(twice).steps] == ["R-1"]
    during = an_inspection(3000, a_scope(125, {"major": a_class("2.5", 20)}), id="D-1", service="DPI")
    assert [step.lot.inspection for step in only(a_case([during, *_inspections(a_lot(1, 3))])).steps] == [
        "R-1"
    ]
    assert of(a_case([during])) == ()


def _inspections(case: Case) -> list[dict[str, Any]]:
    return [one.model_dump(by_alias=True, mode="json", exclude_none=True) for one in case.facts.inspections]


def test_a_class_accepted_on_zero_is_in_no_series() -> None:
    scope = a_scope(125, {"critical": a_class("not-allowed", 3)})
    assert of(a_case([an_inspection(3000, scope)])) == ()


def test_a_lot_without_verdict_or_judged_by_no_plan_counts_neither_way() -> None:
    unjudged = a_lot(2, 0, status="in-progress")
    stranger = a_lot(2, 0, scopes=[a_scope(100, {"major": a_class("2.5", 9, ac=8)})])
    for odd, why in ((unjudged, "no-verdict"), (stranger, "number-of-no-plan")):
        found = only(a_lot(1, 11), odd, a_lot(3, 11))
        assert (found.steps[1].lot.left_out, found.steps[1].counted) == (why, False)
        assert found.state.severity == "tightened"


def test_a_sample_of_another_row_counts_by_the_number_of_that_row() -> None:
    row = a_scope(80, {"major": a_class("2.5", 4)})  # J, Ac 5; the next tighter AQL accepts 3
    found = only(a_lot(1, 0), a_lot(2, 0, scopes=[row]))
    assert [step.after.score for step in found.steps] == [3, 0]
    assert found.steps[1].counted


def test_one_report_in_two_cases_is_one_lot() -> None:
    found = only(a_lot(1, 11), replace(a_lot(1, 11), id="copy"))
    assert found.state.severity == "normal"
    assert [(step.lot.case_id, step.lot.left_out) for step in found.steps] == [
        ("copy", None),
        ("lot-01", "same-report"),
    ]


def test_a_lot_is_asked_only_for_what_was_known_when_its_inspection_began() -> None:
    late = a_lot(2, 11, issued="2026-03-01T12:00:00+08:00")  # performed 15 January
    found = only(a_lot(1, 11), late, a_lot(3, 2), a_lot(9, 2))
    assert [step.asked for step in found.steps] == ["normal", "normal", "normal", "tightened"]
    assert [lot.inspection for lot in found.steps[3].asked_by] == ["R-1", "R-2"]
    assert found.steps[2].after.severity == "tightened"


def test_only_reports_out_by_the_instant_are_in_the_series() -> None:
    (found,) = of(a_lot(1, 11), a_lot(2, 11), as_of=datetime(2026, 1, 10, tzinfo=UTC))
    assert [step.lot.inspection for step in found.steps] == ["R-1"]


def test_a_refused_lot_is_looked_at_again_on_tightened() -> None:
    assert reinspection_severity() == "tightened"


def found_on(case: Case, *others: Case) -> list[tuple[str, str]]:
    pairs = seen([*others, case])
    every = series(lot for c, f in pairs for lot in presented(c.facts, f))
    return [(one.severity, one.message) for one in check_series(case, pairs[-1][1], every)]


def test_a_sample_drawn_lighter_than_the_series_asks_is_a_warning_that_names_the_lots() -> None:
    ((severity, message),) = found_on(a_lot(3, 2), a_lot(1, 11), a_lot(2, 9))
    assert severity == "warning"
    assert message == (
        "this sample was drawn on normal inspection; its series asks for tightened for the major class: "
        "decided by R-1 of 2026-01-08 (not accepted on normal), R-2 of 2026-01-15 (not accepted on normal)."
    )


def test_a_sample_drawn_stricter_than_asked_is_a_note_and_one_as_asked_is_none() -> None:
    ((severity, message),) = found_on(a_lot(1, 2, severity="tightened"))
    assert (severity, "ask for normal only" in message) == ("note", True)
    assert found_on(a_lot(3, 2, severity="tightened"), a_lot(1, 11), a_lot(2, 9)) == []
    assert found_on(a_lot(1, 11)) == []


def test_reduced_on_a_lot_alone_and_a_lot_after_the_stop_are_warnings() -> None:
    assert [severity for severity, _ in found_on(a_lot(1, 2, severity="reduced"))] == ["warning"]
    stopped = [*lots(1, 11, 9), *lots(3, 6, 7, 6, 6, 9, severity="tightened")]
    ((severity, message),) = found_on(a_lot(8, 0), *stopped)
    assert severity == "warning" and "was to be discontinued: decided by R-3" in message


def test_one_class_on_tightened_makes_tightened_right_for_the_sample() -> None:
    def both(number: int, major: int, severity: str = "normal") -> Case:
        counted = {"major": a_class("2.5", major), "minor": a_class("4.0", 0)}
        return a_lot(number, 0, scopes=[a_scope(125, counted, severity=severity)])

    assert found_on(both(3, 0, "tightened"), both(1, 11), both(2, 9)) == []
    assert [severity for severity, _ in found_on(both(3, 0), both(1, 11), both(2, 9))] == ["warning"]


def test_a_reinspection_on_reduced_or_level_one_is_found_in_the_case_itself() -> None:
    again = an_inspection(
        3000,
        a_scope(32, {"major": a_class("2.5", 0)}, severity="reduced", level="I"),
        service="re-inspection",
    )
    offered = {"A": {"reinspection": {"level": "II", "severity": "reduced"}}}
    case = a_case([*_inspections(a_lot(1, 11)), again], options=offered)
    told = [f.message for f in check(case, compute(case, NOW)) if f.code == "REINSPECTION_LIGHTER"]
    assert sorted(told) == [
        "option A offers a re-inspection on reduced inspection.",
        "the re-inspection was made on level I.",
        "the re-inspection was made on reduced inspection.",
    ]


def test_a_defect_in_two_inspections_recurs_and_units_of_none_do_not_count() -> None:
    def with_defect(number: int, title: str, units: int, **more: Any) -> Case:
        return a_lot(
            number, 11, defects=[{"id": "D1", "class": "major", "title": title, "units": str(units)}], **more
        )

    other = {"supplier": {"name": "Another"}}
    cases = [
        with_defect(1, "Rim scratched", 7),
        with_defect(2, "RIM  scratched.", 4),
        with_defect(3, "Rim scratched", 0),
        with_defect(4, "Dented", 2),
        with_defect(5, "Dented", 2, **other),
    ]
    (found,) = recurring((case.facts, figures) for case, figures in seen(cases))
    assert (found.title, found.class_name) == ("RIM  scratched.", "major")
    assert [(one.inspection, one.units) for one in found.times] == [("R-1", 7), ("R-2", 4)]
