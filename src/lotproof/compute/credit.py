"""The letter of credit: when the bank's examination ends and which required paper is missing.

Banks deal with documents (UCP 600 Art. 5): only a document the credit requires can stop a payment, so a failed report
is mentioned here only through the certificate the credit asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from lotproof.case.exhibits import Exhibit
from lotproof.case.facts import CaseFacts
from lotproof.case.routes import RequiredDocument
from lotproof.compute.calendar import banking_days_after
from lotproof.compute.figures import CreditFigures

EXAMINATION_DAYS = 5  # UCP 600 Art. 14(b): five banking days following presentation


def credit_figures(facts: CaseFacts, exhibits: Sequence[Exhibit], as_of: datetime) -> CreditFigures | None:
    """Last day of examination and the discrepancies the record shows; None without a credit.

    Days are Mondays to Fridays after the day of presentation; bank holidays are not known and not guessed.
    """
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
    return CreditFigures(banking_days_after(credit.presented, EXAMINATION_DAYS), missing)


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
    text = f"required {kind} missing: {wanted.document or 'document'}"
    if wanted.issuer:
        text += f" issued by {wanted.issuer}"
    if wanted.result:
        text += f", result {wanted.result}"
    return text
