"""Every outward document of a case, in the order it is built. Nothing private can reach it: it is handed none."""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase
from typing import Final

from lotproof.case.case import Case
from lotproof.compute.figures import Figures
from lotproof.view.book import book
from lotproof.view.document import INTERNAL, Document
from lotproof.view.dossier.document import dossier
from lotproof.view.letters import letter_documents
from lotproof.view.letters.eight_d import eight_d_document
from lotproof.view.media import Media
from lotproof.view.packs.document import PACKS, packs

# reader -> documents, by name or pattern. The dossier is for anyone outside, so it is made for each of them.
AUDIENCES: Final[dict[str, tuple[str, ...]]] = {
    "supplier": (
        "dossier",
        "car",
        "car.*",
        "options",
        "confirmation",
        "confirmation.*",
        "8d",
        "summary",
        "answer-*",
    ),
    "bank": ("dossier", "bank"),
    "insurer": ("dossier", "insurer"),
    "counsel": ("dossier", "counsel"),
    "platform": ("dossier", "platform"),
    "internal": (f"{INTERNAL}/brief",),
}


def wanted_by(audiences: Collection[str], name: str) -> bool:
    """Whether a document is for one of `audiences`; none given: it is."""
    return not audiences or any(
        fnmatchcase(name, pattern) for audience in audiences for pattern in AUDIENCES[audience]
    )


def documents(case: Case, figures: Figures, media: Media, only: str | None = None) -> tuple[Document, ...]:
    """The dossier, the letters and the 8D form for the supplier, and a pack for each third party.

    A letter in another language than English is left out where the workspace lists its languages without that one.
    With `only` at least the document of that name, if the case has it, and others where they cost nothing more.
    """
    linked, letter = book(case, figures, linked=True), book(case, figures, linked=False)
    record, thirds = only in (None, "dossier"), [pack for pack in PACKS if only in (None, pack.name)]
    found: list[Document] = [dossier(linked, media)] if record else []
    if only is None or not (record or thirds):
        found += [one for one in letter_documents(letter) if _spoken(case, one.language)]
        found.append(eight_d_document(letter))
    return (*found, *packs(linked, media, thirds))


def _spoken(case: Case, language: str) -> bool:
    tongue, listed = language.split("-")[0], case.house.languages
    return tongue == "en" or not listed or tongue in listed
