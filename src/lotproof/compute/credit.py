"""The letter of credit: when the bank's examination ends and which required paper is missing.

Banks deal with documents (UCP 600 Art. 5): only a document the credit requires can stop a payment, so a failed report
is mentioned here only through the certificate the credit asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from lotproof.case.calendars import Calendar
from lotproof.case.case import Case, LogEvent
from lotproof.case.exhibits import Exhibit
from lotproof.case.routes import LetterOfCredit, RequiredDocument
from lotproof.compute.calendar import banking_days_after, named
from lotproof.compute.figures import CreditFigures

PRESENTATION_DAYS = 21  # UCP 600 Art. 14(c): calendar days after the date of shipment
EXAMINATION_DAYS = 5  # UCP 600 Art. 14(b): five banking days following presentation


def credit_figures(case: Case, exhibits: Sequence[Exhibit], as_of: datetime) -> CreditFigures | None:
    """Last day of examination and the discrepancies the record shows; None without a credit.

    Days are Mondays to Fridays after the day of presentation, less the holidays of the bank's own calendar where the
    workspace has it for every year touched; else bank holidays are not known and not guessed.
    """
    facts = case.facts
    credit = facts.letter_of_credit
    if credit is None:
        return None
    local_day = as_of.astimezone(ZoneInfo(facts.timezone or "UTC")).date()
    if credit.presented is None or credit.presented > local_day:
        return CreditFigures(None, ())
    missing = tuple(
        _sentence(wanted)
        for wanted in credit.requires
        if not _presented(wanted, exhibits, credit.presented_documents)
    )
    ends, cited = _examination(credit.presented, calendar_of_bank(case))
    return CreditFigures(ends, missing, cited)


@dataclass(frozen=True, slots=True)
class LastDay:
    """The last day for a presentation. `closed` is the day of the credit's own terms it was moved from; None: none."""

    day: date
    closed: date | None = None


def latest_presentation(
    credit: LetterOfCredit, log: Sequence[LogEvent], calendar: Calendar | None = None
) -> LastDay | None:
    """The last day on which documents can still be presented; None where the record does not give it.

    The credit's own number of calendar days after the on-board date, else 21 (UCP 600 Art. 14(c)), and in no case later
    than the day the credit expires. Where that day is no banking day by the bank's `calendar`, without one a Saturday
    or Sunday, it is the first banking day after it (Art. 29(a)); the latest date for shipment never moves (Art. 29(c)).
    """
    loaded = next((e.event.on_board for e in log if e.event.kind == "shipment" and e.event.on_board), None)
    days = PRESENTATION_DAYS if credit.presentation_days is None else credit.presentation_days
    after = loaded + timedelta(days=days) if loaded is not None else None
    known = [day for day in (after, credit.expires) if day is not None]
    last = min(known, default=None)
    if last is None:
        return None
    opened = banking_days_after(last - timedelta(days=1), 1, calendar)
    return LastDay(opened, closed=last if opened != last else None)


def bank_calendar(case: Case) -> str | None:
    """The name of the calendar the credit's bank follows: the credit's own, else the workspace's; None: not said."""
    credit = case.facts.letter_of_credit
    if credit is None:
        return None
    return (credit.bank.calendar if credit.bank is not None else None) or case.house.bank_calendar


def calendar_of_bank(case: Case) -> Calendar | None:
    """The calendar of that name in the workspace or the program; None where none is named or found."""
    name = bank_calendar(case)
    return named(case.house, name) if name else None


def _examination(presented: date, calendar: Calendar | None) -> tuple[date, tuple[str, ...]]:
    """The last banking day and the sources its calendar cites; without every year touched, none is relied on."""
    ends = banking_days_after(presented, EXAMINATION_DAYS, calendar)
    if calendar is None or not (calendar.known(presented) and calendar.known(ends)):
        return banking_days_after(presented, EXAMINATION_DAYS), ()
    return ends, tuple(calendar.years[year].cited for year in range(presented.year, ends.year + 1))


def _presented(wanted: RequiredDocument, exhibits: Sequence[Exhibit], listed: tuple[str, ...] | None) -> bool:
    """Whether the record shows the paper: by the list of papers presented, else a certificate among the exhibits.

    Papers other than certificates are the seller's own and seldom in the buyer's hands, so without a list nothing is
    said about them.
    """
    if listed is not None:
        return wanted.document in listed
    if "certificate" not in (wanted.document or ""):
        return True
    issuer = (wanted.issuer or "").casefold()
    return any(
        exhibit.kind == "certificate"
        and (not issuer or exhibit.source is None or (exhibit.source.from_ or "").casefold() == issuer)
        for exhibit in exhibits
    )


def _sentence(wanted: RequiredDocument) -> str:
    kind = "certificate" if "certificate" in (wanted.document or "") else "document"
    text = f"required {kind} missing: {(wanted.document or 'document').replace('-', ' ')}"
    if wanted.issuer:
        text += f" issued by {wanted.issuer}"
    if wanted.result:
        text += f", result {wanted.result}"
    return text
