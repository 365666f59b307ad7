"""The dossier as one document: every section's view under its name, the pictures it shows, the originals it carries."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from lotproof.case.options import OPTIONS
from lotproof.view import phrases, words
from lotproof.view.book import Book
from lotproof.view.data import as_data
from lotproof.view.document import Document, Enclosure
from lotproof.view.dossier import charts
from lotproof.view.dossier.answers import answers
from lotproof.view.dossier.chronology import chronology
from lotproof.view.dossier.cover import cover
from lotproof.view.dossier.exhibits import exhibits, groups
from lotproof.view.dossier.grounds import credit, grounds, prompts
from lotproof.view.dossier.integrity import integrity
from lotproof.view.dossier.loss import loss, price_range
from lotproof.view.dossier.projection import projection
from lotproof.view.dossier.report import report
from lotproof.view.dossier.request import request_as_sent
from lotproof.view.enclosures import original
from lotproof.view.letters import car_view, confirmation_view, options_view
from lotproof.view.listed import with_digests
from lotproof.view.media import Media

# the sections in the order of the pages; a pack for one reader shows some of them
PARTS: Final = ("report", "projection", "loss", "request", "options", "answers", "confirmation", "grounds",
                "chronology", "index", "exhibits", "integrity")  # fmt: skip
# the same in every document, so that a paragraph has one number; where a section is absent its number is too
NUMBERS: Final = {part: number for number, part in enumerate(("summary", *PARTS), start=1)}
RECORD: Final = "record"  # the family of the dossier and the packs cut from it


def dossier(book: Book, media: Media) -> Document:
    """The dossier. Findings stay in the house: they name weaknesses, and this document goes to the other side."""
    frame = book.frame("dossier", "Evidence dossier", "Evidence dossier of a failed pre-shipment inspection")
    return Document(
        name="dossier",
        html_name="index.html",
        template="dossier.html.j2",
        language="en",
        title=frame["title"],
        context=record(book, media)
        | {
            "doc": frame,
            "cover": cover(book),
            "file_name": "dossier.pdf",
            "with_data": True,
        },
        pictures=pictures(media),
        enclosures=carried(book),
        family=RECORD,
    )


def record(book: Book, media: Media, parts: Sequence[str] = PARTS, narrative: bool = True) -> dict[str, Any]:
    """What the sections print, and the contents that list those of `parts`; for the dossier and for every pack.

    Without `narrative` what the buyer wrote in summary is left out.
    """
    figures = book.figures
    shown = exhibits(book, media)
    context: dict[str, Any] = {
        "parts": parts,
        "section_numbers": NUMBERS,
        "as_of": words.utc_stamp(figures.as_of),
        "provenance": book.provenance,
        "findings_md": book.case.findings_md if narrative else "",
        "report": report(book, media),
        "projections": _projections(book),
        "loss": loss(book),
        "range": price_range(book),
        "request": request_as_sent(book, media),
        "car": car_view(book),
        "options": options_view(book),
        "confirmation": confirmation_view(book),
        "answers": answers(book),
        "grounds": grounds(book),
        "prompts": prompts(book),
        "credit": credit(book),
        "chronology": chronology(book),
        "zones": {"buyer": f"Buyer, {book.buyer_zone}", "supplier": f"Supplier, {book.supplier_zone}"},
        "exhibits": shown,
        "exhibits_in_all": max(book.numbers.values(), default=0),
        "exhibit_groups": groups(shown),
        "integrity": integrity(book),
        "charts": {
            "intervals": charts.intervals(figures.first, width=642, legend=charts.LEGEND),
            "timeline": charts.case_timeline(book),
        },
    }
    context["elsewhere"] = context["integrity"]
    context["headings"] = _headings(book)
    context["contents"] = _contents(context)
    return context


def _projections(book: Book) -> list[dict[str, Any]]:
    found = []
    for inspection in book.figures.inspections:
        settled = (
            book.figures.confirmation.state == "locked"
        )  # what was agreed says what becomes of the units found
        sorting = not inspection.index and not settled and book.figures.option("B").available
        view = projection(inspection, sorting)
        if view is None:
            continue
        view["title"] = "The re-inspection, for information" if inspection.index else "The lot"
        view["refs"] = book.refs([inspection.inspection.exhibit])
        view["chart"] = charts.intervals(inspection) if inspection.index else None
        view["curve_charts"] = charts.curves(inspection)
        found.append(view)
    return found


def _headings(book: Book) -> dict[str, str]:
    """Each section headed by what it finds, not by its name."""
    figures = book.figures
    first, car, response = figures.first, figures.car, figures.response
    failed = first.failed_classes() if first else ()
    worst = None
    if first is not None and failed:
        worst = next(
            c for s in first.scopes for c in s.classes if c.name == failed[0] and c.verdict == "fail"
        )
    projected = "What the sample says of the lot"
    if worst is not None and worst.projected is not None and first is not None:
        of_lot = f"{words.number(worst.projected)} of {words.number(first.lot)} units"
        projected = f"About {of_lot} have a {worst.name} nonconformity"
    open_options = [o.name for o in figures.options if o.available]
    if figures.confirmation.state == "locked":
        offered = f"Four ways to resolve it, option {figures.confirmation.option} agreed"
    elif len(open_options) == len(OPTIONS):
        offered = "Four ways to resolve it, all open"
    elif open_options:
        offered = f"Four ways to resolve it; open: {', '.join(open_options)}"
    else:
        offered = "Four ways to resolve it, none of them open"
    back = "Nothing has been asked yet"
    if car is not None:
        back = {
            None: "No written response had been received",
            "answered-full": "The supplier answered every ask",
            "answered-partial": "The supplier answered in part",
            "answered-general-denial": "The supplier answered with a general denial",
        }[response.kind if response else None]
    agreed = {
        None: "Nothing is confirmed in writing",
        "verbal": "Nothing is confirmed in writing",
        "summarised": "Nothing is confirmed in writing",
        "confirmed": "The confirmation is not complete",
        "locked": f"Option {figures.confirmation.option} is confirmed in writing",
    }[figures.confirmation.state]
    true = [name for name, raised in figures.escalation.raised.items() if raised]
    return {
        "summary": "Summary by the buyer",
        "projection": projected,
        "loss": f"The exposure is {words.money(figures.loss.exposure, figures.currency)}",
        "request": (
            "What was asked of the supplier" if car is not None else "What will be asked of the supplier"
        ),
        "options": offered,
        "answers": back,
        "confirmation": agreed,
        "grounds": (
            f"Grounds of escalation: {', '.join(true)}" if true else "No ground of escalation is given"
        ),
        "chronology": "What happened, in order",
        "index": "Index of exhibits",
        "exhibits": "Exhibits",
        "integrity": "Integrity: how every byte can be checked",
        "report": phrases.failed_heading(first) if first else "No report",
    }


def _contents(context: dict[str, Any]) -> list[dict[str, Any]]:
    headings = context["headings"]
    items: list[tuple[str, str, int | None]] = []
    if context["findings_md"]:
        items.append(("summary", headings["summary"], NUMBERS["summary"]))
    for part in context["parts"]:
        number = NUMBERS[part]
        if part == "report":
            items += [
                ("report" if not n else f"report-{n + 1}", entry["heading"], None if n else number)
                for n, entry in enumerate(context["report"])
            ]
        elif part == "index":
            items += [
                ("exhibit-index", headings["index"], number),
                ("zh-list", "Evidence list in Chinese", None),
            ]
        elif part != "loss" or context["loss"]:
            items.append((part, headings[part], number))
    return [{"anchor": anchor, "title": title, "number": number} for anchor, title, number in items]


def pictures(media: Media) -> dict[str, bytes]:
    """Every picture that the exhibits show, by its virtual path."""
    found = {p.path: p.data for p in media.photos.values()}
    found |= {p.path: p.data for pages in media.pages.values() for p in pages}
    return found


def carried(book: Book, data_too: bool = True) -> tuple[Enclosure, ...]:
    """The originals of the book's exhibits, the computed numbers where they go along, and the list of digests."""
    originals = [original(book, exhibit.id) for exhibit in book.figures.exhibits]
    found = tuple(item for item in originals if item is not None)
    if not data_too:
        return with_digests(book, found)
    data = json.dumps(as_data(book.figures, ()), ensure_ascii=False, indent=1) + "\n"
    figures = Enclosure(
        name="figures.json",
        description="Every computed number of this dossier",
        content=data.encode(),
        relationship="Data",
        received=book.figures.as_of,
        mime="application/json",
    )
    return with_digests(book, (*found, figures))
