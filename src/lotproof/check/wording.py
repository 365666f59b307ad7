"""Check on the buyer's own words: facts persuade, feelings and threats do not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lotproof.case.case import Case, Path_
from lotproof.case.facts import CaseFacts
from lotproof.case.finding import Finding, Place
from lotproof.case.options import OPTIONS
from lotproof.compute.figures import Figures

_WORDS = re.compile(
    r"\b(disappoint(?:ed|ing|ment)|unacceptable|terrible|horrible|awful|disgust(?:ed|ing)|outrage(?:d|ous)|furious|"
    r"angry|shocking|shameful|ridiculous|incompetent|careless|cheat(?:ed|ing|ers?)?|liars?|lying|dishonest|scam|"
    r"fraud(?:ulent)?|stupid|last chance|or else|final warning|trust you|after all"
    r" we)\b|(?<![!<])!(?![\[=!])",
    re.IGNORECASE,
)
_CHINESE = re.compile("骗子|欺骗|垃圾|太差|糟糕|无法接受|不可接受|忍无可忍|最后通牒|最后警告|无耻|撒谎|[！]")
# what only a court, an authority or a laboratory can say, and certainty nobody has
_CLAIMS = re.compile(
    r"\b(certified|certif(?:y|ies) that|guaranteed?|undoubtedly|obviously|clearly|without (?:any"
    r" )?doubt|beyond doubt|"
    r"proves? (?:beyond|conclusively)|undeniabl[ey]|indisputabl[ey]|breach(?:ed|es)? of contract|in"
    r" breach|liable|"
    r"illegal|unlawful|unenforceable|null and void|criminal|negligen(?:t|ce)|admitt?(?:ed|s)"
    r" (?:guilt|fault|liability)|"
    r"always|never)\b|毫无疑问|违法|犯罪|无效合同|显然",
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
    for found, place in _words(case, figures, _WORDS, _CHINESE):
        what = "an exclamation mark" if found in "!！" else f"the wording {found}"
        sentence, hint = f"{what} carries feeling, not fact.", "state what was found, counted and agreed."
        yield Finding("WORDING", "warning", sentence, place, hint)


def wording_proved(case: Case, figures: Figures) -> Iterator[Finding]:
    """A word claims more than this record can prove: a conclusion of law, a certificate, or a certainty nobody has.

    "Clearly in breach" is answered by the other side's lawyer with a smile, and the reader then doubts the counts too.
    Say what was found, with its number and its exhibit; whether that is a breach is for a court or for counsel to say.
    Quoted words of others are left alone. Section 7, rule 7.
    """
    for found, place in _words(case, figures, _CLAIMS):
        sentence = f"the wording {found} claims more than this record can prove."
        hint = "state what was found, with its number and exhibit, and leave the conclusion to the reader."
        yield Finding("OVERCLAIM", "note", sentence, place, hint)


def _words(case: Case, figures: Figures, *patterns: re.Pattern[str]) -> Iterator[tuple[str, Place]]:
    """Every match in what the buyer wrote, with its place."""
    for text, file, line, column in _texts(case, figures):
        for number, row in enumerate(text.split("\n")):
            if row.lstrip().startswith(">"):
                continue
            plain = _QUOTED.sub(lambda quoted: " " * len(quoted[0]), row)
            for found in (match for pattern in patterns for match in pattern.finditer(plain)):
                if line is not None and column is None:
                    place = Place(file, line + number, found.start() + 1)
                else:
                    place = Place(file, line, column)
                yield found[0], place


def _texts(case: Case, figures: Figures) -> Iterator[tuple[str, str, int | None, int | None]]:
    """What the buyer wrote: (text, file, line, column); a column where only the beginning of the text is known."""
    yield case.findings_md, _NARRATIVE, 1, None
    for entry in figures.log:
        if entry.event.from_ == "buyer":
            first = case.places.spots.get((entry.file, ("body",)))
            yield entry.body, entry.file, first[0] if first is not None else None, None
    for path, text in _typed(case.facts):
        if text:
            place = case.places.of("case.yaml", path)
            yield text, place.file, place.line, place.column or 1


def _typed(facts: CaseFacts) -> Iterator[tuple[Path_, str | None]]:
    """The texts of case.yaml that are the buyer's own words on a page; clauses and requirements are others'."""
    yield ("title",), facts.title
    for index, line in enumerate(facts.losses):
        yield ("losses", index, "title"), line.title
    if facts.options is not None:
        yield ("options", "reason"), facts.options.reason
        for name in OPTIONS:
            terms = getattr(facts.options, name)
            yield ("options", name, "text"), terms.text if terms is not None else None
