"""The settings of a workspace, `lotproof.yaml` beside `cases/`: read as strictly as a case, optional as a whole.

Why: what holds for every case of a house (who signs, who says the time) is typed once, and is not part of any case.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_core import PydanticCustomError

from lotproof.case.base import REQUIRED, Facts
from lotproof.case.finding import Finding
from lotproof.case.scalars import Currency, Day, Positive, Text, YesNo, as_list, shown, typed, words
from lotproof.read.calendars import CalendarName
from lotproof.read.facts import Spots
from lotproof.read.yaml_file import read_facts

SETTINGS: Final = "lotproof.yaml"


def _as_address(value: object) -> str:
    """An http or https address without a user name or password, since the file stands in git."""
    text = value.strip() if isinstance(value, str) else ""
    try:
        parts = urlsplit(text)
        found = parts.scheme in ("http", "https") and bool(parts.hostname) and " " not in text
        secret = parts.username is not None or parts.password is not None
    except ValueError:
        found = secret = False
    if secret:
        sentence, hint = "an address must not hold a user name or password.", "ask for access by network."
    elif not found:
        sentence, hint = f"an address is wanted here, not {shown(value)}.", "write https:// and the host."
    else:
        return text
    raise PydanticCustomError("WRONG_TYPE", "{sentence}", {"sentence": sentence, "hint": hint})


def _as_mailbox(value: object) -> str:
    """An e-mail address as it stands after To: one at sign, a host with a point, nothing else around it."""
    text = value if isinstance(value, str) else ""
    local, at, host = text.partition("@")
    plain = text.isascii() and not any(char in ' <>,;:"()[]\\' or not char.isprintable() for char in text)
    if plain and local and at and "." in host.strip(".") and host == host.strip(".") and "@" not in host:
        return text
    sentence = f"an e-mail address is wanted here, not {shown(value)}."
    raise PydanticCustomError(
        "WRONG_TYPE", "{sentence}", {"sentence": sentence, "hint": "write it as qa@larkspur.example."}
    )


Address = Annotated[str, typed(_as_address)]
Mailbox = Annotated[str, typed(_as_mailbox)]
Lines = Annotated[tuple[Text, ...], as_list]


class Signing(Facts):
    """Who signs and who says the time. Paths are from the workspace, or absolute, or begin with `~/`."""

    certificate: Text | None = None  # PKCS#12; its passphrase stands nowhere
    authority: Address | None = None  # RFC 3161
    level: Annotated[str, words("B-T", "B-LT")] | None = None
    trust: Annotated[tuple[Text, ...], as_list] = Field(default=())
    crls: Annotated[tuple[Text, ...], as_list] = Field(default=())


class LetterheadSettings(Facts):
    """What stands above our letters. `logo` is a PNG or JPEG inside the workspace."""

    name: Text | None = None
    name_zh: Text | None = None
    lines: Lines = ()
    logo: Text | None = None


class Addresses(Facts):
    """Postal addresses by role. None of the supplier: it differs by case, so it is typed there."""

    buyer: Lines = ()
    inspector: Lines = ()
    bank: Lines = ()
    insurer: Lines = ()
    counsel: Lines = ()
    platform: Lines = ()


class Rate(Facts):
    """A rate per man-day; without a source nobody can check it, so one is required."""

    per_man_day: Annotated[Positive | None, REQUIRED] = None
    currency: Annotated[Currency | None, REQUIRED] = None
    source: Annotated[Text | None, REQUIRED] = None
    dated: Day | None = None


class InspectorSettings(Facts):
    rate: Rate | None = None


class BankSettings(Facts):
    """The bank that issues our credits: the calendar its banking days follow, where a credit names none."""

    calendar: CalendarName | None = None


class LetterSettings(Facts):
    """How the letters are made; `side_by_side: yes` adds `car.both.pdf`, the request in two columns."""

    side_by_side: YesNo | None = None


class Settings(Facts):
    """`lotproof.yaml`; every key is optional, and absent ones keep what the program does without them."""

    signing: Signing | None = None
    letterhead: LetterheadSettings | None = None
    addresses: Addresses | None = None
    reply_to: Mailbox | None = None
    inspector: InspectorSettings | None = None
    paper: Annotated[str, words("a4", "letter", "auto")] | None = None
    letters: LetterSettings | None = None
    languages: Annotated[tuple[Annotated[str, words("en", "zh")], ...], as_list] = ()
    calendars: Annotated[tuple[Text, ...], as_list] = ()
    bank: BankSettings | None = None


# what no page shows: a change of it alone leaves every document as it was
INWARD: Final = frozenset({"signing"})


def read_settings(root: Path) -> tuple[Settings, tuple[Finding, ...]]:
    """The settings of the workspace at `root`, with what is wrong in them; none typed: the defaults, no finding."""
    settings, findings, _ = placed_settings(root)
    return settings, findings


def placed_settings(root: Path) -> tuple[Settings, tuple[Finding, ...], Spots]:
    """`read_settings`, with the place of every value that was kept."""
    if not os.path.lexists(root / SETTINGS):
        return Settings(), (), {}
    settings, findings, spots = read_facts(root, SETTINGS, Settings)
    return settings or Settings(), findings, spots


def setting_path(root: Path, typed_path: str) -> Path:
    """Where a path typed in the settings leads: from `root`, unless it is absolute or begins with `~/`."""
    path = Path(typed_path)
    return (path.expanduser() if typed_path.startswith("~/") else root / path).absolute()
