"""Judges a build folder: every file its manifest lists, nothing besides, and the facts it was made from, if here.

Why: before anything is sent, and whenever somebody doubts it, the folder must answer for itself.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from lotproof.build.manifest import PROVENANCE
from lotproof.read.files import Refusal, open_regular
from lotproof.seal.bag_check import compared
from lotproof.seal.checksum import checksum
from lotproof.seal.digest import sha256_bytes
from lotproof.seal.manifest import MANIFEST, ManifestError, parse_manifest
from lotproof.seal.tree import Tree, TreeRefused, folder_tree
from lotproof.seal.verdict import Fact, Verdict, counted, named
from lotproof.view.document import INTERNAL

_UP: Final = "../../"
_CAP: Final = 512 * 1024 * 1024
_CLIMBS: Final = re.compile(r"^([0-9a-f]{64} [ *])\.\./\.\./", re.M)


@dataclass(frozen=True, slots=True)
class Listed:
    """The two halves of a build's manifest, path to digest: the inputs from the workspace on, the outputs here."""

    inputs: Mapping[str, str]
    outputs: Mapping[str, str]


def listed(text: str) -> Listed:
    """The manifest of a build. Raises ManifestError: only inputs climb, by exactly the two folders up to the
    workspace, and then obey the rules of every manifest.
    """
    climbing = "".join(f"{line}\n" for line in text.splitlines() if _CLIMBS.match(line))
    beside = "".join(line for line in text.splitlines(keepends=True) if not _CLIMBS.match(line))
    return Listed(parse_manifest(_CLIMBS.sub(r"\1", climbing)), parse_manifest(beside))


def verify_build(
    name: str, folder: Path, told: Iterable[tuple[str, str]] = (), rebuilt: Iterable[Fact] = ()
) -> Verdict:
    """The verdict on a build folder. `told` are digests of its manifest from outside with their sources ("you gave");
    `rebuilt` is what a rebuild found. Raises OSError and TreeRefused.
    """
    tree = folder_tree(folder)
    digest = tree.measured(MANIFEST)[0]
    facts: list[Fact] = []
    outside = False
    for given, source in told:
        outside = given == digest
        facts.append(
            Fact("digest", "good", f"The SHA-256 of its {MANIFEST} is the one {source}.")
            if outside
            else Fact("digest", "bad", f"the SHA-256 of its {MANIFEST} is not the one {source}.")
        )
    try:
        lists = listed(tree.text(MANIFEST))
    except ManifestError as problem:
        facts.append(Fact("list", "bad", f"its {MANIFEST} cannot be read: {problem}."))
        return Verdict(name, "build", digest, "", tuple(facts))
    facts += _outputs(tree, {**lists.outputs, **_internal(tree)})
    facts += _inputs(folder, lists.inputs)
    facts += rebuilt
    return Verdict(
        name, "build", digest, _praise(name, facts, len(lists.outputs), digest, outside), tuple(facts)
    )


def _outputs(tree: Tree, outputs: Mapping[str, str]) -> Iterator[Fact]:
    found = set(tree.files) - {MANIFEST}
    about = {file for file in found - set(outputs) if _about_listed(tree, file, outputs)}
    signed = sorted(file for file in about if file.lower().endswith(".pdf"))
    yield from compared(tree, dict(outputs), found - about, "files", {})
    if signed:
        yield Fact("signed", "unknown", f"Signed since, and to be verified by itself: {named(signed)}.")
    if tree.odd:
        yield Fact("files", "bad", f"links and the like in it were not followed: {named(tree.odd)}.")


def _internal(tree: Tree) -> dict[str, str]:
    """The files of the internal folder, which has a list of its own: the other one may leave the house."""
    own = f"{INTERNAL}/{MANIFEST}"
    if own not in tree.files:
        return {}
    try:
        found = parse_manifest(tree.text(own))
    except ManifestError:
        return {}
    return {f"{INTERNAL}/{name}": digest for name, digest in found.items()} | {own: tree.measured(own)[0]}


def _about_listed(tree: Tree, file: str, outputs: Mapping[str, str]) -> bool:
    """Whether a file is a trusted time of the manifest or of a listed file, or a listed PDF with a signature added."""
    stem, _, suffix = file.rpartition(".")
    if suffix in ("tsr", "tst"):
        return stem == MANIFEST or stem in outputs
    if suffix.lower() != "pdf":
        return False
    try:
        with (tree.root / file).open("rb") as opened:
            data = opened.read(_CAP)
    except OSError:
        return False
    line = checksum(data)
    return line is not None and sha256_bytes(data[: line.end]) in set(outputs.values())


def _inputs(folder: Path, inputs: Mapping[str, str]) -> Iterator[Fact]:
    root = folder.resolve().parents[1]
    changed, missing = [], []
    for path, digest in inputs.items():
        opened = open_regular(root, path, _CAP)
        if isinstance(opened, Refusal):
            missing.append(path)
            continue
        with opened:
            if hashlib.file_digest(opened, "sha256").hexdigest() != digest:
                changed.append(path)
    if inputs and len(missing) == len(inputs):
        yield Fact("facts", "unknown", f"The {counted(len(inputs), 'file')} it was made from are not here.")
        return
    if changed:
        yield Fact(
            "facts",
            "bad",
            f"{counted(len(changed), 'file')} of the case changed since it was built: {named(changed)}.",
        )
    if missing:
        yield Fact(
            "facts", "bad", f"{counted(len(missing), 'file')} of the case are not there: {named(missing)}."
        )
    if inputs and not (changed or missing):
        yield Fact(
            "facts", "good", f"{counted(len(inputs), 'file')} of the case are as they were when it was built."
        )


def _praise(name: str, facts: list[Fact], number: int, digest: str, outside: bool) -> str:
    words = [f"All {number:,} files in {name} are exactly those that were built."]
    words += [fact.sentence for fact in facts if fact.what in ("facts", "rebuild")]
    if not outside:
        words.append(
            f"Whoever changes a file can change the list, too: the SHA-256 of {MANIFEST} stands for all of"
            f" it: {digest}"
        )
    return " ".join(words)


def provenance_of(folder: Path) -> dict[str, Any] | None:
    """What `provenance.json` of a build folder says, or None when it is not there or not as we write it."""
    try:
        told = json.loads(folder_tree(folder).text(PROVENANCE))
    except (OSError, TreeRefused, ValueError, RecursionError):
        return None
    keys = ("case", "as_of", "commit", "uncommitted", "lotproof", "program_sha256", "libraries")
    return told if isinstance(told, dict) and all(key in told for key in keys) else None
