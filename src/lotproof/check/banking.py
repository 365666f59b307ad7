"""A check on the bank's own calendar, where one is named: by it the days of examination are counted."""

from __future__ import annotations

from collections.abc import Iterator

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.compute.credit import bank_calendar
from lotproof.compute.figures import Figures


def bank_holidays_known(case: Case, figures: Figures) -> Iterator[Finding]:
    """The calendar named for the issuing bank does not have the year of the examination.

    Five banking days counted over an unknown holiday end a day early, and a notice of refusal sent on the sixth is
    worth nothing. Name in lotproof.yaml, under calendars, a file with that bank's holidays of the year. UCP 600 14(b).
    """
    name, credit = bank_calendar(case), figures.credit
    if name is None or credit is None or credit.examination_ends is None or credit.bank_holidays:
        return
    yield Finding(
        "BANK_CALENDAR_UNKNOWN",
        "warning",
        f"no calendar {name} is known for the year of the examination; Mondays to Fridays were counted.",
        case.places.of("case.yaml", ("letter_of_credit", "bank", "calendar")),
        "add a file with the bank's holidays of that year to calendars in lotproof.yaml.",
    )
