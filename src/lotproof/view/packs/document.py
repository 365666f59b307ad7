"""The packs as documents: for each reader its checklist, the sections it needs, and the exhibits those rest on.

Why: a bank that gets a whole dossier reads none of it, and an insurer must not be handed offers to settle. What a
reader does not get is decided here, by rule, and the exhibits keep their numbers, so that two packs can be compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from lotproof.case.case import LogEvent
from lotproof.view import words
from lotproof.view.book import Book
from lotproof.view.document import Document
from lotproof.view.dossier.cover import cover
from lotproof.view.dossier.document import PARTS, RECORD, carried, pictures, record
from lotproof.view.dossier.integrity import integrity
from lotproof.view.media import Media, of
from lotproof.view.packs.bank import bank
from lotproof.view.packs.checklist import Checklist
from lotproof.view.packs.counsel import counsel
from lotproof.view.packs.insurer import insurer
from lotproof.view.packs.platform import platform

# what was said to settle, or by word of mouth: never for a third party that decides on documents
OFFERS: Final = frozenset({"offer", "call", "summary", "confirmation", "waiver"})


@dataclass(frozen=True, slots=True)
class Pack:
    """One reader's pack. `kinds` are the exhibits it gets (None: whatever its sections rest on)."""

    name: str
    title: str
    checklist: Callable[[Book], Checklist | None]
    parts: tuple[str, ...]
    drops: frozenset[str] = OFFERS
    kinds: frozenset[str] | None = None
    data: bool = False  # figures.json goes along
    # the buyer's own summary is free text that can tell of offers: for the reader who gets those too, and no other
    narrative: bool = False
    left_out: str = (
        "Offers, calls, summaries, confirmations and waivers logged after the request are left out, and so is"
        " the buyer's own summary, which may tell of them. The request and the supplier's answers stand as"
        " they were written, with the ways to resolve it that they name."
    )


_BANK: Final = frozenset({"inspection-report", "credit", "correspondence", "transport-document", "certificate",
                          "contract", "purchase-order", "invoice"})  # fmt: skip
# to a bank nothing the parties wrote each other either: the request as sent names four remedies
_ASKED: Final = OFFERS | {"car", "reply", "answer", "note", "invoice", "sort"}
_THIRD: Final = ("report", "projection", "loss", "request", "answers", "chronology", "index", "exhibits",
                 "integrity")  # fmt: skip
PACKS: Final[tuple[Pack, ...]] = (
    Pack("bank", "File for the bank", bank, ("report", "chronology", "index", "exhibits", "integrity"), _ASKED,
         _BANK, left_out="Photos, the loss, and what was written between the parties are left out, but for a written "
         "objection to shipment: a bank examines documents."),
    Pack("insurer", "File for the insurer", insurer, _THIRD),
    Pack("counsel", "File for counsel", counsel, PARTS, frozenset(), data=True, narrative=True, left_out=""),
    Pack("platform", "File for the platform", platform, _THIRD),
)  # fmt: skip


def packs(book: Book, media: Media, wanted: Iterable[Pack] = PACKS) -> tuple[Document, ...]:
    """Those of the packs `wanted` that apply to the case; `book` is linked and whole, and each is cut from it."""
    made = (_document(pack, book, media) for pack in wanted)
    return tuple(document for document in made if document is not None)


def _document(pack: Pack, whole: Book, media: Media) -> Document | None:
    book = cut(whole, pack)
    checklist = pack.checklist(book)
    if checklist is None:
        return None
    frame = book.frame("dossier", pack.title, f"{pack.title}: a failed pre-shipment inspection")
    media = of(media, book.numbers)
    context: dict[str, Any] = record(book, media, pack.parts, narrative=pack.narrative)
    context |= {
        "doc": frame | {"head_title": pack.title},
        "cover": cover(book),
        "checklist": checklist,
        "left_out": pack.left_out,
        "reader_address": list(book.case.house.addresses.get(pack.name, ())),
        "inspector_address": list(book.case.house.addresses.get("inspector", ())),
        "absent": _absent(whole, book),
        "elsewhere": integrity(whole),  # what the dossier has numbers for
        "file_name": f"{pack.name}.pdf",
        "with_data": pack.data,
        "exhibits_in_all": max(whole.numbers.values(), default=0),
    }
    if pack.drops:
        context["car"] = context["car"] | {"options": [], "preferred": None}
    return Document(
        name=pack.name,
        html_name=f"{pack.name}.html",
        template="pack.html.j2",
        language="en",
        title=frame["title"],
        context=context,
        pictures=pictures(media),
        enclosures=carried(book, data_too=pack.data),
        family=RECORD,
    )


def _absent(whole: Book, book: Book) -> str:
    """The exhibits of the record that are not in the pack, so that a citation of one is not looked for in vain."""
    return ", ".join(words.side_by_side([name for name in whole.numbers if name not in book.numbers]))


def cut(whole: Book, pack: Pack) -> Book:
    """The book without what the pack's reader does not get; exhibits keep their running numbers."""
    figures = whole.figures
    if not pack.drops and pack.kinds is None:
        return whole
    log = tuple(entry for entry in figures.log if entry.event.kind not in pack.drops)
    relied = set(_relied_on(whole, log, "loss" in pack.parts))
    relied |= {
        e.id or ""
        for e in figures.exhibits
        if e.kind in ("contract", "purchase-order", "credit", "policy")
        and e.id not in _of_the_dropped(whole, pack)
    }
    relied |= {
        other
        for exhibit in figures.exhibits
        if exhibit.id in relied
        for other in (exhibit.translation, exhibit.poster)
        if other
    }
    kept = tuple(
        exhibit
        for exhibit in figures.exhibits
        if exhibit.id in relied and (pack.kinds is None or exhibit.kind in pack.kinds)
    )
    names = {exhibit.id for exhibit in kept}
    numbers = {name: number for name, number in whole.numbers.items() if name in names}
    return replace(whole, figures=replace(figures, log=log, exhibits=kept), numbers=numbers)


def _relied_on(book: Book, log: Iterable[LogEvent], losses: bool) -> Iterator[str]:
    """The exhibits that what is kept rests on: inspections, clauses, events, the credit, the policy, losses."""
    facts = book.case.facts
    for found in book.figures.inspections:
        inspection = found.inspection
        yield from _named(inspection.exhibit)
        for defect in inspection.defects:
            yield from defect.exhibits
            yield from _named(defect.requirement.exhibit if defect.requirement is not None else None)
    for clause in facts.order.clauses if facts.order is not None else ():
        yield from _named(clause.exhibit)
    for third in (facts.letter_of_credit, facts.insurance):
        yield from _named(third.exhibit if third is not None else None)
    if facts.letter_of_credit is not None:
        yield from _named(facts.letter_of_credit.presented_exhibit)
    for entry in log:
        yield from _named(entry.event.exhibit, entry.event.document)
        yield from entry.event.attaches
    for line in book.figures.loss.lines if losses else ():
        yield from _named(line.line.exhibit, line.fx.exhibit if line.fx is not None else None)


def _of_the_dropped(book: Book, pack: Pack) -> set[str]:
    """The exhibits of the events that a pack leaves out: a sealed settlement, a contract by kind, stays out too."""
    gone = [entry.event for entry in book.figures.log if entry.event.kind in pack.drops]
    papers = [name for e in gone if e.documents is not None for _, name in e.documents]
    named = [name for e in gone for name in (e.exhibit, e.document, *e.attaches)]
    return {name for name in (*named, *papers) if name}


def _named(*names: str | None) -> Iterator[str]:
    yield from (name for name in names if name)
