"""What a person is told when YAML does not parse, in words about their file instead of the parser's tokens.

The phrases are those of the parser in Python; the first that fits wins.
"""

from __future__ import annotations

_SENTENCES = (  # a phrase of the parser's context or problem, what we say, the hint
    (
        "found unexpected end of stream",
        "a quote opened here is never closed.",
        "close it with the same quote.",
    ),
    ("document separator", "a quote opened here is never closed.", "close it with the same quote."),
    ("while parsing a flow sequence", "a bracket [ opened here is not closed, or lacks a comma.", None),
    ("while parsing a flow mapping", "a brace { opened here is not closed, or lacks a comma.", None),
    ("while parsing a flow node", "a bracket or brace opened here is not closed.", None),
    ("character '\\t'", "a tab stands where YAML wants spaces.", "indent with spaces."),
    ("could not find expected ':'", "a key without a colon after it, or a text that goes on below.", None),
    (
        "mapping values are not allowed here",
        "a colon stands where none can.",
        "put a text that holds a colon in quotes, or mend the indentation.",
    ),
    ("cannot start any token", "this character cannot begin a value.", "put the whole text in quotes."),
    (
        "while scanning a double-quoted scalar",
        "a backslash in double quotes that means nothing.",
        "use single quotes.",
    ),
    (
        "found '<scalar>'",
        "this text follows a value that was already complete.",
        "inside single quotes an apostrophe is written twice.",
    ),
    ("expected <block end>", "this line does not belong to the lines above it.", "mend its indentation."),
)


def in_our_words(complaint: str) -> tuple[str, str | None]:
    """The sentence and the hint for a parser's complaint (its context and its problem)."""
    for phrase, sentence, hint in _SENTENCES:
        if phrase in complaint:
            return sentence, hint
    return "this cannot be read as YAML.", None
