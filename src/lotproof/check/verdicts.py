"""Checks on sampling and verdicts: where the report and the standard part ways, before the other side says so."""

from __future__ import annotations

from collections.abc import Iterator

from lotproof.case.case import Case
from lotproof.case.finding import Finding
from lotproof.compute.figures import ClassFigures, Figures, InspectionFigures, ScopeFigures
from lotproof.sampling import open_cell
from lotproof.sampling.aql import as_share, column_of

FILE = "case.yaml"


def _classes(
    figures: Figures,
) -> Iterator[tuple[InspectionFigures, ScopeFigures, ClassFigures, tuple[str | int, ...]]]:
    for inspection in figures.inspections:
        for scope in inspection.scopes:
            for found in scope.classes:
                path = ("inspections", inspection.index, "scopes", scope.index, "classes", found.name)
                yield inspection, scope, found, path


def sample_known(case: Case, figures: Figures) -> Iterator[Finding]:
    """A sample or a lot of no units, so nothing of the scope can be judged or projected.

    Every figure of a scope rests on how many units were drawn from how many presented. Rules A2, A3.
    """
    for inspection in figures.inspections:
        quantity = inspection.inspection.quantity
        if quantity is not None and quantity.presented == 0:
            place = case.places.of(FILE, ("inspections", inspection.index, "quantity", "presented"))
            yield Finding("SAMPLE_UNKNOWN", "error", "no unit is said to have been presented.", place)
        for scope in inspection.scopes:
            if scope.scope.sample == 0:
                path = ("inspections", inspection.index, "scopes", scope.index, "sample")
                message = "no unit is said to have been drawn."
                hint = "type the sample the report says was drawn."
                yield Finding("SAMPLE_UNKNOWN", "error", message, case.places.of(FILE, path), hint)


def counted_per_hundred(case: Case, figures: Figures) -> Iterator[Finding]:
    """The AQL is above 10, where the standard counts nonconformities per 100 units and not nonconforming units.

    The class is judged here by its units all the same; check what the contract means. ISO 2859-1:1999 clause 5.2.
    """
    for _, _, found, path in _classes(figures):
        column = column_of(found.aql) if found.plan is not None else None
        if column is not None and as_share(column) is None:
            yield Finding(
                "AQL_PER_HUNDRED_UNITS",
                "warning",
                f"an AQL of {found.aql} counts nonconformities per 100 units; units are judged here.",
                case.places.of(FILE, (*path, "aql")),
                "check whether the contract counts defects for this class.",
            )


def sample_size(case: Case, figures: Figures) -> Iterator[Finding]:
    """The sample drawn is not the one the standard prescribes for this lot and level.

    The supplier's first counter-attack is the sample. The figures stay right, because limits are computed from the
    sample drawn, but say why it was drawn: another level agreed, several lots, or a mistake of the inspector. Rule A2;
    ISO 2859-1:1999 clause 10.1 and table 1.
    """
    for inspection in figures.inspections:
        for scope in inspection.scopes:
            judged_by_row = [c.name for c in scope.classes if c.ac_basis == "row"]
            known = scope.sample is not None and scope.letter is not None
            if not known or not (scope.sample_differs or judged_by_row):
                continue
            wanted = f"{scope.letter}, n = {scope.letter_sample}"
            if not scope.sample_differs:
                plans = {
                    f"{c.plan.letter}, n = {c.plan.sample}"
                    for c in scope.classes
                    if c.plan is not None and c.name in judged_by_row
                }
                wanted = " and ".join(sorted(plans))
            yield Finding(
                "SAMPLE_SIZE_DIFFERS",
                "warning",
                f"level {scope.scope.level} for a lot of {inspection.lot} is {wanted}; {scope.sample} were"
                " drawn.",
                case.places.of(FILE, ("inspections", inspection.index, "scopes", scope.index, "sample")),
                "ask the inspector which lot or level was used, and keep the answer as an exhibit.",
            )


def acceptance_numbers(case: Case, figures: Figures) -> Iterator[Finding]:
    """The report's acceptance or rejection number is not the one that judges this class.

    A wrong acceptance number turns a pass into a fail or the other way round. Both are printed; the standard's, or the
    table row's, decides. Rule R14.
    """
    for _, _, found, path in _classes(figures):
        differs = [
            (name, reported, used)
            for name, reported, used in (
                ("Ac", found.reported_ac, found.ac),
                ("Re", found.reported_re, found.re),
            )
            if reported is not None and used is not None and reported != used
        ]
        if not differs or found.ac_basis == "report":
            continue
        said = " and ".join(f"{name} {reported}" for name, reported, _ in differs)
        used = " and ".join(f"{name} {number}" for name, _, number in differs)
        key = "ac" if differs[0][0] == "Ac" else "re"
        yield Finding(
            "ACCEPTANCE_NUMBER_DIFFERS",
            "warning",
            f"the report prints {said} for {found.name}, the standard gives {used}.",
            case.places.of(FILE, (*path, key)),
            "compare with the report's sampling table; if typed rightly, ask the inspector to correct the"
            " report.",
        )


