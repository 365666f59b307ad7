"""Why an option is closed, in the language of the letter.

Why by pattern: the reason is computed once, as an English sentence that the figures carry; another language says the
same sentence, and one that is not known here is shown as it was computed rather than left out.
"""

from __future__ import annotations

import re
from functools import cache

from lotproof.view.say import Speaker
from lotproof.view.words import noted

REASONS = (
    noted("the goods have been shipped"),
    noted("not offered while there is {finding}: such goods are not priced down"),
    noted("not offered while there is {finding}"),
    noted("{finding}, and the test that finds it destroys the unit: the lot cannot be sorted"),
    noted("{finding}, and no 100 % non-destructive sort is described"),
)
FINDINGS = (
    noted("an open critical finding against {regulation}"),
    noted("an open critical finding"),
    noted("an open regulatory finding ({regulation})"),
)


def reason(text: str | None, say: Speaker) -> str | None:
    """The computed reason as `say` says it; regulations keep the words the case gives them."""
    if text is None or say.english:
        return text
    for message in REASONS:
        found = _pattern(message).fullmatch(text)
        if found is not None:
            parts = found.groupdict()
            return say(message, **{name: _finding(value, say) for name, value in parts.items()})
    return text


def _finding(text: str, say: Speaker) -> str:
    for message in FINDINGS:
        found = _pattern(message).fullmatch(text)
        if found is not None:
            return say(message, **found.groupdict())
    return text


@cache
def _pattern(message: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", message)
    return re.compile(
        "".join(f"(?P<{part}>.+)" if n % 2 else re.escape(part) for n, part in enumerate(parts)), re.DOTALL
    )
