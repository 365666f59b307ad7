"""Fields of a form: they can be filled, are named for a screen reader, and leave the file as conforming as it was."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from lotproof.render.forms import FIELD, FormFailed, fillable
from lotproof.render.pdf import write_pdf

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Form</title>
<meta name="dcterms.created" content="2026-01-01T00:00:00Z">
<meta name="dcterms.modified" content="2026-01-01T00:00:00Z">
<style>a {{ display: block; height: 20pt }} a.tall {{ height: 40pt }}</style></head>
<body><h1>Form</h1><p>A link: <a href="https://example.com/">example</a></p>{fields}</body></html>"""


def page(*names: str) -> bytes:
    boxes = "".join(
        f'<p><a href="{FIELD}{name}"{" class=tall" if name == "tall" else ""}>&nbsp;</a></p>'
        for name in names
    )
    return write_pdf(PAGE.format(fields=boxes), files={}, attachments=[], identifier=b"form").data


def test_marked_links_become_fields_and_others_stay_links() -> None:
    made = fillable(page("team", "tall"), {"team": "Team 小组", "tall": "Cause"})
    with pikepdf.open(BytesIO(made)) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        assert set(fields) == {"team", "tall"}
        assert str(fields["team"].TU) == "Team 小组"
        assert int(fields["tall"].Ff) == 4096 and int(fields["team"].Ff) == 0
        assert "/NeedAppearances" not in pdf.Root.AcroForm
        for field in fields.values():
            assert field.Subtype == "/Widget" and field.FT == "/Tx" and "/A" not in field
            left, bottom, right, top = (float(number) for number in field.Rect)
            assert left < right and bottom < top
        subtypes = [str(annotation.Subtype) for annotation in pdf.pages[0].Annots]
        assert subtypes == ["/Link", "/Widget", "/Widget"]


def test_a_field_that_is_filled_is_kept() -> None:
    with pikepdf.open(BytesIO(fillable(page("team"), {"team": "Team"}))) as pdf:
        pdf.Root.AcroForm.Fields[0].V = pikepdf.String("陈某")
        saved = BytesIO()
        pdf.save(saved)
    with pikepdf.open(saved) as again:
        assert str(again.Root.AcroForm.Fields[0].V) == "陈某"


def test_the_same_form_twice_is_the_same_bytes() -> None:
    data = page("team")
    assert fillable(data, {"team": "Team"}) == fillable(data, {"team": "Team"})


@pytest.mark.parametrize(
    ("names", "fields", "says"),
    [
        (("team",), {}, "described nowhere"),
        (("team",), {"team": "T", "other": "O"}, "other is not on the page"),
        (("team", "team"), {"team": "T"}, "twice"),
    ],
)
def test_a_form_that_is_not_the_one_described_is_refused(
    names: tuple[str, ...], fields: dict[str, str], says: str
) -> None:
    with pytest.raises(FormFailed, match=says):
        fillable(page(*names), fields)
