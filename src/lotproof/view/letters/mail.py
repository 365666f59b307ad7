"""The e-mail that carries the request: its addresses, its subject (R26) and its words in both languages.

Short, because the letter is attached: what was found, what is asked and by when, what is open, how to answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from lotproof.case.parties import Contact
from lotproof.view.book import Book
from lotproof.view.document import Enclosure
from lotproof.view.letters.car import SUBJECT, car_view
from lotproof.view.letters.sheet import enclosures, sheet, subject
from lotproof.view.say import ENGLISH, Speaker, chinese


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail as facts: names and addresses as typed in the case, not yet fit for a header.

    `at` is the instant of the record, never an earlier one: a draft is not back-dated. `words` are the English text
    and the Chinese.
    """

    sender: tuple[str, str]
    to: tuple[str, str]
    subject: str
    at: datetime
    words: tuple[str, str]
    enclosures: tuple[Enclosure, ...]


def request_mail(book: Book) -> Mail:
    """The e-mail of the Corrective Action Request, from the same view as the letter. `book` must not be linked."""
    facts = book.case.facts
    buyer, supplier = facts.buyer, facts.supplier
    return Mail(
        sender=_address(buyer.contact if buyer else None, buyer.name if buyer else None),
        to=_address(supplier.contact if supplier else None, supplier.name if supplier else None),
        subject=subject(book, SUBJECT),
        at=book.figures.as_of,
        words=(_words(book, ENGLISH), _words(book, chinese())),
        enclosures=enclosures(book),
    )


def _address(contact: Contact | None, company: str | None) -> tuple[str, str]:
    """A display name and an address; either may be empty."""
    if contact is None:
        return company or "", ""
    return contact.name or company or "", contact.email or ""


def _words(book: Book, say: Speaker) -> str:
    car, letter = car_view(book, say), sheet(book, say)
    asked = [
        say("{n}. {ask}: {detail}", n=n, ask=ask["ask"], detail=ask["detail"])
        for n, ask in enumerate(car["asks"], 1)
    ]
    hold = [
        f"– {text}{say('.') if text is car['containment'][-1] else say(';')}" for text in car["containment"]
    ]
    again = (
        say("A copy set from the record. The message was sent on {date}.", date=car["date"])
        if car["sent"]
        else None
    )
    impact = say("Projected impact: {total}", total=car["money"]["total"]) if car["money"] else None
    blocks = [
        again,
        letter["greeting"],
        car["opening"][0],
        say(
            "Attached is our Corrective Action Request. It lists every defect with its requirement and its"
            " exhibits."
        ),
        f"{impact}{say('.')}" if impact else None,
        "\n".join([say("Until a resolution is confirmed in writing, we ask you to"), *hold]),
        "\n".join([say("We ask for these four answers:"), *asked]),
        _options(car, say),
        car["answer"]["text"],
        say("All rights and remedies of the buyer under the contract and the applicable law are reserved."),
        "\n".join(
            text
            for text in (say("Yours sincerely,"), letter["signed"], letter["buyer"], letter["buyer_zh"])
            if text
        ),
    ]
    return "\n\n".join(block for block in blocks if block)


def _options(car: dict[str, object], say: Speaker) -> str:
    rows = car["options"]
    assert isinstance(rows, list)
    lines = [
        say("{name}: {title}, {word}", name=row["name"], title=row["title"], word=row["word"]) for row in rows
    ]
    return "\n".join([say("Options under consideration, described in the letter:"), *lines])
