"""One language and how it is spoken: sentences from a catalogue; numbers, money and times as its readers write them.

Why: a letter in two languages is one letter, so both are made by the same code from the same figures; the English text
is the source and stands in the code, every other language is a catalogue of `locale/`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date
from babel.messages.pofile import read_po

from lotproof.view import words
from lotproof.view.words import noted

LOCALE: Final = Path(__file__).parents[1] / "locale"
_HAN_RUN: Final = re.compile(
    r"([\u3400-\u9fff](?:[\u3000-\u303f\u3400-\u9fff\uff00-\uffef ]*[\u3400-\u9fff\uff00-\uffef])?)"
)
_LATIN_RUN: Final = re.compile(r"([A-Za-z][A-Za-z'’.-]*(?:[ ,;:/()&-]+[A-Za-z][A-Za-z'’.-]*)+)")
_SET_SOLID: Final = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
_DATE: Final = re.compile(r"\d{4}年")
BEIJING: Final = "Asia/Shanghai"


_CARDINALS: Final = (noted("no"), noted("one"), noted("two"), noted("three"), noted("four"), noted("five"),
                     noted("six"), noted("seven"), noted("eight"), noted("nine"), noted("ten"))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Speaker:
    """A language: `language` is its BCP 47 tag, `locale` Babel's name of it, `messages` English -> its forms."""

    language: str
    locale: str
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict, repr=False)

    def __call__(self, message: str, /, **values: object) -> str:
        """The message in this language, its named places filled. What is not in the catalogue is said in English.

        Raises KeyError when a value for a place is missing. A value is never itself read as a message.
        """
        said = self.messages.get(message)
        return self._filled(said[0] if said else message, values)

    def many(self, one: str, more: str, count: int, /, **values: object) -> str:
        """`one` for a single thing, else `more`, with {n} as the count written out in digits."""
        said = self.messages.get(one)
        filled = {"n": words.number(count), **values}
        if said:
            return self._filled(said[0 if count == 1 else -1], filled)
        return (one if count == 1 else more).format_map(filled)

    def _filled(self, text: str, values: Mapping[str, object]) -> str:
        """The text with its places filled; a blank of the text goes where Chinese meets Chinese.

        What fills a place is left as it is: it may be a quotation.
        """
        if self.english:
            return text.format_map(values)
        made = ""
        for piece, place, _, _ in Formatter().parse(text):
            if made[-1:] and _SET_SOLID.match(made[-1]) and piece[:1] == " " and _SET_SOLID.match(piece[1:2]):
                piece = piece[1:]
            made += piece
            if place is None:
                continue
            value = str(values[place])
            if made.endswith(" ") and _SET_SOLID.match(made[-2:-1]) and _SET_SOLID.match(_first(value)):
                made = made[:-1]
            made += value
        return made

    @property
    def english(self) -> bool:
        return self.language == "en"

    def tongue(self, text: str | None) -> str | None:
        """The language tag of a text shown as it was typed, where it is not in this language; None where it is."""
        han = any("\u3400" <= c <= "\u9fff" for c in text or "")
        if self.english:
            return "zh-Hans" if han else None
        return None if han or not any(c.isalpha() for c in text or "") else "en"

    def runs(self, text: str | None) -> list[tuple[str, str | None]]:
        """A text cut where its language changes, each piece with its tag; None for this language.

        In a Chinese sentence only two or more Latin words in a row are another language: a code or a name is not.
        """
        whole = self.tongue(text)
        if not text or (whole and not self.english):
            return [(text or "", whole)]
        pattern, tag = (_HAN_RUN, "zh-Hans") if self.english else (_LATIN_RUN, "en")
        pieces = pattern.split(text)
        return [(piece, tag if n % 2 else None) for n, piece in enumerate(pieces) if piece]

    def number(self, value: int | Decimal | None, places: int | None = None) -> str:
        """Digits grouped in threes, which both languages share; rounded half up to `places` if given."""
        return words.number(value, places)

    def money(self, amount: Decimal | None, currency: str) -> str:
        """ISO code and amount with two decimals, the same in both: a sign such as ¥ would name two currencies."""
        return words.money(amount, currency)

    def cardinal(self, count: int) -> str:
        """A small count as a word: no, one, two; a larger one in digits."""
        return self(_CARDINALS[count]) if 0 <= count < len(_CARDINALS) else words.number(count)

    def units(self, count: int) -> str:
        """no unit, one unit, 11 units."""
        return self("no unit") if count == 0 else self.many("one unit", "{n} units", count)

    def between(self, low: int, high: int) -> str:
        """An interval of whole numbers: 137 to 452."""
        return self("{low} to {high}", low=words.number(low), high=words.number(high))

    def listed(self, items: Sequence[str]) -> str:
        """a, b and c."""
        if len(items) < 2:
            return "".join(items)
        return self("{lead} and {last}", lead=self.row(items[:-1]), last=items[-1])

    def row(self, items: Sequence[str]) -> str:
        """Things of one kind side by side: D1, D2; D1、D2; a long run by its ends: D1–D80."""
        return (", " if self.english else "、").join(words.side_by_side(items))

    def sentences(self, parts: Sequence[str | None]) -> str:
        """Sentences in a row; Chinese sets no blank between them."""
        return (" " if self.english else "").join(part for part in parts if part)

    def day(self, value: date | None, weekday: bool = False) -> str:
        """13 Aug 2026, Thu 13 Aug 2026; 2026年8月13日星期四."""
        if value is None:
            return "—"
        if self.english:
            return f"{words.weekday(value)}{words.NBSP}{words.day(value)}" if weekday else words.day(value)
        return str(format_date(value, "y年M月d日EEEE" if weekday else "y年M月d日", locale=self.locale))

    def stamp(self, instant: datetime | None, zone: str | None = None, weekday: bool = False) -> str:
        """A time with its clock: Sat 15 Aug 2026, 23:15 +08:00; 2026年8月15日星期六 23:15（北京时间）."""
        if instant is None:
            return "—"
        if self.english:
            return words.stamp(instant, zone, with_weekday=weekday)
        local = instant.astimezone(ZoneInfo(zone)) if zone is not None else instant
        offset = words.offset_of(local)
        clock = "北京时间" if zone == BEIJING or (zone is None and offset == "+08:00") else f"UTC{offset}"
        return f"{self.day(local.date(), weekday)} {words.clock(local)}（{clock}）"

    def both(self, instant: datetime, here: str, there: str) -> str:
        """An instant on the buyer's and, with its weekday, on the supplier's clock; in Chinese the supplier's first."""
        if not self.english:
            return f"{self.stamp(instant, there, weekday=True)}，即{self.stamp(instant, here)}"
        return f"{self.stamp(instant, here)} = {self.stamp(instant, there, weekday=True)}"

    def utc(self, instant: datetime | None, weekday: bool = False) -> str:
        """The same instant in UTC: 13 Aug 2026, 15:15 UTC."""
        if instant is None:
            return "—"
        at = instant.astimezone(UTC)
        joint = ", " if self.english else " "
        return f"{self.day(at.date(), weekday)}{joint}{words.clock(at)}{words.NBSP}UTC"


def _first(text: str) -> str:
    """The first character, or the year of a date: 2026年 is set like a character."""
    return "年" if _DATE.match(text) else text[:1]


@cache
def speaker(locale: str) -> Speaker:
    """The language of `locale/<locale>/lotproof.po`, read once. Raises OSError where there is no such catalogue."""
    with (LOCALE / locale / "lotproof.po").open("rb") as file:
        catalogue = read_po(file, locale=locale, abort_invalid=True)
    messages: dict[str, tuple[str, ...]] = {}
    for message in catalogue:
        text = message.string
        forms = (text,) if isinstance(text, str) else tuple(str(form or "") for form in text or ())
        key = message.id if isinstance(message.id, str) else message.id[0]
        if key and forms and all(forms):
            messages[key] = forms
    return Speaker(locale.replace("_", "-"), locale, messages)


ENGLISH: Final = Speaker("en", "en")


def chinese() -> Speaker:
    """Simplified Chinese."""
    return speaker("zh_Hans")
