"""One sample worked out: plan, verdict, projection and exact lot limits of each class (K1-K5).

Which Ac judges a class is the contract's ladder: the plan's where the plan's sample was drawn; else that of the table
row whose size was drawn; else what the report printed; else none.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from lotproof.case.inspection import CLASSES, ClassCount, ClassName, Inspection, Scope
from lotproof.compute.curtailment import progress_figures
from lotproof.compute.figures import (
    AcBasis,
    AnyClassFigures,
    ClassFigures,
    PlanFigures,
    Problem,
    ScopeFigures,
    Verdict,
)
from lotproof.compute.judged import judged_plan, percent_typed, share_at
from lotproof.compute.risk import risk_figures
from lotproof.compute.rounding import half_up
from lotproof.sampling import Plan, ac_for_sample, code_letter, lot_limits, plan, scientific
from lotproof.sampling.aql import column_of
from lotproof.sampling.binomial import at_most
from lotproof.sampling.letters import LETTERS, row_sizes

LARGEST_SUMMED = 20_000


def scope_figures(
    inspection: Inspection, scope: Scope, index: int, lot: int | None, edition: str
) -> ScopeFigures:
    """Everything one sample says. A problem (unknown sample, more units than the sample) is named, never guessed."""
    letter = _letter(lot, scope.level)
    own_size = None
    if letter is not None and lot is not None:
        own_size = min(row_sizes(scope.severity)[LETTERS.index(letter)], lot)
    drawn = scope.sample if scope.sample else None
    problem: Problem | None = None
    if lot is None or lot < 1:
        problem = "lot-unknown"
    elif drawn is None or drawn > lot:
        problem = "sample-unknown"
    counts = scope.classes
    going_on = inspection.status == "in-progress"
    classes = tuple(
        _class_figures(name, count, scope, drawn, lot, edition, letter, problem, going_on)
        for name in CLASSES
        if counts is not None and (count := getattr(counts, name)) is not None
    )
    all_planned = bool(classes) and all(c.plan is not None and c.plan.sample == drawn for c in classes)
    return ScopeFigures(
        scope=scope,
        index=index,
        letter=letter,
        letter_sample=own_size,
        edition=edition,
        sample_differs=drawn is not None and own_size is not None and drawn != own_size and not all_planned,
        sample=drawn,
        classes=classes,
        any_class=None if problem else _any_class(classes, drawn, lot),
        problem=problem,
    )


def _letter(lot: int | None, level: str | None) -> str | None:
    try:
        return None if lot is None or level is None else code_letter(lot, level)
    except ValueError:  # a lot of one unit has no letter: it is inspected whole
        return None


def _all_checked(scope: Scope) -> bool:
    """Whether an inspection in progress has looked at the whole sample."""
    return None not in (scope.units_checked, scope.sample) and scope.units_checked == scope.sample


def _class_figures(
    name: ClassName,
    count: ClassCount,
    scope: Scope,
    drawn: int | None,
    lot: int | None,
    edition: str,
    letter: str | None,
    problem: Problem | None,
    going_on: bool,
) -> ClassFigures:
    checked = not going_on or _all_checked(scope)
    standard = _plan(count.aql, lot, scope, edition)
    ac, re, basis = _numbers(count, standard, drawn, scope, edition, letter)
    trouble = problem or (
        "units-unknown"
        if count.units is None
        else "units-exceed-sample"
        if drawn is not None and count.units > drawn
        else "aql-unknown"
        if count.aql is None or not _known(count.aql)
        else None
    )
    usable = trouble in (None, "aql-unknown")
    verdict: Verdict | None = None
    if usable and count.units is not None and re is not None:
        verdict = "fail" if count.units >= re else "pass" if checked else None
    figures = ClassFigures(
        name=name,
        aql=count.aql,
        units=count.units,
        defects=count.defects,
        reported_ac=count.ac,
        reported_re=count.re,
        plan=standard,
        ac=ac,
        re=re,
        ac_basis=basis,
        verdict=verdict,
        rate=None,
        projected=None,
        projected_exact=None,
        limits=None,
        at_least=None,
        up_to=None,
        tail_at_aql=None,
        problem=trouble,
    )
    if not usable or drawn is None or lot is None or count.units is None:
        return figures
    judged: Plan | None = None
    if ac is not None and re is not None:
        aql = None if basis == "accept-on-zero" else count.aql
        row = standard.letter if basis == "plan" and standard is not None else ""
        judged = judged_plan(scope, lot, drawn, aql, ac, re, edition, row)
    so_far = None
    if judged is not None and going_on and scope.units_checked is not None:
        so_far = progress_figures(judged, scope.units_checked, count.units, share_at(count.aql))
    figures = replace(figures, progress=so_far)
    return _project(figures, count.units, drawn, lot, judged) if checked else figures


def _project(figures: ClassFigures, units: int, drawn: int, lot: int, judged: Plan | None) -> ClassFigures:
    exact = Fraction(units * lot, drawn)
    limits = lot_limits(units, drawn, lot)
    tail = None
    if figures.ac_basis != "accept-on-zero" and figures.aql is not None:
        tail = _tail(units, drawn, figures.aql)
    risk = None
    if judged is not None:
        both = (limits.lower, limits.upper)
        risk = risk_figures(judged, units, share_at(figures.aql), half_up(exact), both)
    return replace(
        figures,
        rate=Fraction(units, drawn),
        projected=half_up(exact),
        projected_exact=exact,
        limits=(limits.lower, limits.upper),
        at_least=limits.at_least,
        up_to=limits.up_to,
        tail_at_aql=tail,
        risk=risk,
    )


def _tail(units: int, drawn: int, aql: str) -> str | None:
    """P(X >= units) at the AQL as typed, also where the table has no such AQL; None where it is no share of units.

    Exact, so a sample far beyond every table is left out: its sum would take minutes and say 0 or 1.
    """
    percent = percent_typed(aql)
    if percent is None or percent >= 100 or drawn > LARGEST_SUMMED:
        return None
    return scientific(1 - at_most(units - 1, drawn, percent / 100) if units else Fraction(1))


def _plan(aql: str | None, lot: int | None, scope: Scope, edition: str) -> PlanFigures | None:
    if aql is None or lot is None or scope.level is None:
        return None
    try:
        found = plan(lot, scope.level, aql, scope.severity, edition)
    except ValueError:  # an AQL the table does not have, or a lot of one unit
        return None
    return PlanFigures(found.letter, found.sample, found.ac, found.re)


def _numbers(
    count: ClassCount,
    standard: PlanFigures | None,
    drawn: int | None,
    scope: Scope,
    edition: str,
    letter: str | None,
) -> tuple[int | None, int | None, AcBasis | None]:
    """Acceptance and rejection number that judge this class, and where they come from."""
    if drawn is not None and count.aql is not None and _known(count.aql):
        if _accept_on_zero(count.aql):
            return 0, 1, "accept-on-zero"
        if standard is not None and standard.sample == drawn:
            return standard.ac, standard.re, "plan"
        row = ac_for_sample(drawn, count.aql, scope.severity, edition, letter)
        if row is not None:
            return row.ac, row.re, "row"
    if count.ac is not None:
        return count.ac, count.re if count.re is not None else count.ac + 1, "report"
    return None, None, None


def _known(aql: str) -> bool:
    try:
        column_of(aql)
    except ValueError:
        return False
    return True


def _accept_on_zero(aql: str) -> bool:
    """`not-allowed` or 0: one nonconforming unit rejects, whatever the sample (A5)."""
    return column_of(aql) is None


def _any_class(
    classes: tuple[ClassFigures, ...], drawn: int | None, lot: int | None
) -> AnyClassFigures | None:
    """All classes together: a unit stands in one class only, so their units add up (K1)."""
    if not classes or drawn is None or lot is None:
        return None
    units = 0
    for figures in classes:
        if figures.rate is None or figures.units is None:
            return None
        units += figures.units
    if units > drawn:
        return None
    limits = lot_limits(units, drawn, lot)
    exact = Fraction(units * lot, drawn)
    return AnyClassFigures(units, Fraction(units, drawn), half_up(exact), exact, (limits.lower, limits.upper))
