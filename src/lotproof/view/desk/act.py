"""What to do next in a case, in one line: the first stage that is not done, and its concrete act.

Why: the page and the terminal must give the same advice, so both ask here.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from lotproof.case.case import Case
from lotproof.case.events import ASKS
from lotproof.compute.clock import utc
from lotproof.compute.dues import Due, DueOf, Urgency, open_dues
from lotproof.compute.figures import Figures
from lotproof.compute.series import reinspection_severity
from lotproof.view import words
from lotproof.view.desk.due_words import due_at

STAGES: Final = ("evidence", "loss", "car", "options", "lock")
MISSING: Final = {
    "reply": "the words “Confirmed: yes”",
    "email": "the confirmation by e-mail",
    "option": "which option is accepted",
    "confirmation": "the written confirmation",
    "critical-finding-closed": "proof that the critical finding is closed",
}
PUSHBACK_ASKS: Final = {
    "internal-qc": "ask which findings are disputed, by defect",
    "tolerance": "ask for the tolerance standard it relies on, in writing",
    "specification": "send the specification as it was agreed",
}
AWAITED: Final[tuple[tuple[DueOf, str, str], ...]] = (
    ("reply", "reply", ", or escalate (E1)"),
    ("findings", "findings by defect", ", or escalate (E2)"),
    ("grounds", "grounds of the pushback", ""),
)
ROUTES: Final = {
    "bank": "the bank",
    "insurer": "the insurer",
    "legal": "counsel",
    "platform": "the platform",
    "authority": "the authority",
}


@dataclass(frozen=True, slots=True)
class Act:
    """`stage` is the one the act belongs to (None: all five are done); `due` the earliest open date.

    `blocked` says in a sentence what can no longer be done as it should, or is not open; None when nothing is.
    """

    stage: str | None
    text: str
    due: Due | None
    urgency: Urgency
    blocked: str | None


def next_act(case: Case, figures: Figures) -> Act:
    """The next act of a case at its figures' instant. Pure: the same case and instant give the same words."""
    dues = open_dues(case.facts, figures)
    stage, text = _act(case, figures, dues)
    due = dues[0] if dues else None
    return Act(stage, text, due, due.urgency(figures.as_of) if due else "none", _blocked(case, figures))


def _act(case: Case, figures: Figures, dues: tuple[Due, ...]) -> tuple[str | None, str]:
    state = figures.state
    if state == "resolved":
        return None, "nothing: resolved"
    if state == "released":
        return None, "log the balance or the refund once it is paid"
    if state == "escalated":
        return "lock", _escalated(case, figures, dues)
    if figures.first is not None and figures.first.verdict == "pass" and figures.car is None:
        return None, "nothing: the inspection passes by its figures"
    missing = figures.process.missing_evidence
    if missing:
        return "evidence", f"add to the record: {'; '.join(missing)}"
    gap = _loss_gap(figures)
    if figures.car is None:
        if gap is not None:
            return "loss", gap
        if figures.process.frozen is None:
            return "evidence", "freeze the evidence and log it, before any word to the supplier"
        return "car", "send the CAR by e-mail with every exhibit it needs"
    if figures.car.event.event.channel != "email":
        return "car", "send the CAR again by e-mail with every exhibit it needs"
    if figures.car.missing_attachments:
        return "car", f"send what the CAR went without: {', '.join(figures.car.missing_attachments)}"
    if gap is not None:
        return "loss", gap
    return ("lock" if not figures.release.allowed else None), _towards_lock(case, figures, dues)


def _loss_gap(figures: Figures) -> str | None:
    """What stage 2 lacks, in the terms of its own test."""
    first, loss = figures.first, figures.loss
    if first is None:
        return "add the inspection with its sampling table"
    if first.verdict is None:
        return "complete the counts of the report: no verdict can be given"
    if loss.overlaps:
        return f"let one of the loss lines {', '.join(loss.overlaps[0])} stand: they count the same units"
    open_lines = [line for line in loss.lines if line.counted and line.in_case_currency is None]
    if open_lines:
        return f"complete loss line {open_lines[0].line.id or open_lines[0].index + 1}"
    if any(line.line.whole_lot and line.counted for line in loss.lines):
        return None
    priced = {
        line.line.cls for line in loss.lines if line.form == "class" and line.in_case_currency is not None
    }
    unpriced = [name for name in first.failed_classes() if name not in priced]
    return f"put a price on the {' and the '.join(unpriced)} class" if unpriced else None


