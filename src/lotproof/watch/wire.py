"""A page as it goes over the wire: its own policy taken out, ours in the head of the answer, one script added.

Why: what lies on the disk is what leaves the house and must not know of any server; so nothing of this is ever written.
"""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import escape
from typing import Final

PREFIX: Final = "/_lotproof/"  # no folder of build/ has a name that begins with a line
SCRIPT: Final = f"{PREFIX}watch.js"
EVENTS: Final = f"{PREFIX}events"
PICTURES: Final = f"{PREFIX}pictures/"

_META: Final = re.compile(r'<meta http-equiv="Content-Security-Policy" content="[^"]*">\s*', re.IGNORECASE)
_INLINE: Final = re.compile(r"<script>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_END: Final = re.compile(r"</body>", re.IGNORECASE)


def with_script(page: str, case: str, version: int, run: str) -> tuple[str, str]:
    """The page with the script that follows changes, and the Content-Security-Policy it is sent with.

    Its own inline scripts are allowed by their digests, as its own policy does: one that an override brings is run no
    more than from the disk. It may fetch from this server alone.
    """
    allowed = ["'self'"]
    meta = _META.search(page)
    if meta is not None:
        allowed += sorted(set(re.findall(r"'sha256-[A-Za-z0-9+/=]+'", meta[0])))
        page = page[: meta.start()] + page[meta.end() :]
    else:
        allowed += [_digest(found[1]) for found in _INLINE.finditer(page)]
    tag = (
        f'<script src="{SCRIPT}" data-case="{escape(case)}" data-version="{version}" data-run="{escape(run)}"'
        " defer></script>"
    )
    ends = [found.start() for found in _END.finditer(page)]
    at = ends[-1] if ends else len(page)
    return page[:at] + tag + page[at:], policy(allowed)


def policy(scripts: list[str]) -> str:
    """A policy under which a page runs these scripts, shows its own pictures and talks to this server only."""
    return "; ".join(
        (
            "default-src 'none'",
            "img-src 'self' data:",
            "style-src 'unsafe-inline'",
            f"script-src {' '.join(scripts)}",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
        )
    )


def _digest(script: str) -> str:
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"
