"""Figures: everything computed from a case at one instant, as frozen values.

One value carries it all, so that the pages, the JSON and the checks can never disagree about a number.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Literal

from lotproof.case.case import LogEvent
from lotproof.case.exhibits import Exhibit
from lotproof.case.inspection import ClassName, Inspection, Scope
from lotproof.case.loss import LossLine
from lotproof.case.options import OptionName
from lotproof.compute.curtailment import ProgressFigures
from lotproof.compute.risk import RiskFigures

Verdict = Literal["pass", "fail"]
Conclusion = Literal["pass", "pass-conditional", "pending", "fail", "not-performed"]
StageState = Literal["done", "open", "blocked"]
AcBasis = Literal["plan", "row", "report", "accept-on-zero"]
Problem = Literal["sample-unknown", "units-exceed-sample", "lot-unknown", "units-unknown", "aql-unknown"]


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """The standard's own plan for this lot: arrows followed, so letter and sample may differ between classes."""

    letter: str
    sample: int
    ac: int
    re: int


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """One class of one sample. Counts are whole units; `rate` is exact; limits are for units in the whole lot."""

    name: ClassName
    aql: str | None
    units: int | None
    defects: int | None
    reported_ac: int | None
    reported_re: int | None
    plan: PlanFigures | None
    ac: int | None
    re: int | None
    ac_basis: AcBasis | None
    verdict: Verdict | None
    rate: Fraction | None
    projected: int | None
    projected_exact: Fraction | None
    limits: tuple[int, int] | None
    at_least: int | None
    up_to: int | None
    tail_at_aql: str | None
    problem: Problem | None
    progress: ProgressFigures | None = None  # only while the inspection is going on
    risk: RiskFigures | None = None  # only after a full sample

    @property
    def accept_on_zero(self) -> bool:
        return self.ac_basis == "accept-on-zero"


@dataclass(frozen=True, slots=True)
class AnyClassFigures:
    """Units with a nonconformity of any class: each unit stands in one class, so the classes add up."""

    units: int
    rate: Fraction
    projected: int
    projected_exact: Fraction
    limits: tuple[int, int]


@dataclass(frozen=True, slots=True)
class ScopeFigures:
    scope: Scope
    index: int
    letter: str | None  # the code letter of lot and level, before any arrow
    letter_sample: int | None
    edition: str
    sample_differs: bool
    sample: int | None
    classes: tuple[ClassFigures, ...]
    any_class: AnyClassFigures | None
    problem: Problem | None

    def of(self, name: str) -> ClassFigures | None:
        return next((figures for figures in self.classes if figures.name == name), None)


@dataclass(frozen=True, slots=True)
class InspectionFigures:
    inspection: Inspection
    index: int  # its place in case.yaml
    lot: int | None
    cartons_to_open: int | None
    verdict: Verdict | None
    conclusion: Conclusion | None
    agrees_with_report: bool | None
    edition_known: bool
    scopes: tuple[ScopeFigures, ...]

    def failed_classes(self) -> tuple[ClassName, ...]:
        """The classes that fail in any scope, worst first."""
        failed = {c.name for scope in self.scopes for c in scope.classes if c.verdict == "fail"}
        order: tuple[ClassName, ...] = ("critical", "major", "minor")
        return tuple(name for name in order if name in failed)


@dataclass(frozen=True, slots=True)
class RateUsed:
    rate: Decimal
    date: date | None
    source: str | None
    exhibit: str | None


@dataclass(frozen=True, slots=True)
class LossLineFigures:
    """A loss line worked out. `amount` in `currency`; `in_case_currency` converted after rounding (K4)."""

    line: LossLine
    index: int
    form: Literal["class", "quantity", "whole-lot", "lump", "unknown"]
    units: Decimal | None
    amount: Decimal | None
    currency: str
    in_case_currency: Decimal | None
    fx: RateUsed | None
    status: str
    counted: bool  # part of exposure or margin
    out_because: Literal["whole-lot", "replaced", "actual", "sorted"] | None


