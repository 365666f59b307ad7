"""Checks on an inspection that is still going on: counts that cannot be, and verdicts that are certain already."""

from __future__ import annotations

from collections.abc import Iterator

from lotproof.case.base import present
from lotproof.case.case import Case, Path_
from lotproof.case.finding import Finding
from lotproof.case.inspection import Inspection, Scope
from lotproof.compute.figures import Figures

FILE = "case.yaml"


def _scopes(case: Case) -> Iterator[tuple[Inspection, Scope, Path_]]:
    for index, inspection in enumerate(case.facts.inspections):
        for number, scope in enumerate(inspection.scopes):
            yield inspection, scope, ("inspections", index, "scopes", number)


def checked_units_possible(case: Case, figures: Figures) -> Iterator[Finding]:
    """More units are said to be checked than the sample has, or more nonconforming ones than were checked.

    `units_checked` is how many units of the sample have been looked at for every class; a unit counts once, in its
    worst class. From counts that contradict each other nothing is said about how the inspection stands. Rule A1.
    """
    for _, scope, path in _scopes(case):
        checked, counts = scope.units_checked, present(scope.classes) if scope.classes is not None else {}
        if checked is None:
            continue
        found = sum(count.units or 0 for count in counts.values())
        if scope.sample is not None and checked > scope.sample:
            message = f"{checked} units are said to be checked of a sample of {scope.sample}."
        elif found > checked:
            message = f"{found} nonconforming units are counted in {checked} units checked."
        else:
            continue
        yield Finding(
            "UNITS_CHECKED_IMPOSSIBLE",
            "error",
            message,
            case.places.of(FILE, (*path, "units_checked")),
            "type how many units of the sample have been looked at so far, for all classes.",
        )


def sample_finished(case: Case, figures: Figures) -> Iterator[Finding]:
    """Units checked and the status of the report do not fit: one says finished, the other does not.

    A final report that looked at a part of its sample has no complete sample to judge or project from, and the other
    side will say so. An inspection in progress without `units_checked` cannot be followed: it says only that it is
    not over. ISO 2859-1:1999 clause 11.1.1.
    """
    for inspection, scope, path in _scopes(case):
        checked, going_on = scope.units_checked, inspection.status == "in-progress"
        if going_on and checked is None:
            yield Finding(
                "SAMPLE_UNFINISHED",
                "note",
                "the inspection is in progress, but how many units have been checked is not typed.",
                case.places.of(FILE, path),
                "write units_checked: with the number of units looked at so far.",
            )
        elif not going_on and checked is not None and scope.sample is not None and checked < scope.sample:
            yield Finding(
                "SAMPLE_UNFINISHED",
                "warning",
                f"only {checked} of the {scope.sample} units drawn were checked, but nothing says in"
                " progress.",
                case.places.of(FILE, (*path, "units_checked")),
                "write status: in-progress, or the number of units that were checked in the end.",
            )


def verdict_certain(case: Case, figures: Figures) -> Iterator[Finding]:
    """An inspection is in progress, and the verdict of a class cannot change any more.

    From the Re-th nonconforming unit on the class is rejected, and once too few units are left to reach Re it is
    accepted, whatever the units to come show. Act on a rejection now: hold packing and loading. Have the sample
    finished all the same, because only a full sample says how much of the lot is affected. The totals do not say in
    which order units came up, so the unit at which it was decided is known only up to the number printed.
    """
    for inspection in figures.inspections:
        for scope in inspection.scopes:
            for found in scope.classes:
                at = found.progress
                if at is None or at.decided is None or not at.to_come:
                    continue
                path = (
                    "inspections",
                    inspection.index,
                    "scopes",
                    scope.index,
                    "classes",
                    found.name,
                    "units",
                )
                word = "rejectable" if at.decided.verdict == "fail" else "accepted already"
                so_far = f"{word} after {at.checked} of {at.sample} units checked"
                yield Finding(
                    "VERDICT_CERTAIN",
                    "note",
                    f"{found.name} is {so_far}: {at.units} nonconforming, Re {at.re}, certain at or before "
                    f"unit {at.decided.at_or_before}.",
                    case.places.of(FILE, path),
                    "have the sample finished: only a full one says how much of the lot is affected.",
                )
