"""Reads a case's register and writes the digests of the files back into it.

The register is typed by hand; only `sha256` and `bytes` are filled in, in place, so that its comments and order stay.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import yaml

CASES = Path(__file__).resolve().parents[3] / "cases"


def entries(case: str) -> dict[str, dict[str, Any]]:
    """The exhibits of a case by id, as typed."""
    text = (CASES / case / "evidence.yaml").read_text(encoding="utf-8")
    return {entry["id"]: entry for entry in yaml.load(text, yaml.BaseLoader)}


def facts(case: str) -> dict[str, Any]:
    """`case.yaml` with every scalar as the text typed."""
    loaded: dict[str, Any] = yaml.load(
        (CASES / case / "case.yaml").read_text(encoding="utf-8"), yaml.BaseLoader
    )
    return loaded


def path(case: str, exhibit: str) -> Path:
    """Where the original of an exhibit stands."""
    return CASES / case / entries(case)[exhibit]["file"]


def digest(file: Path) -> str:
    """SHA-256 of a file, lower-case hex."""
    return hashlib.sha256(file.read_bytes()).hexdigest()


def fill_in(case: str) -> None:
    """Writes the digest and size of every registered file into `evidence.yaml`, the digest wherever it is told."""
    register = CASES / case / "evidence.yaml"
    text = register.read_text(encoding="utf-8")
    for entry in entries(case).values():
        file = CASES / case / entry["file"]
        pattern = rf"(  file: {re.escape(entry['file'])}\n(?:  .*\n)*?  sha256: )[0-9a-f]+(\n  bytes: )[0-9]+"
        text, found = re.subn(pattern, rf"\g<1>{digest(file)}\g<2>{file.stat().st_size}", text)
        if found != 1:
            raise ValueError(f"{case}: {entry['file']} stands {found} times in the register")
        text = text.replace(entry["sha256"], digest(file))
    register.write_text(text, encoding="utf-8")
