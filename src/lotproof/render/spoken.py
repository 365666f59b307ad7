"""Adds to the tags of a PDF what a screen reader needs and WeasyPrint leaves out: languages, silence, order, places.

Why: a Chinese passage read with English sounds is noise (ISO 14289-1:2014, 7.2), the shape before a verdict repeats
its word, and a figure is found by the box that its tag gives it (ISO 32000-1:2008, 14.8.5.4.5: in points).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

POINT: Final = 0.75  # of a CSS pixel


def attend(tags: Any) -> None:
    """Have WeasyPrint's `tags` module give every element of the structure the `lang` of the HTML it comes from.

    What the HTML hides from assistive technology gets an empty text to be read, and a reference in the margin, which
    stands first in the HTML so that it floats beside its first line, is read after what it proves. Raises
    AttributeError where that module is not the one known.
    """
    plain = tags._build_box_tree

    def telling(box: Any, parent: Any, pdf: Any, *rest: Any) -> Iterator[Any]:
        pdf = pdf if isinstance(pdf, _Asked) else _Asked(pdf)
        html = getattr(box, "element", None)
        for element in plain(box, parent, pdf, *rest):
            if html is not None and box.element_tag not in ("html", "body"):
                if (lang := html.get("lang")) and "Lang" not in element:
                    element["Lang"] = tags.pydyf.String(lang)
                if html.get("aria-hidden") == "true":
                    element["ActualText"] = tags.pydyf.String("")
                if "margin" in html.get("class", "").split():
                    element.beside = True
            element["K"].sort(key=lambda kid: _beside(kid, pdf))  # stable: the others keep their order
            yield element

    tags._build_box_tree = telling


class _Asked:
    """What the tags ask of a PDF; pydyf makes the references of all pages anew for each question."""

    __slots__ = ("add_object", "objects", "page_references")

    def __init__(self, pdf: Any) -> None:
        self.add_object, self.objects, self.page_references = pdf.add_object, pdf.objects, pdf.page_references


def _beside(kid: Any, pdf: Any) -> bool:
    """Whether a child of an element, by its reference, stands in the margin; marked content is a number."""
    return isinstance(kid, bytes) and getattr(pdf.objects[int(kid.split()[0])], "beside", False)


def place_figures(pdf: Any) -> None:
    """Turn the boxes of figures from pixels below the top of the page into points above its foot."""
    for thing in pdf.objects:
        if not isinstance(thing, dict) or thing.get("S") != "/Figure":
            continue
        number = int(thing["Pg"].split()[0])
        foot, height = (float(pdf.objects[number]["MediaBox"][n]) for n in (1, 3))
        left, top, right, bottom = thing["A"]["BBox"]
        thing["A"]["BBox"][:] = [
            round(value, 2)
            for value in (
                left * POINT,
                foot + height - bottom * POINT,
                right * POINT,
                foot + height - top * POINT,
            )
        ]
