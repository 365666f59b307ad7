"""The codes that only a build can give: they belong to no check. What each means stands on its page.

Why: a code that nobody can look up is noise, so a test holds this list, the source and the pages together.
"""

from __future__ import annotations

from typing import Final

BUILDING: Final = frozenset(
    {
        "CASE_STOPPED",
        "CHANGED_WHILE_BUILDING",
        "EXHIBIT_NOT_SHOWN",
        "INPUT_NOT_LISTED",
        "LAYOUT_TOO_LONG",
        "LOGO_NOT_SHOWN",
        "LOOK_FAILED",
        "OUTPUT_REFUSED",
        "RENDER_FAILED",
        "SEAL_OUTDATED",
        "TEMPLATE_BROKEN",
    }
)
