"""File names of suppliers: the name in plain letters, made single by a digest where that says too little.

Why a digest and no number: a link that somebody kept must not lead to another supplier once one more is recorded.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from typing import Final

from lotproof.seal.digest import sha256_bytes

FOLDER: Final = "_suppliers"  # beside the folders of the cases; no case can bear the name
LONGEST: Final = 48


def slugs(names: Mapping[str, str]) -> dict[str, str]:
    """By supplier (its key) a name of a-z, 0-9 and -; `names` are what is printed of each, by the same keys.

    A name that is not all Latin letters, is cut, or is borne by two gets eight characters of its key's digest.
    """
    plain = {key: _plain(name) for key, name in names.items()}
    borne = Counter(slug for slug, _ in plain.values())
    return {
        key: slug if whole and borne[slug] == 1 else f"{slug or 'supplier'}-{sha256_bytes(key.encode())[:8]}"
        for key, (slug, whole) in plain.items()
    }


def _plain(name: str) -> tuple[str, bool]:
    """The plain form, and whether it says all of the name."""
    folded = unicodedata.normalize("NFKD", name).casefold()
    kept = re.sub(r"[^a-z0-9]+", "-", "".join(c for c in folded if not unicodedata.combining(c))).strip("-")
    lost = any(c.isalnum() and not c.isascii() for c in folded if not unicodedata.combining(c))
    return kept[:LONGEST].strip("-"), bool(kept) and not lost and len(kept) <= LONGEST
