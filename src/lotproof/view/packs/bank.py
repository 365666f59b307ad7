"""What a bank asks: which paper of this credit can stop a payment, which cannot, and until when it may refuse.

Why: a bank deals with documents and not with goods, so a failed report by itself moves nothing. Said here first, so
that the applicant asks only for what the bank can do. UCP 600 articles 4, 5, 14, 16 and 34; ISBP 745, Q1 to Q6.
"""

from __future__ import annotations

from zoneinfo import ZoneInfo

from lotproof.case.routes import RequiredDocument
from lotproof.compute.credit import PRESENTATION_DAYS, calendar_of_bank, latest_presentation
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.packs.checklist import Checklist, Row
from lotproof.view.packs.shared import delivery, notice, objection, paid, settled, verdict

_COLLECTION = {"dp": "documents against payment", "da": "documents against acceptance"}


def bank(book: Book) -> Checklist:
    """The bank's checklist. Without a credit it says what a bank can and cannot do with this file."""
    credit = book.case.facts.letter_of_credit
    if credit is None:
        return _without_credit(book)
    figures = book.figures.credit
    rows = [
        Row(
            "Which credit?",
            credit.number or "not stated",
            "plain" if credit.number else "warn",
            f"Issued by {credit.issuing_bank or 'a bank not stated'}. The credit is separate from the sale it"
            " is based on.",
            book.refs([credit.exhibit]),
        )
    ]
    listed = credit.presented_documents
    missing = frozenset(figures.discrepancies) if figures is not None else frozenset()
    for wanted in credit.requires:
        rows.append(_required(book, wanted, missing, presented=bool(figures and figures.examination_ends)))
    if not credit.requires:
        rows.append(
            Row(
                "Which papers does it require?",
                "not quoted",
                "warn",
                "The record quotes no document the credit requires.",
            )
        )
    rows += [_presented(book), _examination(book), _again(book, bool(missing))]
    rows.append(
        Row(
            "What can be raised?",
            words.cardinal(len(missing), "nothing") if missing else "nothing",
            "bad" if missing else "plain",
            (
                "; ".join(words.sentence(text) for text in sorted(missing)) + "."
                if missing
                else (
                    "The record shows no discrepancy between the papers required and those known to be"
                    " presented."
                )
            ),
            book.refs([credit.exhibit, credit.presented_exhibit]),
        )
    )
    rows += [_instructed(book), verdict(book), notice(book), objection(book), delivery(book)]
    notes = [
        (
            "Banks examine documents on their face and deal with documents, not with goods (UCP 600 articles"
            " 5 and 14)."
        ),
        (
            "A bank assumes no responsibility for the quality or condition of goods (article 34): a failed"
            " inspection report handed in by the applicant does not by itself stop a complying presentation."
        ),
    ]
    if listed is None:
        notes.append(
            "The list of papers presented is not part of this record; only what the buyer holds was compared."
        )
    return Checklist(
        reader="the bank",
        lead=(
            "This file is for the bank that examines documents under the credit named below. It asks for"
            " nothing that an examination of documents cannot give."
        ),
        rows=tuple(rows),
        notes=tuple(notes),
        instruction=(
            (
                f"Credit {credit.number or '______'}. As applicant we do not waive any discrepancy. Please do"
                " not treat anything we or the beneficiary say about the goods as a waiver; a waiver from us"
                " will be in writing, will name this credit and each discrepancy, and will be signed by the"
                " person named below."
            ),
            (
                "If the documents presented do not comply, please state each discrepancy in one notice of"
                " refusal within the time the credit allows."
            ),
        ),
    )


def _required(book: Book, wanted: RequiredDocument, missing: frozenset[str], presented: bool) -> Row:
    """One required paper: what it is, whether it is known to be presented, and what its terms mean for a failed lot."""
    name = (wanted.document or "document").replace("-", " ")
    lacks = any(name in text for text in missing)
    word, tone = ("missing", "bad") if lacks else ("required", "plain")
    text = f"“{wanted.text}”" if wanted.text else f"Quoted as: {name}."
    if "certificate" in (wanted.document or ""):
        if wanted.issuer and wanted.result:
            text += (
                f" It must be issued by {wanted.issuer} and state the result {wanted.result}. A paper by"
                " anybody else, or with another result, is not that document."
            )
        elif wanted.issuer:
            text += (
                f" It must be issued by {wanted.issuer}; no result is required of it, so its result is not"
                " examined."
            )
        else:
            text += (
                " No issuer is named; then a certificate of any issuer can fulfil the function (ISBP 745)."
            )
    if lacks and not presented:
        text += " No presentation is recorded yet."
    return Row(
        f"Required: {name}", word, "bad" if tone == "bad" else "plain", text, book.refs([_exhibit(book)])
    )


def _exhibit(book: Book) -> str | None:
    credit = book.case.facts.letter_of_credit
    return credit.exhibit if credit is not None else None


