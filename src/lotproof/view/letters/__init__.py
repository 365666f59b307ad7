"""The letters to the supplier: request, options, confirmation; each a document, and a part of the dossier."""

from __future__ import annotations

from lotproof.view.letters.car import car_view
from lotproof.view.letters.confirmation import confirmation_view
from lotproof.view.letters.documents import letter_documents
from lotproof.view.letters.options import options_view

__all__ = ["car_view", "confirmation_view", "letter_documents", "options_view"]
