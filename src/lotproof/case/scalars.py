"""The scalar types a case is typed in, each read from the text a person wrote.

YAML hands every scalar over as text; the type comes from the key. So `no` stays a word, `7.20` keeps its zero,
and a time without an offset is refused by the sentence below instead of being guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from lotproof.case.currencies import ACTIVE
from lotproof.case.near import meant, nearest

_INTEGER = re.compile(r"[+-]?(0|[1-9][0-9]*)\Z", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?\Z", re.ASCII)
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z", re.ASCII)
_TIME = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ]"
    r"([0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"([Zz]|[+-][0-9]{2}:[0-9]{2})?\Z",
    re.ASCII,
)
_YEARS = range(1980, 2200)  # an order, an inspection or a deadline of another year is a typing slip
_LARGEST = 1_000_000_000  # no lot, sample or file of a case is larger
_LONGEST = 18  # digits of a whole number; past that a typing slip is likelier than a lot


def refused(code: str, message: str, hint: str = "") -> PydanticCustomError:
    """What a scalar type raises: the code its finding has, one sentence, and how to mend it."""
    return PydanticCustomError(code, "{sentence}", {"sentence": message, "hint": hint})


def shown(value: object) -> str:
    """A typed value as it is quoted in a sentence: short, on one line."""
    text = (
        "a mapping"
        if isinstance(value, dict)
        else "a list"
        if isinstance(value, (list, tuple))
        else str(value)
    )
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:57] + "…"


def _as_text(value: Any) -> str:
    if not isinstance(value, str):
        raise refused("WRONG_TYPE", f"a text is wanted here, not {shown(value)}.")
    return value


def _as_integer(value: Any) -> int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = value.strip() if isinstance(value, str) else None
    if text is None or not _INTEGER.match(text) or len(text) > _LONGEST:
        hint = "write digits only: 3000, not 3,000 or 3_000." if text else ""
        raise refused("WRONG_TYPE", f"a whole number is wanted here, not {shown(value)}.", hint)
    return int(text)


def _as_count(value: Any) -> int:
    number = _as_integer(value)
    if number < 0:
        raise refused("NEGATIVE_NUMBER", f"a count cannot be negative: {number}.")
    if number > _LARGEST:
        raise refused("OUT_OF_RANGE", f"a count of {number} cannot be right.")
    return number


def _as_decimal(value: Any) -> Decimal:
    if isinstance(value, Decimal):
        return value
    text = value.strip() if isinstance(value, str) else None
    if text is None or not _DECIMAL.match(text) or len(text) > 2 * _LONGEST:
        hint = "write it with a point and no separators: 1234.50." if text else ""
        raise refused("WRONG_TYPE", f"a decimal number is wanted here, not {shown(value)}.", hint)
    return Decimal(text)


def _as_rate(value: Any) -> Decimal:
    number = _as_decimal(value)
    if number < 0:
        raise refused("NEGATIVE_NUMBER", f"an amount or rate cannot be negative here: {number}.")
    return number


def _as_positive(value: Any) -> Decimal:
    number = _as_decimal(value)
    if number <= 0:
        raise refused("NEGATIVE_NUMBER", f"a number above zero is wanted here, not {number}.")
    return number


def _as_share(value: Any) -> Decimal:
    number = _as_decimal(value)
    if not 0 <= number <= 1:
        raise refused(
            "OUT_OF_RANGE", f"a share between 0 and 1 is wanted here, not {number}.", "0.15 is 15 %."
        )
    return number


def _as_date(value: Any) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    text = value.strip() if isinstance(value, str) else ""
    if _DATE.match(text):
        try:
            day = date.fromisoformat(text)
        except ValueError:
            raise refused("WRONG_TYPE", f"{text} is not a day of the calendar.") from None
        return _of_our_time(day, text)
    raise refused("WRONG_TYPE", f"a date is wanted here, not {shown(value)}.", "write it as 2026-08-11.")


def _of_our_time(day: date, typed: str) -> date:
    if day.year not in _YEARS:
        raise refused("OUT_OF_RANGE", f"the year of {typed} cannot be right.")
    return day


def _as_instant(value: Any) -> datetime:
    """A time with its offset, kept as typed: the offset is part of what was recorded."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        return value
    match = _TIME.match(value.strip()) if isinstance(value, str) else None
    if match is None:
        raise refused(
            "WRONG_TYPE",
            f"a time is wanted here, not {shown(value)}.",
            "write it as 2026-08-13T09:15:00-06:00.",
        )
    day, clock, offset = match.groups()
    if offset is None:
        raise refused(
            "TIME_WITHOUT_OFFSET",
            f"the time {shown(value)} has no offset.",
            f"add the place's offset from UTC, as in {day}T{clock}+08:00.",
        )
    try:
        instant = datetime.fromisoformat(f"{day}T{clock}{'+00:00' if offset in 'Zz' else offset}")
        _of_our_time(instant.astimezone(UTC).date(), shown(value))
    except (ValueError, OverflowError):
        raise refused("WRONG_TYPE", f"{shown(value)} is not a time of the calendar.") from None
    return instant


