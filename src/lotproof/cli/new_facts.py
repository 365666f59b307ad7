"""What a new case is asked: one question a fact, as an option and on a terminal alike, read by the reader's type.

Why one list: an option that could not be asked, or a question without its option, would be found by a person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from lotproof.cli import report

if TYPE_CHECKING:
    from lotproof.intake.new_case import Known


@dataclass(frozen=True, slots=True)
class Question:
    """`kind` names a scalar type of a case, or `level` or `aql`; `asks` is None for what only an option says."""

    name: str
    option: str
    metavar: str
    says: str
    kind: str
    asks: str | None
    default: str = ""


QUESTIONS: Final = (
    Question("title", "--title", "TEXT", "What the case is called on every page.", "Text", None),
    Question("buyer", "--buyer", "NAME", "Your company.", "Text", "buyer, your company"),
    Question("supplier", "--supplier", "NAME", "The supplier, in English.", "Text", "supplier"),
    Question("supplier_zh", "--supplier-zh", "NAME", "Its registered Chinese name.", "Text",
             "its registered Chinese name"),
    Question("product", "--product", "TEXT", "The product in a few words.", "Text", "product"),
    Question("order", "--order", "NUMBER", "The order's number.", "Text", "order number"),
    Question("quantity", "--quantity", "N", "Pieces ordered; else the lot.", "Count", None),
    Question("lot", "--lot", "N", "Pieces presented for inspection.", "Count", "lot: pieces presented for inspection"),
    Question("unit_price", "--unit-price", "AMOUNT", "Price of one piece.", "Money", "unit price"),
    Question("currency", "--currency", "CODE", "ISO 4217, as in USD.", "Currency", "currency"),
    Question("timezone", "--timezone", "ZONE", "Yours, as in America/Denver.", "Zone",
             "your time zone, as in America/Denver"),
    Question("report", "--report", "NUMBER", "The report's own number.", "Text", "number of the inspection report"),
    Question("performed", "--performed", "DAY", "The day of the inspection, as 2026-08-11.", "Day",
             "day of the inspection, as 2026-08-11"),
    Question("level", "--level", "LEVEL", "Inspection level; II where absent.", "level", "inspection level", "II"),
    Question("critical", "--aql-critical", "AQL", "not-allowed where absent.", "aql", "AQL, critical", "not-allowed"),
    Question("major", "--aql-major", "AQL", "2.5 where absent.", "aql", "AQL, major", "2.5"),
    Question("minor", "--aql-minor", "AQL", "4.0 where absent.", "aql", "AQL, minor", "4.0"),
)  # fmt: skip
_AQLS: Final = ("critical", "major", "minor")


def from_options(typed: Mapping[str, str | None]) -> Known:
    """The facts given as options, each read as the reader will. Raises Unusable with the reader's own sentence."""
    from lotproof.cli.questions import checked

    return _known({one.name: checked(one.option, typed.get(one.name), _kind(one.kind)) for one in QUESTIONS})


def asked(case: str, known: Known, defaults: Mapping[str, str]) -> Known:
    """The same, with what no option said asked on the terminal."""
    from lotproof.cli.questions import ask

    report.say(f"{case}: Enter leaves open what you do not know yet; check will list it.")
    aql = dict(known.aql)
    told = {}
    for one in QUESTIONS:
        given = aql[one.name] if one.name in _AQLS else str(getattr(known, one.name))
        is_open = not given or given == one.default
        default = defaults.get(one.name, one.default)
        told[one.name] = ask(one.asks, _kind(one.kind), default) if one.asks and is_open else given
    return _known(told)


def _known(told: Mapping[str, str]) -> Known:
    from lotproof.intake.new_case import Known

    told = {one.name: told[one.name] or one.default for one in QUESTIONS}
    aql = tuple((name, told[name]) for name in _AQLS)
    return Known(**{name: value for name, value in told.items() if name not in _AQLS}, aql=aql)


def _kind(name: str) -> Any:
    """The type a text is read as; a currency or a zone in the wrong letter case is refused with the right one."""
    from typing import Annotated

    from lotproof.case import scalars
    from lotproof.sampling import LEVELS

    if name == "level":
        return Annotated[str, scalars.words(*LEVELS)]
    if name == "aql":
        return Annotated[str, scalars.typed(_aql)]
    return getattr(scalars, name)


def _aql(value: Any) -> str:
    from lotproof.case.scalars import refused
    from lotproof.sampling.aql import column_of

    try:
        column_of(value)
    except ValueError as problem:
        raise refused("WRONG_TYPE", f"{problem}.") from None
    return str(value)
