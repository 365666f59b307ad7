"""Signatures and trusted times that lie beside the outputs of a build: kept, and pointed out when of other bytes.

Why: somebody made them, perhaps with a card that is not here, and they prove what was signed then; but nobody may take
one for the signature of the page it lies beside now.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from lotproof.build.finished import Content, pieces_of, sha256_of
from lotproof.build.folder import BUILD, end_of, opened, read
from lotproof.case.finding import Finding, Place
from lotproof.read.files import Refusal, read_bytes
from lotproof.seal.checksum import checksum, untouched
from lotproof.seal.digest import sha256_bytes

_TIMES: Final = (".tsr", ".tst")
_SIGNED: Final = ".signed.pdf"
_CAP: Final = 512 * 1024 * 1024
_TOKEN_CAP: Final = 256 * 1024
_END: Final = 4096  # bytes


def set_aside(root: Path, case: str, files: Mapping[str, Content]) -> None:
    """Give a PDF of the last build that was signed in its place the name `<name>.signed.pdf`, if that is free.

    It is told by the bytes after its own end; what is put in place next has the old name. Raises OutputRefused.
    """
    pdfs = [name for name in files if name.endswith(".pdf") and "/" not in name]
    if not (root / BUILD / case).is_dir():
        return
    with opened(root, case) as folder:
        for name in pdfs:
            data = None if untouched(end_of(folder, name, _END)) else read(folder, name)
            line = checksum(data) if data is not None else None
            if data is not None and line is not None and line.end < len(data):
                with contextlib.suppress(OSError):  # the name is taken, or the disk knows no second names
                    signed = name.removesuffix(".pdf") + _SIGNED
                    os.link(name, signed, src_dir_fd=folder, dst_dir_fd=folder, follow_symlinks=False)


def outdated(root: Path, case: str, files: Mapping[str, Content]) -> Iterator[Finding]:
    """A warning for each signed copy and each trusted time beside the `files` in place that is of other bytes."""
    folder = root / BUILD / case
    for name in sorted(path.name for path in folder.iterdir()):
        about = name.removesuffix(_SIGNED) + ".pdf" if name.endswith(_SIGNED) else name.rpartition(".")[0]
        if name in files or about not in files:
            continue
        if name.endswith(_SIGNED):
            data = read_bytes(folder, name, _CAP)
            line = checksum(data) if not isinstance(data, Refusal) else None
            signed = sha256_bytes(data[: line.end]) if not isinstance(data, Refusal) and line else ""
            same = signed == sha256_of(files[about])
        elif name.endswith(_TIMES):
            token = read_bytes(folder, name, _TOKEN_CAP)
            same = not isinstance(token, Refusal) and _stamps(token, files[about])
        else:
            continue
        if not same:
            yield Finding(
                "SEAL_OUTDATED",
                "warning",
                f"build/{case}/{name} is of other bytes than the {about} that lies beside it now.",
                Place("."),
                "keep it with the file it was made for, or move it away; sign the new file where one is"
                " needed.",
            )


def _stamps(token: bytes, content: Content) -> bool:
    """Whether a token names the bytes: its message imprint is their digest (RFC 3161, 2.4.1), in one piece."""
    digests = [hashlib.new(name) for name in ("sha256", "sha384", "sha512")]
    for piece in pieces_of(content):
        for digest in digests:
            digest.update(piece)
    return any(digest.digest() in token for digest in digests)
