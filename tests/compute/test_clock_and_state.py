"""The clock, the response, the confirmation, the release gate, the state: each caused by dated events only."""

from __future__ import annotations

from typing import Any

import pytest

from .building import a_case, a_class, a_scope, an_event, an_inspection, shown

FAILED = an_inspection(3000, a_scope(125, {"major": a_class("2.5", 11), "minor": a_class("4.0", 8)}))
CAR = an_event("2026-08-13T09:15:00-06:00", "car")
PAPERS = [
    {"id": f"E{n}", "file": f"evidence/{n}.pdf", "kind": "correspondence", "title": "x", "sha256": "0" * 64}
    for n in range(1, 20)
]
STATES = {"acknowledgement": "We acknowledge.", "remedy": "We sort.", "timeline": "By 20 August."}
PAPERS_B = {"quantity-confirmation": "E14", "sorting-process": "E15"}


def at(log: list[dict[str, Any]], as_of: str, **facts: Any) -> dict[str, Any]:
    return shown(a_case([FAILED], log, PAPERS, **facts), as_of)


def confirm(when: str = "2026-08-17T09:30:00+08:00", channel: str = "email", **more: Any) -> dict[str, Any]:
    typed = {"option": "B", "reply": "Confirmed: yes", "states": STATES, "documents": PAPERS_B} | more
    return an_event(when, "confirmation", "supplier", channel, **typed)


@pytest.mark.parametrize(
    ("as_of", "elapsed", "state", "e1"),
    [
        ("2026-09-30T12:00:00+01:00", 73_800, "awaiting-response", False),
        ("2026-10-01T15:30:00+01:00", 172_800, "awaiting-response", False),  # K6: at the deadline is in time
        ("2026-10-01T15:30:01+01:00", 172_800, "no-response", True),
    ],
)
def test_the_window_of_case_three(as_of: str, elapsed: int, state: str, e1: bool) -> None:
    data = at([an_event("2026-09-29T15:30:00+01:00", "car")], as_of)
    car = data["car"]
    assert (car["elapsed_s"], car["remaining_s"]) == (elapsed, 172_800 - elapsed)
    assert car["deadline"] == "2026-10-01T14:30:00Z"
    assert car["china_working_days_inside"] == 1
    assert (car["holiday_caution"], car["courtesy_date"]) == (True, "2026-10-08")
    assert (data["state"], data["escalation"]["E1"]) == (state, e1)


def test_a_clock_change_does_not_lengthen_48_hours() -> None:
    data = at(
        [an_event("2026-10-23T18:00:00+02:00", "car")], "2026-10-24T00:00:00Z", timezone="Europe/Berlin"
    )
    assert data["car"]["deadline"] == "2026-10-25T16:00:00Z"  # 17:00 +01:00, not 18:00
    assert data["car"]["china_working_days_inside"] == 0
    assert (data["car"]["holiday_caution"], data["car"]["courtesy_date"]) == (True, "2026-10-26")


def test_a_late_reply_answers_but_does_not_undo_e1() -> None:
    reply = an_event("2026-08-16T00:00:00Z", "reply", "supplier", acknowledges=["D1"])
    data = at([CAR, reply], "2026-08-17T00:00:00Z")
    assert data["response"]["in_time"] is False
    assert (data["state"], data["escalation"]["E1"]) == ("answered-partial", True)


def test_a_reply_at_the_deadline_is_in_time() -> None:
    reply = an_event("2026-08-15T15:15:00Z", "reply", "supplier")
    assert at([CAR, reply], "2026-08-17T00:00:00Z")["response"]["in_time"] is True


def test_an_ask_counts_only_for_every_failed_class() -> None:
    both = an_inspection(3000, a_scope(125, {"major": a_class("2.5", 11), "minor": a_class("4.0", 11)}))
    full = ["root-cause", "corrective-action", "timeline", "responsible"]
    one = an_event("2026-08-14T00:00:00Z", "reply", "supplier", answers={"major": full})
    data = shown(a_case([both], [CAR, one]), "2026-08-14T12:00:00Z")
    assert data["response"] | {"at": None} == {
        "at": None,
        "in_time": True,
        "kind": "answered-partial",
        "asks_answered": 0,
        "asks": 4,
    }
    two = an_event("2026-08-14T06:00:00Z", "reply", "supplier", answers={"minor": full})
    assert shown(a_case([both], [CAR, one, two]), "2026-08-14T12:00:00Z")["state"] == "answered-full"


