"""The codes of findings that only a build can make, and what they mean to the buyer.

Why: a code that nobody can look up is noise, and these belong to no check.
"""

from __future__ import annotations

from typing import Final

BUILDING: Final = {
    "CHANGED_WHILE_BUILDING": """A file of the case was saved while its documents were being made.

    Nothing was put in place, so that no page and no digest can disagree. Build again.""",
    "EXHIBIT_NOT_SHOWN": """The exhibit cannot be shown on a page: it is damaged, too large, or not what its name says.

    The original is still registered and embedded; the page says that it is not shown. Add a copy that opens.""",
    "INPUT_NOT_LISTED": """The file's name cannot stand in a list of digests that sha256sum reads.

    Rename it to letters, digits, points and hyphens, and register the new name.""",
    "LAYOUT_TOO_LONG": """The layout of a document took more time or memory than a document is worth, and was ended.

    Nothing was put in place; the documents of the last good build are still there. Very large cases may need more:
    set LOTPROOF_LAYOUT_SECONDS (600 for one document) or LOTPROOF_LAYOUT_MEGABYTES (6144) and build again.""",
    "LOGO_NOT_SHOWN": (
        """The logo that lotproof.yaml names is damaged or too large, so letters were made without it.

    Save it again as a PNG of a few hundred pixels."""
    ),
    "LOOK_FAILED": """Lotproof made a mistake of its own while it looked at the case, which is listed without its state.

    The case is as it was. `lotproof check` of that case prints a report to send to us.""",
    "OUTPUT_REFUSED": """The folder build/ or something in it is a link, or may not be written.

    A build writes only real files below build/; remove the link, or give yourself the right to write there.""",
    "RENDER_FAILED": """A document was not made because what it would show was incomplete, and nothing was put in place.

    The documents of the last good build, if there was one, are still there. The message says what was lacking.""",
    "TEMPLATE_BROKEN": (
        """A template in the workspace's folder templates/ could not be used, and nothing was put in place.

    The place is its file and line. Templates of a workspace may print and loop over what the page is given; they
    cannot reach into what values are made of, switch off escaping, or run longer than half a minute. The documents of
    the last good build are still there. Mend the file, or take it away: then ours is used."""
    ),
}
