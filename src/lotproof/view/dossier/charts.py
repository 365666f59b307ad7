"""What the charts of the dossier draw: the intervals, the curves, and the timeline between two clocks.

A chart repeats numbers that stand in a table beside it; nothing is shown here only.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from markupsafe import Markup

from lotproof.case.case import LogEvent
from lotproof.case.events import Event
from lotproof.case.inspection import Defect
from lotproof.compute.calendar import in_china
from lotproof.compute.figures import ClassFigures, InspectionFigures, ScopeFigures
from lotproof.compute.risk import LotChance, RiskFigures
from lotproof.render.charts import (
    Bar,
    Clock,
    CurveMark,
    CurvePoint,
    Moment,
    Tone,
    Whisker,
    Window,
    bars,
    oc_curve,
    timeline,
)
from lotproof.render.charts import intervals as draw_intervals
from lotproof.sampling import lot_curve
from lotproof.view import phrases, words
from lotproof.view.book import Book
from lotproof.view.chances import spoken
from lotproof.view.dossier.risk import key

_TONES: dict[str, Tone] = {"good": "good", "bad": "alarm", "warn": "caution", "plain": "plain"}
_CLASSES: dict[str, Tone] = {"critical": "alarm", "major": "caution", "minor": "plain"}
BARS = 12  # what the eye compares; the list under it has them all
# where the first page has no line to spare for a caption; as wide as the plot there
LEGEND = f". Mark: projection; line: exact 95{words.NBSP}% interval; hollow: none found, up to arrow"
MOMENTS = 14  # what the line of time holds apart; the chronology has them all
_MOMENTS = {
    "evidence-frozen": "Evidence frozen",
    "car": "Request sent",
    "reply": "Supplier replies",
    "answer": "Buyer answers",
    "objection": "Written objection",
    "shipment": "Shipment",
    "confirmation": "Confirmed in writing",
    "release": "Release",
    "escalation": "Escalation",
}


def intervals(found: InspectionFigures | None, width: int = 480, legend: str = "") -> Markup | None:
    """The projections of every class of one inspection with their limits, on one axis; `legend`: how to read them."""
    if found is None or found.lot is None:
        return None
    several = len(found.scopes) > 1
    rows = [_whisker(s, c, several) for s in found.scopes for c in s.classes if c.limits is not None]
    if not rows:
        return None
    return draw_intervals(
        rows,
        title="Projected nonconforming units with exact 95 % limits, by class",
        axis=f"nonconforming units in the lot of {words.number(found.lot)}{legend}",
        width=width,
    )


def _whisker(scope: ScopeFigures, found: ClassFigures, several: bool) -> Whisker:
    assert found.limits is not None and found.projected is not None
    word, tone = phrases.VERDICTS[found.verdict]
    none = found.units == 0
    value = (
        f"none found, up to {words.number(found.up_to)}"
        if none
        else f"{words.number(found.projected)} ({words.between(*found.limits)})"
    )
    return Whisker(
        label=words.CLASS_WORDS[found.name] + (f", {scope.scope.id}" if several else ""),
        note=f"{words.number(found.units)} of {words.number(scope.sample)}",
        point=found.projected,
        low=None if none else found.limits[0],
        high=(found.up_to or 0) if none else found.limits[1],
        value=value,
        verdict=word,
        tone=_TONES[tone],
    )


def pareto(found: InspectionFigures) -> list[Markup]:
    """The defects of each scope by the units that show them, most first; a scope with fewer than three needs none.

    Scopes are samples of their own and never share an axis. A unit with two defects counts under both, so the bars
    are compared and not added.
    """
    drawn = []
    for scope in found.scopes:
        first = scope is found.scopes[0]
        counted = [
            defect
            for defect in found.inspection.defects
            if defect.units and (defect.scope == scope.scope.id or (first and defect.scope is None))
        ]
        if len(counted) < 3:
            continue
        order = sorted(
            counted, key=lambda defect: -(defect.units or 0)
        )  # equal ones stay as the report lists them
        where = f", {scope.scope.id}" if len(found.scopes) > 1 else ""
        left = f"; the {BARS} with most of {len(order)}" if len(order) > BARS else ""
        drawn.append(
            bars(
                [_bar(defect) for defect in order[:BARS]],
                title=f"Units with each defect{where}, most first{left}",
                axis=f"units with the defect, of {words.units(scope.sample or 0)} drawn{where}",
            )
        )
    return drawn


def _bar(defect: Defect) -> Bar:
    count = defect.units or 0
    return Bar(
        f"{defect.id or words.DASH} · {defect.title or 'untitled'}",
        str(words.CLASS_WORDS.get(defect.cls, "Class not stated")),  # type: ignore[call-overload]
        count,
        words.units(count),
        _CLASSES.get(defect.cls or "", "plain"),
    )


def curves(found: InspectionFigures) -> dict[str, dict[str, Any]]:
    """The operating characteristic of the numbers that judged each failed class, where they go with an AQL."""
    return {
        key(scope, c): _curve(c, c.risk, c.risk.estimate)
        for scope in found.scopes
        for c in scope.classes
        if c.verdict == "fail"
        and c.risk is not None
        and c.risk.estimate is not None
        and c.risk.producers_risk is not None
    }


def _curve(found: ClassFigures, risk: RiskFigures, estimate: LotChance) -> dict[str, Any]:
    assert risk.lower is not None and risk.upper is not None
    assert risk.share_at_aql is not None and risk.producers_risk is not None
    lot, accepted = risk.plan.lot_size, 1 - risk.producers_risk
    last = max(risk.upper.units * Fraction(11, 10), risk.share_at_aql * lot * 3, Fraction(1))
    points = [
        CurvePoint(p.share * 100, p.acceptance) for p in lot_curve(risk.plan, min(lot, last.__ceil__()), 60)
    ]
    held: tuple[tuple[str, LotChance, Tone], ...] = (
        ("lower limit", risk.lower, "plain"),
        ("estimate", estimate, "alarm"),
        ("upper limit", risk.upper, "plain"),
    )
    says = (
        f"Lots from a process exactly at the AQL of {found.aql}{words.NBSP}% are accepted {spoken(accepted)}"
        f" of the time. This lot would be accepted {spoken(risk.lower.chance)} of the time if it held"
        f" {words.number(risk.lower.units)} nonconforming units (lower limit), {spoken(estimate.chance)} with"
        f" {words.number(estimate.units)} (estimate), {spoken(risk.upper.chance)} with"
        f" {words.number(risk.upper.units)} (upper limit)."
    )
    aql = f"AQL {found.aql}{words.NBSP}%: {spoken(accepted)}"
    svg = oc_curve(
        points,
        [
            CurveMark(risk.share_at_aql * 100, accepted, aql, "good"),
            *(
                CurveMark(
                    Fraction(at.units * 100, lot),
                    at.chance,
                    f"{name}, {words.number(at.units)}: {spoken(at.chance)}",
                    tone,
                )
                for name, at, tone in held
            ),
        ],
        title=f"Operating characteristic of the plan for {found.name} nonconformities",
        description=says,
        x_axis="per cent nonconforming in the lot",
        y_axis="chance that the plan accepts the lot",
        height=205,
    )
    named = f"Plan {risk.plan.letter}" if risk.plan.letter else "Plan"
    caption = (
        f"{named}, sample {words.number(risk.plan.sample)}, Ac {found.ac}, Re {found.re}, for {found.name}"
        f" nonconformities. {says} The curve is that of this lot of {words.number(lot)} (hypergeometric); the"
        " AQL is a share of a process, and its point is binomial, as the standard prints its curves."
    )
    return {"svg": svg, "caption": caption}


def case_timeline(book: Book) -> dict[str, Any] | None:
    """The decisive moments on one line between the supplier's and the buyer's calendar, with the 48-hour window.

    Of many replies and answers the first are drawn, and the caption says how many are not.
    """
    figures = book.figures
    car = figures.car
    if car is None:
        return None
    buyer, supplier = ZoneInfo(book.buyer_zone), ZoneInfo(book.supplier_zone)
    last = car.deadline + timedelta(days=5)
    shown = [
        e
        for e in figures.log
        if e.event.kind in _MOMENTS
        and e.event.at is not None
        and car.sent - timedelta(days=3) <= e.event.at <= last
    ]
    drawn = _drawn(shown)
    moments = [
        Moment(
            at=e.event.at,
            label=_MOMENTS[e.event.kind or ""],
            above=_moment(e.event, supplier),
            below=_moment(e.event, buyer),
            tone="alarm" if e.event.kind == "shipment" else "plain",
        )
        for e in drawn
        if e.event.at is not None
    ]
    if not moments:
        return None
    china = in_china(book.case.house)
    days = [moments[0].at.date() + timedelta(days=n - 2) for n in range(20)]
    svg = timeline(
        moments,
        [Window(car.sent, car.deadline, "48 hours to answer")],
        above=Clock(
            f"Supplier, {book.supplier_zone}",
            supplier,
            frozenset(d for d in days if not china.is_working_day(d)),
        ),
        below=Clock(f"Buyer, {book.buyer_zone}", buyer, frozenset(d for d in days if d.weekday() > 4)),
        title="The 48 hours and what happened around them, on both clocks",
        day=_short_day,
    )
    caption = (
        "One line of time between two calendars: the bar is the 48 hours from the instant of sending, a grey"
        " day is one on which that side does not work."
    )
    if left := len(shown) - len(drawn):
        caption += f" The chronology has {words.cardinal(left)} more of the replies and answers."
    return {"svg": svg, "caption": caption}


def _drawn(shown: list[LogEvent]) -> list[LogEvent]:
    """What is drawn of the moments: all that happened once, and the first of the replies and answers."""
    said = [e for e in shown if e.event.kind in ("reply", "answer")]
    left_out = said[max(MOMENTS - (len(shown) - len(said)), 1) :]
    return [e for e in shown if e not in left_out]


def _moment(event: Event, zone: ZoneInfo) -> str:
    """Day and time; of goods shipped the day alone, because a transport document proves no more."""
    assert event.at is not None
    if event.kind == "shipment" and event.on_board is not None:
        return f"{words.weekday(event.on_board)} {_short_day(event.on_board)}"
    return _short_stamp(event.at, zone)


def _short_stamp(instant: datetime, zone: ZoneInfo) -> str:
    local = instant.astimezone(zone)
    return f"{words.weekday(local.date())} {_short_day(local.date())}, {words.clock(local)}"


def _short_day(value: date) -> str:
    return words.day(value).rsplit(words.NBSP, 1)[0]
