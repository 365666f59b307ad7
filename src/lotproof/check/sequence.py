"""Checks on the order of events: evidence before contact, request before answer, release before shipment."""

from __future__ import annotations

from collections.abc import Iterator

from lotproof.case.case import Case, LogEvent
from lotproof.case.finding import Finding
from lotproof.compute.clock import utc
from lotproof.compute.figures import Figures


def evidence_before_contact(case: Case, figures: Figures) -> Iterator[Finding]:
    """The supplier was contacted about the failure before the evidence package was complete.

    What is collected after the first word can be called tailored to it. Log `evidence-frozen` when the package is
    complete, before anything is sent. The dossier prints the true order and never hides it. Rules R1, R8 and R12.
    """
    process = figures.process
    if process.first_contact is None or process.evidence_before_contact is not False:
        return
    lacking = process.frozen is None
    yield Finding(
        "CONTACT_BEFORE_EVIDENCE",
        "warning",
        "the supplier was contacted "
        + (
            "but no event says that the evidence was complete."
            if lacking
            else "before the evidence was complete."
        ),
        case.places.of(process.first_contact.file, ("at",)),
        "if it was complete, log the event evidence-frozen at its true time." if lacking else None,
    )


def answers_follow_request(case: Case, figures: Figures) -> Iterator[Finding]:
    """A reply, a confirmation or an objection stands before the Corrective Action Request, or there is no request.

    The request is the first formal word: a confirmation that nothing asked for is open to any reading. Look at the
    times and their offsets first; a time typed with the wrong offset is the usual cause. Rules R24 and R47.
    """
    car = figures.car
    for entry in figures.log:
        if entry.event.kind not in ("reply", "confirmation"):
            continue
        if car is None or utc(entry.event.at) < car.sent:
            what = (
                "no Corrective Action Request is logged" if car is None else "the request was sent only later"
            )
            yield _at(
                case,
                entry,
                "ANSWER_BEFORE_REQUEST",
                f"this {entry.event.kind} is logged, but {what}.",
                "log the request, or correct the time and its offset.",
            )


def shipped_after_release(case: Case, figures: Figures) -> Iterator[Finding]:
    """The goods were shipped though no release was logged before.

    Either the supplier shipped on its own, which weighs heavily after a written objection (rule R59), or a release was
    given that the record does not show. Log what happened. Rule R5.
    """
    released = [utc(entry.event.at) for entry in figures.log if entry.event.kind == "release"]
    for entry in figures.log:
        if entry.event.kind == "shipment" and not any(at <= utc(entry.event.at) for at in released):
            yield _at(
                case,
                entry,
                "SHIPPED_WITHOUT_RELEASE",
                "the goods were shipped, and no release is logged before.",
                "log the release if one was given; else log the objection and seek advice.",
            )


def waivers_approved(case: Case, figures: Figures) -> Iterator[Finding]:
    """Re-inspection was waived without a reason, or without the name of who approved it.

    A waiver under time pressure is how defects ship twice. It needs a reason and a named approver, and is printed
    prominently. Rule R78.
    """
    for entry in figures.log:
        event = entry.event
        if event.kind == "waiver" and not (event.reason and event.approved_by):
            named = {"a reason": event.reason, "an approver": event.approved_by}
            lacking = " and ".join(what for what, value in named.items() if not value)
            sentence = f"this waiver lacks {lacking}."
            yield _at(case, entry, "WAIVER_UNREASONED", sentence, "write reason: and approved_by:.")


def _at(case: Case, entry: LogEvent, code: str, sentence: str, hint: str) -> Finding:
    return Finding(code, "warning", sentence, case.places.of(entry.file, ("at",)), hint)
