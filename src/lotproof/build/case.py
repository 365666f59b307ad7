"""One case into its finished files in memory: read, compute, check, show, print, list.

Why: whatever can fail has failed before the first byte of `build/` is touched.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from lotproof.build.beside import outdated, set_aside
from lotproof.build.cache import Cache
from lotproof.build.dress import dressed, house_inputs, seen_from, with_logo_shown
from lotproof.build.finished import Content, sha256_of
from lotproof.build.folder import BUILD, OutputRefused
from lotproof.build.keep import kept, readers_of
from lotproof.build.look import Look, as_json, in_order, look
from lotproof.build.manifest import PROVENANCE, inputs, manifest, provenance, typed_digests
from lotproof.build.media import Prepared, prepare
from lotproof.build.originals import OriginalChanged, Originals, changed
from lotproof.build.terms import USUAL, Terms
from lotproof.build.write import MANIFEST, mend, put
from lotproof.case.case import Case
from lotproof.case.finding import Finding, Place
from lotproof.read.history import read_commits
from lotproof.read.house import read_house
from lotproof.seal.manifest import manifest_text
from lotproof.view.data import as_data
from lotproof.view.document import INTERNAL, Document

FIGURES: Final = "figures.json"
BRIEF: Final = f"{INTERNAL}/brief"


@dataclass(frozen=True, slots=True)
class Built:
    """What became of a case. `files` maps each name put in place to its pages (0: not a PDF); empty: nothing was."""

    look: Look
    findings: tuple[Finding, ...]
    files: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Made:
    """The files of a case before they are put in place; none: nothing may be. `pages` are those of the PDFs."""

    look: Look
    findings: tuple[Finding, ...]
    files: dict[str, Content] = field(default_factory=dict, repr=False)
    pages: dict[str, int] = field(default_factory=dict)


def build_case(
    root: Path, folder: Path, as_of: datetime | None, readers: Collection[str] = (), terms: Terms = USUAL
) -> Built:
    """Build the case in `folder` into `root/build/<case>/`, or leave the last good build there and say why.

    With `readers` (keys of `view.documents.AUDIENCES`) only their documents are made; those of the others stay where
    the same facts made them (`keep.kept`), else they are taken away.
    Raises EnvironmentLacking when this machine cannot print at all.
    """
    mend(root, folder.name)
    made = make(root, folder, as_of, readers, terms)
    placed, refused = in_place(root, folder.name, made.files)
    return Built(
        made.look, in_order((*made.findings, *refused)), {name: made.pages.get(name, 0) for name in placed}
    )


def in_place(
    root: Path, name: str, files: Mapping[str, Content]
) -> tuple[Mapping[str, Content], tuple[Finding, ...]]:
    """Put finished files in place: those that are there now (none or all), and why not, or what lies beside them."""
    if not files:
        return files, ()
    try:
        set_aside(root, name, files)
        put(root, name, files)
    except OutputRefused as refusal:
        return {}, (Finding("OUTPUT_REFUSED", "error", str(refusal), Place(".")),)
    return files, tuple(outdated(root, name, files))


def make(
    root: Path, folder: Path, as_of: datetime | None, readers: Collection[str] = (), terms: Terms = USUAL
) -> Made:
    """What `build_case` puts in place. Raises EnvironmentLacking."""
    typed = typed_digests(folder)
    seen = look(folder, as_of, told=terms.told)
    if seen.case is None or seen.figures is None:
        return Made(seen, seen.findings)
    if any(finding.code == "EXHIBIT_CHANGED" for finding in seen.findings):
        return Made(seen, seen.findings)  # a dossier over other files than those registered proves nothing
    made, pages, house, findings = _printed(root, seen, readers, terms)
    if made:
        read = inputs(seen.case, seen.figures, typed)
        made[FIGURES] = as_json(as_data(seen.figures, seen.findings)).encode()
        made[PROVENANCE] = told = provenance(root, folder, seen.case, seen.figures, draft=terms.draft)
        if readers:
            way = folder.relative_to(root).as_posix()
            every = {**{f"{way}/{name}": digest for name, digest in read.items()}, **house}
            others, before = kept(root / BUILD / folder.name, told, every, made)
            made |= others
            made[PROVENANCE] = provenance(
                root,
                folder,
                seen.case,
                seen.figures,
                readers_of(readers, before if others else []),
                terms.draft,
            )
        outward = {name: data for name, data in made.items() if not is_internal(name)}
        text, unlisted = manifest(root, folder, read, outward, house)
        made |= _listed_apart(made)
        made[MANIFEST] = text.encode()
        findings += unlisted
        if typed_digests(folder) != typed or read_house(root)[0].inputs != seen.case.house.inputs:
            findings += (changed("a file of the case was saved while its documents were being made."),)
            made = {}
    return Made(seen, in_order((*seen.findings, *findings)), made, pages)


def _printed(
    root: Path, seen: Look, readers: Collection[str], terms: Terms
) -> tuple[dict[str, Content], dict[str, int], dict[str, str], tuple[Finding, ...]]:
    """The files of every document for `readers`, their pages, and the digests of the workspace's files they rest on.

    No files when any of them failed.
    """
    from lotproof.build.draft_mail import draft
    from lotproof.build.prints import print_all
    from lotproof.build.reuse import Earlier
    from lotproof.view.documents import wanted_by

    originals, cache = Originals(seen.case.originals if seen.case else {}), Cache(root, forget=terms.afresh)
    case, every, findings = written(seen, originals, cache, terms)
    assert seen.figures is not None
    wanted = [
        one for one in every if wanted_by(readers, one.name) and (terms.inside or not is_internal(one.name))
    ]
    printed, pages, failed = print_all(
        wanted, originals, Earlier(root, seen.id, cache), terms.stop, cache.place()
    )
    made: dict[str, Content] = {**printed}
    if not failed and not terms.draft and {"car.pdf", "car.html"} <= made.keys():
        try:
            made["car.eml"] = draft(case, seen.figures, made, originals)
        except OriginalChanged as problem:
            failed = (changed(f"{problem} while car.eml was being made."),)
    rests_on = house_inputs(case.house, every)
    return ({} if failed else made), pages, rests_on, (*findings, *seen_from(root, seen.folder, failed))


def written(
    seen: Look,
    originals: Originals,
    cache: Cache,
    terms: Terms,
    only: str | None = None,
    shown: Prepared | None = None,
) -> tuple[Case, tuple[Document, ...], tuple[Finding, ...]]:
    """The case with what git and the workspace say of it, its documents before anything is printed, and findings.

    With `only` at least the document of that name, as `view.documents.documents` has it. `shown` is what `prepare` gave
    for the same exhibits before.
    """
    from lotproof.view.documents import documents

    assert seen.case is not None and seen.figures is not None
    house, findings = with_logo_shown(seen.case.house)
    commits = read_commits(seen.folder) if terms.told is None else terms.told.commits
    case = replace(seen.case, commits=commits, house=house, draft=terms.draft)
    media, unshown = shown or prepare(case, seen.figures.exhibits, originals, cache)
    findings += unshown
    brief = () if only not in (None, BRIEF) else (_brief(case, seen, findings),)
    outward = documents(case, seen.figures, media, only) if only != BRIEF else ()
    made = [replace(one, draft=terms.draft) for one in (*outward, *brief)]
    return case, dressed(made, house), findings


def _brief(case: Case, seen: Look, more: tuple[Finding, ...]) -> Document:
    """The internal brief. `private.yaml` is read here, after every outward view was made without it."""
    from lotproof.check.accepted import settle
    from lotproof.compute.negotiation import load_private, negotiation
    from lotproof.view.book import book
    from lotproof.view.brief import brief

    assert seen.figures is not None
    private, _ = load_private(seen.folder)  # what is wrong with it is said by check
    found = negotiation(case, seen.figures, private) if private is not None else None
    findings = (*seen.findings, *more)
    accepted = settle(seen.folder, findings).accepted
    return brief(book(case, seen.figures, linked=False), found, private, findings, accepted)


def is_internal(name: str) -> bool:
    """Whether a file of a build stays in the house."""
    return name.startswith(f"{INTERNAL}/")


def _listed_apart(made: Mapping[str, Content]) -> dict[str, bytes]:
    """The list of digests of the internal folder: the other list goes to the reader and must not name what is here."""
    way = f"{INTERNAL}/"
    inside = {name.removeprefix(way): sha256_of(data) for name, data in made.items() if is_internal(name)}
    return {way + MANIFEST: manifest_text(inside).encode()} if inside else {}
