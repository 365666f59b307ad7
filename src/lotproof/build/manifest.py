"""What one build rests on: the list of digests that `sha256sum -c` checks, and how to make the same files again.

Why: the receiver, the auditor and a later rebuild can prove alone which facts these pages were made from, by which
program, as of when.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Final

from lotproof import __version__
from lotproof.build.finished import Content, sha256_of
from lotproof.build.look import as_json
from lotproof.case.case import Case
from lotproof.case.finding import Finding, Place
from lotproof.compute.figures import Figures
from lotproof.read.files import Refusal, read_bytes
from lotproof.read.originals import Known
from lotproof.seal.digest import sha256_bytes
from lotproof.seal.manifest import manifest_text
from lotproof.view.data import zulu

TYPED: Final = ("case.yaml", "evidence.yaml", "findings.md")
PROVENANCE: Final = "provenance.json"
# the packages whose version can change a byte of what is printed
LIBRARIES: Final = ("Babel", "Jinja2", "Pyphen", "cssselect2", "fonttools", "markdown-it-py", "pillow", "pydyf",
                    "pypdfium2", "tinycss2", "tinyhtml5", "tzdata", "weasyprint")  # fmt: skip
_DIGEST: Final = 64
# From build/<case>/ back to the workspace. Manifests that climb are refused when they come from others, so the way
# up is put before names that were held to the rules without it.
_UP: Final = "../../"
_KNOWN: Final = Known()  # of the program's own files: templates may be worked on while it runs


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
    root: Path,
    folder: Path,
    read: Mapping[str, str],
    made: Mapping[str, Content],
    house: Mapping[str, str] | None = None,
) -> tuple[str, tuple[Finding, ...]]:
    """The manifest that stands in `root/build/<case>/`, and a finding for each input whose name it cannot hold.

    `read` maps paths relative to the case's `folder` to digests, `house` those of the workspace's own files (settings,
    templates) relative to `root`, `made` the names beside the manifest to contents.
    """
    way = folder.relative_to(root).as_posix()
    lines, findings = [], []
    every = [(name, f"{way}/{name}", digest) for name, digest in read.items()]
    every += [(os.path.relpath(root / name, folder), name, digest) for name, digest in (house or {}).items()]
    for name, path, digest in every:
        try:
            line = manifest_text({path: digest})
        except ValueError:
            sentence = "this name cannot stand in the list of digests, so the file is not in it."
            hint = "use letters, digits, points and hyphens, and register the new name."
            findings.append(Finding("INPUT_NOT_LISTED", "warning", sentence, Place(name), hint))
        else:
            lines.append(f"{line[: _DIGEST + 2]}{_UP}{line[_DIGEST + 2 :]}")
    outputs = manifest_text({name: sha256_of(data) for name, data in made.items()})
    return "".join(sorted(lines, key=lambda line: line[_DIGEST:].encode())) + outputs, tuple(findings)


def provenance(
    root: Path,
    folder: Path,
    case: Case,
    figures: Figures,
    readers: Collection[str] | None = None,
    draft: bool = False,
) -> bytes:
    """`provenance.json`: the instant, the commit and the program that these files were made with.

    `readers` are those it was built for, where not for all; `draft` as in `Terms`. It names nothing of the machine, so
    that the same commit gives the same bytes in every locked environment.
    """
    history = case.history
    return as_json(
        {
            "case": folder.relative_to(root).as_posix(),
            "as_of": zulu(figures.as_of),
            "commit": history.commit if history else None,
            "committed_at": zulu(history.committed_at) if history else None,
            "uncommitted": case.uncommitted,
            "settings_commit": case.house.commit,
            "for": list(readers) if readers is not None else None,
            "draft": draft,
            "lotproof": __version__,
            "program_sha256": program_digest(),
            "libraries": {name: version(name) for name in LIBRARIES},
        }
    ).encode()


def program_digest() -> str:
    """The SHA-256 of the manifest of the program's own files: code, data, fonts and templates, by relative name."""
    from lotproof.render.html import template_dir

    package, templates = Path(__file__).parents[1], template_dir()
    own = {path.relative_to(package).as_posix(): path for path in _shipped(package)}
    own |= {f"templates/{path.relative_to(templates).as_posix()}": path for path in _shipped(templates)}
    return sha256_bytes(manifest_text({name: _digest(path) for name, path in own.items()}).encode())


def _digest(path: Path) -> str:
    with path.open("rb") as opened:
        return _KNOWN.digest(opened)


def _shipped(folder: Path) -> Iterator[Path]:
    """The files of a folder, without what Python and editors leave beside them."""
    for path in folder.rglob("*"):
        inside = path.relative_to(folder).parts
        left = any(part.startswith(".") or part == "__pycache__" for part in inside) or path.name.endswith(
            "~"
        )
        if not left and path.is_file() and not path.is_symlink():
            yield path
