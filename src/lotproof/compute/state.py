"""The state of the case and of its five stages, derived from dated events and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from lotproof.case.case import Case, LogEvent
from lotproof.case.exhibits import Exhibit
from lotproof.compute.clock import utc
from lotproof.compute.figures import (
    CarFigures,
    ConfirmationFigures,
    InspectionFigures,
    LossFigures,
    ProcessFigures,
    ReleaseFigures,
    ResponseFigures,
    StageState,
)

# Words to the supplier about the failure. Payments, invoices and bookings are not contact about it.
CONTACT = ("car", "answer", "offer", "call", "summary", "objection")
FINAL = ("locked", "released", "resolved")


def case_state(
    log: Sequence[LogEvent],
    car: CarFigures | None,
    response: ResponseFigures | None,
    confirmation: ConfirmationFigures,
    no_response: bool,
) -> str:
    """The furthest state the events prove. `escalated` comes from an event and yields to locked and later."""
    kinds = {entry.event.kind for entry in log}
    state = "evidence-frozen" if "evidence-frozen" in kinds else "draft"
    if car is not None:
        state = "car-sent" if not car.written else "no-response" if no_response else "awaiting-response"
    if response is not None:
        state = response.kind
    if confirmation.state is not None:
        state = confirmation.state
    if "release" in kinds:
        state = "released"
        settled = [e for e in log if e.event.kind == "payment" and e.event.what in ("balance", "refund")]
        if settled:
            state = "resolved"
    if "escalation" in kinds and state not in FINAL:
        state = "escalated"
    return state


def process_figures(
    case: Case,
    log: Sequence[LogEvent],
    exhibits: Sequence[Exhibit],
    first: InspectionFigures | None,
    confirmation: ConfirmationFigures,
) -> ProcessFigures:
    """Whether the evidence came before the first contact, and the written word before the release (R1, R5, R8)."""
    frozen = next((e for e in log if e.event.kind == "evidence-frozen"), None)
    contact = next(
        (e for e in log if e.event.kind in CONTACT and e.event.from_ in (None, "buyer")),
        next((e for e in log if e.event.kind == "call"), None),
    )
    release = next((e for e in log if e.event.kind == "release"), None)
    before: bool | None = None
    if contact is not None:
        before = frozen is not None and utc(frozen.event.at) <= utc(contact.event.at)
    written: bool | None = None
    if release is not None:
        locked = confirmation.state == "locked" and confirmation.at is not None
        written = bool(locked and confirmation.at is not None and confirmation.at < utc(release.event.at))
    return ProcessFigures(frozen, contact, before, written, _missing_evidence(case, exhibits, first))


def _missing_evidence(
    case: Case, exhibits: Sequence[Exhibit], first: InspectionFigures | None
) -> tuple[str, ...]:
    """The kinds of stage-1 evidence the record lacks (R14-R17)."""
    kinds = {exhibit.kind for exhibit in exhibits}
    missing: list[str] = []
    if "inspection-report" not in kinds:
        missing.append("the inspection report")
    counts = [c for scope in (first.scopes if first else ()) for c in scope.classes]
    if not counts or any(c.units is None or c.reported_ac is None or c.reported_re is None for c in counts):
        missing.append("the report's sampling table with Ac, Re and counts per class")
    photos = [exhibit for exhibit in exhibits if exhibit.kind == "photo"]
    if not photos or any(photo.captured is None for photo in photos):
        missing.append("photos with capture times")
    if not kinds & {"specification", "golden-sample"}:
        missing.append("a specification or golden-sample approval")
    order = case.facts.order
    if order is None or not any(clause.text for clause in order.clauses):
        missing.append("a quoted acceptance clause")
    return tuple(missing)


def stages(
    process: ProcessFigures,
    first: InspectionFigures | None,
    loss: LossFigures,
    car: CarFigures | None,
    log: Sequence[LogEvent],
    release: ReleaseFigures,
) -> dict[str, StageState]:
    """The five stages in order: a stage is done only when its own test holds and every earlier stage is done (R11)."""
    own = {
        "evidence": process.frozen is not None
        and not process.missing_evidence
        and process.evidence_before_contact is not False,
        "loss": _loss_done(first, loss),
        "car": car is not None and car.event.event.channel == "email" and not car.missing_attachments,
        "options": car is not None or any(e.event.kind == "offer" for e in log),
        "lock": release.allowed,
    }
    found: dict[str, StageState] = {}
    ready = True
    for name, holds in own.items():
        found[name] = "blocked" if not ready else "done" if holds else "open"
        ready = ready and holds
    return found


def _loss_done(first: InspectionFigures | None, loss: LossFigures) -> bool:
    if first is None or first.verdict is None or loss.overlaps:
        return False
    if any(line.counted and line.in_case_currency is None for line in loss.lines):
        return False
    if any(line.line.whole_lot and line.counted for line in loss.lines):
        return True
    priced = {
        line.line.cls for line in loss.lines if line.form == "class" and line.in_case_currency is not None
    }
    return set(first.failed_classes()) <= priced
