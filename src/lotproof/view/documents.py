"""Every outward document of a case, in the order it is built. Nothing private can reach it: it is handed none."""

from __future__ import annotations

from lotproof.case.case import Case
from lotproof.compute.figures import Figures
from lotproof.view.book import book
from lotproof.view.document import Document
from lotproof.view.dossier.document import dossier
from lotproof.view.letters import letter_documents
from lotproof.view.letters.eight_d import eight_d_document
from lotproof.view.media import Media
from lotproof.view.packs.document import packs


def documents(case: Case, figures: Figures, media: Media) -> tuple[Document, ...]:
    """The dossier, the letters and the 8D form for the supplier, and a pack for each third party."""
    linked, letter = book(case, figures, linked=True), book(case, figures, linked=False)
    return (
        dossier(linked, media),
        *letter_documents(letter),
        eight_d_document(letter),
        *packs(linked, media),
    )
