"""Checks that compare the log with the e-mails it cites: who wrote, to whom, when, in which thread, in which words.

Why: the other side has the same e-mails. What the log says of them must be what stands in them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, timedelta
from typing import Final

from lotproof.case.case import Case, LogEvent
from lotproof.case.finding import Finding
from lotproof.case.mail import MailText, addresses
from lotproof.case.parties import Supplier
from lotproof.check import in_hand
from lotproof.compute.figures import Figures
from lotproof.read.shown import one_line

SLACK: Final = timedelta(minutes=5)  # between the minute a person notes and the second a mail program writes
_MARKS: Final = str.maketrans(
    {"：": ":", "，": ",", "。": ".", "“": '"', "”": '"', "‘": "'", "’": "'", "«": '"', "»": '"'}
)
_QUOTED: Final = re.compile(r"^[ \t]*>+ ?", re.MULTILINE)


def sender_on_file(case: Case, figures: Figures) -> Iterator[Finding]:
    """The supplier's e-mail comes from another address than the contact on file.

    Then anybody may have written it, and the supplier can say so when its words no longer suit. Ask the contact on
    file to confirm from their own address, or keep the paper that names the writer, and cite it. Rules R46 and R70.
    """
    address = _contact(case.facts.supplier)
    if address is None:
        return
    for entry, mail in _cited(case, figures):
        if entry.event.from_ != "supplier":
            continue
        senders = addresses(mail.sender)
        if senders != [address]:
            written = one_line(", ".join(senders) or "no readable address", 80)
            yield Finding(
                "SENDER_NOT_ON_FILE",
                "warning",
                f"{one_line(entry.event.exhibit or '', 40)} comes from {written}, not from"
                f" {one_line(address, 80)}.",
                case.places.of(entry.file, ("exhibit",)),
                "have the contact on file confirm it, or cite the paper that names this sender.",
            )


def sent_to_contact(case: Case, figures: Figures) -> Iterator[Finding]:
    """A letter to the supplier went to other addresses than the contact on file.

    "We never received it" is the cheapest answer to a deadline. Send it to the address the contract or the order
    names, and log that; the clock that counts is the one of that message. Rules R25 and R47.
    """
    address = _contact(case.facts.supplier)
    if address is None:
        return
    for entry, mail in _cited(case, figures):
        if entry.event.from_ != "buyer" or entry.event.to != "supplier":
            continue
        if address not in addresses(mail.to, mail.cc):
            yield Finding(
                "SENT_ELSEWHERE",
                "warning",
                f"{one_line(entry.event.exhibit or '', 40)} is not addressed to {one_line(address, 80)}.",
                case.places.of(entry.file, ("exhibit",)),
                "send it to the contact on file as well and log that message.",
            )


def times_agree(case: Case, figures: Figures) -> Iterator[Finding]:
    """The log gives a message another time than its Date header does.

    The 48 hours run from that instant, to the second. More than five minutes apart is a slip, most often in the
    offset, or the wrong message is cited. Rule K6.
    """
    for entry, mail in _cited(case, figures):
        if mail.date_utc is None or entry.event.at is None:
            continue
        if abs(entry.event.at.astimezone(UTC) - mail.date_utc) > SLACK:
            yield Finding(
                "MAIL_TIME_DIFFERS",
                "warning",
                f"{one_line(entry.event.exhibit or '', 40)} is dated {one_line(mail.date_raw, 60)}, another"
                " time.",
                case.places.of(entry.file, ("at",)),
                f"write at: {mail.date_utc.isoformat().replace('+00:00', 'Z')}, or cite the message that was"
                " meant.",
            )


def words_quoted(case: Case, figures: Figures) -> Iterator[Finding]:
    """Words quoted from a confirmation are not in the e-mail it cites.

    A quotation that is not there costs the whole record its credit. Quote word for word from the message; words of an
    attached paper count where the event lists that paper. Line breaks, quotation marks and the width of punctuation do
    not matter. Rule R44.
    """
    for entry, mail in _cited(case, figures):
        event = entry.event
        if event.kind != "confirmation":
            continue
        text = _plain(mail.body_text)
        papers = [name for name in (*event.attaches, *_papers(entry)) if name not in case.mails]
        quotes: dict[tuple[str, ...], str | None] = {("reply",): event.reply}
        if event.states is not None and not papers:
            quotes |= {("states", key): getattr(event.states, key) for key in type(event.states).model_fields}
        for path, quote in quotes.items():
            if quote and _plain(quote) not in text:
                yield Finding(
                    "QUOTE_NOT_FOUND",
                    "warning",
                    f"the words quoted here are not in {one_line(event.exhibit or '', 40)}.",
                    case.places.of(entry.file, path),
                    "quote word for word, or cite the message that holds them.",
                )


def in_our_thread(case: Case, figures: Figures) -> Iterator[Finding]:
    """The supplier's answer by e-mail does not refer to any message of ours.

    In-Reply-To and References tie an answer to what it answers. Without them "yes" may be said to mean another order.
    It can still count; ask for one line in reply to the request. Rule R46.
    """
    ours = {
        mail.message_id
        for entry, mail in _cited(case, figures)
        if entry.event.from_ == "buyer" and mail.message_id is not None
    }
    for entry, mail in _cited(case, figures):
        event = entry.event
        if event.from_ != "supplier" or event.kind not in ("reply", "confirmation") or not ours:
            continue
        if ours.isdisjoint((*mail.in_reply_to, *mail.references)):
            yield Finding(
                "REPLY_OUTSIDE_THREAD",
                "warning" if event.kind == "confirmation" else "note",
                f"{one_line(event.exhibit or '', 40)} answers none of the messages registered.",
                case.places.of(entry.file, ("exhibit",)),
                "ask for the confirmation in reply to the request, or register the message it answers.",
            )


def mails_well_formed(case: Case, figures: Figures) -> Iterator[Finding]:
    """An e-mail has a header twice that it may have only once, such as two senders or two dates.

    Programs show one of them, and not all the same one. That is how a forged message looks, and sometimes only a
    broken one. Ask the mail provider for the message as it was delivered, with its Received lines. RFC 5322, 3.6.
    """
    for index, exhibit in in_hand.exhibits(case, figures):
        mail = case.mails.get(exhibit.id or "")
        doubled = [defect for defect in mail.defects if defect.endswith(" times")] if mail is not None else []
        if doubled:
            yield Finding(
                "MAIL_MALFORMED",
                "warning",
                f"{one_line(exhibit.id or '', 40)} is malformed: {one_line('; '.join(doubled))}.",
                case.places.of("evidence.yaml", (index, "file")),
                "ask the mail provider for the message as it was delivered.",
            )


def mail_signatures(case: Case, figures: Figures) -> Iterator[Finding]:
    """An e-mail's DKIM signature fails, is another domain's than the sender's, or was never checked.

    A signature that verifies under the sender's own domain shows that the message was not altered on its way. The key
    is published for some months only: check it when the message comes in and keep the record, as `lotproof add` does.
    A signature that fails may come from a mailing list or a scanner on the way; say which. RFC 6376.
    """
    for index, exhibit in in_hand.exhibits(case, figures):
        mail = case.mails.get(exhibit.id or "")
        if mail is None:
            continue
        place = case.places.of("evidence.yaml", (index, "dkim"))
        name = one_line(exhibit.id or "", 40)
        signed = any(key.lower() == "dkim-signature" for key, _ in mail.headers)
        if signed and not exhibit.dkim:
            yield Finding(
                "MAIL_SIGNATURE_UNCHECKED",
                "note",
                f"{name} carries a DKIM signature, and no result of checking it is registered.",
                place,
                "check it while the key is still published, and keep the key.",
            )
        domains = {address.rpartition("@")[2] for address in addresses(mail.sender)}
        passed = [one for one in exhibit.dkim if one.result == "pass"]
        if any(one.result == "fail" for one in exhibit.dkim) and not passed:
            yield Finding(
                "MAIL_SIGNATURE_FAILED",
                "warning",
                f"the DKIM signature of {name} did not verify.",
                place,
                "find out what changed the message on its way, and say so.",
            )
        elif passed and not any(_aligned(one.domain or "", domain) for one in passed for domain in domains):
            signers = one_line(", ".join(one.domain or "" for one in passed), 80)
            sender = one_line(", ".join(sorted(domains)), 80)
            yield Finding(
                "MAIL_SIGNED_BY_OTHER",
                "note",
                f"{name} was signed by {signers}, not by the sender's domain {sender}.",
                place,
                "say so when it is relied on: the signature speaks for the provider only.",
            )


def _cited(case: Case, figures: Figures) -> Iterator[tuple[LogEvent, MailText]]:
    """Events by e-mail with the e-mail each cites."""
    for entry in figures.log:
        mail = case.mails.get(entry.event.exhibit or "")
        if mail is not None and entry.event.channel == "email":
            yield entry, mail


def _contact(supplier: Supplier | None) -> str | None:
    contact = supplier.contact if supplier is not None else None
    return next(iter(addresses(contact.email)), None) if contact is not None and contact.email else None


def _papers(entry: LogEvent) -> tuple[str, ...]:
    documents = entry.event.documents
    if documents is None:
        return ()
    return tuple(name for key in type(documents).model_fields if (name := getattr(documents, key)))


def _plain(text: str) -> str:
    """Text as compared: quotation markers, line breaks and the width of marks do not matter, words do."""
    text = unicodedata.normalize("NFKC", _QUOTED.sub("", text).translate(_MARKS)).casefold()
    return " ".join(text.replace(": ", ":").split())


def _aligned(signer: str, sender: str) -> bool:
    """Whether the signing domain is the sender's, or one is below the other."""
    one, other = signer.casefold(), sender.casefold()
    return bool(one) and (one == other or one.endswith("." + other) or other.endswith("." + one))
