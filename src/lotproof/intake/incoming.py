"""A file on its way into a case: opened safely, measured, and looked at; nothing is written here."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final

from lotproof.case.exhibits import KINDS
from lotproof.intake.facts import FileFacts, facts_of
from lotproof.intake.remark import Refused
from lotproof.intake.store import why
from lotproof.read.files import Refusal, open_regular
from lotproof.read.originals import FOLDER, ORIGINAL_CAP, path_problem
from lotproof.read.shown import one_line

_HINTS: Final = {
    "NOT_REGULAR": "name the files themselves.",
    "TOO_LARGE": "cut the video, or keep it elsewhere.",
}


@dataclass(frozen=True, slots=True)
class Incoming:
    """`shown` names it to a person, `name` is the one it came with. `inside`: its path when it lies in the case."""

    shown: str
    name: str
    opened: Callable[[], BinaryIO]
    sha256: str
    size: int
    facts: FileFacts
    inside: str | None = None


def from_path(folder: Path, path: Path) -> Incoming:
    """The file at `path`, no link followed to it. Raises Refused."""

    def opened() -> BinaryIO:
        file = open_regular(path.parent, path.name, ORIGINAL_CAP)
        if isinstance(file, Refusal):
            sentence = (
                f"it is {file.sentence.partition(' is ')[2]}" if " is " in file.sentence else file.sentence
            )
            raise Refused(sentence, file.hint or _HINTS.get(file.code))
        return file

    return _looked(one_line(str(path), 300), path.name, opened, _inside(folder, path))


def from_bytes(shown: str, name: str, data: bytes) -> Incoming:
    """A file that came inside another. Raises Refused."""
    return _looked(shown, name, lambda: BytesIO(data), None)


def _looked(shown: str, name: str, opened: Callable[[], BinaryIO], inside: str | None) -> Incoming:
    try:
        with opened() as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
            size = file.seek(0, 2)
            if size == 0:
                raise Refused("it is empty.", "ask for it again.")
            facts = facts_of(file, name)
    except OSError as problem:
        raise Refused(f"it could not be read: {why(problem)}.") from None
    return Incoming(shown, name, opened, digest, size, facts, inside)


def _inside(folder: Path, path: Path) -> str | None:
    """Its path relative to the case when it lies in `evidence/` already. Raises Refused for a name unfit for one."""
    home = os.path.realpath(folder / FOLDER)
    here = os.path.join(os.path.realpath(path.parent), path.name)  # noqa: PTH118  the file itself is not resolved
    if os.path.commonpath((home, here)) != home or here == home:
        return None
    name = f"{FOLDER}/{os.path.relpath(here, home)}"
    problem = path_problem(name)
    if problem is not None:
        raise Refused(
            f"it lies in {FOLDER}/ under a name that cannot be registered: {problem}.", "rename it."
        )
    return name


def kind_in_name(name: str) -> str | None:
    """A kind whose words all stand in the name of a file: test-report-44.pdf says test-report."""
    folded = name.casefold().replace("_", "-").replace(" ", "-")
    found = [kind for kind in KINDS if all(word in folded for word in kind.split("-"))]
    return max(found, key=len, default=None)
