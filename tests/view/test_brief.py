"""The internal brief: its figures re-derive, its sums add up, its attacks are the findings', and its gaps are said."""

from __future__ import annotations

import re
from datetime import datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from lotproof.case.finding import Finding, Place
from lotproof.case.parties import Clause
from lotproof.check.accepted import settle
from lotproof.check.all import check
from lotproof.compute.all import compute
from lotproof.compute.negotiation import Negotiation, load_private, negotiation
from lotproof.read.case import read_case
from lotproof.read.html_text import text_of_html
from lotproof.render.html import render
from lotproof.view.book import book
from lotproof.view.brief import brief
from lotproof.view.document import Document

CASES = Path(__file__).parents[2] / "cases"
NOW = {
    "psi-2026-101-otter-tower": "2026-11-03T09:00:00+01:00",
    "psi-2026-102-tumblers": "2026-08-26T09:00:00-06:00",
    "psi-2026-103-desk-lamps": "2026-09-30T12:00:00+01:00",
}
LAMPS = "psi-2026-103-desk-lamps"


@cache
def made(name: str) -> tuple[Document, Negotiation]:
    case, findings = read_case(CASES / name)
    private, wrong = load_private(CASES / name)
    assert case is not None and private is not None and wrong == ()
    figures = compute(case, datetime.fromisoformat(NOW[name]))
    found = negotiation(case, figures, private)
    return brief(book(case, figures, linked=False), found, private, (*findings, *check(case, figures))), found


def text(name: str) -> str:
    document, _ = made(name)
    page = render(document.template, **{**document.context, "font_css": "", "media": "print", "src": str})
    return re.sub(r"\s+", " ", text_of_html(page))


def test_the_figures_of_the_worked_case_stand_on_the_page() -> None:
    page = text(LAMPS)
    for figure in (
        "40,876.84",
        "31,986.56",
        "23,096.27",
        "83,700.00",
        "72,782.61",
        "1,891.55",
        "3,344.20",
        "2,817.07",
    ):
        assert figure in page, figure
    for working in ("19 days × GBP 55.00", "15.0 % × 7 days × GBP 55.00", "1.0 % of 11,600 = 116 units × GBP 6.80",
                    "516 projected major units × GBP 4.10", "10.0 % of 516 = 52 units × GBP 6.80",
                    "60.0 % × (516 units × CNY 46.50, in GBP)", "source: estimate from two quotes"):  # fmt: skip
        assert working in page, working
    assert "there is room for a price reduction" in page


@pytest.mark.parametrize("name", NOW)
def test_the_parts_of_every_cost_add_up_to_it(name: str) -> None:
    _, found = made(name)
    for option, parts in found.parts.items():
        assert sum((part.amount for part in parts), Decimal(0)) == found.costs[option]


def test_the_parts_are_those_of_the_worked_case() -> None:
    _, found = made(LAMPS)
    assert [str(part.amount) for part in found.parts["A"]] == ["1045.00", "0.00", "57.75", "788.80"]
    assert [str(part.amount) for part in found.parts["B"]] == ["715.00", "160.00", "2115.60", "353.60"]
    assert [str(part.amount) for part in found.parts["C"]] == ["4348.60", "-1531.53"]


def test_a_reinspection_that_costs_more_than_the_loss_is_said_to() -> None:
    case, _ = read_case(CASES / "psi-2026-102-tumblers")
    private, _ = load_private(CASES / "psi-2026-102-tumblers")
    assert case is not None and private is not None and case.facts.options is not None
    figures = compute(case, datetime.fromisoformat(NOW["psi-2026-102-tumblers"]))
    even = negotiation(case, figures, private).break_even
    assert even is not None and even.pays and (even.fee, even.rate) == (Decimal("199.00"), Decimal("9.10"))
    assert even.units == 22  # 199.00 / 9.10 = 21.9
    terms = case.facts.options.A
    assert terms is not None and terms.reinspection is not None
    dear = terms.reinspection.model_copy(update={"fee": Decimal("5000.00")})
    preferred = case.facts.options.preferred or "A"
    options = case.facts.options.model_copy(
        update={preferred: terms.model_copy(update={"reinspection": dear})}
    )
    object.__setattr__(case.facts, "options", options)
    dearer = negotiation(case, figures, private).break_even
    assert dearer is not None and not dearer.pays


