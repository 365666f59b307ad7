"""The register of exhibits: one entry an original file, cited everywhere by its id."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from lotproof.case.base import REQUIRED, Facts
from lotproof.case.scalars import Count, Instant, Text, words

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


class Exhibit(Facts):
    """`sha256` is the digest registered when the original was added; a file that differs from it is an error."""

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
