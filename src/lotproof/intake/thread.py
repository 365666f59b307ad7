"""Who writes to whom in a case, and the log entry drafted from an e-mail.

Why a draft: what happened decides deadlines and release, so no machine writes it into the log. It lies in a folder
the reader does not read, until a person has checked it and moved it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from lotproof.case.exhibits import Exhibit
from lotproof.case.facts import CaseFacts
from lotproof.case.mail import MailText
from lotproof.intake.answer import Answer, in_thread
from lotproof.intake.entry import flow, scalar
from lotproof.intake.facts import sender_address, sent_at
from lotproof.read.log import read_log
from lotproof.read.mail import MailContents, read_mail
from lotproof.read.originals import path_problem
from lotproof.read.shown import one_line
from lotproof.read.yaml_file import read_facts


@dataclass(frozen=True, slots=True)
class Parties:
    """The addresses on file, folded; `ours` are the Message-IDs of registered e-mails that we sent."""

    buyer: str | None
    supplier: str | None
    zone: str
    ours: frozenset[str]

    def role(self, address: str | None) -> str | None:
        """Who writes from this address; None when it is not on file."""
        if address is None or self.buyer == self.supplier:
            return None
        return "buyer" if address == self.buyer else "supplier" if address == self.supplier else None


def parties_of(folder: Path, exhibits: tuple[Exhibit, ...]) -> Parties:
    """What case.yaml, the log and the registered e-mails say of who writes to whom."""
    facts = read_facts(folder, "case.yaml", CaseFacts)[0] or CaseFacts()
    buyer, supplier = _address(facts.buyer), _address(facts.supplier)
    sent = {entry.event.exhibit for entry in read_log(folder).events if entry.event.from_ == "buyer"}
    ours = set()
    for exhibit in exhibits:
        file = exhibit.file or ""
        if not file.lower().endswith(".eml") or path_problem(file) is not None:
            continue
        mail = read_mail(folder, file)
        if isinstance(mail, MailText) and mail.message_id is not None:
            written = sender_address(MailContents(mail, (), "", False))
            if exhibit.id in sent or (buyer is not None and written == buyer):
                ours.add(mail.message_id)
    return Parties(buyer, supplier, facts.timezone or "UTC", frozenset(ours))


def _address(party: object) -> str | None:
    contact = getattr(party, "contact", None)
    typed = getattr(contact, "email", None)
    return typed.strip().casefold() if typed and typed.strip() else None


@dataclass(frozen=True, slots=True)
class Draft:
    """A log entry to be checked: its file in `drafts/` and its text."""

    name: str
    text: str


def draft(
    contents: MailContents,
    exhibit: str,
    attached: tuple[str, ...],
    parties: Parties,
    answer: Answer | None,
    received: datetime | None,
) -> Draft:
    """The log entry of an e-mail registered as `exhibit`; `attached` are the ids of its attachments."""
    who = parties.role(sender_address(contents))
    threaded = in_thread(contents.text, parties.ours)
    kind = "note"
    if who == "supplier" and threaded:
        kind = "confirmation" if answer is not None and answer.words is not None else "reply"
    at = sent_at(contents) or received
    lines = list(_lines(contents, exhibit, attached, kind, who, at, answer))
    stamp = "undated" if at is None else at.astimezone(ZoneInfo(parties.zone)).strftime("%Y-%m-%d-%H%M")
    text = "---\n" + "".join(f"{line}\n" for line in lines) + f"---\nThe words are in {exhibit}.\n"
    return Draft(f"{stamp}-{kind}.md", text)


def _lines(
    contents: MailContents,
    exhibit: str,
    attached: tuple[str, ...],
    kind: str,
    who: str | None,
    at: datetime | None,
    answer: Answer | None,
) -> Iterator[str]:
    yield f"# Drafted from {exhibit} by lotproof add; read by nothing until you have checked it and moved it into log/."
    yield (
        f"at: {at.isoformat()}" if at is not None else "# at: the mail has no date that can be read; say when"
    )
    yield f"kind: {kind}" + _kind_comment(kind, who)
    yield "channel: email"
    if who is None:
        address = one_line(contents.text.sender, 120) or "nobody"
        yield f"# from: who is it? {address} is not on file"
        yield "#       buyer, supplier, inspector, bank, carrier, insurer or authority"
    else:
        yield f"from: {who}"
        yield f"to: {'supplier' if who == 'buyer' else 'buyer'}"
    yield f"exhibit: {scalar(exhibit)}"
    if attached:
        yield f"attaches: {flow(attached)}"
    if contents.text.subject:
        yield f"subject: {scalar(contents.text.subject)}"
    if kind == "confirmation" and answer is not None and answer.words is not None:
        yield f"reply: {scalar(one_line(answer.words))}"
        yield "# option: which was accepted, A, B, C or D"
        yield "# states: quote the words, {acknowledgement: …, remedy: …, timeline: …, amount: …}"
    elif kind == "reply":
        yield "# answers: {major: [root-cause, corrective-action, timeline, responsible]}   what it answers, by class"
        yield "# acknowledges: [D1]   disputes: [D2]   pushback: internal-qc, tolerance or specification"


def _kind_comment(kind: str, who: str | None) -> str:
    if kind == "confirmation":
        return "   # it says yes as asked; whether it confirms is for you to judge"
    if kind == "note" and who == "buyer":
        return "   # car, if this is the request; offer, answer or summary, if it is one"
    if kind == "note" and who == "supplier":
        return "   # reply, if it answers the request: it is not in the thread of a message of ours"
    return ""