def test_every_attack_has_its_place_and_what_mends_it() -> None:
    document, _ = made("psi-2026-101-otter-tower")
    rows = [row for theme in document.context["attacks"] for row in theme["rows"]]
    assert {"CHAT_NOT_COMPLETE", "SHIPPED_WITHOUT_RELEASE"} <= {row["code"] for row in rows}
    for row in rows:
        assert all(found["place"] and found["message"] for found in row["found"])


def test_gaps_of_the_contract_are_those_of_its_clauses() -> None:
    document, _ = made(LAMPS)
    clauses = {clause["topic"]: clause for clause in document.context["clauses"]}
    assert not clauses["Acceptance criteria"]["gap"]
    assert clauses["Remedy tied to the inspection"]["gap"]
    assert "major AQL 1.5" in clauses["Acceptance criteria"]["wording"]
    assert "{" not in "".join(clause["wording"] for clause in clauses.values())


def test_braces_in_a_case_are_words_not_variables() -> None:
    case, _ = read_case(CASES / LAMPS)
    assert case is not None and case.facts.order is not None
    clause = Clause.model_validate({"ref": "{days}", "kind": ["rework"], "text": "{days}"})
    hostile = case.facts.order.model_copy(
        update={"clauses": (clause,), "governing_law": "{days} of {nowhere}"}
    )
    object.__setattr__(case.facts, "order", hostile)
    figures = compute(case, datetime.fromisoformat(NOW[LAMPS]))
    document = brief(book(case, figures, linked=False), None, None, ())
    law = next(c for c in document.context["clauses"] if c["topic"].startswith("Law"))
    assert "{days} of {nowhere}" in law["wording"]
    assert document.context["position"] == [] and document.context["attacks"] == []


def test_the_brief_lies_in_the_internal_folder_and_says_so_on_every_page() -> None:
    document, _ = made(LAMPS)
    assert (document.name, document.html_name) == ("internal/brief", "internal/brief.html")
    assert document.context["doc"]["head_right"].startswith("INTERNAL")
    assert document.enclosures == ()


def test_what_is_accepted_stands_with_its_reason_and_stays_open_to_attack(tmp_path: Path) -> None:
    case, _ = read_case(CASES / LAMPS)
    assert case is not None
    figures = compute(case, datetime.fromisoformat(NOW[LAMPS]))
    (tmp_path / "accepted.yaml").write_text(
        "accepted:\n  - {code: NOTICE_LATE, reason: Known & priced in., by: A. Placeholder, date:"
        " 2026-09-29}\n",
        "utf-8",
    )
    finding = Finding("NOTICE_LATE", "warning", "9 days passed.", Place("log/a.md", 2, 5))
    accepted = settle(tmp_path, (finding,)).accepted
    document = brief(book(case, figures, linked=False), None, None, (finding,), accepted)
    page = render(document.template, **{**document.context, "font_css": "", "media": "print", "src": str})
    shown = re.sub(r"\s+", " ", text_of_html(page))
    assert "What we know and accept" in shown
    assert "9 days passed." in shown and "Known & priced in." in shown and "A. Placeholder, 29" in shown
    assert "You told us too late." in shown
    document = brief(book(case, figures, linked=False), None, None, (finding,))
    page = render(document.template, **{**document.context, "font_css": "", "media": "print", "src": str})
    assert "What we know and accept" not in page


def test_every_option_says_where_its_inputs_come_from_and_how_far_they_can_be_relied_on() -> None:
    page = text(LAMPS)
    assert page.count("Inputs: estimate of the sourcing team; confidence medium.") == 2
    assert "Inputs: estimate of the sourcing team; confidence low." in page
    assert "private.yaml holds no economics of the options" in text("psi-2026-101-otter-tower")
