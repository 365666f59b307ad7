"""Cases as a person would type them, for the desk: a failed lot of 3,000 at 7.20, and one event a line."""

from __future__ import annotations

from datetime import UTC
from pathlib import Path
from typing import Any

from lotproof.case.case import Case, LogEvent, Places
from lotproof.case.events import Event
from lotproof.case.exhibits import Exhibit
from lotproof.case.facts import CaseFacts

EXHIBITS = (
    {"id": "E1", "kind": "inspection-report"},
    {"id": "E2", "kind": "contract"},
    {"id": "E3", "kind": "specification"},
    {"id": "E4", "kind": "photo", "captured": "2026-08-11T10:00:00+08:00"},
)
ORDER = {
    "number": "PO-1",
    "product": "Thing",
    "quantity": "3000",
    "unit_price": "7.20",
    "clauses": [{"text": "II, 2.5", "kind": ["acceptance"]}],
}


def an_event(
    at: str, kind: str, sender: str = "buyer", channel: str = "email", **more: Any
) -> dict[str, Any]:
    return {"at": at, "kind": kind, "from": sender, "channel": channel, **more}


def an_inspection(presented: int, units: int, severity: str = "normal", **more: Any) -> dict[str, Any]:
    """125 drawn on level II, `units` of them with a major nonconformity; AQL 2.5, Ac 7 on normal."""
    major = {"aql": "2.5", "units": str(units), "ac": "7", "re": "8"}
    return {
        "id": "R-1",
        "performed": ["2026-08-11"],
        "issued": "2026-08-12T18:00:00+08:00",
        "quantity": {"presented": str(presented)},
        "standard": "ISO 2859-1:1999",
        "exhibit": "E1",
        "scopes": [
            {
                "id": "visual",
                "level": "II",
                "sample": "125",
                "severity": severity,
                "classes": {"major": major},
            }
        ],
        "defects": [
            {"id": "D1", "class": "major", "title": "Rim scratched", "units": str(units), "exhibits": ["E4"]}
        ],
        **more,
    }


FAILED = an_inspection(3000, 11)


def the_case(*log: dict[str, Any], exhibits: Any = EXHIBITS, **facts: Any) -> Case:
    typed = {
        "lotproof": "1",
        "title": "A case",
        "currency": "USD",
        "timezone": "America/Denver",
        "buyer": {"name": "Buyer"},
        "supplier": {"name": "Supplier"},
        "order": ORDER,
        "inspections": [FAILED],
        "losses": [{"id": "L1", "class": "major", "rate": "9.10", "exhibit": "E2"}],
        "options": {"preferred": "A", "A": {"deadline": "2026-09-05"}, "B": {"deadline": "2026-08-24"}},
        **facts,
    }
    events = [LogEvent(Event.model_validate(event), f"log/{n:02d}.md", "") for n, event in enumerate(log)]
    events.sort(key=lambda entry: str(entry.event.at and entry.event.at.astimezone(UTC)))
    return Case(
        id="a-case",
        folder=Path("a-case"),
        facts=CaseFacts.model_validate(typed),
        exhibits=tuple(Exhibit.model_validate(exhibit) for exhibit in exhibits),
        originals={},
        log=tuple(events),
        findings_md="",
        history=None,
        places=Places(),
    )
