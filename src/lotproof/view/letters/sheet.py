"""What frames a letter: letterhead, addressee, signature, the exhibits that go with it, and how they are cited.

Every line is the case's own fact; what is not stated is left out, so that no letter claims an address or a name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from lotproof.case.exhibits import Exhibit
from lotproof.case.parties import Contact
from lotproof.view.book import Book, Ref, joined
from lotproof.view.document import Enclosure
from lotproof.view.enclosures import WITHHELD, enclosure_name, kept_out, original
from lotproof.view.listed import with_digests
from lotproof.view.say import ENGLISH, Speaker

_STANDARD = ("specification", "golden-sample")
_ORDER = ("purchase-order", "contract")


def heading_level(book: Book) -> int:
    """Under the letter's own title, or one deeper under the dossier's section heading."""
    return 3 if book.linked else 2


def sheet(book: Book, say: Speaker = ENGLISH) -> dict[str, Any]:
    """Letterhead, addressee and signature: `letter` in the letters' templates."""
    facts = book.case.facts
    buyer, supplier = facts.buyer, facts.supplier
    ours = buyer.contact if buyer is not None else None
    theirs = supplier.contact if supplier is not None else None
    house = book.case.house
    head, own = house.letterhead, (buyer.address if buyer else ()) or house.addresses.get("buyer", ())
    return {
        "say": say,
        "logo": head.logo if not book.linked and head.logo is not None and head.logo.width else None,
        "firm": head.name or (buyer.name if buyer else None) or say("Buyer not stated"),
        "firm_zh": head.name_zh or (buyer.name_zh if buyer and not head.name else None),
        "buyer": (buyer.name if buyer else None) or say("Buyer not stated"),
        "buyer_zh": buyer.name_zh if buyer else None,
        "buyer_address": list(head.lines or own),
        "buyer_reach": _reach(ours) or [text for text in (house.reply_to,) if text],
        "supplier": (supplier.name if supplier else None) or say("Supplier not stated"),
        "supplier_zh": supplier.name_zh if supplier else None,
        "uscc": supplier.uscc if supplier else None,
        "supplier_address": list(supplier.address) if supplier else [],
        "attention": _person(theirs, say),
        "supplier_email": theirs.email if theirs else None,
        "greeting": (
            say("Dear {name},", name=theirs.name) if theirs and theirs.name else say("Dear Sir or Madam,")
        ),
        "signed": _person(ours, say),
    }


def subject(book: Book, lead: str) -> str:
    """The subject line of R26: what it is, the order, and the last day of the failed inspection.

    It stays English in every edition: it is the line that holds the exchange of messages together (R72).
    """
    order, first = book.case.facts.order, book.figures.first
    days = first.inspection.performed if first is not None else ()
    when = max(days).isoformat() if days else "date not stated"
    number = (order.number if order is not None else None) or "not stated"
    return f"{lead} — PO {number} — Failed Inspection {when}"


def reply_to(book: Book) -> str | None:
    """The address the supplier answers to: the case's contact, else the workspace's."""
    buyer = book.case.facts.buyer
    own = buyer.contact.email if buyer is not None and buyer.contact is not None else None
    return own or book.case.house.reply_to


def _reach(contact: Contact | None) -> list[str]:
    return [] if contact is None else [text for text in (contact.email, contact.phone) if text]


def _person(contact: Contact | None, say: Speaker) -> str | None:
    if contact is None or not contact.name:
        return None
    return say("{name}, {title}", name=contact.name, title=contact.title) if contact.title else contact.name


def attached(book: Book) -> tuple[str, ...]:
    """The exhibits that went with the request; before it is sent, those it must carry (R25) as far as in hand."""
    car = book.figures.car
    if car is not None:
        return tuple(dict.fromkeys(car.event.event.attaches))
    first = book.figures.first
    if first is None:
        return ()
    wanted: list[str | None] = [first.inspection.exhibit]
    for defect in first.inspection.defects:
        wanted += [*defect.exhibits, defect.requirement.exhibit if defect.requirement else None]
    order = book.case.facts.order
    wanted += [clause.exhibit for clause in (order.clauses if order else ())]
    wanted += [e.id for e in book.figures.exhibits if e.kind in (*_STANDARD, *_ORDER)]
    in_hand = dict.fromkeys(e.id for e in book.figures.exhibits)
    return tuple(name for name in in_hand if name is not None and name in wanted)


def cite(book: Book, exhibit: str | None, page: int | None = None) -> Ref | None:
    """A reference; in a letter it leads to the row of the attachment, where the exhibit is attached."""
    ref = book.ref(exhibit, page)
    if ref is None or book.linked:
        return ref
    return replace(ref, linked=exhibit in book.numbers and exhibit in attached(book))


def cites(book: Book, exhibits: Iterable[str | None]) -> tuple[Ref, ...]:
    """References to several exhibits, each once; a long run of neighbours is one."""
    return joined(cite(book, exhibit) for exhibit in dict.fromkeys(exhibits))


def attachments(book: Book, say: Speaker = ENGLISH) -> list[dict[str, Any]]:
    """The rows of the list of attachments. The digest is that of the file in hand, else the registered one."""
    rows = []
    for name in attached(book):
        exhibit, original = book.exhibit(name), book.original(name)
        registered = exhibit.sha256 if exhibit is not None else None
        out = kept_out(book, exhibit) if exhibit is not None else None
        rows.append(
            {
                "id": name,
                "anchor": None if book.linked or exhibit is None else f"exhibit-{book.numbers[name]}",
                "title": _title(exhibit, say) or say("not in this record"),
                "file": (
                    enclosure_name(book.numbers[name], exhibit.file or "")
                    if exhibit and original and out is None
                    else None
                ),
                "kept_out": _kept_out(*out, say) if out else None,
                "digest": original.sha256 if original is not None else registered,
            }
        )
    return rows


def _title(exhibit: Exhibit | None, say: Speaker) -> str | None:
    """The exhibit's title in the language of the letter where the register has one, else as registered."""
    if exhibit is None:
        return None
    return (exhibit.title if say.english else exhibit.title_zh) or exhibit.title


def _kept_out(word: str, sentence: str, say: Speaker) -> str:
    """Why an original is not embedded; in another language than English, in fewer words."""
    if say.english:
        return sentence
    if word == WITHHELD:
        return say("not embedded: withheld; available on request")
    return say("not embedded; it accompanies this document in the bag of originals")


def enclosures(book: Book) -> tuple[Enclosure, ...]:
    """The originals of the attached exhibits, as the PDF carries them."""
    found = (original(book, name) for name in attached(book))
    return with_digests(book, tuple(item for item in found if item is not None))
