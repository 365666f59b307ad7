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

from lotproof.case.base import Facts
from lotproof.case.finding import Finding
from lotproof.case.scalars import Text, as_list, shown, typed, words
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


Address = Annotated[str, typed(_as_address)]


class Signing(Facts):
    """Who signs and who says the time. Paths are from the workspace, or absolute, or begin with `~/`."""

    certificate: Text | None = None  # PKCS#12; its passphrase stands nowhere
    authority: Address | None = None  # RFC 3161
    level: Annotated[str, words("B-T", "B-LT")] | None = None
    trust: Annotated[tuple[Text, ...], as_list] = Field(default=())
    crls: Annotated[tuple[Text, ...], as_list] = Field(default=())


class Settings(Facts):
    """`lotproof.yaml`; every key is optional, and absent ones keep what the program does without them."""

    signing: Signing | None = None


def read_settings(root: Path) -> tuple[Settings, tuple[Finding, ...]]:
    """The settings of the workspace at `root`, with what is wrong in them; none typed: the defaults, no finding."""
    if not os.path.lexists(root / SETTINGS):
        return Settings(), ()
    settings, findings, _ = read_facts(root, SETTINGS, Settings)
    return settings or Settings(), findings


def setting_path(root: Path, typed_path: str) -> Path:
    """Where a path typed in the settings leads: from `root`, unless it is absolute or begins with `~/`."""
    path = Path(typed_path)
    return (path.expanduser() if typed_path.startswith("~/") else root / path).absolute()
