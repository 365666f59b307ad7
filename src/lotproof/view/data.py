"""Figures as the JSON object of case-format section 6: the contract's names, in the contract's notation.

Money and rates are strings in plain decimal notation, computed instants end in Z, absent is null.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from lotproof.case.finding import Finding
from lotproof.compute.figures import (
    AnyClassFigures,
    ClassFigures,
    Figures,
    InspectionFigures,
    LossLineFigures,
    RangeFigures,
    ScopeFigures,
)
from lotproof.compute.rounding import to_places
from lotproof.view.chances import progress_data, risk_data


def zulu(instant: datetime | None) -> str | None:
    """A UTC instant as RFC 3339 ending in Z; fractions of a second only where there are some."""
    if instant is None:
        return None
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def plain(value: Decimal | None) -> str | None:
    """A decimal without exponent, its zeros kept."""
    return None if value is None else format(value, "f")


def six_places(rate: Fraction | None) -> str | None:
    """A rate rounded half up to 6 places, trailing zeros dropped (0.088)."""
    if rate is None:
        return None
    text = plain(to_places(rate, 6)) or "0"
    return text.rstrip("0").rstrip(".") if "." in text else text


def exact_units(value: Fraction | None) -> str | None:
    """Projected units before rounding: whole as they are, else with 2 decimals."""
    if value is None:
        return None
    return str(value.numerator) if value.denominator == 1 else plain(to_places(value, 2))


def as_data(figures: Figures, findings: Iterable[Finding]) -> dict[str, Any]:
    """The whole of `lotproof show --json`, without negotiation."""
    car, response, confirmation = figures.car, figures.response, figures.confirmation
    return {
        "case": figures.case_id,
        "as_of": zulu(figures.as_of),
        "currency": figures.currency or None,
        "state": figures.state,
        "stages": dict(figures.stages),
        "inspections": [_inspection(found) for found in figures.inspections],
        "loss": {
            "lines": [_loss_line(line) for line in figures.loss.lines],
            "exposure": plain(figures.loss.exposure),
            "margin": plain(figures.loss.margin),
            "with_margin": plain(figures.loss.with_margin),
            "superseded_by_actual": figures.loss.superseded_by_actual,
        },
        "price_reduction": {
            "major": _range(figures.price_reduction.major),
            "minor": _range(figures.price_reduction.minor),
            "suppressed": figures.price_reduction.suppressed,
        },
        "options": {
            option.name: {"available": option.available, "reason": option.reason}
            for option in figures.options
        },
        "car": None
        if car is None
        else {
            "sent": zulu(car.sent),
            "deadline": zulu(car.deadline),
            "elapsed_s": car.elapsed_s,
            "remaining_s": car.remaining_s,
            "china_working_days_inside": car.china_working_days_inside,
            "holiday_caution": car.holiday_caution,
            "courtesy_date": _day(car.courtesy_date),
        },
        "response": None
        if response is None
        else {
            "at": zulu(response.at),
            "in_time": response.in_time,
            "kind": response.kind,
            "asks_answered": response.asks_answered,
            "asks": response.asks,
        },
        "confirmation": {
            "state": confirmation.state,
            "at": zulu(confirmation.at),
            "option": confirmation.option,
            "missing": list(confirmation.missing),
        },
        "release": {"allowed": figures.release.allowed, "missing": list(figures.release.missing)},
        "escalation": {**figures.escalation.raised, "reasons": dict(figures.escalation.reasons)},
        "credit": None
        if figures.credit is None
        else {
            "examination_ends": _day(figures.credit.examination_ends),
            "discrepancies": list(figures.credit.discrepancies),
        },
        "business_days": dict(figures.business_days),
        "findings": [_finding(finding) for finding in findings],
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "severity": finding.severity,
        "message": finding.message,
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "hint": finding.hint,
    }


def _inspection(found: InspectionFigures) -> dict[str, Any]:
    return {
        "id": found.inspection.id,
        "lot": found.lot,
        "cartons_to_open": found.cartons_to_open,
        "verdict": found.verdict,
        "agrees_with_report": found.agrees_with_report,
        "scopes": [_scope(scope) for scope in found.scopes],
    }


def _scope(scope: ScopeFigures) -> dict[str, Any]:
    return {
        "id": scope.scope.id,
        "expected": {"letter": scope.letter, "sample": scope.letter_sample, "edition": scope.edition},
        "sample_differs": scope.sample_differs,
        "classes": {figures.name: _class(figures) for figures in scope.classes},
        "any_class": _any_class(scope.any_class),
    }


def _class(figures: ClassFigures) -> dict[str, Any]:
    plan = figures.plan
    return {
        "units": figures.units,
        "defects": figures.defects,
        "plan": None
        if plan is None
        else {"letter": plan.letter, "sample": plan.sample, "ac": plan.ac, "re": plan.re},
        "ac": figures.ac,
        "re": figures.re,
        "verdict": figures.verdict,
        "rate": six_places(figures.rate),
        "projected": figures.projected,
        "projected_exact": exact_units(figures.projected_exact),
        "lot95": list(figures.limits) if figures.limits is not None else None,
        "at_least": figures.at_least,
        "up_to": figures.up_to,
        "tail_at_aql": figures.tail_at_aql,
        "progress": progress_data(figures.progress),
        "risk": risk_data(figures.risk),
    }


def _any_class(figures: AnyClassFigures | None) -> dict[str, Any] | None:
    if figures is None:
        return None
    return {
        "units": figures.units,
        "rate": six_places(figures.rate),
        "projected": figures.projected,
        "lot95": list(figures.limits),
    }


def _loss_line(line: LossLineFigures) -> dict[str, Any]:
    units: int | str | None = None
    if line.units is not None:
        units = int(line.units) if line.units == line.units.to_integral_value() else plain(line.units)
    return {
        "id": line.line.id,
        "units": units,
        "amount": plain(line.amount),
        "currency": line.currency or None,
        "in_case_currency": plain(line.in_case_currency),
        "status": line.status,
    }


def _range(found: RangeFigures | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "lot_base": [plain(amount) for amount in found.lot_base],
        "units_base": [plain(amount) for amount in found.units_base]
        if found.units_base is not None
        else None,
    }
