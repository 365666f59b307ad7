"""The facts of a new event as a person gives them: from `--set`, from a conversation, and its time in either zone.

Why: an offset is the one thing nobody has in mind, so where it is missing both readings are offered, ready to paste.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from lotproof.cli.chosen import NOW, instant, now
from lotproof.cli.door import Unusable, with_hint

if TYPE_CHECKING:
    from lotproof.case.case import Case

_LOCAL: Final = re.compile(r"(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?\Z", re.ASCII)
Given = dict[str, Any]


def one_of(option: str, typed: str, known: Iterable[str]) -> None:
    """Raises Unusable, with the nearest word, when `typed` is none of those known."""
    from lotproof.read.shown import nearest, one_line

    words = tuple(known)
    if typed not in words:
        near = nearest(typed, words)
        hint = f"did you mean {near}?" if near else f"known are: {', '.join(words)}."
        raise Unusable(with_hint(f"{option}: there is no {one_line(typed, 60)} here.", hint))


def values(more: Iterable[str]) -> dict[str, str]:
    """`KEY=VALUE` as keys with YAML values. Raises Unusable for a key no event has, or one given twice."""
    from lotproof.case.base import known_keys
    from lotproof.case.events import Event
    from lotproof.intake.entry import scalar

    found: dict[str, str] = {}
    for pair in more:
        key, equals, value = pair.partition("=")
        if not equals or not value.strip():
            raise Unusable("--set: write KEY=VALUE, as in option=B.")
        one_of("--set", key, known_keys(Event))
        if key in found:
            raise Unusable(f"--set {key} is given twice.")
        if "\n" in value or "\r" in value:
            raise Unusable(f"--set {key}: write the value on one line.")
        nested = value.strip().startswith(("{", "[", '"', "'"))
        found[key] = value.strip() if nested else scalar(value.strip())
    return found


def time_text(case: Case, typed: str) -> str:
    """A time as the log writes it; `now` is the machine's, in the buyer's zone.

    Raises Unusable: for a time without offset, with what it would be in the buyer's zone and in the supplier's.
    """
    typed = typed.strip()
    if typed == NOW:
        return now().astimezone(ZoneInfo(case.facts.timezone or "UTC")).isoformat()
    local = _LOCAL.match(typed)
    if local is None:
        try:
            instant(typed)
        except Unusable as slip:
            raise Unusable(slip.message.replace("--as-of", "--at", 1)) from None
        return typed
    zones = {"yours": case.facts.timezone or "UTC",
             "the supplier's": case.facts.supplier.timezone if case.facts.supplier else "Asia/Shanghai"}  # fmt: skip
    try:
        naive = datetime.fromisoformat(f"{local[1]}T{local[2]}{local[3] or ':00'}")
    except ValueError:
        raise Unusable(f"--at: {typed} is not a time of the calendar.") from None
    shown = (
        f"{naive.replace(tzinfo=ZoneInfo(zone)).isoformat()} ({whose}, {zone})"
        for whose, zone in zones.items()
    )
    raise Unusable(f"--at: {typed} has no offset; say which clock: {', or '.join(shown)}.")


def asked(case: Case, given: Given, others: dict[str, str]) -> tuple[Given, dict[str, str], str]:
    """What is missing, asked for on the terminal; keys of the kind may all be left open with Enter."""
    from typing import Annotated

    from lotproof.case.events import CHANNELS, KEYS, KINDS, PARTIES
    from lotproof.case.scalars import Text, words
    from lotproof.cli.questions import ask
    from lotproof.read.schema import key_words

    says = key_words()["Event"]

    def question(
        key: str, kind: Any, needed: bool = False, default: str = "", known: Iterable[str] = ()
    ) -> str:
        if given.get(key):
            return str(given[key])
        listed = ", ".join(known)
        return ask(f"{key}: {says[key][0]}" + (f" ({listed})" if listed else ""), kind, default, needed)

    told: Given = {"kind": question("kind", Annotated[str, words(*KINDS)], True, known=KINDS)}
    told["at"] = question("at", _time(case), needed=True)
    told["channel"] = question("channel", Annotated[str, words(*CHANNELS)], True, known=CHANNELS)
    told["from"] = question("from", Annotated[str, words(*PARTIES)], True, known=PARTIES)
    other = {"buyer": "supplier", "supplier": "buyer"}.get(told["from"], "buyer")
    told["to"] = question("to", Annotated[str, words(*PARTIES)], default=other)
    ids = ", ".join(exhibit.id or "" for exhibit in case.exhibits[:12])
    told["exhibit"] = question("exhibit", Text, known=(ids,) if ids else ())
    told["subject"] = given["subject"] or (question("subject", Text) if told["channel"] == "email" else "")
    extra = dict(others)
    told["attaches"] = given["attaches"]
    for key in KEYS.get(told["kind"], ()):
        if key == "attaches":
            told["attaches"] = question("attaches", Text)
        elif key not in extra:
            shown = says[key][1]
            typed = ask(f"{key}: {says[key][0]} For example {_example(shown)}", _yaml(key))
            extra |= values((f"{key}={typed}",)) if typed else {}
    return told, extra, ask("what happened, in a sentence", Text)


def _example(value: Any) -> str:
    import json

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False).replace('"', "")


def _time(case: Case) -> Any:
    """A time as `time_text` takes it, as a type to be asked for."""
    from typing import Annotated

    from lotproof.case.scalars import refused, typed

    def read(value: Any) -> str:
        try:
            return time_text(case, str(value))
        except Unusable as slip:
            raise refused("WRONG_TYPE", slip.message.removeprefix("--at: ")) from None

    return Annotated[str, typed(read)]


def _yaml(key: str) -> Any:
    """A value of an event's key as YAML, as a type to be asked for: refused where the reader would refuse the event."""
    from typing import Annotated

    from lotproof.case.scalars import refused, typed
    from lotproof.intake.new_event import slips

    def read(value: Any) -> str:
        try:
            yaml = values((f"{key}={value}",))[key]
        except Unusable as slip:
            raise refused("WRONG_TYPE", slip.message) from None
        wrong = [
            f
            for f in slips(f"---\n{key}: {yaml}\n---\n")
            if f.severity == "error" and f.code != "REQUIRED_KEY_MISSING"
        ]
        if wrong:
            raise refused("WRONG_TYPE", with_hint(wrong[0].message, wrong[0].hint))
        return str(value)

    return Annotated[str, typed(read)]
