"""Third parties a case may go to: the credit, the insurance, the platform."""

from __future__ import annotations

from typing import Annotated

from lotproof.case.base import Facts
from lotproof.case.scalars import Count, Day, Instant, Text, as_list, words


class RequiredDocument(Facts):
    document: Text | None = None
    issuer: Text | None = None
    result: Text | None = None
    text: Text | None = None


class Bank(Facts):
    """The issuing bank: the name of the calendar its banking days follow."""

    calendar: Text | None = None


class LetterOfCredit(Facts):
    number: Text | None = None
    issuing_bank: Text | None = None
    bank: Bank | None = None
    exhibit: Text | None = None
    requires: Annotated[tuple[RequiredDocument, ...], as_list] = ()
    latest_shipment: Day | None = None
    expires: Day | None = None
    presentation_days: Count | None = None  # after the date of shipment; where not stated, UCP 600 Art. 14(c)
    presented: Day | None = None
    presented_exhibit: Text | None = None
    presented_documents: Annotated[tuple[Text, ...], as_list] | None = None


class Insurance(Facts):
    policy: (
        Annotated[
            str,
            words("advance-payment", "own-sales-credit", "supplier-credit", "cargo", "liability", "recall"),
        ]
        | None
    ) = None
    insured: Annotated[str, words("buyer", "supplier")] | None = None
    insurer: Text | None = None
    exhibit: Text | None = None


class Platform(Facts):
    name: Text | None = None
    case: Text | None = None
    deadline: Instant | Day | None = None
