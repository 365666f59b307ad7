"""An inspection that is still going on, in words: what is decided, what is open, and how it may end.

The page, the terminal and the one who stands beside the inspector must hear the same, and no more than counts prove.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lotproof.compute.curtailment import ProgressFigures
from lotproof.compute.figures import ClassFigures, Figures, InspectionFigures, ScopeFigures
from lotproof.view import words
from lotproof.view.chances import spoken


def standing(found: ProgressFigures) -> str:
    """Rejectable after 96 of 125 units checked: 8 nonconforming, Re 8; certain at or before unit 96."""
    after = f"after {words.number(found.checked)} of {words.number(found.sample)} units checked: "
    count = "none nonconforming" if found.units == 0 else f"{words.number(found.units)} nonconforming"
    decided = found.decided
    if decided is None:
        return (
            f"open {after}{count}; {words.number(found.to_reject)} more nonconforming reject, "
            f"{words.number(found.to_accept)} more conforming accept"
        )
    if decided.verdict == "fail":
        return f"rejectable {after}{count}, Re {words.number(found.re)}; {certain(found)}"
    come = f"{words.number(found.to_come)} to come cannot reach Re {words.number(found.re)}"
    if not found.to_come:
        come = f"below Re {words.number(found.re)}"
    word = "accepted already" if found.to_come else "accepted"
    return f"{word} {after}{count}, {come}; {certain(found)}"


def certain(found: ProgressFigures) -> str:
    """At which unit the verdict was certain, as far as totals can say."""
    decided = found.decided
    if decided is None:
        return ""
    if decided.not_before == decided.at_or_before:
        return f"certain at unit {words.number(decided.at_or_before)}"
    return f"certain at or before unit {words.number(decided.at_or_before)}"


def lines(figures: Figures) -> Iterator[str]:
    """One line for the terminal for each class of an inspection in progress, with the chance of passing."""
    for inspection in figures.inspections:
        for scope in inspection.scopes:
            for found in scope.classes:
                if found.progress is not None:
                    name = " ".join(p for p in (inspection.inspection.id, scope.scope.id, found.name) if p)
                    text = f"{name}: {standing(found.progress)}{_ahead(found)}"
                    yield text.replace(words.NBSP, " ")


def _ahead(found: ClassFigures) -> str:
    at = found.progress
    if at is None or at.decided is not None:
        return ""
    chances = []
    if at.at_aql is not None:
        chances.append(f"{spoken(at.at_aql)} at AQL {found.aql}")
    if at.as_so_far is not None:
        chances.append(f"{spoken(at.as_so_far)} at the share so far")
    return f"; estimated chance to pass: {', '.join(chances)}" if chances else ""


def progress_view(found: InspectionFigures) -> list[dict[str, Any]]:
    """One table for each sample of an inspection in progress; empty for any other."""
    return [
        {
            "scope": scope.scope.id,
            "checked": words.number(scope.scope.units_checked),
            "sample": words.number(scope.sample),
            "rows": rows,
        }
        for scope in found.scopes
        if (rows := [_row(scope, c) for c in scope.classes if c.progress is not None])
    ]


def _row(scope: ScopeFigures, found: ClassFigures) -> dict[str, Any]:
    at = found.progress
    assert at is not None
    word, tone = ("open", "plain")
    if at.decided is not None:
        accepted = "accepted already" if at.to_come else "accepted"
        word, tone = {"fail": ("rejectable", "bad"), "pass": (accepted, "good")}[at.decided.verdict]
    return {
        "class": words.CLASS_WORDS[found.name],
        "units": words.number(at.units),
        "re": words.number(at.re),
        "word": word,
        "tone": tone,
        "certain": certain(at),
        "to_reject": words.number(at.to_reject),
        "to_accept": words.number(at.to_accept),
        "at_aql": spoken(at.at_aql) if at.at_aql is not None else "—",
        "at_aql_working": _working(at, f"p = {found.aql}{words.NBSP}%") if at.at_aql is not None else "",
        "as_so_far": spoken(at.as_so_far) if at.as_so_far is not None else "—",
        "as_so_far_working": _working(at, f"p = {words.number(at.units)} ÷ {words.number(at.checked)}")
        if at.as_so_far is not None
        else "",
    }


def _working(at: ProgressFigures, share: str) -> str:
    text = f"P(Y ≤ {words.number((at.to_reject or 1) - 1)}), n = {words.number(at.to_come)}, {share}"
    return words.NBSP.join(text.split(" ")).replace(f",{words.NBSP}", ", ")
