"""Checks on counting: units against the sample, units against defects, the defect list against the class totals."""

from __future__ import annotations

from collections.abc import Iterator

from lotproof.case.base import present
from lotproof.case.case import Case, Path_
from lotproof.case.finding import Finding
from lotproof.case.inspection import CLASSES, ClassCount, Inspection, Scope
from lotproof.compute.figures import Figures

FILE = "case.yaml"
_Found = tuple[Inspection, Scope, Path_]


def _scopes(case: Case) -> Iterator[_Found]:
    for index, inspection in enumerate(case.facts.inspections):
        for number, scope in enumerate(inspection.scopes):
            yield inspection, scope, ("inspections", index, "scopes", number)


def _counts(scope: Scope) -> dict[str, ClassCount]:
    return present(scope.classes) if scope.classes is not None else {}


def units_within_sample(case: Case, figures: Figures) -> Iterator[Finding]:
    """A class, or all classes together, count more nonconforming units than the sample has.

    A unit counts once, in its worst class, so the classes of a sample can never add up to more than the sample. The
    report probably counts defects, of which one unit can carry several: ask the inspector for units. No projection is
    made from such a sample. Rule A1; ISO 2859-1:1999 clause 3.1.
    """
    for _, scope, path in _scopes(case):
        if scope.sample is None:
            continue
        counts = {name: count.units for name, count in _counts(scope).items() if count.units is not None}
        over = [name for name, units in counts.items() if units > scope.sample]
        for name in over:
            yield Finding(
                "UNITS_EXCEED_SAMPLE",
                "error",
                f"{counts[name]} {name} units are counted in a sample of {scope.sample}.",
                case.places.of(FILE, (*path, "classes", name, "units")),
                "type units (each once, in its worst class) as units, and all defects as defects.",
            )
        if not over and sum(counts.values()) > scope.sample:
            yield Finding(
                "UNITS_EXCEED_SAMPLE",
                "error",
                f"the classes count {sum(counts.values())} units in a sample of {scope.sample}.",
                case.places.of(FILE, (*path, "classes")),
                "count each unit once, in its worst class.",
            )


def sample_within_lot(case: Case, figures: Figures) -> Iterator[Finding]:
    """The sample is larger than the lot presented, or the quantities contradict each other.

    Nobody can draw more units than were there, pack more than was presented, or open more cartons than there are. One
    of the numbers is mistyped, or belongs to another lot. Rule A3.
    """
    for inspection, scope, path in _scopes(case):
        lot = inspection.quantity.presented if inspection.quantity is not None else None
        if lot is not None and scope.sample is not None and scope.sample > lot:
            yield Finding(
                "SAMPLE_EXCEEDS_LOT",
                "error",
                f"a sample of {scope.sample} cannot be drawn from {lot} units presented.",
                case.places.of(FILE, (*path, "sample")),
                "compare quantity.presented and sample with the report.",
            )
    for index, inspection in enumerate(case.facts.inspections):
        quantity = inspection.quantity
        if quantity is None:
            continue
        for less, more in (("packed", "presented"), ("cartons_opened", "cartons")):
            part, whole = getattr(quantity, less), getattr(quantity, more)
            if part is not None and whole is not None and part > whole:
                yield Finding(
                    "QUANTITIES_DISAGREE",
                    "warning",
                    f"{less} {part} is more than {more} {whole}.",
                    case.places.of(FILE, ("inspections", index, "quantity", less)),
                    "compare both with the report.",
                )


def units_within_defects(case: Case, figures: Figures) -> Iterator[Finding]:
    """More units than defects are counted, though a nonconforming unit carries at least one defect.

    The two were probably exchanged. Projections are made from units, so the wrong one changes the whole claim.
    Rule A1.
    """
    pairs: list[tuple[Path_, str, int | None, int | None]] = []
    for _, scope, path in _scopes(case):
        pairs += (((*path, "classes", name), name, c.units, c.defects) for name, c in _counts(scope).items())
    for index, inspection in enumerate(case.facts.inspections):
        for number, defect in enumerate(inspection.defects):
            path = ("inspections", index, "defects", number)
            pairs.append((path, defect.id or f"defect {number + 1}", defect.units, defect.defects))
    for path, name, units, defects in pairs:
        if units is not None and defects is not None and units > defects:
            yield Finding(
                "UNITS_EXCEED_DEFECTS",
                "warning",
                f"{name}: {units} units cannot carry only {defects} defects.",
                case.places.of(FILE, (*path, "units")),
                "were units and defects exchanged?",
            )


def defect_list_adds_up(case: Case, figures: Figures) -> Iterator[Finding]:
    """The defects listed do not add up to the units their class counts.

    A unit with two defects of a class stands under both, so the list may count more; fewer means that a defect is
    missing from it. Readers add the list up: explain the difference in findings.md, or complete the list. Rule A1.
    """
    for index, inspection in enumerate(case.facts.inspections):
        default = inspection.scopes[0].id if inspection.scopes else None
        for number, scope in enumerate(inspection.scopes):
            for name in CLASSES:
                count = _counts(scope).get(name)
                listed = [
                    defect.units
                    for defect in inspection.defects
                    if defect.cls == name and (defect.scope or default) == scope.id
                ]
                units = [u for u in listed if u is not None]
                if count is None or count.units is None or not listed or len(units) < len(listed):
                    continue
                if sum(units) != count.units:
                    yield Finding(
                        "DEFECT_UNITS_DIFFER",
                        "note",
                        f"the {name} defects listed count {sum(units)} units, the class {count.units}.",
                        case.places.of(
                            FILE, ("inspections", index, "scopes", number, "classes", name, "units")
                        ),
                        "more is right where a unit carries two of them; fewer means the list is incomplete.",
                    )
