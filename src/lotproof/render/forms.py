"""Makes boxes of a finished PDF fillable, and leaves it PDF/A-3a and PDF/UA-1.

Why: the renderer's own forms ask the viewer to draw the fields (ISO 19005-3, 6.4.1 forbids that) and are not in the
structure tree. A link already is, with its rectangle and its place in the reading order; so a template marks each field
as a link to FIELD + its name, and the link becomes the field.
"""

from __future__ import annotations

from collections.abc import Mapping
from io import BytesIO
from typing import Any, Final

FIELD: Final = "https://form.invalid/"
_MULTILINE: Final = 1 << 12  # ISO 32000-1, table 228
_PRINT: Final = 4  # annotation flag: it is printed
_APPEARANCE: Final = "/Helv 9 Tf 0 g"
_TALL: Final = 24  # points: a box at least this high takes several lines


class FormFailed(ValueError):  # noqa: N818
    """The fields of the page are not those that were described; the message names one."""


def fillable(pdf: bytes, fields: Mapping[str, str]) -> bytes:
    """The PDF with its marked links as text fields; `fields` maps each name to what a screen reader says of it.

    The same bytes in give the same bytes out. Raises FormFailed when a field is missing, described by nothing, or met
    twice.
    """
    import pikepdf
    from pikepdf import Array, Dictionary, Name, String

    with pikepdf.open(BytesIO(pdf)) as document:
        font = document.make_indirect(
            Dictionary(
                Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
            )
        )
        resources = Dictionary(Font=Dictionary(Helv=font))
        found: dict[str, Any] = {}
        for page in document.pages:
            for annotation in page.get("/Annots", ()):
                name = _name(annotation)
                if name is None:
                    continue
                if name in found:
                    raise FormFailed(f"the field {name} stands on the page twice")
                if name not in fields:
                    raise FormFailed(f"the field {name} is described nowhere")
                found[name] = _as_field(document, page, annotation, name, fields[name])
            page["/Tabs"] = Name.S
        for name in fields:
            if name not in found:
                raise FormFailed(f"the field {name} is not on the page")
        _mark_structure(document.Root.StructTreeRoot, {field.objgen for field in found.values()})
        document.Root.AcroForm = document.make_indirect(
            Dictionary(Fields=Array(found.values()), DR=resources, DA=String(_APPEARANCE))
        )
        made = BytesIO()
        document.save(made, static_id=False, deterministic_id=True, linearize=False)
    return made.getvalue()


def _name(annotation: Any) -> str | None:
    action = annotation.get("/A")
    address = str(action.get("/URI", "")) if action is not None else ""
    return address.removeprefix(FIELD) if address.startswith(FIELD) else None


def _as_field(document: Any, page: Any, annotation: Any, name: str, label: str) -> Any:
    from pikepdf import Array, Dictionary, Name, Stream, String

    left, first, right, second = (float(number) for number in annotation.Rect)
    width, height = right - left, abs(first - second)
    empty = Stream(document, b"/Tx BMC EMC")
    empty.Type, empty.Subtype = Name.XObject, Name.Form
    empty.BBox, empty.Resources = Array([0, 0, round(width, 3), round(height, 3)]), Dictionary()
    for key in ("/A", "/BS", "/Contents"):
        if key in annotation:
            del annotation[key]
    annotation.Rect = Array([left, min(first, second), right, max(first, second)])
    annotation.Subtype, annotation.FT, annotation.P = Name.Widget, Name.Tx, page.obj
    annotation.T, annotation.TU, annotation.V, annotation.DA = (
        String(name),
        String(label),
        String(""),
        String(_APPEARANCE),
    )
    annotation.F, annotation.Ff = _PRINT, _MULTILINE if height >= _TALL else 0
    annotation.AP = Dictionary(N=document.make_indirect(empty))
    if not annotation.is_indirect:
        raise FormFailed(f"the field {name} cannot be referred to")
    return annotation


def _mark_structure(root: Any, fields: set[tuple[int, int]]) -> None:
    """ISO 14289-1, 7.18.4: a field stands in a Form element; one that holds the box's text too says its role."""
    from pikepdf import Array, Dictionary, Name

    pending = [root]
    while pending:
        element = pending.pop()
        kids = element.get("/K")
        below = list(kids) if isinstance(kids, Array) else [kids] if kids is not None else []
        for kid in below:
            if isinstance(kid, Dictionary):
                if "/Obj" in kid and kid.Obj.objgen in fields:
                    element.S = Name.Form
                    element.A = Dictionary(O=Name.PrintField, Role=Name.tv)
                else:
                    pending.append(kid)
