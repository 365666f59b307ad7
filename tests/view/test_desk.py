"""The desk: what is due, what to do next, in which order, and what is said of a supplier's series."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest

from lotproof.case.case import Case
from lotproof.case.finding import Finding, Place
from lotproof.compute.all import compute
from lotproof.compute.dues import open_dues
from lotproof.compute.lots import presented
from lotproof.compute.series import series
from lotproof.render.html import render
from lotproof.view.desk.act import Act, next_act
from lotproof.view.desk.due_words import left
from lotproof.view.desk.page import SUPPLIER, TEMPLATE, desk, supplier_pages
from lotproof.view.desk.rows import Entry, as_data, rows, state_word
from lotproof.view.desk.slugs import slugs
from lotproof.view.phrases import STATES

from .typed import EXHIBITS, FAILED, an_event, an_inspection, the_case

FROZEN = an_event("2026-08-12T21:00:00+08:00", "evidence-frozen")
CAR = an_event("2026-08-13T15:15:00Z", "car", attaches=["E1", "E2", "E3", "E4"])
REPLY = an_event("2026-08-14T09:40:00Z", "reply", "supplier", answers={"major": ["root-cause", "timeline"]})
FULL = an_event(
    "2026-08-14T09:40:00Z",
    "reply",
    "supplier",
    answers={"major": ["root-cause", "corrective-action", "timeline", "responsible"]},
)
DENIAL = an_event("2026-08-14T09:40:00Z", "reply", "supplier", pushback="internal-qc")
ANSWER = an_event("2026-08-14T12:00:00Z", "answer", answers_pushback="internal-qc")
CALL = an_event("2026-08-14T10:00:00Z", "call", "supplier", "phone")
SUMMARY = an_event("2026-08-14T11:00:00Z", "summary")
YES = an_event(
    "2026-08-16T08:00:00Z",
    "confirmation",
    "supplier",
    option="A",
    reply="Confirmed: yes",
    states={"acknowledgement": "a", "remedy": "r", "timeline": "t"},
    documents={"rework-plan": "E1", "timeline": "E2", "reinspection-booking": "E3"},
)
BOOKED = an_event("2026-08-17T08:00:00Z", "reinspection-booked")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def at(case: Case, when: str) -> Act:
    act = next_act(case, compute(case, datetime.fromisoformat(when)))
    return replace(act, text=plain(act.text))


NOON = "2026-08-14T12:30:00Z"
LATE = "2026-08-20T00:00:00Z"


@pytest.mark.parametrize(
    ("log", "when", "stage", "text"),
    [
        ((), NOON, "evidence", "freeze the evidence and log it, before any word to the supplier"),
        ((FROZEN,), NOON, "car", "send the CAR by e-mail with every exhibit it needs"),
        ((FROZEN, CAR), NOON, "lock", "reply due 15 Aug 2026, 15:15 UTC (23:15 in Shanghai)"),
        (
            (FROZEN, CAR),
            "2026-08-15T15:15:00Z",
            "lock",
            "reply due 15 Aug 2026, 15:15 UTC (23:15 in Shanghai)",
        ),
        (
            (FROZEN, CAR),
            "2026-08-15T15:15:01Z",
            "lock",
            (
                "no reply by 15 Aug 2026, 15:15 UTC (23:15 in Shanghai): ask once more in writing, or"
                " escalate (E1)"
            ),
        ),
        (
            (FROZEN, CAR | {"channel": "wechat"}),
            NOON,
            "car",
            "send the CAR again by e-mail with every exhibit it needs",
        ),
        ((FROZEN, CAR | {"attaches": ["E1", "E2"]}), NOON, "car", "send what the CAR went without: E4, E3"),
        (
            (FROZEN, CAR, REPLY),
            NOON,
            "lock",
            "ask in writing for: corrective action (major), responsible party (major)",
        ),
        (
            (FROZEN, CAR, DENIAL),
            "2026-08-14T11:00:00Z",
            "lock",
            "answer the pushback: ask which findings are disputed, by defect",
        ),
        (
            (FROZEN, CAR, DENIAL, ANSWER),
            NOON,
            "lock",
            "findings by defect due 16 Aug 2026, 12:00 UTC (20:00 in Shanghai)",
        ),
        (
            (FROZEN, CAR, DENIAL, ANSWER),
            LATE,
            "lock",
            (
                "no findings by defect by 16 Aug 2026, 12:00 UTC (20:00 in Shanghai): "
                "ask once more in writing, or escalate (E2)"
            ),
        ),
        (
            (
                FROZEN,
                CAR,
                DENIAL | {"pushback": "tolerance"},
                ANSWER | {"answers_pushback": "tolerance", "respond_by": "2026-08-18T16:30:00+08:00"},
            ),
            LATE,
            "lock",
            (
                "no grounds of the pushback by 18 Aug 2026, 08:30 UTC (16:30 in Shanghai): ask once more in"
                " writing"
            ),
        ),
        (
            (FROZEN, CAR, CALL),
            NOON,
            "lock",
            "send a written summary of what was said and ask for “Confirmed: yes”",
        ),
        ((FROZEN, CAR, FULL, CALL, SUMMARY), NOON, "lock", "ask for “Confirmed: yes” by e-mail"),
        (
            (FROZEN, CAR, FULL),
            NOON,
            "lock",
            "ask for one of the options in writing, with “Confirmed: yes” by e-mail",
        ),
        (
            (FROZEN, CAR, YES | {"channel": "wechat", "documents": {}}),
            LATE,
            "lock",
            "ask in writing for: rework plan, timeline, reinspection booking, the confirmation by e-mail",
        ),
        ((FROZEN, CAR, YES), LATE, "lock", "book the re-inspection, on tightened inspection"),
        ((FROZEN, CAR, YES, BOOKED), LATE, "lock", "add the report of the re-inspection that is booked"),
        (
            (FROZEN, CAR, an_event("2026-08-19T00:00:00Z", "escalation", route="bank")),
            LATE,
            "lock",
            "with the bank: log what comes back",
        ),
        (
            (FROZEN, CAR, an_event("2026-08-19T00:00:00Z", "release")),
            LATE,
            None,
            "log the balance or the refund once it is paid",
        ),
        (
            (
                FROZEN,
                CAR,
                an_event("2026-08-19T00:00:00Z", "release"),
                an_event("2026-08-19T01:00:00Z", "payment", what="balance"),
            ),
            LATE,
            None,
            "nothing: resolved",
        ),
    ],
)
def test_the_next_act_is_that_of_the_first_stage_not_done(
    log: tuple[dict[str, Any], ...], when: str, stage: str | None, text: str
) -> None:
    act = at(the_case(*log), when)
    assert (act.stage, act.text) == (stage, text)


@pytest.mark.parametrize(
    ("facts", "stage", "text"),
    [
        ({"exhibits": EXHIBITS[:3]}, "evidence", "add to the record: photos with capture times"),
        ({"losses": []}, "loss", "put a price on the major class"),
        ({"losses": [{"id": "L1", "class": "major"}]}, "loss", "complete loss line L1"),
        (
            {"inspections": []},
            "evidence",
            "add to the record: the report's sampling table with Ac, Re and counts per class",
        ),
    ],
)
def test_what_a_stage_lacks_is_named(facts: dict[str, Any], stage: str, text: str) -> None:
    act = at(the_case(FROZEN, **facts), NOON)
    assert (act.stage, act.text) == (stage, text)


def test_an_inspection_that_passes_asks_for_nothing() -> None:
    passed = an_inspection(3000, 2)
    assert (
        at(the_case(FROZEN, inspections=[passed]), NOON).text
        == "nothing: the inspection passes by its figures"
    )


def test_a_failed_reinspection_withholds_the_payment() -> None:
    again = an_inspection(
        2700, 9, "tightened", id="R-2", service="re-inspection",
        performed=["2026-08-18"], issued="2026-08-18T20:00:00+08:00",
    )  # fmt: skip
    act = at(the_case(FROZEN, CAR, YES, BOOKED, inspections=[FAILED, again]), LATE)
    assert act.text == "withhold the payment and escalate: the re-inspection failed"


def test_contact_before_evidence_is_said_as_blocked_and_stops_nothing() -> None:
    act = at(the_case(CAR, FROZEN | {"at": "2026-08-14T00:00:00Z"}), NOON)
    assert act.blocked == "contact came before the evidence was frozen: stage 1 stays open"
    assert act.text.startswith("reply due")


def test_a_preferred_option_that_is_blocked_is_said() -> None:
    shipped = an_event("2026-08-13T20:00:00Z", "shipment", "carrier", "none", on_board="2026-08-13")
    act = at(the_case(FROZEN, CAR, shipped), NOON)
    assert act.blocked == "option A, preferred, is blocked: the goods have been shipped"


def test_the_remedy_agreed_is_due_at_the_end_of_its_day_where_the_supplier_is() -> None:
    case = the_case(FROZEN, CAR, YES)
    (due,) = open_dues(case.facts, compute(case, datetime.fromisoformat(LATE)))
    assert (due.what, due.at) == ("remedy", datetime(2026, 9, 5, 15, 59, 59, tzinfo=UTC))
    assert [due.urgency(due.at + timedelta(seconds=more)) for more in (-172801, -172800, 0, 1)] == [
        "later",
        "due",
        "due",
        "overdue",
    ]


def test_the_platform_is_due_until_the_case_was_taken_there() -> None:
    platform = {"name": "card", "deadline": "2026-08-19"}
    case = the_case(FROZEN, CAR, FULL, platform=platform)
    act = at(case, LATE)
    assert act.due is not None and (act.due.what, act.urgency) == ("platform", "due")
    assert act.due.at == datetime(2026, 8, 20, 5, 59, 59, tzinfo=UTC)  # midnight in Denver
    assert at(case, "2026-08-21T00:00:00Z").urgency == "overdue"
    taken = the_case(
        FROZEN, CAR, FULL, an_event("2026-08-18T00:00:00Z", "escalation", route="platform"), platform=platform
    )
    assert at(taken, "2026-08-21T00:00:00Z").due is None


def test_the_bank_s_examination_is_asked_for_only_while_it_runs() -> None:
    credit = {"number": "LC-1", "presented": "2026-08-17", "requires": []}
    case = the_case(
        FROZEN, CAR, an_event("2026-08-18T00:00:00Z", "escalation", route="bank"), letter_of_credit=credit
    )
    assert (
        at(case, LATE).text == "with the bank: log what comes back; the bank's examination ends 24 Aug 2026"
    )
    assert at(case, "2026-08-26T00:00:00Z").due is None


def test_the_day_is_named_where_it_is_another_one_there() -> None:
    act = at(the_case(FROZEN, CAR | {"at": "2026-08-13T18:00:00Z"}), NOON)
    assert act.text == "reply due 15 Aug 2026, 18:00 UTC (Sun 02:00 in Shanghai)"


@pytest.mark.parametrize(
    ("delta", "text"),
    [
        (timedelta(0), "0 min left"),
        (timedelta(minutes=59, seconds=59), "59 min left"),
        (timedelta(hours=20, minutes=30), "20 h 30 min left"),
        (timedelta(days=3, hours=2, minutes=5), "3 d 2 h left"),
        (-timedelta(seconds=1), "ran out 0 min ago"),
        (-timedelta(days=1), "ran out 1 d 0 h ago"),
    ],
)
def test_how_far_off_it_is(delta: timedelta, text: str) -> None:
    (due,) = open_dues(the_case().facts, compute(the_case(FROZEN, CAR), datetime.fromisoformat(NOON)))
    assert left(due, due.at - delta).replace("\u00a0", " ") == text


def entry(name: str, case: Case, when: str, *findings: Finding) -> Entry:
    case = replace(case, id=name)
    return Entry(name, case, compute(case, datetime.fromisoformat(when)), findings, frozenset({"index.html"}))


BROKEN = Entry("broken", None, None, (Finding("YAML", "error", "it breaks off.", Place("case.yaml", 3, 1)),))
MIXED = (
    entry("b-waits", the_case(FROZEN, CAR), NOON),
    entry("a-later", the_case(FROZEN, CAR, YES), "2026-08-17T00:00:00Z"),
    entry("z-late", the_case(FROZEN, CAR), LATE),
    entry("c-later-still", the_case(FROZEN, CAR, YES), "2026-08-17T00:00:00Z"),
    entry("a-draft", the_case(), NOON),
    entry("a-done", the_case(FROZEN, CAR, an_event("2026-08-19T00:00:00Z", "release")), LATE),
    BROKEN,
)


def test_the_order_is_what_cannot_be_read_overdue_due_later_and_nothing_due() -> None:
    found = rows(MIXED)
    assert [(row.group, row.id) for row in found] == [
        ("unreadable", "broken"),
        ("overdue", "z-late"),
        ("due", "b-waits"),
        ("later", "a-later"),
        ("later", "c-later-still"),
        ("none", "a-draft"),
        ("none", "a-done"),
    ]
    assert rows(reversed(MIXED)) == found
    assert found[0].problem == "case.yaml:3: it breaks off."


def test_a_row_as_data_holds_text_for_money_and_utc_for_instants() -> None:
    row = next(row for row in rows(MIXED) if row.id == "b-waits")
    assert as_data(row) == {
        "case": "b-waits",
        "title": "A case",
        "supplier": "Supplier",
        "as_of": "2026-08-14T12:30:00Z",
        "state": "awaiting-response",
        "urgency": "due",
        "stages_done": 4,
        "stage": "lock",
        "next": "reply due 15\u00a0Aug\u00a02026, 15:15\u00a0UTC (23:15 in Shanghai)".replace("\u00a0", " "),
        "blocked": None,
        "due": "2026-08-15T15:15:00Z",
        "due_of": "written reply",
        "exposure": "2402.40",
        "currency": "USD",
        "findings": {"error": 0, "warning": 0, "note": 0},
        "problem": None,
    }


class Outline(HTMLParser):
    """Landmarks, tables and links of a page, and whether its elements close."""

    VOID = ("meta", "input", "col", "link", "br")

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.seen if name == tag]


def the_page(*entries: Entry) -> str:
    lots = (
        lot for one in entries if one.case and one.figures for lot in presented(one.case.facts, one.figures)
    )
    return render(TEMPLATE, **desk(entries, series(lots)))


def supplier_page(*entries: Entry) -> str:
    (context,) = supplier_pages(desk(entries, _series(*entries))).values()
    return render(SUPPLIER, **context)


def test_every_state_is_said_in_words() -> None:
    assert [state_word(state) for state in ("car-sent", "answered-partial", "no-response", "locked")] == [
        "CAR sent",
        "answered in part",
        "no response",
        "locked",
    ]
    assert all("-" not in state_word(state) for state in STATES)


def test_the_page_of_a_supplier_is_well_formed_and_leads_back() -> None:
    outline = Outline()
    outline.feed(supplier_page(lot(1, 11), lot(2, 0), lot(3, 9)))
    assert outline.open == []
    ids = [attrs["id"] for _, attrs in outline.seen if attrs.get("id")]
    assert len(ids) == len(set(ids))
    for attrs in (*outline.all("table"), *outline.all("section")):
        assert attrs["aria-labelledby"] in ids
    links = [attrs["href"] for attrs in outline.all("a")]
    assert links[:2] == ["../index.html", "../index.html#supplier=supplier"]


def test_file_names_of_suppliers_are_plain_single_and_do_not_move() -> None:
    alone = slugs({"a": "Café Metalware Co., Ltd."})
    assert alone == {"a": "cafe-metalware-co-ltd"}
    found = slugs(
        {
            "b": "浙江金属制品",
            "c": "One & Co",
            "d": "one co",
            "e": "X" * 60,
            "f": "../../etc",
            "g": "Ünter 金",
        }
    )
    assert len(set(found.values())) == 6
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*", name) and len(name) <= 60 for name in found.values())
    assert re.fullmatch(r"supplier-[0-9a-f]{8}", found["b"]) and found["f"] == "etc"
    assert found["c"] != "one-co" and slugs({"b": "浙江金属制品"})["b"] == found["b"]


def test_the_rule_behind_a_state_is_cited_by_its_clause() -> None:
    def rule(*units: int) -> tuple[str, str]:
        lots = [
            lot(number, found, "normal" if number < 3 else "tightened")
            for number, found in enumerate(units, 1)
        ]
        (state,) = desk(lots, _series(*lots))["suppliers"][0]["states"]
        return state["word"], state["rule"]

    assert rule(0, 0) == ("normal", "ISO 2859-1:1999")
    assert rule(11, 11) == ("tightened", "ISO 2859-1:1999, 9.3.1")
    assert rule(11, 11, 0, 0, 0, 0, 0) == ("normal", "ISO 2859-1:1999, 9.3.2")
    assert rule(11, 11, 11, 11, 11, 11, 11) == ("discontinued", "ISO 2859-1:1999, 9.4")


def test_every_open_date_is_on_the_line_and_the_bank_s_lapses() -> None:
    credit = {"number": "LC-1", "presented": "2026-08-10", "requires": []}
    case = the_case(
        FROZEN, CAR, FULL, letter_of_credit=credit, platform={"name": "card", "deadline": "2026-09-19"}
    )
    found = entry("two", case, NOON)
    (row,) = rows([found])
    assert (row.due_of, row.lapses, [one.of for one in row.further]) == (
        "end of the bank's examination",
        True,
        ["platform deadline"],
    )
    text = the_page(found)
    assert " data-lapses>" in text and text.count("data-due=") == 2


def test_the_page_has_landmarks_headers_and_a_name_for_every_table() -> None:
    outline = Outline()
    outline.feed(the_page(*MIXED))
    assert outline.open == []
    assert [len(outline.all(tag)) for tag in ("h1", "main", "header", "footer", "form")] == [1] * 5
    ids = [attrs["id"] for _, attrs in outline.seen if attrs.get("id")]
    assert len(ids) == len(set(ids))
    for attrs in (*outline.all("table"), *outline.all("section")):
        assert attrs["aria-labelledby"] in ids
    assert all(attrs.get("scope") in ("col", "row") for attrs in outline.all("th"))
    for attrs in outline.all("a"):
        assert attrs["href"] == "_suppliers/supplier.html" or (attrs["href"] or "").endswith("/index.html")
    assert all(
        "style" not in attrs and not any(name.startswith("on") for name in attrs) for _, attrs in outline.seen
    )


def test_the_page_says_the_instant_absolutely_on_both_clocks() -> None:
    text = the_page(MIXED[0])
    assert 'data-due="2026-08-15T15:15:00Z"' in text
    assert "Sat\u00a015\u00a0Aug\u00a02026, 09:15\u00a0−06:00 Denver" in text
    assert "Sat\u00a015\u00a0Aug\u00a02026, 23:15\u00a0+08:00 Shanghai" in text
    assert "1\u00a0d 2\u00a0h left" in text
    assert "as of 14\u00a0Aug\u00a02026, 12:30\u00a0UTC" in text


def test_open_exposure_is_summed_by_currency_without_what_is_settled() -> None:
    euros = replace(the_case(FROZEN, CAR, currency="EUR"), id="euros")
    context = desk([*MIXED, entry("euros", euros, NOON)], ())
    assert [text.replace("\u00a0", " ") for text in context["exposures"]] == ["EUR 2,402.40", "USD 12,012.00"]


def lot(number: int, units: int, severity: str = "normal") -> Entry:
    found = an_inspection(
        3000, units, severity, id=f"R-{number}",
        performed=[f"2026-0{number}-01"], issued=f"2026-0{number}-02T20:00:00+08:00",
    )  # fmt: skip
    return entry(f"lot-{number}", the_case(inspections=[found]), "2026-09-01T00:00:00Z")


def test_a_supplier_shows_its_lots_its_state_why_and_what_comes_back() -> None:
    context = desk(
        [lot(1, 11), lot(2, 0), lot(3, 9), lot(4, 2)], _series(lot(1, 11), lot(2, 0), lot(3, 9), lot(4, 2))
    )
    (supplier,) = context["suppliers"]
    (state,) = supplier["states"]
    assert (state["word"], state["tone"]) == ("tightened", "warn")
    assert state["of"] == "Major AQL 2.5: Thing, sample visual, level II"
    assert (
        state["why"].replace("\u00a0", " ") == "Two of five or fewer consecutive lots were refused: "
        "R-1 of 1 Jan 2026 (refused on normal), R-3 of 1 Mar 2026 (refused on normal). "
        "The next lot is due on tightened. "
        "A refused lot is looked at again on tightened."
    )
    assert state["rule"] == "ISO 2859-1:1999, 9.3.1"
    assert [
        (line["report"], line["severity"], line["unfit"], line["aside"]) for line in supplier["samples"]
    ] == [
        ("R-1", "normal", "", ""),
        ("R-2", "normal", "", ""),
        ("R-3", "normal", "", ""),
        ("R-4", "normal", "tightened was due", "not counted: inspected on another severity than was due"),
    ]
    (again,) = supplier["again"]
    assert [(time["report"], time["units"]) for time in again["times"]] == [
        ("R-1", "11 units"),
        ("R-3", "9 units"),
        ("R-4", "2 units"),
    ]


def _series(*entries: Entry) -> Any:
    return series(
        lot for one in entries if one.case and one.figures for lot in presented(one.case.facts, one.figures)
    )


def test_a_lot_alone_is_said_to_be_no_series() -> None:
    (supplier,) = desk([lot(1, 11)], _series(lot(1, 11)))["suppliers"]
    assert supplier["states"][0]["word"] == "isolated lot: no series yet"
    assert supplier["states"][0]["why"].startswith("One lot shows no series; inspection begins on normal.")
    assert supplier["again"] == []


def test_the_series_is_said_to_be_of_what_is_recorded_here() -> None:
    text = supplier_page(lot(1, 11))
    assert "accepted without a case are not known here" in text and "../lot-1/index.html" in text
