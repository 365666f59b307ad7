"""The three demonstration cases, read from their folders, give the numbers they were worked to by hand."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from lotproof.compute.all import compute
from lotproof.compute.negotiation import load_private, negotiation
from lotproof.read.case import read_case
from lotproof.view.brief import negotiation_data
from lotproof.view.data import as_data

CASES = Path(__file__).parents[2] / "cases"
OTTER, TUMBLERS, LAMPS = "psi-2026-101-otter-tower", "psi-2026-102-tumblers", "psi-2026-103-desk-lamps"
NOW = {
    OTTER: "2026-11-03T09:00:00+01:00",
    TUMBLERS: "2026-08-26T09:00:00-06:00",
    LAMPS: "2026-09-30T12:00:00+01:00",
}


def at(name: str, when: str | None = None) -> dict[str, Any]:
    case, findings = read_case(CASES / name)
    assert case is not None
    assert [f for f in findings if f.severity == "error"] == []
    return as_data(compute(case, datetime.fromisoformat(when or NOW[name])), ())


def class_of(data: dict[str, Any], scope: int, name: str, inspection: int = 0) -> dict[str, Any]:
    return data["inspections"][inspection]["scopes"][scope]["classes"][name]


@pytest.mark.parametrize(
    ("case", "inspection", "scope", "name", "expected"),
    [
        # rate, projected, exact, limits, at least, up to, Ac, verdict, tail at the AQL
        (OTTER, 0, 0, "critical", ("0", 0, "0", None, 0, 87, 0, "pass", None)),
        (OTTER, 0, 0, "major", ("0.08", 480, "480", [282, 755], 308, None, 10, "fail", "5.13e-5")),
        (OTTER, 0, 0, "minor", ("0.045", 270, "270", [127, 498], 144, None, 14, "pass", None)),
        (OTTER, 0, 1, "critical", ("0.15", 900, "900", [194, 2271], 254, None, 0, "fail", None)),
        (TUMBLERS, 0, 0, "critical", ("0", 0, "0", [0, 85], 0, 69, 0, "pass", None)),
        (TUMBLERS, 0, 0, "major", ("0.088", 264, "264", [137, 452], 153, None, 7, "fail", "3.23e-4")),
        (TUMBLERS, 0, 0, "minor", ("0.064", 192, "192", [86, 363], 99, None, 10, "pass", None)),
        (TUMBLERS, 1, 0, "major", ("0.024", 65, "65.06", [15, 183], 19, None, 5, "pass", None)),
        (LAMPS, 0, 0, "critical", ("0", 0, "0", None, 0, 108, 0, "pass", None)),
        (LAMPS, 0, 0, "major", ("0.044444", 516, "515.56", [287, 847], 317, None, 10, "fail", "3.56e-4")),
        (LAMPS, 0, 0, "minor", ("0.07619", 884, "883.81", [578, 1284], 620, None, 21, "fail", "2.20e-3")),
    ],
)
def test_samples(case: str, inspection: int, scope: int, name: str, expected: tuple[Any, ...]) -> None:
    found = class_of(at(case), scope, name, inspection)
    rate, projected, exact, limits, at_least, up_to, ac, verdict, tail = expected
    assert (found["rate"], found["projected"], found["projected_exact"]) == (rate, projected, exact)
    assert limits is None or found["lot95"] == limits
    assert (found["at_least"], found["up_to"], found["ac"], found["verdict"]) == (
        at_least,
        up_to,
        ac,
        verdict,
    )
    assert tail is None or found["tail_at_aql"] == tail


def test_scopes_of_the_tower_are_never_pooled() -> None:
    inspection = at(OTTER)["inspections"][0]
    assert (inspection["lot"], inspection["cartons_to_open"]) == (6000, 16)
    assert [scope["expected"]["letter"] for scope in inspection["scopes"]] == ["L", "F"]
    assert (inspection["verdict"], inspection["agrees_with_report"]) == ("fail", True)


def test_any_class() -> None:
    assert at(TUMBLERS)["inspections"][0]["scopes"][0]["any_class"] == {
        "units": 19,
        "rate": "0.152",
        "projected": 456,
        "lot95": [286, 676],
    }
    any_class = at(LAMPS)["inspections"][0]["scopes"][0]["any_class"]
    assert (any_class["projected"], any_class["lot95"]) == (1399, [1012, 1870])


def test_tower() -> None:
    data = at(OTTER)
    assert data["state"] == "escalated"
    assert (data["loss"]["exposure"], data["loss"]["with_margin"]) == ("44238.00", "62838.00")
    assert data["loss"]["lines"][-1]["amount"] == "2496.00"
    assert data["loss"]["lines"][-1]["status"] == "superseded"
    assert (data["price_reduction"]["major"], data["price_reduction"]["minor"]) == (None, None)
    assert data["price_reduction"]["suppressed"]
    assert not any(option["available"] for option in data["options"].values())
    assert (data["car"]["sent"], data["car"]["deadline"]) == ("2026-10-23T16:00:00Z", "2026-10-25T16:00:00Z")
    assert data["response"] == {
        "at": "2026-10-24T07:20:00Z",
        "in_time": True,
        "kind": "answered-general-denial",
        "asks_answered": 0,
        "asks": 4,
    }
    assert {k: v for k, v in data["escalation"].items() if k != "reasons"} == {
        "E1": False,
        "E2": True,
        "E3": True,
        "E4": True,
    }
    assert data["credit"]["examination_ends"] == "2026-11-09"
    assert len(data["credit"]["discrepancies"]) == 1
    assert data["release"]["allowed"] is False


def test_tower_when_the_request_went_out() -> None:
    data = at(OTTER, "2026-10-23T18:00:00+02:00")
    assert {k: v["available"] for k, v in data["options"].items()} == {
        "A": True,
        "B": False,
        "C": False,
        "D": False,
    }


def test_tumblers() -> None:
    data = at(TUMBLERS)
    assert (data["state"], set(data["stages"].values())) == ("resolved", {"done"})
    assert (data["loss"]["exposure"], data["loss"]["superseded_by_actual"]) == ("2690.40", True)
    assert data["price_reduction"]["major"] == {
        "lot_base": ["1080.00", "2592.00"],
        "units_base": ["95.04", "228.10"],
    }
    assert data["price_reduction"]["minor"] is None
    assert (data["car"]["deadline"], data["car"]["china_working_days_inside"]) == ("2026-08-15T15:15:00Z", 1)
    assert (data["response"]["asks_answered"], data["response"]["in_time"]) == (4, True)
    assert data["confirmation"] == {
        "state": "locked",
        "at": "2026-08-17T01:30:00Z",
        "option": "B",
        "missing": [],
    }
    assert data["business_days"] == {"lock": 2, "release": 8}
    assert not any(data["escalation"][name] for name in ("E1", "E2", "E3", "E4"))
    again = data["inspections"][1]
    assert (again["lot"], again["verdict"]) == (2711, "pass")


@pytest.mark.parametrize(
    ("when", "state"),
    [
        ("2026-08-12T12:00:00-06:00", "draft"),
        ("2026-08-12T21:00:00-06:00", "evidence-frozen"),
        ("2026-08-13T09:15:00-06:00", "awaiting-response"),
        ("2026-08-14T17:05:00+08:00", "verbal"),
        ("2026-08-14T13:05:00-06:00", "summarised"),
        ("2026-08-17T09:29:59+08:00", "summarised"),
        ("2026-08-17T09:30:00+08:00", "locked"),
        ("2026-08-26T09:00:00-06:00", "resolved"),
    ],
)
def test_tumblers_step_by_step(when: str, state: str) -> None:
    assert at(TUMBLERS, when)["state"] == state


@pytest.mark.parametrize(
    ("when", "elapsed", "remaining", "state", "e1"),
    [
        ("2026-09-30T12:00:00+01:00", 73_800, 99_000, "awaiting-response", False),
        ("2026-10-01T15:30:00+01:00", 172_800, 0, "awaiting-response", False),
        ("2026-10-01T15:30:01+01:00", 172_800, 0, "no-response", True),
    ],
)
def test_lamps_clock(when: str, elapsed: int, remaining: int, state: str, e1: bool) -> None:
    data = at(LAMPS, when)
    assert (data["car"]["elapsed_s"], data["car"]["remaining_s"]) == (elapsed, remaining)
    assert (data["car"]["holiday_caution"], data["car"]["courtesy_date"]) == (True, "2026-10-08")
    assert (data["state"], data["escalation"]["E1"], data["response"]) == (state, e1, None)


def test_lamps_late_reply() -> None:
    data = at(LAMPS, "2026-10-08T09:10:00+08:00")
    assert data["response"]["in_time"] is False
    assert data["escalation"]["E1"] is True


def test_lamps_money() -> None:
    data = at(LAMPS)
    assert [(line["units"], line["amount"], line["in_case_currency"]) for line in data["loss"]["lines"]] == [
        (516, "3508.80", "32982.72"),
        (884, "839.80", "7894.12"),
    ]
    assert data["loss"]["exposure"] == "40876.84"
    assert data["price_reduction"]["major"]["lot_base"] == ["26970.00", "64728.00"]
    assert data["price_reduction"]["major"]["units_base"] == ["1199.70", "2879.28"]
    assert data["price_reduction"]["minor"]["lot_base"] == ["10788.00", "26970.00"]
    assert data["price_reduction"]["minor"]["units_base"] == ["822.12", "2055.30"]
    assert all(option["available"] for option in data["options"].values())


def test_lamps_negotiation() -> None:
    case, _ = read_case(CASES / LAMPS)
    assert case is not None
    private, _ = load_private(case.folder)
    assert private is not None
    figures = compute(case, datetime.fromisoformat(NOW[LAMPS]))
    assert negotiation_data(negotiation(case, figures, private)) == {
        "opening": "40876.84",
        "target": "31986.56",
        "walk_away": "23096.27",
        "ceiling": "83700.00",
        "costs": {"A": "1891.55", "B": "3344.20", "C": "2817.07"},
        "overlap": True,
    }
