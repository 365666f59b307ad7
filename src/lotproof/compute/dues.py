"""The dates that are still open in a case at its instant: what somebody has to do by when.

Why: the first question every morning is which deadline ran out; a date that no longer binds anybody must not be asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from lotproof.case.events import WRITTEN
from lotproof.case.facts import CaseFacts
from lotproof.compute.clock import WINDOW, utc
from lotproof.compute.figures import Figures
from lotproof.compute.state import FINAL

DueOf = Literal["reply", "findings", "grounds", "remedy", "examination", "platform"]
Urgency = Literal["overdue", "due", "later", "none"]
SOON = timedelta(hours=48)  # as long as the supplier is given to answer


@dataclass(frozen=True, slots=True)
class Due:
    """Something due by `at` (UTC, inclusive). `day` is set where only a day was agreed: `at` is its end in `zone`."""

    what: DueOf
    at: datetime
    day: date | None = None

    def urgency(self, as_of: datetime) -> Urgency:
        """Overdue after the instant itself (a reply at the deadline is in time, K6), due within 48 h, else later."""
        if as_of > self.at:
            return "overdue"
        return "due" if self.at - as_of <= SOON else "later"


def open_dues(facts: CaseFacts, figures: Figures) -> tuple[Due, ...]:
    """The dates open at the figures' instant, the earliest first.

    The supplier's written reply to the request; what our answer to a pushback asked for; the agreed remedy; the end
    of the bank's examination while it can still be used; the platform's deadline until the case was taken there. An
    escalation closes the first two: nobody waits for them any more. Days end at midnight, the supplier's for the
    remedy and the buyer's for bank and platform.
    """
    buyer = ZoneInfo(facts.timezone or "UTC")
    supplier = ZoneInfo(facts.supplier.timezone if facts.supplier is not None else "Asia/Shanghai")
    found: list[Due] = []
    if figures.state not in (*FINAL, "escalated"):
        found += [due for due in (_reply(figures), _findings(figures)) if due is not None]
    option = figures.confirmation.option
    terms = getattr(facts.options, option) if facts.options is not None and option is not None else None
    if figures.state in ("confirmed", "locked") and terms is not None and terms.deadline is not None:
        found.append(_end_of(terms.deadline, "remedy", supplier))
    if figures.state not in ("released", "resolved"):
        found += _outside(facts, figures, buyer)
    return tuple(sorted(found, key=lambda due: (due.at, due.what)))


def _reply(figures: Figures) -> Due | None:
    car = figures.car
    return (
        Due("reply", car.deadline) if car is not None and car.written and figures.response is None else None
    )


def _findings(figures: Figures) -> Due | None:
    """What our last answer to a pushback asked for, until the supplier writes again (K9).

    Findings by defect where its own control found nothing, the grounds of its pushback otherwise.
    """
    answers = [e for e in figures.log if e.event.kind == "answer" and e.event.from_ in (None, "buyer")]
    if not answers:
        return None
    asked = utc(answers[-1].event.at)
    for entry in figures.log:
        event = entry.event
        from_supplier = event.from_ in (None, "supplier") and event.kind in ("reply", "confirmation")
        if from_supplier and event.channel in WRITTEN and utc(event.at) > asked:
            return None
    until = answers[-1].event.respond_by
    own_control = answers[-1].event.answers_pushback in (None, "internal-qc")
    what: DueOf = "findings" if own_control else "grounds"
    return Due(what, until.astimezone(UTC) if until is not None else asked + WINDOW)


def _outside(facts: CaseFacts, figures: Figures, zone: ZoneInfo) -> list[Due]:
    found = []
    if figures.credit is not None and figures.credit.examination_ends is not None:
        ends = _end_of(figures.credit.examination_ends, "examination", zone)
        found += [ends] if ends.at >= figures.as_of else []
    deadline = facts.platform.deadline if facts.platform is not None else None
    taken = any(e.event.kind == "escalation" and e.event.route == "platform" for e in figures.log)
    if isinstance(deadline, datetime) and not taken:
        found.append(Due("platform", deadline.astimezone(UTC)))
    elif deadline is not None and not taken:
        found.append(_end_of(deadline, "platform", zone))
    return found


def _end_of(day: date, what: DueOf, zone: ZoneInfo) -> Due:
    """The last second of a day in `zone`, found from the next day's midnight: a day may lack or repeat an hour."""
    after = day + timedelta(days=1) if day < date.max else day
    end = datetime(after.year, after.month, after.day, tzinfo=zone).astimezone(UTC)
    return Due(what, end - timedelta(seconds=1), day)