def test_a_call_is_no_answer_and_never_more_than_verbal() -> None:
    call = an_event("2026-08-14T17:05:00+08:00", "call", "supplier", "wechat", accepts="B")
    data = at([CAR, call], "2026-08-14T12:00:00Z")
    assert data["response"] is None
    assert (data["state"], data["confirmation"]["state"]) == ("verbal", "verbal")
    assert data["release"]["allowed"] is False


def test_locked_by_email_with_every_element() -> None:
    data = at([CAR, confirm()], "2026-08-18T00:00:00Z")
    assert data["confirmation"] == {
        "state": "locked",
        "at": "2026-08-17T01:30:00Z",
        "option": "B",
        "missing": [],
    }
    assert data["release"] == {"allowed": True, "missing": []}
    assert data["business_days"] == {"lock": 2, "release": None}


@pytest.mark.parametrize(
    ("event", "missing"),
    [
        (confirm(channel="wechat"), ["email"]),
        (confirm(states={k: v for k, v in STATES.items() if k != "timeline"}), ["timeline"]),
        (confirm(documents={"quantity-confirmation": "E14"}), ["sorting-process"]),
        (
            confirm(documents=PAPERS_B | {"sorting-process": "E99"}),
            ["sorting-process"],
        ),  # not in the register
        (confirm(amount="2080.80"), ["amount"]),  # money moves: its words are wanted
        (confirm(option="D", documents={"credit-note": "E14"}), ["amount"]),
    ],
)
def test_what_is_missing_keeps_it_unlocked(event: dict[str, Any], missing: list[str]) -> None:
    data = at([CAR, event], "2026-08-18T00:00:00Z")
    assert (data["confirmation"]["state"], data["confirmation"]["missing"]) == ("confirmed", missing)
    assert data["state"] == "confirmed"
    assert data["release"] == {"allowed": False, "missing": missing}


@pytest.mark.parametrize(
    "reply", ["Confirmed: yes", "confirmed:  YES.", "确认：是", "确认: 是", "我方确认：是。"]
)
def test_the_yes_is_recognised(reply: str) -> None:
    assert at([CAR, confirm(reply=reply)], "2026-08-18T00:00:00Z")["confirmation"]["state"] == "locked"


@pytest.mark.parametrize(
    "reply", ["OK", "Confirmed: no", "Received, will confirm", "确认：否", "Not confirmed: yes we disagree"]
)
def test_anything_else_is_not_a_yes(reply: str) -> None:
    found = at([CAR, confirm(reply=reply)], "2026-08-18T00:00:00Z")["confirmation"]
    assert found["state"] is None
    assert "reply" in found["missing"]


@pytest.mark.parametrize(
    "reply", ["Confirmed: yes, but only half", "Confirmed: yesterday", "We have not confirmed: yes"]
)
def test_a_condition_is_not_a_yes(reply: str) -> None:
    assert at([CAR, confirm(reply=reply)], "2026-08-18T00:00:00Z")["confirmation"]["state"] is None


def test_a_confirmation_whose_reply_is_not_quoted_waits_for_it() -> None:
    event = {key: value for key, value in confirm().items() if key != "reply"}
    found = at([CAR, event], "2026-08-18T00:00:00Z")["confirmation"]
    assert (found["state"], found["missing"]) == ("confirmed", ["reply"])


def test_an_acceptance_is_not_a_confirmation() -> None:
    reply = an_event("2026-08-14T00:00:00Z", "reply", "supplier", "wechat", accepts="B")
    assert at([CAR, reply], "2026-08-15T00:00:00Z")["confirmation"]["option"] is None


def test_a_word_on_the_telephone_acknowledges_nothing() -> None:
    log = [
        CAR,
        an_event(
            "2026-08-14T06:00:00Z",
            "answer",
            answers_pushback="internal-qc",
            respond_by="2026-08-15T06:00:00Z",
        ),
        an_event("2026-08-15T00:00:00Z", "reply", "supplier", "phone", acknowledges=["D1"]),
    ]
    assert at(log, "2026-08-16T00:00:00Z")["escalation"]["E2"] is True


def test_a_second_shipment_after_the_objection_counts() -> None:
    log = [
        an_event("2026-10-20T00:00:00Z", "shipment", "carrier", on_board="2026-10-20"),
        an_event("2026-10-22T00:00:00Z", "objection"),
        an_event("2026-10-29T00:00:00Z", "shipment", "carrier", on_board="2026-10-28"),
    ]
    assert at(log, "2026-11-03T00:00:00Z")["escalation"]["E4"] is True


