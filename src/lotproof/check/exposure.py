"""Checks on the loss table: nothing counted twice, nothing counted that is not worked out."""

from __future__ import annotations

from collections.abc import Iterator

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.compute.figures import Figures

FILE = "case.yaml"


def overlapping_lines(case: Case, figures: Figures) -> Iterator[Finding]:
    """Two counted lines of one overlap group rest on the same units, so the exposure counts them twice.

    One unit is refunded, reworked or replaced once. A double count is the easiest figure to destroy in a dispute,
    and it takes the rest of the claim with it. Let one line replace the other (`replaces`), or give them different
    groups if they are different costs. Domain 3.3, rules 1 to 3.
    """
    by_id = {line.line.id: line.index for line in figures.loss.lines}
    for names in figures.loss.overlaps:
        index = by_id.get(names[-1])
        yield Finding(
            "LOSS_OVERLAP",
            "error",
            f"lines {', '.join(names)} are of one overlap group and rest on the same units.",
            case.places.of(FILE, ("losses", index) if index is not None else ("losses",)),
            "keep one line for a unit: use replaces, or another group.",
        )


def lines_worked_out(case: Case, figures: Figures) -> Iterator[Finding]:
    """A loss line has no amount, because its units or its rate are missing.

    It is shown without a figure and left out of the exposure. Rule R21: every amount has a basis.
    """
    for line in figures.loss.lines:
        waits = line.form == "class" and figures.first is None  # the inspection is not known yet
        if line.amount is None and not waits:
            yield Finding(
                "LOSS_NOT_COMPUTED",
                "error",
                f"loss line {line.line.id or line.index + 1} cannot be worked out: "
                f"{'its rate is missing' if line.line.rate is None else 'its units are not known'}.",
                case.places.of(FILE, ("losses", line.index)),
                "give class and rate, quantity and rate, or an amount.",
            )


def failed_classes_priced(case: Case, figures: Figures) -> Iterator[Finding]:
    """A failed class has no loss line, so the exposure is silent about the very thing that failed.

    Rules R19 and R23: a quantified request gets faster and fuller answers.
    """
    first = figures.first
    if first is None or any(line.line.whole_lot and line.counted for line in figures.loss.lines):
        return
    priced = {line.line.cls for line in figures.loss.lines}
    for name in first.failed_classes():
        if name not in priced:
            yield Finding(
                "FAILED_CLASS_WITHOUT_LOSS",
                "warning",
                f"the {name} class failed, but no loss line is typed for it.",
                case.places.of(FILE, ("losses",)),
                f"add a line with class: {name}, a rate and its exhibit.",
            )


def lines_have_exhibits(case: Case, figures: Figures) -> Iterator[Finding]:
    """A counted loss line names no exhibit.

    A cost without proof is an allegation: the first thing a court or an insurer strikes out. Rule R22.
    """
    for line in figures.loss.lines:
        if line.counted and not line.line.exhibit:
            yield Finding(
                "LOSS_WITHOUT_EXHIBIT",
                "note",
                f"loss line {line.line.id or line.index + 1} names no exhibit.",
                case.places.of(FILE, ("losses", line.index)),
                "register the quote, invoice or cost report and cite it.",
            )
