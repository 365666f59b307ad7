"""Checks on what stages 1 and 4 need and the folder does not hold yet."""

from __future__ import annotations

from collections.abc import Iterator

from lotproof.case.case import Case
from lotproof.case.finding import Finding, Place
from lotproof.compute.figures import Figures

FILE = "case.yaml"


def evidence_complete(case: Case, figures: Figures) -> Iterator[Finding]:
    """The evidence package lacks something that stage 1 asks for.

    It asks for the report with its sampling table, photos with capture times, the specification or golden sample, and
    a quoted clause on quality or inspection. What is missing when the first word goes out is what the supplier asks
    for first. Rules R2 and R14 to R17.
    """
    for missing in figures.process.missing_evidence:
        place, hint = (
            Place("evidence.yaml"),
            "register the original in evidence.yaml before the supplier is contacted.",
        )
        if "clause" in missing:
            place = case.places.of(FILE, ("order", "clauses"))
            hint = "quote it word for word under order.clauses, with its exhibit and page."
        elif "sampling table" in missing:
            place = case.places.of(FILE, ("inspections", 0, "scopes"))
            hint = "type units, ac and re for each class as the report prints them."
        yield Finding("EVIDENCE_INCOMPLETE", "warning", f"the record lacks {missing}.", place, hint)


def acceptance_agreed(case: Case, figures: Figures) -> Iterator[Finding]:
    """No clause that the supplier accepted states the acceptance criteria.

    The level and AQLs of the inspection booking bind the buyer and the inspector; the supplier is no party to it.
    Without a clause of kind `acceptance` in the order, the contract or the specification, quoted with its exhibit, the
    supplier can say that no AQL was agreed. Rules R17 and A10.
    """
    order = case.facts.order
    if order is None:
        return
    clauses = [(index, clause) for index, clause in enumerate(order.clauses) if "acceptance" in clause.kind]
    if not clauses:
        yield Finding(
            "ACCEPTANCE_NOT_AGREED",
            "warning",
            "the acceptance criteria are not shown to be agreed: no clause of kind acceptance is quoted.",
            case.places.of(FILE, ("order", "clauses")),
            "quote the clause of the order or specification word for word, with its exhibit and page.",
        )
    for index, clause in clauses:
        if not (clause.text and clause.exhibit):
            yield Finding(
                "CLAUSE_WITHOUT_SOURCE",
                "warning",
                f"the acceptance clause {'is not quoted' if not clause.text else 'cites no exhibit'}.",
                case.places.of(FILE, ("order", "clauses", index)),
                "quote it word for word and cite the exhibit and page it stands on.",
            )


def preference_reasoned(case: Case, figures: Figures) -> Iterator[Finding]:
    """The preferred option is not A, and no reason is given.

    A, full rework with re-inspection, resolves the defect best, so it is what a court expects the buyer to ask for
    first. Say in `options.reason` why another serves better here. Rule R40.
    """
    offered = case.facts.options
    if offered is not None and offered.preferred not in (None, "A") and not (offered.reason or "").strip():
        yield Finding(
            "PREFERENCE_WITHOUT_REASON",
            "warning",
            f"option {offered.preferred} is preferred to A without a reason.",
            case.places.of(FILE, ("options", "preferred")),
            "write options.reason.",
        )


def inspector_accredited(case: Case, figures: Figures) -> Iterator[Finding]:
    """The inspector's accreditation is not stated.

    The report of an accredited body outweighs the supplier's own quality control. Its absence is said on the page,
    never papered over. Ask the inspection house for its ISO/IEC 17020 certificate and number. Rule R51.
    """
    inspector = case.facts.inspector
    if inspector is None or not inspector.accreditation:
        yield Finding(
            "ACCREDITATION_ABSENT",
            "note",
            "the inspector's accreditation is not stated.",
            case.places.of(FILE, ("inspector",)),
            "ask for the ISO/IEC 17020 number and write inspector.accreditation.",
        )
