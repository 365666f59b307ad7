"""The report summary: quantities, sampling expected against reported, verdicts recomputed, defects with photos."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from lotproof.case.inspection import Defect
from lotproof.compute.figures import ClassFigures, InspectionFigures, ScopeFigures
from lotproof.view import phrases, words
from lotproof.view.book import Book
from lotproof.view.dossier.charts import pareto
from lotproof.view.media import Media
from lotproof.view.progress import progress_view


def report(book: Book, media: Media) -> list[dict[str, Any]]:
    """One entry an inspection known at the instant, the failed one first."""
    return [_inspection(book, media, found) for found in book.figures.inspections]


def _inspection(book: Book, media: Media, found: InspectionFigures) -> dict[str, Any]:
    inspection = found.inspection
    inspector = book.case.facts.inspector
    again = found.index > 0
    heading = phrases.failed_heading(found)
    if again:
        heading = {"pass": "The re-inspection passes", "fail": "The re-inspection fails"}.get(
            found.verdict or "", "The re-inspection has no verdict"
        )
    return {
        "heading": heading,
        "again": again,
        "refs": book.refs([inspection.exhibit]),
        "facts": [
            ("Report", inspection.id or "not stated"),
            (
                "Service",
                {"PSI": "Pre-shipment inspection", "DPI": "During-production inspection"}.get(
                    inspection.service or "", "Re-inspection" if inspection.service else "not stated"
                ),
            ),
            ("Performed", _days(inspection.performed)),
            ("Issued", words.stamp(inspection.issued) if inspection.issued else "not stated"),
            ("Inspector", (inspector.name if inspector else None) or "not stated"),
            (
                "Accreditation stated",
                (inspector.accreditation if inspector else None) or "none stated in this record",
            ),
            ("Report status", inspection.status or "not stated"),
            ("Sampling standard", inspection.standard or "not stated; ISO 2859-1:1999 applied"),
        ],
        "conclusion": _conclusion(found),
        "quantity": _quantity(book, found),
        "sampling": [_sampling(scope) for scope in found.scopes],
        "progress": progress_view(found),
        "results": [_result(scope, c) for scope in found.scopes for c in scope.classes],
        "several": len(found.scopes) > 1,
        "pareto": pareto(found),
        "defects": [_defect(book, media, found, defect) for defect in inspection.defects],
    }


def _days(days: tuple[Any, ...]) -> str:
    if not days:
        return "not stated"
    return words.day(days[0]) if len(days) == 1 else f"{words.day(days[0])} to {words.day(days[-1])}"


def _conclusion(found: InspectionFigures) -> dict[str, Any]:
    word, tone = phrases.VERDICTS[found.verdict]
    said = found.inspection.conclusion
    going_on = found.inspection.status == "in-progress"
    agrees = {
        True: "The report's own conclusion agrees with the figures.",
        False: (
            "The report's own conclusion differs from what its figures give. Both are printed as they are."
        ),
        None: (
            "The inspection is in progress."
            if going_on
            else "The report's own conclusion is not one that can be compared."
        ),
    }[found.agrees_with_report]
    return {
        "said": said,
        "word": word,
        "tone": tone,
        "agrees": agrees,
        "differs": found.agrees_with_report is False,
    }


def _quantity(book: Book, found: InspectionFigures) -> list[tuple[str, str, str]]:
    """(label, figure, remark) rows."""
    quantity = found.inspection.quantity
    if quantity is None:
        return []
    order = book.case.facts.order
    rows: list[tuple[str, str, str]] = []
    ordered = quantity.ordered if quantity.ordered is not None else (order.quantity if order else None)
    if ordered is not None:
        rows.append(("Ordered", words.number(ordered), ""))
    if quantity.presented is not None:
        remark = "the lot the sample speaks for"
        if ordered is not None and quantity.presented < ordered and found.index == 0:
            short = ordered - quantity.presented
            remark += f"; short {words.number(short)}, a delivery matter and not a defect"
            if order is not None and order.unit_price is not None:
                remark += f" ({words.money(short * order.unit_price, book.figures.currency)})"
        rows.append(("Presented", words.number(quantity.presented), remark))
    if quantity.packed is not None and quantity.presented:
        share = words.percent(Fraction(quantity.packed, quantity.presented))
        rows.append(("Packed", words.number(quantity.packed), f"{share} of presented"))
    if quantity.cartons is not None:
        opened = words.number(quantity.cartons_opened)
        remark = f"{opened} opened"
        if found.cartons_to_open is not None:
            remark += f"; the square root, rounded up, is {words.number(found.cartons_to_open)}"
        rows.append(("Cartons", words.number(quantity.cartons), remark))
    return rows


def _sampling(scope: ScopeFigures) -> dict[str, Any]:
    expected = "—"
    if scope.letter is not None:
        expected = f"{scope.letter}, {words.number(scope.letter_sample)} units"
    if scope.problem:
        word, tone = phrases.PROBLEMS[scope.problem], "bad"
    elif scope.sample_differs:
        word, tone = "differs from the plan", "warn"
    else:
        word, tone = "as the plan", "good"
    return {
        "id": scope.scope.id or "not stated",
        "level": scope.scope.level or "not stated",
        "severity": scope.scope.severity,
        "expected": expected,
        "drawn": words.number(scope.scope.sample),
        "edition": scope.edition,
        "word": word,
        "tone": tone,
    }


def _result(scope: ScopeFigures, found: ClassFigures) -> dict[str, Any]:
    word, tone = phrases.verdict(found)
    used = "—" if found.ac is None else f"{words.number(found.ac)} / {words.number(found.re)}"
    reported = "—"
    if found.reported_ac is not None or found.reported_re is not None:
        reported = f"{words.number(found.reported_ac)} / {words.number(found.reported_re)}"
    differs = (found.reported_ac is not None and found.reported_ac != found.ac) or (
        found.reported_re is not None and found.reported_re != found.re
    )
    return {
        "scope": scope.scope.id,
        "class": words.CLASS_WORDS[found.name],
        "aql": phrases.aql(found),
        "units": words.number(found.units),
        "defects": words.number(found.defects),
        "used": used,
        "basis": phrases.BASIS[found.ac_basis],
        "reported": reported,
        "differs": differs,
        "verdict": word,
        "tone": tone,
        "problem": phrases.PROBLEMS.get(found.problem or ""),
    }


def _defect(book: Book, media: Media, found: InspectionFigures, defect: Defect) -> dict[str, Any]:
    requirement = defect.requirement
    photos = [
        {
            "path": picture.path,
            "width": picture.width,
            "height": picture.height,
            "tall": picture.height > picture.width,
            "exhibit": name,
            "alt": alt_of(book, name, defect),
            "refs": book.refs([name]),
        }
        for name in defect.exhibits
        if (picture := media.photos.get(name)) is not None
    ][:2]
    counted = words.units(defect.units) if defect.units is not None else "units not stated"
    if defect.defects is not None:
        counted += f", {words.units(defect.defects, 'defect')}"
    return {
        "id": defect.id or "—",
        "class": words.CLASS_WORDS.get(defect.cls, "Class not stated") if defect.cls else "Class not stated",  # type: ignore[call-overload]
        "scope": defect.scope or (found.scopes[0].scope.id if found.scopes else None),
        "title": defect.title or "untitled",
        "counted": counted,
        "requirement": requirement.text if requirement else None,
        "requirement_refs": (
            tuple(r for r in [book.ref(requirement.exhibit, requirement.page)] if r) if requirement else ()
        ),
        "regulation": defect.regulation,
        "destructive": defect.destructive_test,
        "refs": book.refs(defect.exhibits),
        "photos": photos,
    }


def alt_of(book: Book, name: str | None, defect: Defect | None) -> str:
    """What a photo shows, for who cannot see it: its title and the defect it documents."""
    exhibit = book.exhibit(name)
    title = (exhibit.title if exhibit else None) or "photo"
    if defect is None:
        return f"Photo {name}: {title}"
    return f"Photo {name}: {title}. Documents defect {defect.id}, {defect.cls}: {defect.title}"
