"""What a person asked of a run, and what came of each file: plain values on both ends of `add`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from lotproof.intake.dkim import Lookup
from lotproof.intake.entry import Entry
from lotproof.intake.remark import Remark


@dataclass(frozen=True, slots=True)
class Wanted:
    """`at`: the instant of the run, in UTC; `by` and `tool` are recorded with it in the custody record.

    `keys` maps `selector._domainkey.domain` to a key record; `ask` may fetch one, None when the network is not wanted.
    """

    at: datetime
    by: str
    tool: str
    kind: str | None = None
    title: str | None = None
    sender: str | None = None
    via: str | None = None
    received: datetime | None = None
    language: str | None = None
    id: str | None = None
    withhold: bool = False
    attachments: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    ask: Lookup | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A file attached to an e-mail; `id` where it is registered."""

    name: str
    size: int
    sha256: str
    type: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one file: `added` with its entry, `known` under `id` already, or `refused` with the reason.

    `source` is fit to be shown. `draft` is the log entry drafted, relative to the case. `answer` holds the words taken
    for a confirmation, for a person to confirm.
    """

    source: str
    state: Literal["added", "known", "refused"]
    id: str | None = None
    entry: Entry = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()
    enclosed: tuple[Enclosed, ...] = ()
    draft: str | None = None
    answer: str | None = None


class KindWanted(Exception):  # noqa: N818
    """Files whose kind only a person knows, by name, each with a kind its name suggests; nothing was written."""

    def __init__(self, files: tuple[tuple[str, str | None], ...]) -> None:
        super().__init__("a kind is wanted")
        self.files = files
