"""Which file of a case has which schema, and the schema files of a workspace.

Why here: `private.yaml` is described like the others, and below this room nothing outward may know its model.
"""

from __future__ import annotations

import json
from typing import Any, Final

from lotproof import __version__

FOLDER: Final = "schemas"
NAMES: Final = ("case", "evidence", "log", "private", "lotproof", "calendar")
TITLES: Final = {
    "case": "case.yaml: the facts of a case",
    "evidence": "evidence.yaml: the register of exhibits",
    "log": "the front matter of an event of log/",
    "private": "private.yaml: negotiation figures, for the house's own eyes",
    "lotproof": "lotproof.yaml: the settings of a workspace",
    "calendar": "a year of a working calendar",
}
_MARK: Final = "written by lotproof schema"


def schema_of(name: str) -> dict[str, Any]:
    """The schema of one of NAMES."""
    from lotproof.case.base import Facts
    from lotproof.case.events import Event
    from lotproof.case.exhibits import Exhibit
    from lotproof.case.facts import CaseFacts
    from lotproof.case.private import PrivateFacts
    from lotproof.read.calendars import YearFile
    from lotproof.read.schema import schema
    from lotproof.read.settings import Settings

    models: dict[str, type[Facts]] = {"case": CaseFacts, "evidence": Exhibit, "log": Event, "private": PrivateFacts,
              "lotproof": Settings, "calendar": YearFile}  # fmt: skip
    made = schema(models[name], TITLES[name], several=name == "evidence")
    return {"$schema": made.pop("$schema"), "$comment": f"{_MARK}, lotproof {__version__}", **made}


def file_of(name: str) -> str:
    return f"{name}.schema.json"


def schema_files() -> dict[str, bytes]:
    """Every schema by its file's name."""
    from lotproof.read.schema import as_text

    return {file_of(name): as_text(schema_of(name)).encode() for name in NAMES}


def written_by_us(data: bytes) -> bool:
    """Whether a file's bytes are a schema that this program, in any version, wrote."""
    try:
        found = json.loads(data)
    except ValueError:
        return False
    return isinstance(found, dict) and str(found.get("$comment", "")).startswith(_MARK)
