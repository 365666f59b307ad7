"""What was asked of `lotproof plan`, and which of its options fit together.

Why: an option that is quietly ignored is an answer to another question; each is refused in a sentence instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

import click

from lotproof.cli.door import Unusable

Question = Literal["plan", "inverse", "ranges"]
_WHOLE: Final = re.compile("[+-]?[0-9]{1,30}")
_OPTION: Final = {"as_json": "--json", "second_units": "--second-units"}
# what an option is about, and the questions it does not go with
_PLAN_ONLY: Final = ("double", "isolated", "units", "second_units", "checked", "confidence", "oc", "svg")
_REFUSED: Final[dict[Question, tuple[str, ...]]] = {
    "plan": ("sample", "ac"),
    "inverse": ("aql", *_PLAN_ONLY),
    "ranges": ("lot", "sample", "ac", *_PLAN_ONLY),
}
_NEEDED: Final[dict[Question, tuple[str, ...]]] = {
    "plan": ("lot", "level", "aql"),
    "inverse": ("sample", "ac"),
    "ranges": (),
}
_EXAMPLE: Final[dict[Question, str]] = {
    "plan": "--lot 3000 --level II --aql 2.5",
    "inverse": "--inverse --sample 125 --ac 7",
    "ranges": "--ranges --level II --aql 2.5",
}


if TYPE_CHECKING:
    _Whole = click.ParamType[int]
else:  # click before 8.3 knows no ParamType[int]
    _Whole = click.ParamType


class Count(_Whole):
    """A count of units as typed; what is no whole number is refused with the library's own sentence."""

    name = "integer"

    def __init__(self, noun: str) -> None:
        self.noun = noun

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        if isinstance(value, int):
            return value
        if _WHOLE.fullmatch(str(value)):
            return int(value)
        from lotproof.sampling.exact import whole

        with sentences():
            return whole(value, self.noun)


class sentences:  # noqa: N801 - reads as what it does: with sentences(): ...
    """Turns a refusal of the library into the same sentence at the door."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, problem: BaseException | None, where: object) -> None:
        if isinstance(problem, ValueError):
            raise Unusable(f"{str(problem).removesuffix('.')}.") from None


@dataclass(frozen=True, slots=True)
class Asked:
    """The options as typed; None, False where one was left out."""

    lot: int | None
    level: str | None
    aql: str | None
    severity: str | None
    edition: str
    double: bool
    isolated: bool
    units: int | None
    second_units: int | None
    checked: int | None
    confidence: str | None
    oc: bool
    svg: Path | None
    inverse: bool
    ranges: bool
    sample: int | None
    ac: int | None
    as_json: bool

    @property
    def question(self) -> Question:
        return "inverse" if self.inverse else "ranges" if self.ranges else "plan"

    def given(self) -> Iterator[str]:
        """The names of the options that were typed."""
        for each in fields(self):
            value = getattr(self, each.name)
            if value is not None and value is not False:
                yield each.name


def fitting(asked: Asked) -> Asked:
    """`asked` itself. Raises Unusable for options that are missing or do not go together."""
    given = set(asked.given())
    if asked.inverse and asked.ranges:
        raise Unusable("--inverse and --ranges are two questions; ask one at a time.")
    question = asked.question
    for name in _REFUSED[question]:
        if name in given and question == "plan":
            raise Unusable(f"{_typed(name)} belongs to the question which plan gives it: add --inverse.")
        if name in given:
            raise Unusable(
                f"{_typed(name)} does not go with --{question}, which has no single plan to apply it to."
            )
    for name in _NEEDED[question]:
        if name not in given:
            what = "a plan" if question == "plan" else f"--{question}"
            raise Unusable(
                f"{_typed(name)} is missing: {what} needs {_all(question)}, such as {_EXAMPLE[question]}."
            )
    for name, other in _companions(asked):
        if name in given and other not in given:
            raise Unusable(f"{_typed(name)} needs {_typed(other)}.")
    for name, other in (("checked", "double"), ("checked", "confidence"), ("double", "confidence")):
        if {name, other} <= given:
            raise Unusable(f"{_typed(name)} and {_typed(other)} do not go together{_because(name, other)}.")
    return asked


def _companions(asked: Asked) -> tuple[tuple[str, str], ...]:
    with_level = (("aql", "level"),) if asked.ranges else ()
    return (
        ("checked", "units"),
        ("second_units", "double"),
        ("second_units", "units"),
        ("confidence", "units"),
        *with_level,
    )


def _because(name: str, other: str) -> str:
    return {
        "double": ": an inspection that is still going on is followed for single plans",
        "confidence": ": limits for the lot are computed from one whole single sample",
    }[other]


def _all(question: Question) -> str:
    *first, last = map(_typed, _NEEDED[question])
    return f"{', '.join(first)} and {last}"


def _typed(name: str) -> str:
    return _OPTION.get(name, f"--{name}")
