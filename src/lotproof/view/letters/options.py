"""The four options as a table: ranked, each with what it requires, its papers, and whether it is open now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from lotproof.case.options import OptionName
from lotproof.compute.figures import OptionFigures
from lotproof.view.book import Book, Ref
from lotproof.view.letters.fit import agreed_delivery, fit
from lotproof.view.letters.reasons import reason
from lotproof.view.letters.sheet import heading_level, reply_to, subject
from lotproof.view.letters.terms import (
    REINSPECTION,
    TITLES,
    option_name,
    papers,
    planned,
    stated,
    terms_of,
    what,
)
from lotproof.view.letters.wording import wording
from lotproof.view.say import ENGLISH, Speaker


def options_view(book: Book, say: Speaker = ENGLISH) -> dict[str, Any]:
    """What `_options.html.j2` and `options.html.j2` print. Availability is that of the figures' instant."""
    found, settled = book.figures.options, book.figures.confirmation.state == "locked"
    offered = not settled and any(option.available for option in found)
    return {
        "offered": offered,
        "settled": settled,
        "record": None if offered or book.linked else _record(book, settled, say),
        "record_refs": _agreed_refs(book) if settled else (),
        "say": say,
        "level": heading_level(book),
        "standalone": not book.linked,
        "intro": intro(book, found, say),
        "rows": [
            row(book, option, say)
            | {"fit": fit(book, option.name, say) if offered and option.available else None}
            | _outcome(book, option, settled, say)
            for option in found
        ],
        "preferred": preference(book, found, say) if offered else None,
        "delivery": agreed_delivery(book, say) if offered else None,
        "subject": subject(book, "Options"),
        "email": reply_to(book),
        "as_of": say.utc(book.figures.as_of),
        "annex": [] if book.linked or settled else [wording(book, o.name) for o in found if o.available],
    }


def intro(book: Book, found: Sequence[OptionFigures], say: Speaker = ENGLISH) -> str:
    """What the table offers, without a word about whose fault anything is (R43)."""
    open_now = [option.name for option in found if option.available]
    confirmed = book.figures.confirmation
    ranked = say("The options are ranked by how thoroughly they resolve the finding, A first.")
    if confirmed.state == "locked" and confirmed.at is not None and confirmed.option is not None:
        told = say(
            "Option {name}, {title}, was confirmed in writing on {at}; the table is kept as the record of"
            " the four ways that were considered, and reopens none of them.",
            name=confirmed.option,
            title=option_name(confirmed.option, say),
            at=say.stamp(confirmed.at, book.supplier_zone, weekday=True),
        )
    elif not open_now:
        told = say("None of them is open at this time; the reason stands beside each.")
    elif len(open_now) == len(found):
        told = say("All four are open for agreement on the terms beside them.")
    elif len(open_now) == 1:
        told = say(
            "At this time option {name} is open; for each of the others the reason stands beside it.",
            name=open_now[0],
        )
    else:
        told = say(
            "At this time options {names} are open; for each of the others the reason stands beside it.",
            names=say.listed(open_now),
        )
    return say.sentences([ranked, told])


def _agreed_refs(book: Book) -> tuple[Ref, ...]:
    """The message that confirmed, and the papers of the option."""
    found = book.figures.confirmation
    written = [entry.event.exhibit for _, entry in found.elements.values()]
    own = found.event.event.exhibit if found.event is not None else None
    return book.refs([own, *written, *found.documents.values()])


def _record(book: Book, settled: bool, say: Speaker) -> str:
    """Why this document asks for nothing: the matter is agreed, or nothing is open."""
    if not settled:
        return say(
            "No option is open, so this document is a record and not an offer; it asks for no signature."
        )
    entry = book.figures.confirmation.elements.get("remedy")
    if entry is None:
        return say("This document is a record and not an offer; it asks for no signature.")
    return say(
        "This document is a record and not an offer; it asks for no signature. What was agreed, in the"
        " supplier’s own words: “{words}”",
        words=entry[0],
    )


def _outcome(book: Book, option: OptionFigures, settled: bool, say: Speaker) -> dict[str, Any]:
    """After the lock no option is open: one was agreed, the others were not chosen."""
    if not settled:
        return {}
    if option.name == book.figures.confirmation.option:
        return {"word": say("agreed"), "tone": "good", "reason": None, "preferred": False}
    return {"word": say("not chosen"), "tone": "plain", "reason": None, "preferred": False}


def row(book: Book, option: OptionFigures, say: Speaker = ENGLISH) -> dict[str, Any]:
    """One option of the table."""
    name = option.name
    return {
        "name": name,
        "title": say(TITLES[name]),
        "what": what(book, name, say),
        "terms": stated(book, name, say, again=False),
        "papers": papers(name, say),
        "reinspection": say(REINSPECTION[name]),
        "reinspection_terms": planned(book, terms_of(book, name).reinspection, say, default=True),
        "available": option.available,
        "word": say("available") if option.available else say("not available"),
        "tone": "good" if option.available else "plain",
        "reason": reason(option.reason, say),
        "preferred": book.case.facts.options is not None and book.case.facts.options.preferred == name,
    }


def preference(book: Book, found: Sequence[OptionFigures], say: Speaker = ENGLISH) -> str | None:
    """The option the buyer prefers and his reason, as he typed it; said as history where it is no longer open."""
    offered = book.case.facts.options
    if offered is None or offered.preferred is None:
        return None
    name = cast(OptionName, offered.preferred)
    option = next((option for option in found if option.name == name), None)
    if option is None:
        return None
    if option.available:
        text = say("We prefer option {name}, {title}.", name=name, title=option_name(name, say))
    else:
        text = say(
            "Our stated preference is option {name}, which is not available: {reason}.",
            name=name,
            reason=reason(option.reason, say),
        )
    return say.sentences([text, offered.reason])
