"""Checks on the order of things at the instant: the request, its clock, what was said and what was confirmed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from lotproof.case.case import Case
from lotproof.case.finding import Finding, Place
from lotproof.compute.clock import utc
from lotproof.compute.figures import Figures

SUMMARY_WITHIN = timedelta(hours=24)


def request_sent_well(case: Case, figures: Figures) -> Iterator[Finding]:
    """The Corrective Action Request did not go by e-mail, or without the whole evidence package.

    A request by chat, or without its exhibits, lets the supplier say that nothing was shown. Rules R24 and R25.
    """
    car = figures.car
    if car is None:
        return
    if car.event.event.channel != "email":
        yield Finding(
            "CAR_NOT_BY_EMAIL",
            "warning",
            f"the Corrective Action Request went by {car.event.event.channel}, not by e-mail.",
            case.places.of(car.event.file, ("channel",)),
            "send it again by e-mail with the package attached, and log that too.",
        )
    if car.missing_attachments:
        yield Finding(
            "CAR_ATTACHMENTS_MISSING",
            "warning",
            f"the Corrective Action Request went without {', '.join(car.missing_attachments)}.",
            case.places.of(car.event.file, ("attaches",)),
            "send what was missing and log it; the stage stays open until then.",
        )


def window_in_china(case: Case, figures: Figures) -> Iterator[Finding]:
    """The 48 hours fall on days off in China, or in a year whose holidays are not known.

    "No response" over a holiday reads badly before a judge; a courtesy date costs little. Rule A8.
    """
    car = figures.car
    if car is None:
        return
    place = case.places.of(car.event.file, ("at",))
    if car.holiday_caution and car.courtesy_date is not None:
        yield Finding(
            "HOLIDAY_CAUTION",
            "note",
            (
                "the 48 hours hold no Chinese working day."
                if car.china_working_days_inside == 0
                else "the 48 hours end on a public holiday in China."
            ),
            place,
            f"consider waiting until {car.courtesy_date.isoformat()} before relying on silence.",
        )
    if not car.calendar_known:
        yield Finding(
            "CALENDAR_UNKNOWN",
            "warning",
            "the Chinese holidays of this year are not in the calendar carried; weekdays were counted as"
            " working days.",
            place,
            "check the State Council's notice for the year.",
        )


def word_summarised(case: Case, figures: Figures) -> Iterator[Finding]:
    """A promise on a call has no written summary, or it came more than a day later.

    The person who promised may have left; what is not written down at once is disputed. Rules R73 and R75.
    """
    for entry in figures.log:
        if entry.event.kind != "call":
            continue
        said = utc(entry.event.at)
        later = [
            utc(e.event.at) for e in figures.log if e.event.kind == "summary" and utc(e.event.at) >= said
        ]
        if not later and figures.as_of - said > SUMMARY_WITHIN:
            message = "this call has no written summary."
        elif later and later[0] - said > SUMMARY_WITHIN:
            message = "the written summary of this call came more than 24 hours later."
        else:
            continue
        yield Finding(
            "CALL_NOT_SUMMARISED",
            "warning",
            message,
            case.places.of(entry.file, ("kind",)),
            "send what was said by e-mail and ask for Confirmed: yes.",
        )


def released_in_order(case: Case, figures: Figures) -> Iterator[Finding]:
    """The goods were released before a complete written confirmation, or against what the gate asks.

    After release the leverage is gone; the dossier prints the true order. Rules R5 and R44.
    """
    release = next((e for e in figures.log if e.event.kind == "release"), None)
    if release is None:
        return
    place = case.places.of(release.file, ("at",))
    if figures.process.written_before_release is False:
        yield Finding(
            "RELEASED_BEFORE_LOCK",
            "warning",
            "the release came before a complete written confirmation.",
            place,
            "the record shows it as it was; obtain the confirmation now.",
        )
    elif not figures.release.allowed:
        yield Finding(
            "RELEASED_AGAINST_GATE",
            "warning",
            f"the release lacked: {', '.join(figures.release.missing)}.",
            place,
        )


def paid_after_booking(case: Case, figures: Figures) -> Iterator[Finding]:
    """The balance was paid before a re-inspection was booked.

    Money paid is leverage gone: a re-inspection is booked before the final payment. Mandatory under option A,
    recommended under B. Rule R76.
    """
    option = figures.confirmation.option
    if option not in ("A", "B"):
        return
    paid = [e for e in figures.log if e.event.kind == "payment" and e.event.what == "balance"]
    booked = [utc(e.event.at) for e in figures.log if e.event.kind == "reinspection-booked"]
    for entry in paid:
        if not any(when <= utc(entry.event.at) for when in booked):
            yield Finding(
                "PAID_BEFORE_REINSPECTION",
                "error" if option == "A" else "warning",
                "the balance was paid before a re-inspection was booked.",
                case.places.of(entry.file, ("at",)),
                "book the re-inspection; the dossier shows the order as it was.",
            )


def preferred_option(case: Case, figures: Figures) -> Iterator[Finding]:
    """The preferred option is blocked at this instant.

    Nobody can accept it as things stand; the table shows why. Rules R40 and R42.
    """
    offered = case.facts.options
    if offered is None or offered.preferred is None:
        return
    found = next(option for option in figures.options if option.name == offered.preferred)
    if not found.available:
        yield Finding(
            "PREFERRED_OPTION_BLOCKED",
            "warning",
            f"option {found.name} is preferred but blocked: {found.reason}.",
            case.places.of("case.yaml", ("options", "preferred")),
        )


def instant_known(case: Case, figures: Figures) -> Iterator[Finding]:
    """The instant the figures hold at is not known: no event, no commit and no --as-of.

    Nothing here reads the machine's clock unasked, so such a case is computed as before anything happened. Rule K10.
    """
    if figures.as_of_source == "none":
        yield Finding(
            "AS_OF_UNKNOWN",
            "warning",
            "no instant is known for this case.",
            Place("case.yaml"),
            "commit the case, log an event, or give --as-of.",
        )
