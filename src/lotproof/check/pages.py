"""The page of every code: what it means, why it matters, how to mend it, and the rule behind it.

Why: one Markdown file a code can be read in the repository, printed offline by `lotproof explain` and handed to a code
scanner, all from the same words.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

AREAS: Final = (
    "Sample and verdict",
    "Photos and videos",
    "Exhibits and custody",
    "E-mails and chats",
    "Parties and agreement",
    "Loss",
    "Order of events",
    "Wording",
    "Cases and folders",
    "Files",
    "Typing",
    "Register of exhibits",
    "The log",
    "Settings",
    "Building",
    "Accepted findings",
)
HEADINGS: Final = ("Why it matters", "How to mend it", "Behind it")
_FOLDER: Final = Path(__file__).with_name("pages")
_CODE: Final = re.compile(r"[A-Z][A-Z0-9]*(_[A-Z0-9]+)*\Z")
_FORM: Final = re.compile(
    r"# (?P<code>\S+)\n\n\*(?P<area>[^*\n]+)\*\n\n(?P<meaning>.+?)\n\n"
    + r"\n\n".join(rf"## {re.escape(heading)}\n\n(.+?)" for heading in HEADINGS)
    + r"\n\Z",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Page:
    """What one code means. Each part is Markdown; `mend` ends in an example."""

    code: str
    area: str
    meaning: str
    why: str
    mend: str
    rule: str

    @property
    def markdown(self) -> str:
        """What a reader needs beside the code and its meaning."""
        parts = zip(HEADINGS, (self.why, self.mend, self.rule), strict=True)
        return "\n\n".join((self.meaning, *(f"## {heading}\n\n{text}" for heading, text in parts)))

    @property
    def summary(self) -> str:
        """The first sentence of the meaning, without marks."""
        return plain(re.split(r"(?<=[.])\s", self.meaning, maxsplit=1)[0])


@cache
def known() -> tuple[str, ...]:
    """Every code that has a page, sorted."""
    return tuple(sorted(path.stem for path in _FOLDER.glob("*.md")))


def page(code: str) -> Page | None:
    """The page of `code`, or `None` for a code there is not. Raises ValueError for a page not of the form."""
    if not _CODE.match(code) or code not in known():
        return None
    found = _FORM.match((_FOLDER / f"{code}.md").read_text(encoding="utf-8"))
    if found is None or found["code"] != code or found["area"] not in AREAS:
        raise ValueError(f"the page of {code} is not of the form of the others")
    return Page(code, found["area"], found["meaning"], *found.groups()[3:])


def plain(markdown: str) -> str:
    """`markdown` as plain text: without fences and the marks of code."""
    return re.sub(r"^(```\w*\n?|## )", "", markdown, flags=re.MULTILINE).replace("`", "").strip()