def test_elements_may_come_in_two_writings() -> None:
    first = confirm("2026-08-16T01:00:00Z", documents={})
    second = confirm("2026-08-17T01:30:00Z", states={})
    assert at([CAR, first, second], "2026-08-16T12:00:00Z")["confirmation"]["state"] == "confirmed"
    data = at([CAR, first, second], "2026-08-18T00:00:00Z")["confirmation"]
    assert (data["state"], data["at"]) == ("locked", "2026-08-17T01:30:00Z")


def test_option_a_waits_for_a_passed_reinspection() -> None:
    papers = {"rework-plan": "E1", "timeline": "E2", "reinspection-booking": "E3"}
    log = [CAR, confirm(option="A", documents=papers)]
    assert at(log, "2026-08-18T00:00:00Z")["release"] == {"allowed": False, "missing": ["reinspection"]}
    again = an_inspection(
        3000,
        a_scope(125, {"major": a_class("2.5", 3)}, severity="tightened"),
        id="R-2",
        service="re-inspection",
        performed=["2026-08-20"],
        issued="2026-08-21T00:00:00Z",
        conclusion="Passed",
    )
    data = shown(a_case([FAILED, again], log, PAPERS), "2026-08-22T00:00:00Z")
    assert data["release"]["allowed"] is True
    assert shown(a_case([FAILED, again], log, PAPERS), "2026-08-20T00:00:00Z")["release"]["allowed"] is False
    waiver = an_event(
        "2026-08-18T00:00:00Z", "waiver", what="reinspection", reason="season", approved_by="C. Person"
    )
    assert at([*log, waiver], "2026-08-19T00:00:00Z")["release"]["allowed"] is True


def test_a_release_without_a_lock_is_shown_as_what_it_is() -> None:
    data = at([CAR, an_event("2026-08-14T00:00:00Z", "release")], "2026-08-15T00:00:00Z")
    assert (data["state"], data["release"]["allowed"], data["stages"]["lock"]) == (
        "released",
        False,
        "blocked",
    )


def test_escalated_yields_to_locked() -> None:
    log = [CAR, an_event("2026-08-14T00:00:00Z", "escalation", route="legal")]
    assert at(log, "2026-08-14T01:00:00Z")["state"] == "escalated"
    assert at([*log, confirm()], "2026-08-18T00:00:00Z")["state"] == "locked"


@pytest.mark.parametrize(
    ("objected", "on_board", "e4"),
    [
        ("2026-10-25T10:05:00+01:00", "2026-10-28", True),
        ("2026-10-28T08:00:00+08:00", "2026-10-28", False),  # the same day proves no order
        ("2026-10-27T17:00:00+01:00", "2026-10-28", False),  # already the 28th in China
    ],
)
def test_e4_needs_an_objection_before_the_on_board_day(objected: str, on_board: str, e4: bool) -> None:
    log = [
        an_event("2026-10-23T16:00:00Z", "car"),
        an_event(objected, "objection"),
        an_event("2026-10-29T00:00:00Z", "shipment", "carrier", on_board=on_board),
    ]
    data = at(log, "2026-11-03T00:00:00Z")
    assert data["escalation"]["E4"] is e4
    assert data["options"]["A"] == {"available": False, "reason": "the goods have been shipped"}


def test_e2_runs_out_with_the_reply_that_asks_for_ids() -> None:
    log = [
        CAR,
        an_event("2026-08-14T00:00:00Z", "reply", "supplier", "wechat", pushback="internal-qc"),
        an_event(
            "2026-08-14T06:00:00Z",
            "answer",
            answers_pushback="internal-qc",
            respond_by="2026-08-16T06:00:00Z",
        ),
    ]
    assert at(log, "2026-08-16T06:00:00Z")["escalation"]["E2"] is False
    data = at(log, "2026-08-16T06:00:01Z")
    assert (data["escalation"]["E2"], data["state"]) == (True, "answered-general-denial")
    yields = an_event("2026-08-16T05:00:00Z", "reply", "supplier", acknowledges=["D1"])
    assert at([*log, yields], "2026-08-17T00:00:00Z")["escalation"]["E2"] is False


def test_later_events_and_inspections_are_left_out() -> None:
    data = at([CAR, confirm()], "2026-08-12T09:00:00Z")
    assert (data["car"], data["state"], data["inspections"]) == (None, "draft", [])