def acceptance_from_report(case: Case, figures: Figures) -> Iterator[Finding]:
    """No row of the table has the sample drawn at this AQL, so the report's own acceptance number judges, or none does.

    The verdict then rests on the inspector's word alone and can be attacked. Rule A2; ISO 2859-1:1999 clause 10.3.
    """
    for _, scope, found, path in _classes(figures):
        if found.problem is not None or scope.sample is None:
            continue
        if found.ac_basis == "report":
            yield Finding(
                "ACCEPTANCE_NUMBER_FROM_REPORT",
                "warning",
                f"the table has no plan with a sample of {scope.sample} for {found.name} at AQL {found.aql}; "
                f"the report's own Ac {found.ac} judges.",
                case.places.of(FILE, (*path, "ac")),
                "ask the inspector which plan was used.",
            )
        elif found.ac is None:
            yield Finding(
                "NO_ACCEPTANCE_NUMBER",
                "warning",
                f"no acceptance number is known for {found.name}: neither the table nor the report gives"
                " one.",
                case.places.of(FILE, path),
                "type the report's ac and re for this class.",
            )


def aql_known(case: Case, figures: Figures) -> Iterator[Finding]:
    """The AQL typed is not one of the standard's, so no plan exists for it.

    Type it as the report or the contract prints it: 2.5, 4.0, or not-allowed for accept on zero. Rule A5.
    """
    for _, _, found, path in _classes(figures):
        if found.aql is None:
            continue
        try:
            column_of(found.aql)
        except ValueError as error:
            yield Finding(
                "AQL_UNKNOWN",
                "error",
                f"{error}.",
                case.places.of(FILE, (*path, "aql")),
                "write the AQL as the table prints it, or not-allowed.",
            )


def open_cells(case: Case, figures: Figures) -> Iterator[Finding]:
    """The plan stands in a cell on which printed sources of this edition disagree.

    The verdict may turn on it: read the edition the contract names before relying on it.
    """
    for _, scope, found, path in _classes(figures):
        if found.plan is None or found.aql is None or scope.letter is None:
            continue
        sentence = open_cell(scope.letter, found.aql, scope.scope.severity, scope.edition)
        if sentence:
            yield Finding(
                "OPEN_CELL", "note", f"{sentence.rstrip('.')}.", case.places.of(FILE, (*path, "aql"))
            )


def verdict_agrees(case: Case, figures: Figures) -> Iterator[Finding]:
    """The report's conclusion is not what its own figures give.

    It is shown, never corrected. A lot can fail for quantity, packing or a special requirement without breaching an
    AQL, so read the report's remarks before calling it a mistake. Rules R28, A18, A19.
    """
    for found in figures.inspections:
        place = case.places.of(FILE, ("inspections", found.index, "conclusion"))
        said = found.inspection.conclusion
        if found.agrees_with_report is False:
            yield Finding(
                "VERDICT_DIFFERS",
                "warning",
                f"the report concludes {said}, but its figures give {found.verdict}.",
                place,
                "check the counts against the report; if they are right, name the reason in findings.md.",
            )
        elif said is not None and found.conclusion is None:
            yield Finding(
                "CONCLUSION_UNKNOWN",
                "note",
                f"the conclusion {said} is not a word known here, so it is not compared.",
                place,
                "known are words such as Passed, Failed, Pending, Within AQL, Beyond AQL, Aborted.",
            )


def edition_named(case: Case, figures: Figures) -> Iterator[Finding]:
    """The report's sampling standard is not named with an edition that is known, so ISO 2859-1:1999 is applied.

    Editions differ under reduced inspection. Print the one the contract names and never upgrade it silently. Rule A20.
    """
    for found in figures.inspections:
        if not found.edition_known:
            said = found.inspection.standard
            yield Finding(
                "EDITION_NOT_NAMED",
                "warning" if said else "note",
                f"the sampling standard is {'typed as ' + said if said else 'not stated'}; ISO 2859-1:1999 is"
                " applied.",
                case.places.of(FILE, ("inspections", found.index, "standard")),
                "write the edition the report names, such as ISO 2859-1:1999 or ANSI/ASQ Z1.4.",
            )


def something_failed(case: Case, figures: Figures) -> Iterator[Finding]:
    """No inspection of the case fails by its figures, so there is nothing to negotiate about yet.

    A dossier can still be built: a lot may fail for reasons without an AQL. Rule A19.
    """
    first = figures.first
    if first is not None and first.verdict is None and first.inspection.status == "in-progress":
        return  # it may still fail
    if first is not None and first.verdict != "fail":
        yield Finding(
            "NO_FAILED_INSPECTION",
            "warning",
            "the first inspection does not fail by its figures.",
            case.places.of(FILE, ("inspections", first.index)),
            "list the failed inspection first.",
        )
    elif first is None:
        yield Finding(
            "NO_INSPECTION",
            "warning",
            "no inspection was known at this instant.",
            case.places.of(FILE, ("inspections",)),
            "add the inspection, or look at a later --as-of.",
        )
