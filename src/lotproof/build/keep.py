"""What a build for some readers keeps of the build before it: the files of the others, where the same facts made them.

Why: one list of digests stands for the whole folder, so nothing may stay in it that was made from other facts.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any, Final

from lotproof.build.finished import Finished
from lotproof.build.manifest import PROVENANCE
from lotproof.build.verify import listed
from lotproof.read.files import Refusal, read_bytes
from lotproof.seal.manifest import MANIFEST, ManifestError
from lotproof.view.documents import AUDIENCES

FOR: Final = "for"  # the key of provenance.json: null, or the readers it was built for
_CAP: Final = 512 * 1024 * 1024


def kept(
    built: Path, told: bytes, inputs: Mapping[str, str], made: Collection[str]
) -> tuple[dict[str, Finished], Any]:
    """The files of the last build in `built` that this one may keep, and the readers that one was for.

    Those are all that its manifest lists, are as it says, and are not in `made`: if it rests on the same `inputs`
    (path from the workspace to digest) and its provenance says the same as `told`, but for the readers. Otherwise
    none. Never those of the internal folder: no list says which `private.yaml` they rest on.
    """
    before, text = read_bytes(built, PROVENANCE, _CAP), read_bytes(built, MANIFEST, _CAP)
    if isinstance(before, Refusal) or isinstance(text, Refusal):
        return {}, []
    try:
        lists = listed(text.decode("utf-8"))
        then, now = json.loads(before), json.loads(told)
        readers = then.pop(FOR, None)
        now.pop(FOR, None)
    except (ManifestError, UnicodeError, ValueError, AttributeError):
        return {}, []
    if then != now or dict(lists.inputs) != dict(inputs) or not _are_readers(readers):
        return {}, []
    found: dict[str, Finished] = {}
    for name, digest in lists.outputs.items():
        file = Finished.lying(built, name, digest)
        if file is None:
            return {}, []  # somebody changed it: then nothing here says what it is
        if name not in made:
            found[name] = file
    return found, readers


def _are_readers(value: object) -> bool:
    return value is None or (
        isinstance(value, list) and all(isinstance(one, str) and one in AUDIENCES for one in value)
    )


def readers_of(asked: Collection[str], before: Any) -> list[str] | None:
    """The readers that a folder is for when `asked` were built and the files of `before` kept; None: all of them."""
    if before is None:
        return None
    every = sorted({*asked, *before})
    return None if set(every) == set(AUDIENCES) else every
