"""What goes into the bag of a case: the originals in hand, and the documents as they were built for eyes outside.

Why by names that may go: a document that somebody adds next year stays in the house until it is let out here.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from lotproof import __version__
from lotproof.build.look import look
from lotproof.build.verify import Listed, listed, provenance_of
from lotproof.read.files import Refusal, read_bytes
from lotproof.read.shown import one_line
from lotproof.seal.bag import BagRefused, Item, papers
from lotproof.seal.bag_readme import Left, readme
from lotproof.seal.checksum import checksum
from lotproof.seal.digest import sha256_bytes
from lotproof.seal.manifest import MANIFEST, ManifestError
from lotproof.view.book import Book, book
from lotproof.view.data import as_data
from lotproof.view.enclosures import WITHHELD, enclosure_name, kept_out

# what anybody outside may read; the packs for one reader (bank, insurer, counsel, ...) go only where they are asked for
OUTWARD: Final = frozenset({"dossier", "index", "car", "options", "confirmation", "8d", "summary", "answer-internal-qc",
                            "answer-tolerance", "answer-specification"})  # fmt: skip
_KINDS: Final = (".pdf", ".html", ".eml")
_CAP: Final = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Packed:
    """A bag ready to be written: its payload, its papers, and the instant it stands for."""

    items: tuple[Item, ...]
    papers: dict[str, bytes]
    at: datetime


def packed(
    root: Path, folder: Path, *, readers: Collection[str] = (), with_case: bool = False, for_us: bool = False
) -> Packed:
    """The bag of the case in `folder` as it was built into `root/build/<case>/`.

    `readers` are the packs for one reader to put in (`bank`), `with_case` adds the typed facts, `for_us` the originals
    that are withheld because they record where they were made. Never in it: `private.yaml`, `internal/`, findings.
    Raises BagRefused when there is no build, or it is not of the case as it is now.
    """
    built = root / "build" / folder.name
    told, lists = provenance_of(built), _lists(built)
    if told is None or lists is None:
        raise BagRefused(f"{folder.name} is not built: run lotproof build {folder.name} first.")
    if told.get("draft"):
        raise BagRefused(
            f"{folder.name} was built as a draft: run lotproof build {folder.name} without --draft first."
        )
    at = datetime.fromisoformat(str(told["as_of"])).astimezone(UTC)
    seen = look(folder, at)
    if seen.case is None or seen.figures is None:
        raise BagRefused(f"{folder.name} cannot be read: run lotproof check {folder.name}.")
    _unchanged(root, folder.name, lists)
    pages = book(seen.case, seen.figures, linked=True)
    originals, left = _originals(pages, for_us)
    figures = (json.dumps(as_data(seen.figures, ()), ensure_ascii=False, indent=1) + "\n").encode()
    items = [
        *originals,
        *_documents(built, folder.name, lists, readers),
        Item("documents/figures.json", figures, sha256_bytes(figures), len(figures)),
        *(_facts(root, folder, lists) if with_case else ()),
    ]
    made = papers(items, _info(pages, told, at), readme(folder.name, [item.name for item in items], left))
    return Packed(tuple(items), made, at)


def _lists(built: Path) -> Listed | None:
    text = read_bytes(built, MANIFEST) if built.is_dir() else None
    if text is None or isinstance(text, Refusal):
        return None
    try:
        return listed(text.decode("utf-8", "replace"))
    except ManifestError as problem:
        raise BagRefused(f"{MANIFEST} of the build cannot be read: {problem}.") from None


def _unchanged(root: Path, case: str, lists: Listed) -> None:
    for name, digest in lists.inputs.items():
        data = read_bytes(root, name, _CAP)
        if isinstance(data, Refusal) or sha256_bytes(data) != digest:
            raise BagRefused(
                f"{one_line(name)} changed since it was built: run lotproof build {case}, and bag it again."
            )


def _originals(pages: Book, for_us: bool) -> tuple[list[Item], list[Left]]:
    """The originals in hand at the instant, by the names the documents embed them under, and what is left out."""
    items, left = [], []
    for exhibit in pages.figures.exhibits:
        original = pages.original(exhibit.id)
        if original is None or exhibit.id is None:
            left.append(Left(exhibit.id or "?", exhibit.sha256 or "", "not in hand as it was registered"))
            continue
        out = kept_out(pages, exhibit)
        if out is not None and out[0] == WITHHELD and not for_us:
            left.append(Left(exhibit.id, original.sha256, "withheld: it records where it was made"))
            continue
        name = f"originals/{enclosure_name(pages.numbers[exhibit.id], exhibit.file or '')}"
        items.append(Item(name, original.path, original.sha256, original.size))
    return items, left


def _documents(built: Path, case: str, lists: Listed, readers: Collection[str]) -> Iterator[Item]:
    """The documents as built, with the signature that was added to one, or its signed copy beside it."""
    stems = {name.partition(".")[0] for name in lists.outputs if name.endswith(_KINDS) and "/" not in name}
    unknown = sorted(set(readers) - (stems - OUTWARD))
    if unknown:
        raise BagRefused(
            f"{one_line(unknown[0])} was not built for {case}; there is"
            f" {', '.join(stems - OUTWARD) or 'none'}."
        )
    for name, digest in lists.outputs.items():
        if "/" in name or not name.endswith(_KINDS) or name.partition(".")[0] not in OUTWARD | {*readers}:
            continue
        data = read_bytes(built, name, _CAP)
        if isinstance(data, Refusal) or not _is(data, digest):
            raise BagRefused(f"{name} is not as it was built: run lotproof build {case}, and bag it again.")
        yield Item(f"documents/{name}", data, sha256_bytes(data), len(data))
        signed = f"{name.removesuffix('.pdf')}.signed.pdf"
        also = read_bytes(built, signed, _CAP) if name.endswith(".pdf") else None
        if isinstance(also, bytes) and signed not in lists.outputs and _is(also, digest):
            yield Item(f"documents/{signed}", also, sha256_bytes(also), len(also))


def _is(data: bytes, digest: str) -> bool:
    """Whether these are the bytes that were built, or began as them before a signature was added."""
    if sha256_bytes(data) == digest:
        return True
    line = checksum(data) if data.startswith(b"%PDF-") else None
    return line is not None and sha256_bytes(data[: line.end]) == digest


def _facts(root: Path, folder: Path, lists: Listed) -> Iterator[Item]:
    """What was typed, as the build read it; the originals are in the bag already."""
    way = folder.relative_to(root).as_posix()
    for name, digest in lists.inputs.items():
        inside = name.removeprefix(f"{way}/")
        if inside != name and not inside.startswith("evidence/"):  # the house's settings stay in the house
            data = read_bytes(root, name)
            if isinstance(data, Refusal) or sha256_bytes(data) != digest:
                raise BagRefused(f"{one_line(name)} was changed while the bag was being made.")
            yield Item(f"case/{inside}", data, digest, len(data))


def _info(pages: Book, told: dict[str, Any], at: datetime) -> list[tuple[str, str]]:
    facts = pages.case.facts
    buyer = facts.buyer.name if facts.buyer is not None else None
    return [
        ("Source-Organization", _line(buyer)),
        ("External-Description", _line(facts.title)),
        ("External-Identifier", pages.case.id),
        ("Bagging-Date", at.date().isoformat()),
        ("Bag-Software-Agent", f"Lotproof {__version__}"),
        ("As-Of", str(told["as_of"])),
        (
            "Commit",
            one_line(str(told["commit"] or "none"))
            + (" with uncommitted changes" if told["uncommitted"] else ""),
        ),
    ]


def _line(text: str | None) -> str:
    kept = "".join(char if char.isprintable() else " " for char in one_line(text or ""))
    return " ".join(kept.split()) or "not stated"
