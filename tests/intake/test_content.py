"""A file is what its bytes say; its name only raises doubts, and hostile files are kept and never shown."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from lotproof.intake.content import Content, content_of
from lotproof.intake.incoming import kind_in_name
from lotproof.intake.names import LONGEST, free_name, safe_name
from lotproof.intake.remark import Refused
from lotproof.read.log import set_aside
from lotproof.read.originals import path_problem

from .making import a_mail, a_movie, a_photo, encoded, picture


def packed(*names: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return out.getvalue()


def of(data: bytes, name: str = "x") -> Content:
    return content_of(BytesIO(data), name)


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.mark.parametrize(
    ("data", "name", "kind", "exhibit"),
    [
        (a_photo(), "a.pdf", "image/jpeg", "photo"),
        (encoded(picture(), "PNG"), "a", "image/png", None),
        (encoded(picture(), "WEBP"), "a", "image/webp", None),
        (encoded(picture(), "TIFF"), "a", "image/tiff", None),
        (encoded(picture(), "GIF"), "a", "image/gif", None),
        (a_movie(), "a.txt", "video/quicktime", "video"),
        (a_movie(brand=b"isom"), "a", "video/mp4", "video"),
        (b"%PDF-1.7\n%%EOF\n", "a", "application/pdf", None),
        (b"\n\n%PDF-1.7\n%%EOF\n", "a", "application/pdf", None),
        (a_mail(), "a", "message/rfc822", "correspondence"),
        (b"From sales@x Mon Aug 17 09:30:00 2026\n" + a_mail(), "a", "message/rfc822", "correspondence"),
        (b"From: the factory\nTo: me\n\nnot a mail without a third header", "a.txt", "text/plain", None),
        (b"Dear all,\nFrom: x\nTo: y\nDate: z\n", "a.txt", "text/plain", None),
        ("永康".encode("gb18030"), "a.txt", "text/plain", None),
        ("永康,1\n".encode("utf-16"), "a.csv", "text/csv", None),
        (b"unit,rate\n1,2\n", "a.csv", "text/csv", None),
        (packed("[Content_Types].xml", "word/document.xml"), "a", WORD, None),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "a", SHEET, None),
        (packed("../../evil.sh"), "a.docx", "application/zip", None),
        (b"PK\x03\x04 cut off", "a.xlsx", "application/zip", None),
        (b"<svg xmlns='x'><script/></svg>", "a.png", "image/svg+xml", None),
        (b"\xef\xbb\xbf  <!DOCTYPE html><p>", "a.pdf", "text/html", None),
        (b"<?xml version='1.0'?><x/>", "a", "text/xml", None),
        (b"#!/bin/sh\nrm -rf /\n", "a", "text/x-script", None),
        (b"WScript.Echo(1)", "invoice.pdf.js", "text/x-script", None),
        (b"MZ\x90\0", "a.pdf", "application/x-program", None),
        (b"#!AMR\n\x3c", "voice", "audio/amr", None),
        (b"\x02#!SILK_V3", "voice", "audio/silk", None),
        (bytes(range(256)), "a", "application/octet-stream", None),
    ],
)
def test_the_type_is_the_contents(data: bytes, name: str, kind: str, exhibit: str | None) -> None:
    found = of(data, name)
    assert (found.type, found.kind) == (kind, exhibit)


@pytest.mark.parametrize(
    ("data", "name", "words"),
    [
        (b"<html><p>", "report.pdf", "its name ends like a PDF, but its content is a web page"),
        (a_photo(), "a.heic", "its content is a JPEG picture"),
        (b"<html>", "a", "never shown, opened or run"),
        (packed("a"), "a.zip", "never unpacked"),
        (b"%PDF-1.7\n", "a.pdf", "cut off"),
        (b"%PDF-1.7\n/Encrypt 5 0 R\n%%EOF", "a.pdf", "encrypted"),
        (packed("[Content_Types].xml", "xl/a"), "a.xlsx", "cannot show this type"),
    ],
)
def test_what_is_doubtful_is_said(data: bytes, name: str, words: str) -> None:
    assert words in " ".join(remark.sentence for remark in of(data, name).remarks)


@pytest.mark.parametrize(("data", "name"), [(a_photo(), "a.jpg"), (b"hello", "a.csv"), (a_movie(), "a.mp4")])
def test_what_agrees_with_its_name_is_not_doubted(data: bytes, name: str) -> None:
    assert not [remark for remark in of(data, name).remarks if remark.severity == "warning"]


def test_an_outlook_message_is_refused_with_the_way_out() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000) + "__properties_version1.0".encode("utf-16-le")
    with pytest.raises(Refused) as refused:
        of(data, "mail.msg")
    assert ".eml" in str(refused.value.remark.hint)
    assert of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)).type == "application/x-ole-storage"


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Photo 1.JPG", "Photo 1.JPG"),
        ("照片.jpg", "照片.jpg"),
        ("e\u0301tui.pdf", "\u00e9tui.pdf"),
        ("../../etc/passwd", "etc-passwd"),
        ("..\\..\\x.exe", "x.exe"),
        ("C:\\report?.pdf", "C-report-.pdf"),
        ("a\u202egpj.exe", "agpj.exe"),
        ("line\nbreak.txt", "linebreak.txt"),
        ("100%.pdf", "100-.pdf"),
        ("CON.txt", "file-CON.txt"),
        ("com1", "file-com1"),
        ("name. ", "name"),
        (".hidden", "hidden"),
        ("#notes", "notes"),
        ("-rf", "rf"),
        ("draft.pdf~", "draft-pdf-file"),
        ("photo.bak", "photo-bak-file"),
        ("", "file"),
        ("...", "file"),
        ("\u202e", "file"),
    ],
)
def test_a_name_is_made_safe_and_stays_readable(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert path_problem(f"evidence/{safe}") is None and not set_aside(safe)


def test_a_long_name_fits_every_file_system() -> None:
    for name in ("x" * 5000 + ".jpg", "照" * 5000 + ".jpg", "x." + "y" * 5000):
        safe = safe_name(name)
        assert len(safe.encode()) <= LONGEST
        assert safe.endswith(".jpg") or ".jpg" not in name


def test_names_some_systems_take_for_one_are_numbered() -> None:
    taken = {"Photo.JPG", "ﬁle.txt", "a.jpg", "A-2.jpg", "plain"}
    assert free_name("photo.jpg", taken) == "photo-2.jpg"
    assert free_name("file.txt", taken) == "file-2.txt"
    assert free_name("a.jpg", taken) == "a-3.jpg"
    assert free_name("plain", taken) == "plain-2"
    assert free_name("new.jpg", taken) == "new.jpg"


def test_a_name_may_suggest_a_kind() -> None:
    assert kind_in_name("Test_Report 44.pdf") == "test-report"
    assert kind_in_name("revised-invoice.pdf") == "invoice"
    assert kind_in_name("scan0001.pdf") is None
