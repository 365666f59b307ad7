"""The register of exhibits: one entry an original file, cited everywhere by its id."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lotproof.case.base import REQUIRED, Facts
from lotproof.case.scalars import Count, Instant, Text, YesNo, as_list, words

KINDS = (
    "inspection-report",
    "photo",
    "video",
    "specification",
    "golden-sample",
    "purchase-order",
    "contract",
    "previous-order",
    "correspondence",
    "transport-document",
    "credit",
    "invoice",
    "payment",
    "quote",
    "test-report",
    "certificate",
    "policy",
    "other",
)


class Source(Facts):
    from_: Text | None = Field(default=None, alias="from")
    via: Text | None = None
    received: Instant | None = None


ACTS = ("received", "registered", "copied", "transferred", "transformed", "checked", "withheld", "corrected")


class Custody(Facts):
    """One line of an exhibit's custody record: who did what to it, when and how. Corrections are new lines.

    `input` and `output` are SHA-256 digests, before and after a transformation.
    """

    at: Annotated[Instant | None, REQUIRED] = None
    act: Annotated[Annotated[str, words(*ACTS)] | None, REQUIRED] = None
    by: Text | None = None
    from_: Text | None = Field(default=None, alias="from")
    to: Text | None = None
    via: Text | None = None
    tool: Text | None = None
    input: Text | None = None
    output: Text | None = None
    note: Text | None = None


class Held(Facts):
    """Where the original (the telephone, the account, the paper) is, and in whose hands."""

    by: Text | None = None
    where: Text | None = None


class Dkim(Facts):
    """A signature of an e-mail as it was checked when the e-mail came in, with the key that was published then."""

    domain: Annotated[Text | None, REQUIRED] = None
    selector: Text | None = None
    result: Annotated[Annotated[str, words("pass", "fail", "not-checked")] | None, REQUIRED] = None
    headers: Annotated[tuple[Text, ...], as_list] = ()
    record: Text | None = None
    fetched: Instant | None = None


class Exhibit(Facts):
    """`sha256` is the digest registered when the original was added; a file that differs from it is an error.

    `captured_local` is the camera's own clock where the file gives no offset: its zone is unknown and never guessed.
    `embed: no` keeps an original out of the documents (it goes with the bag), and so does `location: withheld`, for a
    file that records where it was made.
    """

    id: Annotated[Text | None, REQUIRED] = None
    file: Annotated[Text | None, REQUIRED] = None
    kind: Annotated[Annotated[str, words(*KINDS)] | None, REQUIRED] = None
    title: Annotated[Text | None, REQUIRED] = None
    title_zh: Text | None = None
    sha256: Annotated[Text | None, REQUIRED] = None
    bytes: Count | None = None
    source: Source | None = None
    captured: Instant | None = None
    captured_from: Annotated[str, words("exif", "quicktime", "inspector", "typed")] | None = None
    language: Text | None = None
    translation: Text | None = None
    proves: Text | None = None
    proves_zh: Text | None = None
    type: Text | None = None  # by content, as in image/jpeg
    received_as: Text | None = None  # the file's name when it came in
    embed: YesNo | None = None
    captured_local: Text | None = None
    device: Text | None = None
    location: Annotated[str, words("none", "kept", "withheld")] | None = None
    duration: Text | None = None  # of a video or a voice message, as in 0:42
    poster: Text | None = None  # the exhibit that shows a frame of this video
    made_by: Text | None = None
    account: Text | None = None  # the account or device a message was taken from, both sides
    held: Held | None = None
    complete: Annotated[str, words("complete", "extract")] | None = None
    extract_of: Text | None = None
    translator: Text | None = None
    dkim: Annotated[tuple[Dkim, ...], as_list] = ()
    custody: Annotated[tuple[Custody, ...], as_list] = ()