@dataclass(frozen=True, slots=True)
class LossFigures:
    lines: tuple[LossLineFigures, ...]
    exposure: Decimal
    margin: Decimal
    with_margin: Decimal
    superseded_by_actual: bool
    overlaps: tuple[tuple[str, ...], ...]  # ids of lines of one overlap group that bear the same units
    by_status: tuple[tuple[str, Decimal], ...]


@dataclass(frozen=True, slots=True)
class RangeFigures:
    """The seed practice's price-reduction range of one class, on two bases, in the case's currency."""

    low_percent: int
    high_percent: int
    lot_value: Decimal
    lot_base: tuple[Decimal, Decimal]
    units_value: Decimal | None
    units_base: tuple[Decimal, Decimal] | None


@dataclass(frozen=True, slots=True)
class PriceReduction:
    major: RangeFigures | None
    minor: RangeFigures | None
    suppressed: str | None


@dataclass(frozen=True, slots=True)
class OptionFigures:
    name: OptionName
    available: bool
    reason: str | None


@dataclass(frozen=True, slots=True)
class CarFigures:
    """The clock of the CAR. All instants UTC; `elapsed_s` is capped at 48 h."""

    event: LogEvent
    sent: datetime
    deadline: datetime
    elapsed_s: int
    remaining_s: int
    china_working_days_inside: int
    holiday_caution: bool
    courtesy_date: date | None
    calendar_known: bool
    written: bool
    missing_attachments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResponseFigures:
    """The supplier's written answer: `at` is the first, the asks are counted over all up to the instant."""

    at: datetime
    in_time: bool
    kind: Literal["answered-full", "answered-partial", "answered-general-denial"]
    answered: Mapping[str, tuple[str, ...]]  # failed class -> asks answered
    asks_answered: int
    asks: int
    events: tuple[LogEvent, ...]


@dataclass(frozen=True, slots=True)
class ConfirmationFigures:
    state: Literal["verbal", "summarised", "confirmed", "locked"] | None
    at: datetime | None
    option: OptionName | None
    missing: tuple[str, ...]
    amount_required: bool
    event: LogEvent | None
    elements: Mapping[str, tuple[str, LogEvent]]  # element -> quoted words, and where
    documents: Mapping[str, str]  # document -> exhibit


@dataclass(frozen=True, slots=True)
class ReleaseFigures:
    allowed: bool
    missing: tuple[str, ...]
    waived: LogEvent | None
    reinspection: InspectionFigures | None
    reinspection_rule: Literal["mandatory", "recommended", "not-required"] | None


@dataclass(frozen=True, slots=True)
class Escalation:
    raised: Mapping[str, bool]
    reasons: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CreditFigures:
    """`bank_holidays` cites the years of the bank's calendar that were counted; empty: none is known, none is."""

    examination_ends: date | None
    discrepancies: tuple[str, ...]
    bank_holidays: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProcessFigures:
    """What stage 1 and the order of events prove, for the process-integrity lines."""

    frozen: LogEvent | None
    first_contact: LogEvent | None
    evidence_before_contact: bool | None
    written_before_release: bool | None
    missing_evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    case_id: str
    as_of: datetime
    as_of_source: Literal["given", "commit", "newest-event", "none"]
    currency: str
    state: str
    stages: Mapping[str, StageState]
    process: ProcessFigures
    inspections: tuple[InspectionFigures, ...]
    loss: LossFigures
    price_reduction: PriceReduction
    options: tuple[OptionFigures, ...]
    car: CarFigures | None
    response: ResponseFigures | None
    confirmation: ConfirmationFigures
    release: ReleaseFigures
    escalation: Escalation
    credit: CreditFigures | None
    business_days: Mapping[str, int | None]
    log: tuple[LogEvent, ...]  # events up to as_of
    exhibits: tuple[Exhibit, ...]  # exhibits in hand by as_of

    @property
    def first(self) -> InspectionFigures | None:
        """The inspection the case is about: the first one listed."""
        return self.inspections[0] if self.inspections else None

    def option(self, name: OptionName) -> OptionFigures:
        return next(option for option in self.options if option.name == name)
