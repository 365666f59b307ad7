"""The release gate as printed: allowed or not, every missing item in words, the re-inspection, and any waiver."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lotproof.compute.figures import InspectionFigures
from lotproof.view import phrases, words
from lotproof.view.book import Book

_RULES = {
    "mandatory": "Re-inspection is mandatory before release under this option.",
    "recommended": "Re-inspection is recommended before release under this option.",
    "not-required": "This option requires no re-inspection of the current order.",
    None: "No option is agreed on, so no rule for the re-inspection applies yet.",
}


def release(book: Book, missing: Mapping[str, str]) -> dict[str, Any]:
    """Whether the record allows release at the instant, what is missing, and what was done."""
    gate = book.figures.release
    done = next((e for e in book.figures.log if e.event.kind == "release"), None)
    waived = gate.waived
    return {
        "allowed": gate.allowed,
        "word": (
            "release is allowed on this record" if gate.allowed else "release is not allowed on this record"
        ),
        "tone": "good" if gate.allowed else "bad",
        "missing": [missing.get(name, name) for name in gate.missing],
        "rule": _RULES[gate.reinspection_rule],
        "result": _result(gate.reinspection) if gate.reinspection is not None else None,
        "result_refs": book.refs([gate.reinspection.inspection.exhibit]) if gate.reinspection else (),
        "waiver": (
            None
            if waived is None
            else {
                "text": (
                    f"The re-inspection was waived on {words.stamp(waived.event.at)}. Reason:"
                    f" {waived.event.reason} Approved by: {waived.event.approved_by}"
                ),
                "refs": book.refs([waived.event.exhibit]),
            }
        ),
        "released": (
            None
            if done is None
            else {
                "text": (
                    f"Release was authorised on {words.stamp(done.event.at)}"
                    + (f" by {done.event.authorised_by}" if done.event.authorised_by else "")
                    + "."
                ),
                "refs": book.refs([done.event.exhibit]),
            }
        ),
    }


def _result(found: InspectionFigures) -> str:
    counts = "; ".join(
        f"{c.name} {words.number(c.units)} of {words.number(scope.sample)}, accepts {words.number(c.ac)}"
        for scope in found.scopes
        for c in scope.classes
    )
    verdict = phrases.VERDICTS[found.verdict][0]
    lot = f" of {words.units(found.lot)}" if found.lot is not None else ""
    return (
        f"Re-inspection {found.inspection.id or 'without a number'}{lot}: {counts}. Recomputed verdict:"
        f" {verdict}."
    )
