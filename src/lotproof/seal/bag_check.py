"""Judges a BagIt bag: its declaration, every file of its payload, and its own papers. RFC 8493, sections 2 and 3.

Why: a bag is what an archive or a bank keeps for years, so "valid" must mean that nothing is missing, nothing was
added, and no byte differs.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lotproof.seal.manifest import MANIFEST, ManifestError, parse_manifest
from lotproof.seal.tree import Tree
from lotproof.seal.verdict import Fact, Verdict, counted, named

TAGS: Final = "tagmanifest-sha256.txt"
DECLARATION: Final = "bagit.txt"
INFO: Final = "bag-info.txt"
PAYLOAD: Final = "data/"
_DECLARED: Final = re.compile(r"BagIt-Version: (?:0\.97|1\.0)\r?\nTag-File-Character-Encoding: UTF-8\r?\n?")
_OXUM: Final = re.compile(r"^Payload-Oxum:[ \t]*(\d{1,18})\.(\d{1,18})[ \t]*\r?$", re.M | re.I)


def verify_bag(
    name: str, tree: Tree, told: Iterable[tuple[str, str]] = (), whole: str | None = None
) -> Verdict:
    """The verdict on a bag. `told` are digests from outside with their sources ("you gave"): that of
    tagmanifest-sha256.txt, through which one number stands for all of it, or `whole`, that of the zip it came in.

    Raises OSError and TreeRefused when a file cannot be read.
    """
    listed, facts = _list(tree, MANIFEST)
    sizes: dict[str, int] = {}
    if listed is not None:
        payload = {file for file in tree.files if file.startswith(PAYLOAD)}
        facts += compared(tree, dict(listed), payload, "payload", sizes)
    facts = [*_declared(tree), *facts, *_oxum(tree, sizes)]
    papers = {file for file in tree.files if not file.startswith(PAYLOAD)} - {TAGS}
    tags, more = _list(tree, TAGS)
    facts += more
    digest = None
    if tags is not None:
        facts += compared(tree, dict(tags), papers & set(tags), "papers", {})
        lacking = [paper for paper in (DECLARATION, INFO, MANIFEST) if paper in papers and paper not in tags]
        if lacking:
            facts.append(Fact("papers", "bad", f"{named(lacking)} in it stands in no list of digests."))
        spare = sorted(papers - set(tags) - set(lacking))
        if spare:
            facts.append(Fact("papers", "unknown", f"In no list of digests: {named(spare)}."))
        digest = tree.measured(TAGS)[0]
    if tree.odd:
        facts.append(
            Fact("files", "bad", f"links and the like in it were not followed: {named([*tree.odd])}.")
        )
    outside = False
    for given, source in told:
        outside = given in (digest, whole)
        sentence = f"its SHA-256 (of {TAGS}) is not the one {source}." if not outside else (
            f"Its SHA-256 (of {TAGS if given == digest else 'the zip'}) is the one {source}."
        )  # fmt: skip
        facts.append(Fact("digest", "good" if outside else "bad", sentence))
    return Verdict(name, "bag", digest, _praise(name, len(sizes), digest, outside), tuple(facts))


def _list(tree: Tree, name: str) -> tuple[dict[str, str] | None, list[Fact]]:
    if name not in tree.files:
        return None, [Fact("list", "bad", f"it has no {name}.")]
    try:
        return dict(parse_manifest(tree.text(name))), []
    except ManifestError as problem:
        return None, [Fact("list", "bad", f"{name} cannot be read: {problem}.")]


def compared(
    tree: Tree, listed: dict[str, str], found: Iterable[str], what: str, sizes: dict[str, int]
) -> Iterator[Fact]:
    """The files found against the list; `sizes` is filled with the bytes of each that was there."""
    present = set(found)
    measured = {file: tree.measured(file) for file in sorted(present)}
    sizes |= {file: size for file, (_, size) in measured.items()}
    changed = [file for file in listed if file in measured and measured[file][0] != listed[file]]
    missing = [file for file in listed if file not in measured]
    added = sorted(present - set(listed))
    renamed = [f"{lost} to {new}" for lost in missing for new in added if listed[lost] == measured[new][0]]
    for files, one, many in (
        (changed, "differs from its digest", "differ from their digests"),
        (missing, "is listed and is not there", "are listed and are not there"),
        (added, "is there and stands in no list", "are there and stand in no list"),
    ):
        if files:
            said = one if len(files) == 1 else many
            yield Fact(what, "bad", f"{counted(len(files), 'file')} {said}: {named(files)}.")
    if renamed:
        yield Fact(what, "bad", f"it seems that somebody renamed {named(renamed)}.")
    if not (changed or missing or added):
        yield Fact(
            what, "good", f"{counted(len(listed), 'file')} of its {what}: each there, each with its digest."
        )


def _declared(tree: Tree) -> Iterator[Fact]:
    if DECLARATION not in tree.files or not _DECLARED.fullmatch(tree.text(DECLARATION)):
        yield Fact("declaration", "bad", f"its {DECLARATION} does not declare a bag of BagIt 1.0 in UTF-8.")
    else:
        yield Fact("declaration", "good", "It declares itself a BagIt bag.")
    if "fetch.txt" in tree.files:
        yield Fact(
            "payload", "bad", "it names files that are to be fetched from elsewhere, which is not done here."
        )


def _oxum(tree: Tree, sizes: dict[str, int]) -> Iterator[Fact]:
    told = _OXUM.findall(tree.text(INFO)) if INFO in tree.files else []
    if len(told) != 1:
        yield Fact(
            "size", "unknown" if not told else "bad", f"{INFO} does not say once how many bytes there are."
        )
        return
    bytes_told, files_told = (int(number) for number in told[0])
    if (bytes_told, files_told) != (sum(sizes.values()), len(sizes)):
        yield Fact(
            "size",
            "bad",
            f"its {INFO} speaks of {counted(bytes_told, 'byte')} in {counted(files_told, 'file')}, and there are "
            f"{counted(sum(sizes.values()), 'byte')} in {counted(len(sizes), 'file')}.",
        )
    else:
        yield Fact(
            "size", "good", f"{counted(bytes_told, 'byte')} in {counted(files_told, 'file')}, as it says."
        )


def _praise(name: str, number: int, digest: str | None, outside: bool) -> str:
    words = (
        f"All {number:,} files in {name} are exactly those it was made with; none is missing, none was added."
    )
    if outside:
        return f"{words} It is the bag whose SHA-256 you were given."
    return (
        f"{words} Whether somebody made it anew on purpose, no bag can tell by itself: ask the sender, by another way, "
        f"for the SHA-256 of its {TAGS}, and compare: {digest}"
    )