def _as_truth(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if value in ("true", "True", "TRUE"):
        return True
    if value in ("false", "False", "FALSE"):
        return False
    raise refused("WRONG_TYPE", f"true or false is wanted here, not {shown(value)}.")


def _as_yes_no(value: Any) -> bool:
    if value in ("yes", "no"):
        return bool(value == "yes")
    try:
        return _as_truth(value)
    except PydanticCustomError:
        raise refused("WRONG_TYPE", f"yes or no is wanted here, not {shown(value)}.") from None


def _as_currency(value: Any) -> str:
    text = _as_text(value)
    if text not in ACTIVE:
        near = text.strip().upper()
        hint = f"did you mean {near}?" if near in ACTIVE else "write its ISO 4217 code, as in USD, EUR, CNY."
        raise refused("UNKNOWN_CURRENCY", f"{shown(text)} is not a currency in use.", hint)
    return text


# mainland China keeps one time and the zone is named after one city; others are typed as often
_ONE_CLOCK = "Asia/Shanghai"
_CITIES = frozenset(
    {"beijing", "peking", "shenzhen", "guangzhou", "ningbo", "yiwu", "xiamen", "qingdao", "tianjin", "china"}
)


def _as_timezone(value: Any) -> str:
    text = _as_text(value)
    try:
        ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        city = text.rpartition("/")[2].strip().replace(" ", "_")
        near = _ONE_CLOCK if city.casefold() in _CITIES else meant(city, available_timezones())
        hint = f"did you mean {near}?" if near else "write it as Europe/Berlin."
        raise refused("UNKNOWN_TIMEZONE", f"{shown(text)} is not an IANA time zone.", hint) from None
    return text


def _as_list(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return value
    raise refused("WRONG_TYPE", f"a list is wanted here, not {shown(value)}.", "write [one, two].")


def words(*allowed: str) -> Any:
    """A `BeforeValidator` that takes one of the words given and offers the nearest for any other.

    A word that looks like a number is one to an editor, so the schema allows both.
    """

    def check(value: Any) -> str:
        text = _as_text(value)
        if text not in allowed:
            near = nearest(text.strip(), allowed)
            listed = f"are: {', '.join(allowed)}."
            hint = f"did you mean {near}? Known {listed}" if near else f"known {listed}"
            raise refused("UNKNOWN_WORD", f"{shown(text)} is not one of the words known here.", hint)
        return text

    numbers = [int(word) for word in allowed if word.isdecimal()]
    return typed(check, {"enum": [*allowed, *numbers]})


def typed(convert: Callable[[Any], Any], schema: dict[str, Any] | None = None) -> Any:
    """The `BeforeValidator` of one scalar type, and the JSON Schema of what it reads, for editors.

    The schema speaks of values as an editor's YAML has them: `3000` a number there, a text here.
    """
    if schema is None:
        return BeforeValidator(convert)
    return BeforeValidator(convert, json_schema_input_type=Annotated[Any, WithJsonSchema(schema)])


_DIGITS = r"^[+-]?(0|[1-9][0-9]*)$"
_DECIMALS = r"^[+-]?(0|[1-9][0-9]*)(\.[0-9]+)?$"
_UNSIGNED = r"^\+?(0|[1-9][0-9]*)(\.[0-9]+)?$"
_DAYS = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_INSTANTS = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt"
    r" ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})$"
)
TEXT_SCHEMA = {"type": ["string", "number", "boolean"]}
MONEY_SCHEMA = {"type": ["number", "string"], "minimum": 0, "pattern": _UNSIGNED}

Text = Annotated[str, typed(_as_text, TEXT_SCHEMA)]
Count = Annotated[
    int,
    typed(_as_count, {"type": ["integer", "string"], "minimum": 0, "maximum": _LARGEST, "pattern": _DIGITS}),
]
Money = Annotated[Decimal, typed(_as_rate, MONEY_SCHEMA)]
SignedMoney = Annotated[Decimal, typed(_as_decimal, {"type": ["number", "string"], "pattern": _DECIMALS})]
Positive = Annotated[
    Decimal, typed(_as_positive, {"type": ["number", "string"], "exclusiveMinimum": 0, "pattern": _UNSIGNED})
]
Share = Annotated[
    Decimal,
    typed(_as_share, {"type": ["number", "string"], "minimum": 0, "maximum": 1, "pattern": _UNSIGNED}),
]
Day = Annotated[date, typed(_as_date, {"type": "string", "pattern": _DAYS})]
Instant = Annotated[datetime, typed(_as_instant, {"type": "string", "pattern": _INSTANTS})]
Truth = Annotated[bool, typed(_as_truth, {"enum": [True, False, "true", "false"]})]
YesNo = Annotated[bool, typed(_as_yes_no, {"enum": ["yes", "no", True, False]})]
Currency = Annotated[str, typed(_as_currency, {"enum": sorted(ACTIVE)})]
Zone = Annotated[str, typed(_as_timezone, {"type": "string"})]
as_list = typed(_as_list)
