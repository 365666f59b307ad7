"""Checks on the notice of nonconformity: given in time, and on a report that was final.

Why: a buyer who is late, or who relied on a draft, loses before anybody looks at the goods.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.compute.clock import utc
from lotproof.compute.figures import Figures
from lotproof.read.shown import one_line

FILE: Final = "case.yaml"
PROMPT: Final = timedelta(days=7)  # our own measure of prompt; contracts and laws have theirs


def report_final(case: Case, figures: Figures) -> Iterator[Finding]:
    """The supplier was told of a failure on a report that is a draft, or before the report was issued.

    Inspection houses change drafts. If the final report differs, the request rests on a paper that does not exist any
    more. Wait for the final one, or send it after and say what changed; keep both. Section 2.1.
    """
    car = figures.car
    if car is None:
        return
    for index, found in enumerate(figures.inspections[:1]):
        inspection = found.inspection
        name = one_line(inspection.id or "", 40)
        if inspection.status == "draft":
            yield Finding(
                "REPORT_NOT_FINAL",
                "warning",
                f"the request rests on {name}, which is a draft.",
                case.places.of(FILE, ("inspections", index, "status")),
                "obtain the final report, register it beside the draft, and send it.",
            )
        elif inspection.issued is not None and utc(inspection.issued) > car.sent:
            yield Finding(
                "REPORT_NOT_FINAL",
                "warning",
                f"the request was sent before the report {name} was issued.",
                case.places.of(FILE, ("inspections", index, "issued")),
                "correct the time, or send the report as issued and log that.",
            )


def notice_prompt(case: Case, figures: Figures) -> Iterator[Finding]:
    """More than a week passed between the report and the first written notice, or there is no notice yet.

    A buyer has to say what is wrong within the time the contract gives, or within a reasonable one; what is reasonable
    depends on the goods and the law, and the days are counted against the buyer. The week is this program's own
    measure, not the law's. Section 4.1.
    """
    first = figures.inspections[0] if figures.inspections else None
    issued = first.inspection.issued if first is not None else None
    if first is None or issued is None or first.verdict != "fail":
        return
    until = figures.car.sent if figures.car is not None else figures.as_of
    waited = until - utc(issued)
    if waited <= PROMPT:
        return
    place = (
        case.places.of(figures.car.event.file, ("at",))
        if figures.car is not None
        else case.places.of(FILE, ("inspections", 0, "issued"))
    )
    told = (
        f"{waited.days} days passed from the report until the supplier was told in writing."
        if figures.car is not None
        else f"{waited.days} days have passed since the report, and the supplier was not told in writing."
    )
    yield Finding(
        "NOTICE_LATE",
        "warning",
        told,
        place,
        "send the notice now; have counsel compare the days with the contract and its law.",
    )
