"""Judges one PDF alone: its checksum line, its attachments against both lists of digests, its structure.

Why: the receiver has this one file and nobody to ask; what it cannot prove by itself is said in the same breath.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from lotproof.seal.checksum import Checksum, checksum
from lotproof.seal.digest import sha256_bytes
from lotproof.seal.manifest import MANIFEST, ManifestError, parse_manifest
from lotproof.seal.pdf_look import Attached, Inside, PdfRefused, look_inside
from lotproof.seal.verdict import Fact, Verdict, counted, named

EMPTY: Final = "none"  # the level of a field that waits for a signature


class Signature(Protocol):
    """What a signature's own verification says of it."""

    @property
    def valid(self) -> bool: ...
    @property
    def covers_all(self) -> bool: ...
    @property
    def level(self) -> str: ...
    @property
    def sentence(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Told:
    """A digest the file ought to have, from outside of it, and whose word that is, as in "you gave"."""

    digest: str
    source: str


def verify_pdf(
    name: str, data: bytes, told: Sequence[Told] = (), signatures: Sequence[Signature] | None = ()
) -> Verdict:
    """The verdict on one PDF. `signatures` is None where there are some that this machine cannot check."""
    digest = sha256_bytes(data)
    line = checksum(data)
    facts = [*_told(data, line, told)]
    outside = [fact.sentence for fact in facts if fact.state == "good"]
    try:
        inside = look_inside(data)
    except PdfRefused as refusal:
        facts += [*_checksum(line, data, bool(outside), signatures), Fact("structure", "bad", f"{refusal}")]
        return Verdict(name, "pdf", digest, "", tuple(facts))
    facts += _checksum(line, data, bool(outside), signatures)
    facts += _signed(inside, signatures)
    facts += _attachments(inside)
    facts += _pages(inside)
    facts += _structure(data, inside, line)
    wrong = any(fact.state == "bad" for fact in facts)
    praise = "" if wrong else _praise(name, digest, inside, outside)
    return Verdict(name, "pdf", digest, praise, tuple(facts))


def _told(data: bytes, line: Checksum | None, told: Sequence[Told]) -> Iterator[Fact]:
    found = sha256_bytes(data)
    # a signature is added at the end: the file as it was before still has the digest that was listed then
    before = sha256_bytes(data[: line.end]) if line is not None and line.end < len(data) else None
    for one in told:
        if one.digest == found:
            yield Fact("digest", "good", f"Its SHA-256 is the one {one.source}.")
        elif one.digest == before:
            yield Fact(
                "digest", "good", f"Up to what was added at its end, its SHA-256 is the one {one.source}."
            )
        else:
            yield Fact(
                "digest",
                "bad",
                f"its SHA-256 is not the one {one.source}: it is another file, or was changed.",
            )


def _checksum(
    line: Checksum | None, data: bytes, outside: bool, signatures: Sequence[Signature] | None
) -> Iterator[Fact]:
    if line is None:
        yield Fact(
            "checksum",
            "unknown" if outside else "bad",
            "it bears no checksum line, as every PDF of Lotproof does: it was saved anew, damaged, or "
            "not made by Lotproof.",
        )
        return
    if not line.intact:
        yield Fact(
            "checksum", "bad", "its bytes do not give the checksum it bears: the file was changed or damaged."
        )
        return
    yield Fact("checksum", "good", "Every byte the file was made with still gives the checksum it bears.")
    added = len(data) - line.end
    if added and signatures and any(one.valid and one.covers_all for one in signatures):
        yield Fact(
            "end", "good", f"The {counted(added, 'byte')} after its end are covered by a valid signature."
        )
    elif added:
        yield Fact(
            "end",
            "unknown" if signatures is None else "bad",
            f"{counted(added, 'byte')} were added to it after it was made, and no signature that could be"
            " checked covers them.",
        )


def _signed(inside: Inside, signatures: Sequence[Signature] | None) -> Iterator[Fact]:
    if signatures is None and (inside.signatures or inside.updated):  # a field that waits for one is none
        yield Fact(
            "signature",
            "unknown",
            "It bears a signature that was NOT checked, because the extra sign is not installed: "
            "pip install 'lotproof[sign]', and verify again.",
        )
    made = [one for one in signatures or () if one.level != EMPTY]
    for one in made:
        yield Fact("signature", "good" if one.valid else "bad", one.sentence)
    if signatures is not None and inside.signatures > len(made):
        yield Fact("signature", "bad", "it bears a signature that could not be read.")


def _attachments(inside: Inside) -> Iterator[Fact]:
    """The embedded files against the list of digests embedded with them."""
    found = {item.name: item for item in inside.attached if item.name != MANIFEST}
    for item in inside.attached:
        if item.aliases:
            yield Fact(
                "attachments",
                "bad",
                f"the attachment {item.name} also bears the name {named(item.aliases)}.",
            )
    if inside.hidden:
        hidden = counted(inside.hidden, "embedded file is", "embedded files are")
        yield Fact("attachments", "bad", f"{hidden} in it and in no list of attachments.")
    if inside.listed is None:
        if found:
            yield Fact("list", "unknown", f"No {MANIFEST} is embedded in it.")
        return
    try:
        listed = parse_manifest(inside.listed)
    except ManifestError as problem:
        yield Fact("list", "bad", f"the list of digests embedded in it cannot be read: {problem}.")
        return
    wrong = list(_differences(found, dict(listed)))
    yield from (Fact("list", "bad", sentence) for sentence in wrong)
    if not wrong:
        yield Fact(
            "list", "good", f"{counted(len(found), 'attachment')} are as the embedded {MANIFEST} lists them."
        )


def _differences(found: dict[str, Attached], listed: dict[str, str]) -> Iterator[str]:
    added = {name: item.digest for name, item in found.items() if name not in listed}
    for name, digest in listed.items():
        if name in found and found[name].digest != digest:
            yield f"the attachment {name} is not the file whose digest is listed in it."
        elif name not in found:
            other = next((new for new, same in added.items() if same == digest), None)
            if other is None:
                yield f"the attachment {name} is listed in it, and is not there."
            else:
                del added[other]
                yield f"the attachment {name} was renamed to {other}."
    if added:
        yield (
            f"{counted(len(added), 'attachment is', 'attachments are')} in it and in no list:"
            f" {named([*added])}."
        )


def _pages(inside: Inside) -> Iterator[Fact]:
    """The embedded originals against the digests that the pages print."""
    originals = [item for item in inside.attached if _original(item)]
    printed = {digest for _, digest in inside.printed}
    lacking = [item.name for item in originals if item.digest not in printed]
    if lacking:
        yield Fact("pages", "bad", f"no page of it prints the digest of the attached {named(lacking)}.")
    strangers = dict.fromkeys(f"{name} (page {page})" for page, name in inside.strangers)
    if strangers:
        said = f"its pages print digests of files that are not attached to it: {named([*strangers])}."
        yield Fact("pages", "bad", said)
    if originals and not lacking and not strangers:
        yield Fact(
            "pages",
            "good",
            f"Its {counted(len(originals), 'original')} have the digests printed on {_where(inside)}.",
        )


def _structure(data: bytes, inside: Inside, line: Checksum | None) -> Iterator[Fact]:
    if inside.active:
        yield Fact(
            "structure",
            "bad",
            f"it holds actions or programs, as no PDF of Lotproof does: {named(inside.active)}.",
        )
    if inside.encrypted:
        yield Fact("structure", "bad", "it is encrypted, as no PDF of Lotproof is.")
    if inside.warnings:
        yield Fact("structure", "bad", f"its structure is damaged: {inside.warnings[0].rstrip('.')}.")
    if inside.updated and (line is None or line.end == len(data)):
        yield Fact("structure", "bad", "something was added to it by another program.")
    if not (inside.active or inside.encrypted or inside.warnings):
        yield Fact(
            "structure",
            "good",
            f"It opens without repair, has {counted(inside.pages, 'page')}, and runs nothing.",
        )


def _praise(name: str, digest: str, inside: Inside, outside: Sequence[str]) -> str:
    number = sum(_original(item) for item in inside.attached)
    one = number == 1
    words = []
    if outside:
        words.append(f"{name} is the file it should be. {outside[0]}")
    if number:
        who = "The one original" if one else f"All {number:,} originals"
        digests = "is exactly the one whose digest is" if one else "are exactly those whose digests are"
        words.append(f"{who} in {'it' if outside else name} {digests} printed on {_where(inside)}.")
    if not outside:
        words.append(
            f"The checksum that {'the file' if number else name} bears is right, so no byte was changed by"
            " accident. Whether somebody made it anew on purpose, no file can tell by itself: ask the"
            f" sender, by another way, for its SHA-256, and compare: {digest}"
        )
    return " ".join(words)


def _original(item: Attached) -> bool:
    return re.fullmatch(r"E\d{3,} .+", item.name) is not None


def _where(inside: Inside) -> str:
    """The last pages on which each of the originals' digests is printed: the table at the end. All of them are."""
    last = {digest: page for page, digest in inside.printed}
    pages = sorted({last[item.digest] for item in inside.attached if _original(item)})
    if len(pages) == 1:
        return f"page {pages[0]}"
    if pages == list(range(pages[0], pages[-1] + 1)):
        return f"pages {pages[0]} to {pages[-1]}"
    return f"pages {', '.join(map(str, pages))}"
