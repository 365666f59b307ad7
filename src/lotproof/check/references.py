"""Checks that every id named somewhere exists, and exists once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lotproof.case.base import Facts, present
from lotproof.case.case import Case, Path_
from lotproof.case.events import Documents
from lotproof.case.finding import Finding
from lotproof.compute.figures import Figures
from lotproof.read.shown import nearest, one_line

FACTS, REGISTER = "case.yaml", "evidence.yaml"
_CITING = ("exhibit", "exhibits", "attaches", "translation")


def exhibits_registered(case: Case, figures: Figures) -> Iterator[Finding]:
    """An exhibit is cited by an id that the register does not hold.

    The reader clicks on the citation and finds nothing, so the statement counts as unproved. Register the
    original in `evidence.yaml`, or correct the id. Section 7, rule 3: no exhibit, no statement.
    """
    known = [exhibit.id for exhibit in case.exhibits if exhibit.id]
    for file, path, cited in _citations(case):
        if cited not in known:
            near = nearest(cited, known)
            yield Finding(
                "UNKNOWN_EXHIBIT",
                "warning",
                f"the exhibit {one_line(cited, 40)} cited here is not in the register.",
                case.places.of(file, path),
                f"did you mean {near}?" if near else "register it in evidence.yaml, or correct the id.",
            )


def _citations(case: Case) -> Iterator[tuple[str, Path_, str]]:
    yield from ((FACTS, path, cited) for path, cited in _cited(case.facts, ()))
    for index, exhibit in enumerate(case.exhibits):
        for key in ("translation", "poster"):
            if cited := getattr(exhibit, key):
                yield REGISTER, (index, key), cited
    for entry in case.log:
        yield from ((entry.file, path, cited) for path, cited in _cited(entry.event, ()))
        if entry.event.document:
            yield entry.file, ("document",), entry.event.document


def _cited(facts: Facts, path: Path_) -> Iterator[tuple[Path_, str]]:
    for key, value in present(facts).items():
        here = (*path, key)
        if isinstance(value, Facts):
            yield from _cited(value, here)
        elif isinstance(value, str) and (key in _CITING or isinstance(facts, Documents)):
            yield here, value
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                if isinstance(item, Facts):
                    yield from _cited(item, (*here, index))
                elif isinstance(item, str) and key in _CITING:
                    yield (*here, index), item


def ids_used_once(case: Case, figures: Figures) -> Iterator[Finding]:
    """Two inspections, scopes, defects or loss lines have the same id.

    Whatever names that id (a loss line its scope, a line the one it replaces, a reply the defect it disputes) then
    means either of them, so a figure can rest on the wrong one. Give each its own id.
    """
    facts = case.facts
    yield from _twice(case, "inspection", ("inspections",), (found.id for found in facts.inspections))
    yield from _twice(case, "loss line", ("losses",), (line.id for line in facts.losses))
    for index, inspection in enumerate(facts.inspections):
        path: Path_ = ("inspections", index)
        yield from _twice(case, "scope", (*path, "scopes"), (scope.id for scope in inspection.scopes))
        yield from _twice(case, "defect", (*path, "defects"), (defect.id for defect in inspection.defects))


def _twice(case: Case, what: str, path: Path_, ids: Iterable[str | None]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for index, name in enumerate(ids):
        if not name:
            continue
        if name in seen:
            first = case.places.of(FACTS, (*path, seen[name], "id")).line
            yield Finding(
                "DUPLICATE_ID",
                "error",
                f"the {what} id {one_line(name, 40)} was given on line {first} already.",
                case.places.of(FACTS, (*path, index, "id")),
                "give each its own id.",
            )
        seen.setdefault(name, index)


def scopes_named_exist(case: Case, figures: Figures) -> Iterator[Finding]:
    """A defect or a loss line names a scope that its inspection does not have.

    The units of a loss line come from its scope's sample, and samples are never pooled, so a wrong name leaves the
    line without a figure. Write the `id` of one of the inspection's scopes, or leave the key out for the first one.
    """
    inspections = case.facts.inspections
    for index, inspection in enumerate(inspections):
        known = [scope.id for scope in inspection.scopes if scope.id]
        for number, defect in enumerate(inspection.defects):
            if defect.scope and defect.scope not in known:
                path: Path_ = ("inspections", index, "defects", number, "scope")
                yield _unknown(case, "UNKNOWN_SCOPE", "warning", "scope", defect.scope, known, FACTS, path)
    first = [scope.id for scope in inspections[0].scopes if scope.id] if inspections else []
    for number, line in enumerate(case.facts.losses):
        if line.scope and line.scope not in first:
            path = ("losses", number, "scope")
            yield _unknown(case, "UNKNOWN_SCOPE", "error", "scope", line.scope, first, FACTS, path)


def replaced_lines_exist(case: Case, figures: Figures) -> Iterator[Finding]:
    """A loss line `replaces` a line that is not there, or itself.

    An actual cost that replaces nothing is added to the projection it was meant to stand for, so the exposure counts
    it twice. Write the `id` of the line it replaces.
    """
    known = [line.id for line in case.facts.losses if line.id]
    for index, line in enumerate(case.facts.losses):
        for number, name in enumerate(line.replaces):
            others = [other for other in known if other != line.id]
            if name not in others:
                path = ("losses", index, "replaces", number)
                yield _unknown(
                    case, "UNKNOWN_LOSS_LINE", "error", "other loss line", name, others, FACTS, path
                )


def events_name_what_exists(case: Case, figures: Figures) -> Iterator[Finding]:
    """An event of the log names an inspection or a defect that `case.yaml` does not hold.

    A re-inspection that cannot be found does not open the release gate, and an answer to a defect nobody listed
    answers nothing. Add the inspection or the defect, or correct the id.
    """
    inspections = [found.id for found in case.facts.inspections if found.id]
    defects = [defect.id for found in case.facts.inspections for defect in found.defects if defect.id]
    for entry in case.log:
        event = entry.event
        if event.inspection and event.inspection not in inspections:
            path: Path_ = ("inspection",)
            yield _unknown(
                case,
                "UNKNOWN_INSPECTION",
                "warning",
                "inspection",
                event.inspection,
                inspections,
                entry.file,
                path,
            )
        for key, names in (("disputes", event.disputes), ("acknowledges", event.acknowledges)):
            for number, name in enumerate(names):
                if name not in defects:
                    path = (key, number)
                    yield _unknown(
                        case, "UNKNOWN_DEFECT", "warning", "defect", name, defects, entry.file, path
                    )


def _unknown(
    case: Case, code: str, severity: str, what: str, name: str, known: list[str], file: str, path: Path_
) -> Finding:
    near = nearest(name, known)
    hint = f"did you mean {near}?" if near else f"known are: {', '.join(known) or 'none'}."
    return Finding(
        code,
        "error" if severity == "error" else "warning",
        f"there is no {what} {one_line(name, 40)}.",
        case.places.of(file, path),
        one_line(hint),
    )