def _towards_lock(case: Case, figures: Figures, dues: tuple[Due, ...]) -> str:
    confirmation = figures.confirmation
    if confirmation.state == "locked":
        return _towards_release(case, figures)
    if confirmation.state == "confirmed":
        return f"ask in writing for: {_named(confirmation.missing)}"
    if confirmation.state == "verbal":
        return "send a written summary of what was said and ask for “Confirmed: yes”"
    waiting = {due.what: due for due in dues}
    for what, asked, escalation in AWAITED:
        due = waiting.get(what)
        if due is not None and due.urgency(figures.as_of) == "overdue":
            return f"no {asked} by {due_at(case, due)}: ask once more in writing{escalation}"
        if due is not None:
            return f"{asked} due {due_at(case, due)}"
    pushback = _unanswered_pushback(figures)
    if pushback is not None:
        return f"answer the pushback: {PUSHBACK_ASKS.get(pushback, 'ask for its grounds in writing')}"
    asks = _open_asks(figures)
    if asks:
        return f"ask in writing for: {asks}"
    if confirmation.state == "summarised":
        return "ask for “Confirmed: yes” by e-mail"
    return "ask for one of the options in writing, with “Confirmed: yes” by e-mail"


def _towards_release(case: Case, figures: Figures) -> str:
    release = figures.release
    if "reinspection" in release.missing:
        if release.reinspection is not None and release.reinspection.verdict == "fail":
            return "withhold the payment and escalate: the re-inspection failed"
        if any(entry.event.kind == "reinspection-booked" for entry in figures.log):
            return "add the report of the re-inspection that is booked"
        return f"book the re-inspection, on {reinspection_severity()} inspection"
    if release.missing:
        return f"before release, ask in writing for: {_named(release.missing)}"
    if release.reinspection_rule == "recommended" and release.reinspection is None:
        return "release may be authorised; a re-inspection first is recommended"
    return "release may be authorised: log it"


def _escalated(case: Case, figures: Figures, dues: tuple[Due, ...]) -> str:
    routes = [entry.event.route for entry in figures.log if entry.event.kind == "escalation"]
    where = ROUTES.get(routes[-1] or "", "a third party") if routes else "a third party"
    due = next((due for due in dues if due.what in ("examination", "platform")), None)
    text = f"with {where}: log what comes back"
    if due is None:
        return text
    names = {"examination": "the bank's examination ends", "platform": "the platform's deadline is"}
    return f"{text}; {names[due.what]} {due_at(case, due)}"


def _unanswered_pushback(figures: Figures) -> str | None:
    """The supplier's last pushback when no answer of ours to it follows."""
    pushed = [e for e in figures.log if e.event.kind == "reply" and e.event.pushback is not None]
    if not pushed:
        return None
    last = pushed[-1]
    for entry in figures.log:
        answers = entry.event.kind == "answer" and entry.event.answers_pushback in (None, last.event.pushback)
        if answers and utc(entry.event.at) >= utc(last.event.at):
            return None
    return last.event.pushback


def _open_asks(figures: Figures) -> str:
    """The asks not answered, with the classes they are open for: root cause (major), timeline (major, minor)."""
    if figures.response is None or figures.response.kind == "answered-full":
        return ""
    parts = []
    for ask in ASKS:
        classes = [name for name, given in figures.response.answered.items() if ask not in given]
        if classes:
            parts.append(f"{words.ASK_WORDS[ask].lower()} ({', '.join(classes)})")
    return ", ".join(parts)


def _named(missing: Iterable[str]) -> str:
    return ", ".join(MISSING.get(name, name.replace("-", " ")) for name in missing)


def _blocked(case: Case, figures: Figures) -> str | None:
    if figures.state in ("released", "resolved"):
        return None
    if figures.process.evidence_before_contact is False:
        return "contact came before the evidence was frozen: stage 1 stays open"
    offered = case.facts.options
    preferred = offered.preferred if offered is not None else None
    found = next((option for option in figures.options if option.name == preferred), None)
    if found is not None and not found.available and figures.confirmation.state != "locked":
        return f"option {found.name}, preferred, is blocked: {found.reason}"
    return None
