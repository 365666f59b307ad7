"""Checks on which originals travel inside the documents: none too large to send, none that its place keeps back.

Why: a dossier that no mailbox takes reaches nobody, and a place that is withheld in one file must not leave in another.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.compute.figures import Figures
from lotproof.read.shown import one_line

FILE: Final = "evidence.yaml"
LARGE: Final = 25_000_000  # bytes; what most mailboxes take with a message, before it is encoded


def large_originals(case: Case, figures: Figures) -> Iterator[Finding]:
    """An original is larger than 25 MB, and nothing says whether it is to be embedded.

    It makes the dossier too large for most mailboxes. Write `embed: no`, and it goes with the bag of originals: the
    dossier then prints its digest and says where it is. Write `embed: yes` where it has to be inside all the same.
    """
    for index, exhibit in enumerate(case.exhibits):
        original = case.originals.get(exhibit.id or "")
        if original is None or original.size <= LARGE or exhibit.embed is not None:
            continue
        if exhibit.kind == "video" or exhibit.location == "withheld":
            continue  # neither is embedded unless somebody says so
        yield Finding(
            "EMBED_NOT_SAID",
            "warning",
            f"the original of {one_line(exhibit.id or '', 40)} has {original.size:,} bytes and will be"
            " embedded.",
            case.places.of(FILE, (index, "file")),
            "write embed: no to send it with the bag, or embed: yes to keep it inside.",
        )


def withheld_inside(case: Case, figures: Figures) -> Iterator[Finding]:
    """An e-mail carries a file whose place is withheld, so the original of the e-mail is not embedded either.

    Otherwise the place would leave with the attachment. The pages show the e-mail's words and say why its original
    is not inside. If the place may be known after all, write `location: kept`.
    """
    withheld = {
        (exhibit.sha256 or "").strip().lower(): exhibit.id
        for exhibit in case.exhibits
        if exhibit.location == "withheld"
    }
    for index, exhibit in enumerate(case.exhibits):
        mail = case.mails.get(exhibit.id or "")
        for attached in mail.attachments if mail is not None else ():
            if attached.sha256 in withheld:
                yield Finding(
                    "WITHHELD_INSIDE",
                    "note",
                    f"{one_line(exhibit.id or '', 40)} carries"
                    f" {one_line(withheld[attached.sha256] or '', 40)}, whose place is withheld; neither is"
                    " embedded.",
                    case.places.of(FILE, (index, "file")),
                    "write location: kept where the place may be known.",
                )
