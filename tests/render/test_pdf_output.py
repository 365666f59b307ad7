"""What is written holds what was given, claims both standards, and has the same bytes everywhere."""

import hashlib
import os
import subprocess
import sys
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from lotproof.render.attachments import differences, loaded
from lotproof.render.pdf import Embedded

from .documents import THEN, jpeg, made, telephone_exif

MAIL = Embedded("E02 mail.eml", "供应商的邮件", b"Subject: x\r\n", "Source", THEN, THEN)


def test_attachments_keep_bytes_times_descriptions_and_relationships(tmp_path: Path) -> None:
    (tmp_path / "p.jpg").write_bytes(jpeg())
    ningbo = datetime(2025, 10, 23, 21, 30, 5, tzinfo=timezone(timedelta(hours=8)))
    given = [
        Embedded("E10 a(b).csv", "data", b"a,b\n", "Data", ningbo, ningbo),
        MAIL,
        Embedded("E03 copy.eml", "the same mail again", MAIL.data, "Supplement", THEN, THEN),
        Embedded("E01 photo.jpg", "photo", tmp_path / "p.jpg", "Alternative", THEN, THEN),
        Embedded("E04 thing.bin", "?", b"\0", "Data", THEN, THEN, mime="application/x-thing+z"),
    ]
    with pikepdf.open(BytesIO(made("<p>x</p>", attachments=given).data)) as pdf:
        names = [str(name) for name in pdf.Root.Names.EmbeddedFiles.Names][::2]
        assert names == sorted(item.name for item in given)
        assert [thing.objgen for thing in pdf.Root.AF] == [
            thing.objgen for thing in list(pdf.Root.Names.EmbeddedFiles.Names)[1::2]
        ]
        for item in given:
            spec = pdf.attachments[item.name]
            data = item.data if isinstance(item.data, bytes) else item.data.read_bytes()
            assert spec.get_file().read_bytes() == data
            assert spec.description == item.description
            assert spec.obj.AFRelationship == f"/{item.relationship}"
            assert spec.obj.EF.F.Params.ModDate == "D:20251023133005Z"
        kinds = {name: str(pdf.attachments[name].obj.EF.F.Subtype) for name in names}
        assert kinds["E02 mail.eml"] == "/message/rfc822"
        assert kinds["E04 thing.bin"] == "/application/x-thing+z"
        assert kinds["E01 photo.jpg"] == "/image/jpeg"


def _spoken(data: bytes) -> list[dict[str, pikepdf.Object]]:
    """The elements of the structure in the order in which they are read."""
    found: list[dict[str, pikepdf.Object]] = []
    with pikepdf.open(BytesIO(data)) as pdf:
        waiting = [pdf.Root.StructTreeRoot.K]
        while waiting:
            item = waiting.pop()
            if isinstance(item, pikepdf.Array):
                waiting += reversed(list(item))
            elif isinstance(item, pikepdf.Dictionary) and "/S" in item:
                found.append(
                    {str(key): value for key, value in item.items() if key not in ("/K", "/P", "/Pg")}
                )
                waiting.append(item.get("/K", pikepdf.Array()))
    return found


def test_a_passage_in_another_language_is_tagged_with_it() -> None:
    found = _spoken(
        made('<p>Confirmed. <span lang="zh-Hans">确认</span></p><div lang="fr"><p>Oui</p></div>').data
    )
    assert [(str(e["/S"]), str(e["/Lang"])) for e in found if "/Lang" in e] == [
        ("/Span", "zh-Hans"),
        ("/Div", "fr"),
    ]


def test_a_mark_that_repeats_its_word_is_not_read_out() -> None:
    found = _spoken(made('<p><span aria-hidden="true">■</span> FAIL</p>').data)
    assert [str(e["/ActualText"]) for e in found if "/ActualText" in e] == [""]


def test_a_reference_in_the_margin_is_read_after_its_paragraph() -> None:
    margin = '<a class="margin" style="float:right" href="#e">E1</a>'
    found = _spoken(made(f'<div>{margin}<p id="e">Proved.</p></div><div>{margin}<p>Again.</p></div>').data)
    assert [str(e["/S"]) for e in found if str(e["/S"]) in ("/P", "/Link")] == ["/P", "/Link", "/P", "/Link"]


def test_the_box_of_a_figure_is_where_it_stands_on_the_page() -> None:
    style = (
        "<style>@page { size: 300pt 400pt; margin: 30pt } body { margin: 0 } img { display: block; width:"
        " 60pt; height: 40pt }</style>"
    )
    found = _spoken(made(f'{style}<img src="a.jpg" alt="a box">', files={"a.jpg": jpeg()}).data)
    (figure,) = [e for e in found if str(e["/S"]) == "/Figure"]
    assert [round(float(n)) for n in figure["/A"].BBox] == [30, 330, 90, 370]


def test_a_missing_changed_or_added_attachment_is_noticed() -> None:
    data = BytesIO(made("<p>x</p>", attachments=[MAIL]).data)
    assert differences(data, loaded([MAIL])) == ()
    assert "not as given" in differences(data, loaded([replace(MAIL, data=b"y")]))[0]
    assert "not as given" in differences(data, loaded([replace(MAIL, relationship="Data")]))[0]
    assert "lacks" in differences(data, loaded([MAIL, replace(MAIL, name="E09 z")]))[0]
    assert "nobody gave" in differences(data, ())[0]


