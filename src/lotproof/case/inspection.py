"""What the inspector reported: quantities, scopes (one sample each), counts by class, defects."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from lotproof.case.base import REQUIRED, Facts
from lotproof.case.scalars import Count, Day, Instant, Money, Positive, Text, Truth, as_list, words

ClassName = Literal["critical", "major", "minor"]
CLASSES: tuple[ClassName, ...] = ("critical", "major", "minor")


class Quantity(Facts):
    ordered: Count | None = None
    presented: Annotated[Count | None, REQUIRED] = None
    packed: Count | None = None
    cartons: Count | None = None
    cartons_opened: Count | None = None


class ClassCount(Facts):
    """One class of one sample. `units`: nonconforming units, each once, in its worst class; `defects`: all counted."""

    aql: Annotated[Text | None, REQUIRED] = None
    units: Annotated[Count | None, REQUIRED] = None
    defects: Count | None = None
    ac: Count | None = None
    re: Count | None = None


class Classes(Facts):
    critical: ClassCount | None = None
    major: ClassCount | None = None
    minor: ClassCount | None = None


class Scope(Facts):
    """One sample drawn at one level: rates of two scopes are never pooled."""

    id: Annotated[Text | None, REQUIRED] = None
    level: Annotated[Annotated[str, words("I", "II", "III", "S-1", "S-2", "S-3", "S-4")] | None, REQUIRED] = (
        None
    )
    severity: Annotated[str, words("normal", "tightened", "reduced")] = "normal"
    sample: Annotated[Count | None, REQUIRED] = None
    units_checked: Count | None = None
    classes: Annotated[Classes | None, REQUIRED] = None


class Requirement(Facts):
    text: Text | None = None
    exhibit: Text | None = None
    page: Count | None = None


class Defect(Facts):
    id: Text | None = None
    cls: Annotated[str, words(*CLASSES)] | None = Field(default=None, alias="class")
    scope: Text | None = None
    title: Text | None = None
    title_zh: Text | None = None
    units: Count | None = None
    defects: Count | None = None
    requirement: Requirement | None = None
    regulation: Text | None = None
    destructive_test: Truth = False
    exhibits: Annotated[tuple[Text, ...], as_list] = ()


class Inspection(Facts):
    """One report. The first of a case is the failed one; re-inspections follow."""

    id: Annotated[Text | None, REQUIRED] = None
    service: Annotated[str, words("PSI", "DPI", "re-inspection")] | None = None
    performed: Annotated[Annotated[tuple[Day, ...], as_list], REQUIRED] = ()
    issued: Instant | None = None
    status: Annotated[str, words("draft", "final", "in-progress")] | None = None
    exhibit: Text | None = None
    man_days: Positive | None = None
    fee: Money | None = None
    quantity: Annotated[Quantity | None, REQUIRED] = None
    standard: Text | None = None
    conclusion: Text | None = None
    scopes: Annotated[Annotated[tuple[Scope, ...], as_list], REQUIRED] = ()
    defects: Annotated[tuple[Defect, ...], as_list] = ()
