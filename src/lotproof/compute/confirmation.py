"""The written-confirmation record: verbal, summarised, confirmed, locked (R44, R70-R75, A13).

A word is not a confirmation, a message is a captured one, and only an e-mail that states every element in quoted words,
with the papers of the chosen option, locks the case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal, cast

from lotproof.case.base import present
from lotproof.case.case import LogEvent
from lotproof.case.events import WRITTEN
from lotproof.case.facts import CaseFacts
from lotproof.case.options import DOCUMENTS, OptionName
from lotproof.compute.clock import utc
from lotproof.compute.figures import CarFigures, ConfirmationFigures

ELEMENTS = ("acknowledgement", "remedy", "timeline", "amount")
_PHRASE = r"(?:confirmed\s*:\s*yes|(?:我方|我司|我们|本公司)?\s*确认\s*:\s*是)"
_YES = re.compile(rf"\W*{_PHRASE}(?:\s*/?\s*{_PHRASE})?\s*(?:[.!;。\"'”’)\]]|$)", re.MULTILINE)


def says_yes(reply: str | None) -> bool:
    """Whether the quoted reply opens with "Confirmed: yes" or 确认：是 and adds no condition to it (R74).

    Width, case and spacing are free; "Confirmed: yes, but …" and "Not confirmed: yes …" are no confirmation.
    """
    text = unicodedata.normalize("NFKC", reply or "").casefold().replace("。", "。")
    return _YES.match(text.lstrip()) is not None


def confirmation_figures(
    facts: CaseFacts, log: Sequence[LogEvent], car: CarFigures | None, register: frozenset[str]
) -> ConfirmationFigures:
    """How far the agreement has come, and what is missing for the lock.

    Elements and papers are collected over all the supplier's confirmations of the option last confirmed; `at` is the
    instant of the event that brought the state reached. `register` holds the ids of the exhibits in hand: a paper
    counts only if it is one of them.
    """
    since = [e for e in log if car is None or utc(e.event.at) >= car.sent]
    writings = [
        e
        for e in since
        if e.event.kind == "confirmation"
        and e.event.from_ in (None, "supplier")
        and e.event.channel in WRITTEN
    ]
    chosen = next((e.event.option for e in reversed(writings) if e.event.option), None)
    option = cast("OptionName | None", chosen)
    of_option = [e for e in writings if e.event.option in (None, option)]
    if not of_option:
        return _unconfirmed(since, option, ("confirmation",))
    steps = [_collected(facts, log, of_option[: n + 1], option, register) for n in range(len(of_option))]
    final = steps[-1]
    if final.state is None:
        return replace(_unconfirmed(since, option, final.missing), **_record(final))
    reached = next(step for step in steps if step.state == final.state)
    return replace(final, at=reached.at, event=reached.event)


def _record(final: ConfirmationFigures) -> dict[str, Any]:
    return {
        "amount_required": final.amount_required,
        "event": final.event,
        "elements": final.elements,
        "documents": final.documents,
    }


def _unconfirmed(
    log: Sequence[LogEvent], option: OptionName | None, missing: tuple[str, ...]
) -> ConfirmationFigures:
    """Before any confirmation: our written summary of what was said, a word on a call, or nothing."""
    words: tuple[tuple[str, Literal["summarised", "verbal"]], ...] = (
        ("summary", "summarised"),
        ("call", "verbal"),
    )
    for kind, state in words:
        entry = next((e for e in log if e.event.kind == kind), None)
        if entry is not None:
            return ConfirmationFigures(
                state,
                utc(entry.event.at),
                option,
                missing,
                False,
                None,
                {},
                {},
            )
    return ConfirmationFigures(None, None, option, missing, False, None, {}, {})


def _collected(
    facts: CaseFacts,
    log: Sequence[LogEvent],
    events: Sequence[LogEvent],
    option: OptionName | None,
    register: frozenset[str],
) -> ConfirmationFigures:
    elements: dict[str, tuple[str, LogEvent]] = {}
    documents: dict[str, str] = {}
    for entry in events:
        states = entry.event.states
        for element in ELEMENTS:
            quoted = getattr(states, element) if states is not None else None
            if quoted and quoted.strip():
                elements[element] = (quoted, entry)
        if entry.event.documents is not None:
            documents.update(
                (name, exhibit)
                for name, exhibit in present(entry.event.documents).items()
                if exhibit in register
            )
    needs_amount = _money_moves(facts, log, events, option)
    wanted = ELEMENTS if needs_amount else ELEMENTS[:3]
    missing = [element for element in wanted if element not in elements]
    if option is None:
        missing.append("option")
    else:
        missing += [names[0] for names in DOCUMENTS[option] if not any(name in documents for name in names)]
    yes = [entry for entry in events if says_yes(entry.event.reply)]
    # A confirmation whose words are not quoted is one; one whose quoted words are something else is none (R75).
    unquoted = [entry for entry in events if not entry.event.reply]
    if not yes:
        missing.append("reply")
    elif not any(entry.event.channel == "email" for entry in yes):
        missing.append("email")
    state: Literal["confirmed", "locked"] | None = (
        None if not yes and not unquoted else "confirmed" if missing else "locked"
    )
    return ConfirmationFigures(
        state=state,
        at=utc(events[-1].event.at) if state is not None else None,
        option=option,
        missing=tuple(dict.fromkeys(missing)),  # under A, "timeline" is an element and a paper
        amount_required=needs_amount,
        event=events[-1],
        elements=elements,
        documents=documents,
    )


def _money_moves(
    facts: CaseFacts, log: Sequence[LogEvent], events: Sequence[LogEvent], option: OptionName | None
) -> bool:
    """C and D move money by their nature; any option does where an amount is named or, under B, the invoice changed."""
    if option in ("C", "D"):
        return True
    if any(e.event.amount is not None for e in events):
        return True
    terms = getattr(facts.options, option) if facts.options is not None and option else None
    if terms is not None and terms.amount is not None:
        return True
    start = utc(events[0].event.at)
    return option == "B" and any(e.event.kind == "invoice" and utc(e.event.at) >= start for e in log)