@pytest.mark.parametrize("name", ["", "邮件.eml", "a/b", "a\\b", "a\nb", "../x"])
def test_names_that_readers_would_garble_are_refused(name: str) -> None:
    with pytest.raises(ValueError):
        replace(MAIL, name=name)


def test_times_without_offset_and_unknown_relationships_are_refused() -> None:
    with pytest.raises(ValueError):
        replace(MAIL, modified=THEN.replace(tzinfo=None))
    with pytest.raises(ValueError):
        replace(MAIL, relationship="Unspecified")  # type: ignore[arg-type]
    with pytest.raises(ValueError):
        loaded([MAIL, MAIL])


def test_a_link_is_not_embedded(tmp_path: Path) -> None:
    (tmp_path / "link.eml").symlink_to("/etc/passwd")
    with pytest.raises(OSError):
        made("<p>x</p>", attachments=[replace(MAIL, data=tmp_path / "link.eml")])


def test_both_claims_stand_in_the_one_metadata_packet() -> None:
    with pikepdf.open(BytesIO(made("<p>x</p>").data)) as pdf:
        assert pdf.docinfo.CreationDate == "D:20251023133005Z"
        packet = pdf.Root.Metadata.read_bytes().decode()
        assert packet.count("<rdf:RDF") == 1
        with pdf.open_metadata() as metadata:
            assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "A")
            assert metadata["{http://www.aiim.org/pdfua/ns/id/}part"] == "1"
        assert pdf.Root.Lang == "en"


def test_pages_and_anchors_are_told() -> None:
    pdf = made('<h1 id="a">A</h1><h2 id="b" style="break-before:page">B</h2><p id="c">C</p>')
    assert pdf.pages == 2
    assert dict(pdf.anchors) == {"a": 1, "b": 2, "c": 2}


def test_no_address_of_ours_and_no_folder_is_left_in_the_file(tmp_path: Path) -> None:
    (tmp_path / "p.jpg").write_bytes(jpeg())
    pdf = made(
        '<img src="p.jpg" alt="x"><a href="https://example.org/">x</a>', files={"p.jpg": tmp_path / "p.jpg"}
    )
    with pikepdf.open(BytesIO(pdf.data)) as opened:
        out = BytesIO()
        opened.save(out, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    assert b"case.invalid" not in out.getvalue()
    assert str(tmp_path).encode() not in out.getvalue()
    assert b"https://example.org/" in out.getvalue()


def test_a_shown_photo_leaves_no_trace_of_its_exif() -> None:
    """Even when the original itself is handed over: place and device must not reach a reader by accident."""
    photo = jpeg(exif=telephone_exif(orientation=6))
    assert b"Makebelieve" in photo
    with pikepdf.open(BytesIO(made('<img src="p.jpg" alt="x">', files={"p.jpg": photo}).data)) as pdf:
        streams = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        content = b"".join(thing.read_raw_bytes() for thing in streams)
        shown = next(thing for thing in streams if thing.get("/Subtype") == "/Image")
        assert (int(shown.Width), int(shown.Height)) == (200, 300)
    assert b"Makebelieve" not in content and b"Exif" not in content


def test_a_photo_without_exif_is_embedded_byte_for_byte() -> None:
    photo = jpeg()
    with pikepdf.open(BytesIO(made('<img src="p.jpg" alt="x">', files={"p.jpg": photo}).data)) as pdf:
        shown = [thing for thing in pdf.objects if isinstance(thing, pikepdf.Stream)]
        assert photo in [thing.read_raw_bytes() for thing in shown]


PROGRAM = """
import hashlib, pathlib, sys
from datetime import datetime, timezone
from lotproof.render.pdf import Embedded, write_pdf
here = pathlib.Path(sys.argv[1])
then = datetime(2025, 10, 23, tzinfo=timezone.utc)
html = '''<html lang="en"><head><meta charset="utf-8"><title>t</title></head><body><h1 id="a">A 中文</h1>
<p><a href="#a">a</a> <b>b</b> <i>i</i> <code>c</code></p><img src="p.jpg" alt="x"><img src="q.png" alt="y">'''
files = {name: here / name for name in ("p.jpg", "q.png")}
mail = [Embedded(f"E{n}.eml", "d", here / "p.jpg", "Source", then, then) for n in (2, 1)]
for _ in range(2):
    print(hashlib.sha256(write_pdf(html, files=files, attachments=mail, identifier=b"i").data).hexdigest())
"""


def test_the_same_bytes_in_any_folder_with_any_hash_seed_zone_and_language(tmp_path: Path) -> None:
    from .documents import png

    digests = set()
    for name, extra in {
        "one": {"PYTHONHASHSEED": "0", "TZ": "Asia/Shanghai", "LANG": "C", "SOURCE_DATE_EPOCH": "1"},
        "another folder": {"PYTHONHASHSEED": "4711", "TZ": "America/New_York", "LANG": "zh_CN.UTF-8"},
    }.items():
        folder = tmp_path / name
        folder.mkdir()
        (folder / "p.jpg").write_bytes(jpeg())
        (folder / "q.png").write_bytes(png(mode="RGBA", colour=(1, 2, 3, 90)))
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, str(folder)],
            env=os.environ | extra,
            cwd=folder,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        digests.update(done.stdout.split())
    assert len(digests) == 1
    assert len(digests.pop()) == len(hashlib.sha256().hexdigest())
