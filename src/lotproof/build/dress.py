"""Puts the house's own things on the documents of a case: its templates and its logo; and lists which were used.

Why: a page that was made with a file of the workspace says so in its manifest, and a page that was not does not.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from lotproof.case.finding import Finding, Place
from lotproof.case.house import House, Logo
from lotproof.read.house import TEMPLATES
from lotproof.view.document import INTERNAL, Document

LOGO_SIDE: Final = 600  # pixels: 400 to the inch at the height of a letterhead


def with_logo_shown(house: House) -> tuple[House, tuple[Finding, ...]]:
    """The house with the copy of its logo that letters show; without a logo and with a finding where it is damaged."""
    from lotproof.render.darkroom import darkroom
    from lotproof.render.photos import PhotoUnreadable
    from lotproof.seal.digest import sha256_bytes

    logo = house.letterhead.logo
    if logo is None or logo.width:
        return house, ()
    shown: Logo | None = None
    findings: tuple[Finding, ...] = ()
    try:
        with darkroom(1) as room:
            made = room.upright_copy(logo.data, max_side=LOGO_SIDE)
    except PhotoUnreadable as problem:
        sentence = f"the logo is not shown: {str(problem)[:1].lower()}{str(problem)[1:]}"
        findings = (Finding("LOGO_NOT_SHOWN", "warning", sentence, Place("."), "save the logo as PNG."),)
    else:
        path = f"media/{sha256_bytes(made.data)[:32]}{made.suffix}"
        shown = Logo(made.data, path, made.width, made.height)
    return replace(house, letterhead=replace(house.letterhead, logo=shown)), findings


def dressed(documents: Iterable[Document], house: House) -> tuple[Document, ...]:
    """The documents with the workspace's templates before ours, and its logo where their letterhead prints it."""
    logo, made = house.letterhead.logo, []
    for document in documents:
        letter = document.context.get("letter")
        if logo is not None and logo.width and isinstance(letter, Mapping) and letter.get("logo"):
            document = replace(document, pictures={**document.pictures, logo.path: logo.data})
        made.append(replace(document, own=house.templates) if house.templates else document)
    return tuple(made)


def house_inputs(house: House, documents: Iterable[Document]) -> dict[str, str]:
    """The digests, by path from the workspace, of the settings and of the templates that outward pages were made with.

    What only the internal pages use is not listed: that list leaves the house.
    """
    way = f"{TEMPLATES}/"
    found = {name: digest for name, digest in house.inputs.items() if not name.startswith(way)}
    if house.templates:
        from lotproof.render.own import used

        outward = {one.template for one in documents if not one.name.startswith(f"{INTERNAL}/")}
        names = {name for template in outward for name in used(template, house.templates)}
        found |= {way + name: house.inputs[way + name] for name in sorted(names)}
    return found


def broken(name: str, line: int | None, sentence: str, what: str) -> Finding:
    """A finding at a template of the workspace, by its place from there."""
    message = f"{what} was not made: {sentence}"
    hint = "mend it, or take it away to use ours; the last good build was left as it was."
    return Finding("TEMPLATE_BROKEN", "error", message, Place(f"{TEMPLATES}/{name}", line), hint)


def seen_from(root: Path, folder: Path, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with places of the workspace's templates turned into places seen from the case's folder."""
    return tuple(
        replace(one, place=replace(one.place, file=os.path.relpath(root / one.place.file, folder)))
        if one.code == "TEMPLATE_BROKEN"
        else one
        for one in findings
    )
