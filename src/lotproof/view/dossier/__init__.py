"""The dossier: one view a section, each deciding and formatting everything its template prints."""
