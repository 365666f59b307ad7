"""The running frame of a case's documents: references to exhibits, head and foot lines, what the as-of rests on.

One value a case and instant, so that every document cites and signs itself the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from lotproof import __version__
from lotproof.case.case import Case, Original
from lotproof.case.exhibits import Exhibit
from lotproof.compute.figures import Figures
from lotproof.view import words
from lotproof.view.data import zulu


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to an exhibit: printed as `label`, a link to `#anchor` where that exhibit stands in the document."""

    label: str
    anchor: str
    linked: bool


@dataclass(frozen=True, slots=True)
class Book:
    """`linked` is true in a document that carries the exhibits themselves."""

    case: Case
    figures: Figures
    numbers: Mapping[str, int]  # exhibit id -> running number in the register
    linked: bool

    def ref(self, exhibit: str | None, page: int | None = None) -> Ref | None:
        """A reference, or None where nothing is cited. An id that is not in hand is printed but links nowhere."""
        if not exhibit:
            return None
        label = exhibit if page is None else f"{exhibit}{words.NBSP}p.{words.NBSP}{page}"
        return Ref(label, anchor(self.numbers.get(exhibit, 0)), self.linked and exhibit in self.numbers)

    def refs(self, exhibits: Iterable[str | None]) -> tuple[Ref, ...]:
        """References to several exhibits, each once, in the order given; a long run is one reference, to its first."""
        return joined(self.ref(exhibit) for exhibit in dict.fromkeys(exhibits))

    def exhibit(self, name: str | None) -> Exhibit | None:
        """The exhibit of that id, if it was in hand at the instant."""
        return next((e for e in self.figures.exhibits if e.id == name), None)

    def original(self, name: str | None) -> Original | None:
        """The file of an exhibit, if it is the one that was registered; a changed file is not the exhibit."""
        exhibit, found = self.exhibit(name), self.case.originals.get(name or "")
        if exhibit is None or found is None or (exhibit.sha256 or "").lower() != found.sha256:
            return None
        return found

    @property
    def buyer_zone(self) -> str:
        return self.case.facts.timezone or "UTC"

    @property
    def supplier_zone(self) -> str:
        supplier = self.case.facts.supplier
        return supplier.timezone if supplier is not None else "Asia/Shanghai"

    def clocks(self, instant: datetime) -> str:
        """An instant on the buyer's and, with its weekday, on the supplier's clock."""
        here = words.stamp(instant, self.buyer_zone)
        return f"{here} = {words.stamp(instant, self.supplier_zone, with_weekday=True)}"

    @property
    def draft(self) -> str:
        """Why the pages say DRAFT; "" where they do not."""
        reasons = {"made with --draft": self.case.draft, "uncommitted changes": self.case.uncommitted}
        said = ", ".join(reason for reason, holds in reasons.items() if holds)
        return f"DRAFT: {said}" if said else ""

    def frame(self, kind: str, title: str, subject: str, language: str = "en") -> dict[str, Any]:
        """What `base.html.j2` prints around a document: `doc` in every template."""
        facts = self.case.facts
        return {
            "kind": kind,
            "title": f"{title} · {self.case.id}",
            "subject": subject,
            "author": facts.buyer.name if facts.buyer is not None and facts.buyer.name else "",
            "language": language,
            "program": __version__,
            "paper": paper(self.case),
            "as_of_iso": zulu(self.figures.as_of.replace(microsecond=0)),
            "head_left": f"{self.case.id} · {facts.title or ''}",
            "head_right": ("DRAFT · " if self.draft else "") + title,
            "foot_left": (
                f"As of {words.utc_stamp(self.figures.as_of)} · {self.provenance} · Not legal advice"
            ),
            "draft": self.draft,
            "case": self.case.id,
        }

    @property
    def provenance(self) -> str:
        """The commit the pages were made from, said as it is."""
        history = self.case.history
        if history is None:
            return "never committed" if self.case.uncommitted else "not under version control"
        return f"commit {history.commit[:12]}" + (
            " with uncommitted changes" if self.case.uncommitted else ""
        )


def joined(refs: Iterable[Ref | None]) -> tuple[Ref, ...]:
    """References beside each other; a long run of neighbours is one, to its first: E5–E204."""
    named = {ref.label: ref for ref in refs if ref is not None}
    return tuple(
        named[first] if first == last else replace(named[first], label=f"{first}{words.DASH}{last}")
        for first, last in words.spans(list(named))
    )


def book(case: Case, figures: Figures, linked: bool) -> Book:
    """The book of a case at the figures' instant."""
    named = [exhibit.id for exhibit in figures.exhibits if exhibit.id is not None]
    return Book(case, figures, {name: number for number, name in enumerate(named, 1)}, linked)


def anchor(number: int) -> str:
    """The anchor of an exhibit: by running number, because an id is text of the case."""
    return f"exhibit-{number}"


def paper(case: Case) -> str:
    """What the workspace says; else A4, or Letter where the buyer is in North America (by the case's IANA zone)."""
    if case.house.paper != "auto":
        return "Letter" if case.house.paper == "letter" else "A4"
    zone = case.facts.timezone or ""
    north = (
        "New_York Chicago Denver Los_Angeles Phoenix Anchorage Detroit Boise Toronto Vancouver Winnipeg"
        " Edmonton Halifax St_Johns Regina Montreal Mexico_City Tijuana Monterrey Puerto_Rico Honolulu"
        " Indianapolis"
    ).split()
    city = zone.rsplit("/", 1)[-1]
    american = zone.startswith(
        ("America/Indiana", "America/Kentucky", "America/North_Dakota", "US/", "Canada/")
    )
    return "Letter" if american or city in north else "A4"