def _instructed(book: Book) -> Row:
    """When the bank was last written to: a waiver that the applicant gives later is how the lever is lost."""
    question = "What was the bank told?"
    told = [
        entry.event
        for entry in book.figures.log
        if entry.event.kind == "escalation" and entry.event.route == "bank"
    ]
    if not told:
        return Row(question, "nothing", "warn", "No message to the bank is logged.")
    when = "; ".join(book.clocks(event.at) for event in told if event.at is not None)
    text = f"The buyer wrote to the bank on {when}; its words stand in the exhibit."
    return Row(question, "written to", "good", text, book.refs(event.exhibit for event in told))


def _presented(book: Book) -> Row:
    """What came, when, and by which paper that is known."""
    credit, figures = book.case.facts.letter_of_credit, book.figures.credit
    question = "What was presented?"
    if credit is None or figures is None or figures.examination_ends is None:
        return Row(question, "nothing", "plain", "No presentation of documents is recorded.")
    listed = credit.presented_documents
    papers = (
        f"Listed: {', '.join(x.replace('-', ' ') for x in listed)}." if listed else "No list of the papers."
    )
    refs = book.refs([credit.presented_exhibit or credit.exhibit])
    return Row(question, words.day(credit.presented), "plain", papers, refs)


def _again(book: Book, missing: bool) -> Row:
    """Whether a missing paper can still come: the last day for a presentation, and how it is counted."""
    question = "Can it still be presented?" if missing else "Until when can documents be presented?"
    credit = book.case.facts.letter_of_credit
    calendar = calendar_of_bank(book.case)
    last = latest_presentation(credit, book.figures.log, calendar) if credit is not None else None
    if credit is None or last is None:
        return Row(question, "not known", "warn", "The record does not give the last day for a presentation.")
    gone = next((e.event for e in book.figures.log if e.event.kind == "shipment" and e.event.on_board), None)
    loaded = gone.on_board if gone is not None else None
    counted = []
    if loaded is not None:
        days = f"{PRESENTATION_DAYS if credit.presentation_days is None else credit.presentation_days} days"
        by = "as the credit says" if credit.presentation_days is not None else "UCP 600 article 14(c)"
        counted.append(f"{days} after the on-board date of {words.day(loaded)} ({by})")
    if credit.expires is not None:
        counted.append(f"not later than the expiry of the credit on {words.day(credit.expires)}")
    over = last.day < book.figures.as_of.astimezone(ZoneInfo(book.buyer_zone)).date()
    lead = (
        "The last day has passed"
        if over
        else "By these terms a paper that is missing can still be presented until then"
    )
    text = f"{lead if missing else 'Last day'}: {', and '.join(counted)}."
    if last.closed is not None:
        text += (
            f" That ends on {words.weekday(last.closed)} {words.day(last.closed)}, not a banking day as"
            " counted here; then the first banking day after it is the last (article 29(a))."
        )
    if loaded is not None and credit.latest_shipment is not None:
        side = "after" if loaded > credit.latest_shipment else "not after"
        text += (
            f" Shipment was {side} the latest date the credit allows, {words.day(credit.latest_shipment)}."
        )
    refs = book.refs([credit.exhibit, gone.document if gone is not None else None])
    return Row(question, words.day(last.day), "plain" if over else "warn", text, refs)


def _examination(book: Book) -> Row:
    credit, figures = book.case.facts.letter_of_credit, book.figures.credit
    question = "Until when may the bank refuse?"
    if credit is None or figures is None or figures.examination_ends is None:
        return Row(question, "not begun", "plain", "No presentation of documents is recorded.")
    return Row(
        question,
        words.day(figures.examination_ends),
        "warn",
        f"Presented on {words.day(credit.presented)}. Five banking days follow the day of presentation (UCP"
        f" 600 article 14(b)); {_counted(figures.bank_holidays)}. One notice lists each discrepancy, by the"
        " close of the fifth day (article 16).",
        book.refs([credit.presented_exhibit or credit.exhibit]),
    )


def _counted(sources: tuple[str, ...]) -> str:
    """Which days were counted, and by whose calendar."""
    if not sources:
        return "Mondays to Fridays were counted, because the bank's own holidays are not known here"
    return f"Mondays to Fridays less the bank's holidays were counted ({'; '.join(sources)})"


def _without_credit(book: Book) -> Checklist:
    order = book.case.facts.order
    method = order.payment.method if order is not None and order.payment is not None else None
    if method in _COLLECTION:
        lead = (
            f"Payment is by collection, {_COLLECTION[method]}. A collecting bank does not examine the"
            " documents against the sale; whether to accept or pay is the buyer's own decision."
        )
    elif method == "lc":
        lead = (
            "Payment is by letter of credit, but the credit is not part of this record; without its text"
            " nothing can be said."
        )
    else:
        lead = (
            "No letter of credit or collection is part of this record. A bank that only carries out a"
            " transfer examines no documents; this file can tell it what the record says of the goods, and no"
            " more."
        )
    rows = (verdict(book), notice(book), objection(book), delivery(book), paid(book), settled(book))
    return Checklist(reader="the bank", lead=lead, rows=rows)
