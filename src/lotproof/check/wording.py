"""Check on the buyer's own words: facts persuade, feelings and threats do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotproof.case.case import Case
from lotproof.case.finding import Finding, Place
from lotproof.compute.figures import Figures

_WORDS = re.compile(
    r"\b(disappoint(?:ed|ing|ment)|unacceptable|terrible|horrible|awful|disgust(?:ed|ing)|outrage(?:d|ous)|furious|"
    r"angry|shocking|shameful|ridiculous|incompetent|careless|cheat(?:ed|ing|ers?)?|liars?|lying|dishonest|scam|"
    r"fraud(?:ulent)?|stupid|last chance|or else|final warning|trust you|after all we)\b|(?<![!<])!(?![\[=!])",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|「[^」\n]*」|`[^`\n]*`")
_NARRATIVE = "findings.md"


def wording_neutral(case: Case, figures: Figures) -> Iterator[Finding]:
    """A word in the narrative, or in a message of the buyer's, carries feeling or a threat instead of a fact.

    This is a commercial negotiation; whoever reads it next is a banker or a judge. Name the defect, not the person,
    and state what the contract provides instead of a threat. Quoted words of others, in quotation marks or in lines
    that begin with >, are left alone. Rules R7 and R43.
    """
    yield from _lint(case.findings_md, _NARRATIVE, 1)
    for entry in figures.log:
        if entry.event.from_ == "buyer":
            first = case.places.spots.get((entry.file, ("body",)))
            yield from _lint(entry.body, entry.file, first[0] if first is not None else None)


def _lint(text: str, file: str, first_line: int | None) -> Iterator[Finding]:
    for number, line in enumerate(text.split("\n")):
        if line.lstrip().startswith(">"):
            continue
        plain = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), line)
        for found in _WORDS.finditer(plain):
            place = (
                Place(file, first_line + number, found.start() + 1) if first_line is not None else Place(file)
            )
            what = "an exclamation mark" if found[0] == "!" else f"the wording {found[0]}"
            yield Finding(
                "WORDING",
                "warning",
                f"{what} carries feeling, not fact.",
                place,
                "state what was found, counted and agreed.",
            )
