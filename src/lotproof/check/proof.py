"""Checks that every statement cites what proves it: defects, requirements, reports and events.

Why: the other side reads for the sentence with nothing behind it, and then speaks of no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.compute.figures import Figures
from lotproof.read.shown import one_line

FILE: Final = "case.yaml"
# what was said or done towards another party leaves a paper; our own decisions and notes need none
PROVED: Final = frozenset(
    {"car", "reply", "answer", "offer", "summary", "confirmation", "objection", "shipment", "sort",
     "reinspection-booked", "invoice", "payment", "escalation"}
)  # fmt: skip


def defects_shown(case: Case, figures: Figures) -> Iterator[Finding]:
    """A defect cites no exhibit: no photo, no page of a test report.

    The supplier answers that nobody saw it. One photo from the inspection, cited under the defect's `exhibits`, with
    the report that counts it, closes that. Section 7, rule 3: no exhibit, no statement.
    """
    for number, inspection in enumerate(case.facts.inspections):
        for index, defect in enumerate(inspection.defects):
            if not defect.exhibits:
                yield Finding(
                    "DEFECT_WITHOUT_EXHIBIT",
                    "warning",
                    f"the defect {one_line(defect.id or '', 40)} cites no exhibit.",
                    case.places.of(FILE, ("inspections", number, "defects", index)),
                    "cite its photos or the test report in exhibits: [E4].",
                )


def requirements_shown(case: Case, figures: Figures) -> Iterator[Finding]:
    """A defect does not say which requirement it breaks, or the requirement cites no document.

    "That is within normal tolerance" is answered by the specification the supplier accepted, quoted with its page, and
    by nothing else. Write `requirement: {text: …, exhibit: …, page: …}`. Rules R52 and R53.
    """
    for number, inspection in enumerate(case.facts.inspections):
        for index, defect in enumerate(inspection.defects):
            requirement = defect.requirement
            if requirement is not None and requirement.text and requirement.exhibit:
                continue
            lacks = (
                "names no requirement that it breaks"
                if requirement is None or not requirement.text
                else "quotes a requirement from no exhibit"
            )
            yield Finding(
                "REQUIREMENT_WITHOUT_SOURCE",
                "note",
                f"the defect {one_line(defect.id or '', 40)} {lacks}.",
                case.places.of(FILE, ("inspections", number, "defects", index)),
                "write requirement: {text: …, exhibit: …, page: …} from the specification or the golden"
                " sample.",
            )


def reports_in_hand(case: Case, figures: Figures) -> Iterator[Finding]:
    """An inspection cites no report.

    Every count of the dossier comes from it. Without the inspector's own paper the numbers are the buyer's word.
    Register the report and cite it as the inspection's `exhibit`. Rule R14.
    """
    for index, inspection in enumerate(case.facts.inspections):
        if not inspection.exhibit and inspection.status != "in-progress":
            yield Finding(
                "INSPECTION_WITHOUT_REPORT",
                "warning",
                f"the inspection {one_line(inspection.id or 'without a number', 40)} cites no report.",
                case.places.of(FILE, ("inspections", index)),
                "register the report and write exhibit: E1.",
            )


def events_shown(case: Case, figures: Figures) -> Iterator[Finding]:
    """An event that left a paper cites none: a letter without its e-mail, a payment without its slip.

    The log is the buyer's own diary; what proves an entry is the message, the slip or the transport document itself.
    A call needs none, because a call proves nothing until it is summarised. Section 7, rule 3.
    """
    for entry in figures.log:
        event = entry.event
        if event.kind in PROVED and not (event.exhibit or event.document):
            yield Finding(
                "EVENT_WITHOUT_EXHIBIT",
                "warning",
                f"nothing proves this {event.kind}: it cites no exhibit.",
                case.places.of(entry.file, ("kind",)),
                "register the message or paper and write exhibit: with its id.",
            )
