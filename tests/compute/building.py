"""Builds a `Case` from plain texts, the way a folder would be read, so that a test shows only what it is about."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lotproof.case.case import Case, LogEvent, Places
from lotproof.case.events import Event
from lotproof.case.exhibits import Exhibit
from lotproof.case.facts import CaseFacts
from lotproof.compute.all import compute
from lotproof.view.data import as_data


def a_class(aql: str, units: int, defects: int | None = None, ac: int | None = None) -> dict[str, str]:
    found = {"aql": aql, "units": str(units)}
    if defects is not None:
        found["defects"] = str(defects)
    if ac is not None:
        found |= {"ac": str(ac), "re": str(ac + 1)}
    return found


def a_scope(sample: int, classes: dict[str, Any], **more: str) -> dict[str, Any]:
    return {"id": "visual", "level": "II", "sample": str(sample), "classes": classes, **more}


def an_inspection(presented: int, *scopes: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "id": "R-1",
        "performed": ["2026-08-11"],
        "issued": "2026-08-12T18:00:00+08:00",
        "quantity": {"presented": str(presented)},
        "standard": "ISO 2859-1:1999",
        "conclusion": "Failed",
        "exhibit": "E1",
        "scopes": list(scopes),
        **more,
    }


def an_event(
    at: str, kind: str, sender: str = "buyer", channel: str = "email", **more: Any
) -> dict[str, Any]:
    return {"at": at, "kind": kind, "from": sender, "channel": channel, **more}


def a_case(
    inspections: list[dict[str, Any]],
    log: list[dict[str, Any]] | None = None,
    exhibits: list[dict[str, Any]] | None = None,
    **facts: Any,
) -> Case:
    """A case of USD, 3,000 pieces at 7.20, unless `facts` says otherwise."""
    typed = {
        "lotproof": "1",
        "title": "A case",
        "currency": "USD",
        "timezone": "America/Denver",
        "buyer": {"name": "Buyer"},
        "supplier": {"name": "Supplier"},
        "order": {"number": "PO-1", "product": "Thing", "quantity": "3000", "unit_price": "7.20"},
        "inspections": inspections,
        **facts,
    }
    events = [
        LogEvent(Event.model_validate(event), f"log/{n:02d}.md", "") for n, event in enumerate(log or [])
    ]
    events.sort(key=lambda entry: str(entry.event.at and entry.event.at.astimezone(UTC)))
    return Case(
        id="a-case",
        folder=Path("a-case"),
        facts=CaseFacts.model_validate(typed),
        exhibits=tuple(Exhibit.model_validate(exhibit) for exhibit in exhibits or []),
        originals={},
        log=tuple(events),
        findings_md="",
        history=None,
        places=Places(),
    )


def shown(case: Case, as_of: str) -> dict[str, Any]:
    """What `lotproof show --json` prints of the case at an instant."""
    return as_data(compute(case, datetime.fromisoformat(as_of)), ())
