"""What is kept of each case's last build: a record of all it was made from, and one index of every record's gist.

Why: the index answers for a thousand unchanged cases with one file; the record says of a changed one what changed.
Both are sealed as all of `build/.cache` is: one that is damaged, or another machine's, is as good as none.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from lotproof.build.cache import Cache, entry_name
from lotproof.build.listing import Stat
from lotproof.seal.digest import sha256_bytes

_FORM: Final = "record 2"
_INDEX: Final = entry_name(_FORM, "index of all cases")
Words = dict[str, tuple[Stat, str]]


def read_index(cache: Cache) -> dict[str, Any]:
    """The index, with the keys `ground`, `cases`, `house` and `desk`; empty ones where there is none."""
    found = _json(cache.read(_INDEX)) or {}
    return {name: found.get(name) or {} for name in ("ground", "cases", "house", "desk")}


def write_index(cache: Cache, index: Mapping[str, Any]) -> None:
    cache.write(_INDEX, _bytes(index))


def read_record(cache: Cache, case: str) -> dict[str, Any] | None:
    """The record of the case (its path from the workspace), or None."""
    found = _json(cache.read(entry_name(_FORM, case)))
    if found is None:
        return None
    for name in ("files", "outputs"):
        found[name] = {path: (tuple(stat), word) for path, (stat, word) in found[name].items()}
    return found


def write_record(cache: Cache, record: Mapping[str, Any]) -> None:
    cache.write(entry_name(_FORM, str(record["case"])), _bytes(record))


def words_of(found: Words) -> dict[str, str]:
    return {name: word for name, (_, word) in found.items()}


def identity(record: Mapping[str, Any]) -> str:
    """One word for all that a record's build was made from and for whom."""
    facts = {name: record[name] for name in ("case", "as_of", "parts", "readers", "draft", "history")}
    return sha256_bytes(_bytes({**facts, "files": words_of(record["files"])}))


def key(parts: Mapping[str, str], as_of: str | None) -> str:
    """One word for what a case rests on beside its own files and its history."""
    return sha256_bytes(_bytes([sorted(parts.items()), as_of]))


def _json(data: bytes | None) -> dict[str, Any] | None:
    try:
        found = json.loads(data) if data is not None else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _bytes(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), sort_keys=True).encode()
