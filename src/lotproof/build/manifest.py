"""The list of digests of one build: every file it read and every file it made, checkable with `sha256sum -c`.

Why: the receiver, the auditor and a later rebuild can prove alone which facts these pages were made from.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lotproof.case.case import Case
from lotproof.case.finding import Finding, Place
from lotproof.compute.figures import Figures
from lotproof.read.files import Refusal, read_bytes
from lotproof.seal.digest import sha256_bytes
from lotproof.seal.manifest import manifest_text

TYPED: Final = ("case.yaml", "evidence.yaml", "findings.md")
_DIGEST: Final = 64
# From build/<case>/ back to the workspace. Manifests that climb are refused when they come from others, so the way
# up is put before names that were held to the rules without it.
_UP: Final = "../../"


def typed_digests(folder: Path) -> dict[str, str]:
    """The digests of what a person typed: the three files and the log, by path relative to the case.

    `private.yaml` is never among them: nothing that leaves the house may depend on it.
    """
    names = [*TYPED, *(f"log/{entry.name}" for entry in _log(folder))]
    found = {}
    for name in names:
        data = read_bytes(folder, name)
        if not isinstance(data, Refusal):
            found[name] = sha256_bytes(data)
    return found


def _log(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in (folder / "log").iterdir() if path.suffix == ".md")
    except OSError:
        return []


def inputs(case: Case, figures: Figures, typed: Mapping[str, str]) -> dict[str, str]:
    """The digests of what the figures rest on: typed files, events up to the instant, originals in hand by then."""
    used = {entry.file for entry in figures.log}
    found = {name: digest for name, digest in typed.items() if name in TYPED or name in used}
    for exhibit in figures.exhibits:
        original = case.originals.get(exhibit.id or "")
        if original is not None and exhibit.file:
            found[exhibit.file] = original.sha256
    return found


def manifest(
    root: Path, folder: Path, read: Mapping[str, str], made: Mapping[str, bytes]
) -> tuple[str, tuple[Finding, ...]]:
    """The manifest that stands in `root/build/<case>/`, and a finding for each input whose name it cannot hold.

    `read` maps paths relative to the case's `folder` to digests, `made` the names beside the manifest to bytes.
    """
    way = folder.relative_to(root).as_posix()
    lines, findings = [], []
    for name, digest in read.items():
        try:
            line = manifest_text({f"{way}/{name}": digest})
        except ValueError:
            sentence = "this name cannot stand in the list of digests, so the file is not in it."
            hint = "use letters, digits, points and hyphens, and register the new name."
            findings.append(Finding("INPUT_NOT_LISTED", "warning", sentence, Place(name), hint))
        else:
            lines.append(f"{line[: _DIGEST + 2]}{_UP}{line[_DIGEST + 2 :]}")
    outputs = manifest_text({name: sha256_bytes(data) for name, data in made.items()})
    return "".join(sorted(lines, key=lambda line: line[_DIGEST:].encode())) + outputs, tuple(findings)
