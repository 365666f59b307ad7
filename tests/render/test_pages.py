"""A foreign PDF is shown page by page or refused with its reason; it never stalls, crashes or reaches out."""

import json
import subprocess
import sys
import time
import zlib
from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from lotproof.render import pages
from lotproof.render.pages import PdfUnreadable, pages_as_images

from .documents import made


@pytest.fixture(scope="module")
def report() -> bytes:
    return made("<h1>Inspection report</h1><p style='break-before:page'>检验报告 page two</p>").data


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    out = BytesIO()
    pdf.save(out, **options)
    return out.getvalue()


def test_pages_come_with_their_text_and_the_same_every_time(report: bytes) -> None:
    first, second = pages_as_images(report)
    assert first.text.strip() == "Inspection report"
    assert "检验报告 page two" in second.text
    assert (
        (first.width, first.height) == Image.open(BytesIO(first.image)).size == (910, 1287)
    )  # A4 at 110 dpi
    assert set(Image.open(BytesIO(first.image)).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert pages_as_images(report) == (first, second)


def test_a_report_locked_against_changes_only_is_shown(report: bytes) -> None:
    with pikepdf.open(BytesIO(report)) as pdf:
        locked = saved(pdf, encryption=pikepdf.Encryption(owner="owner", user=""))
    assert len(pages_as_images(locked)) == 2


def test_filled_form_fields_are_drawn() -> None:
    from PIL import ImageChops

    bare = pikepdf.new()
    bare.add_blank_page(page_size=(200, 100))
    empty = saved(bare)
    look = bare.make_stream(b"0 0 0 rg 0 0 50 20 re f", BBox=[0, 0, 50, 20], Subtype=pikepdf.Name.Form)
    field = bare.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Widget,
            FT=pikepdf.Name.Tx,
            T="x",
            V="y",
            F=4,
            Rect=[20, 20, 70, 40],
            AP=pikepdf.Dictionary(N=look),
        )
    )
    bare.pages[0].Annots = bare.make_indirect([field])
    bare.Root.AcroForm = pikepdf.Dictionary(Fields=[field])
    (blank,), (filled,) = pages_as_images(empty), pages_as_images(saved(bare))
    pictures = [Image.open(BytesIO(page.image)).convert("L") for page in (blank, filled)]
    assert ImageChops.difference(*pictures).getbbox() is not None


def test_hostile_text_loses_its_controls() -> None:
    answer = {"pages": [[1, 1, 3, "a\u202eb\x00c"]]}
    (page,) = pages._received(json.dumps(answer).encode() + b"\nJPG")
    assert (page.text, page.image) == ("abc", b"JPG")


def test_what_cannot_be_shown_says_why(report: bytes) -> None:
    with pikepdf.open(BytesIO(report)) as pdf:
        secret = saved(pdf, encryption=pikepdf.Encryption(owner="owner", user="user"))
    many = pikepdf.new()
    for _ in range(4):
        many.add_blank_page()
    cases = {
        b"": "empty",
        b"<!DOCTYPE html><html>": "a web page",
        b"\x89PNG\r\n": "something else",
        report[: len(report) // 2]: "cut off",
        report[: len(report) // 2] + b"\n%%EOF\n": "damaged",
        b"%PDF-1.7\n" + bytes(range(256)) * 9 + b"%%EOF": "damaged",
        secret: "password",
        saved(many): "4 pages",
    }
    for data, reason in cases.items():
        with pytest.raises(PdfUnreadable) as failure:
            pages_as_images(data, max_pages=3)
        assert reason in str(failure.value)
        assert "\n" not in str(failure.value) and str(failure.value).endswith(".")


def test_a_page_as_large_as_a_house_is_only_a_large_picture() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.pages[0].MediaBox = [0, 0, 288_000, 144_000]
    (page,) = pages_as_images(saved(pdf))
    assert max(page.width, page.height) <= 3000


def test_a_two_gigabyte_stream_is_stopped_in_time() -> None:
    pdf = pikepdf.new()
    pdf.add_blank_page()
    packer = zlib.compressobj()
    head = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * (1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    packed = head + block * 2047 + packer.flush()  # after a full flush the same block may stand again
    stream = pikepdf.Stream(pdf, b"")
    stream.write(packed, filter=pikepdf.Name.FlateDecode)
    pdf.pages[0].Contents = stream
    started = time.monotonic()
    with pytest.raises(PdfUnreadable, match=r"time or memory|not drawn within"):
        pages_as_images(saved(pdf), seconds=2)
    assert time.monotonic() - started < 5


def test_the_child_has_its_limits_and_none_of_our_packages() -> None:
    program = (
        f"import sys; sys.argv = ['x']; sys.path.insert(0, {str(pages.CHILD.parent)!r})\n"
        "import pages_child, resource\n"
        "pages_child.limit({'memory': 2**30, 'seconds': 7})\n"
        "print([resource.getrlimit(getattr(resource, 'RLIMIT_' + name))[0] for name in ('AS', 'CPU', 'FSIZE', 'CORE')],"
        " any(name.startswith('lotproof') for name in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout == f"[{2**30}, 7, 0, 0] False\n", done.stderr
